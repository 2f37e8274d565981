"""One window for one user: a second start hands its file to the first one, which comes to the front.

The two meet at a local socket whose name is made of the user's own state folder, so that two users of
one computer never meet.
"""

import ctypes
import hashlib
import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from ui.state_folder import state_folder

CONNECT_MS, ANSWER_MS = 300, 3000
MOST_BYTES = 64 * 1024
TAKEN = b"taken\n"
_ANY_PROCESS = -1  # ASFW_ANY of Windows


def meeting_place() -> str:
    """The socket's name: the same for one user, whatever he is called."""
    folder = str(state_folder().resolve())
    return "freight-desk-" + hashlib.sha256(folder.encode()).hexdigest()[:16]


def hand_over(file: Path | None) -> bool:
    """Hand a start over to a program that already runs; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(meeting_place())
    if not socket.waitForConnected(CONNECT_MS):
        return False
    _let_others_come_forward()
    asked = {"file": str(file.resolve()) if file else ""}
    socket.write(json.dumps(asked).encode() + b"\n")
    answered = socket.waitForReadyRead(ANSWER_MS)
    taken = answered and bytes(socket.readAll().data()) == TAKEN
    socket.disconnectFromServer()
    return taken


class FirstInstance(QObject):
    """Listens for later starts of the same user.

    Signals:
        asked: a later start wants this file, or only the window ("").
    """

    asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        place = meeting_place()
        if not self._server.listen(place):
            QLocalServer.removeServer(place)  # left behind by a program that was killed
            self._server.listen(place)

    @property
    def listening(self) -> bool:
        """Whether later starts find this one; without it every start has its own window."""
        return self._server.isListening()

    def close(self) -> None:
        """Later starts are on their own."""
        self._server.close()

    def _welcome(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            guest.setParent(self)
            guest.readyRead.connect(lambda guest=guest: self._read(guest))
            guest.disconnected.connect(guest.deleteLater)
            self._read(guest)

    def _read(self, guest: QLocalSocket) -> None:
        if guest.bytesAvailable() > MOST_BYTES:
            guest.abort()
        if not guest.canReadLine():
            return
        asked = _file_asked(bytes(guest.readLine().data()))
        if asked is None:
            guest.abort()
            return
        guest.write(TAKEN)
        guest.flush()
        self.asked.emit(asked)


def _file_asked(line: bytes) -> str | None:
    """What a second start was asked to open, "" = only come to the front; None: no start speaks so."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    file = told.get("file") if isinstance(told, dict) else None
    return file if isinstance(file, str) else None


def come_forward(window: QWidget) -> None:
    """Bring a window, or the dialog that blocks it, to the front."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    if not window.isVisible():
        window.show()
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()


def _let_others_come_forward() -> None:
    """Windows lets only the program in front bring another one there; that is this one, just started."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
