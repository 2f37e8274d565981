"""One window for one user: a second start hands its file to the first one, which comes to the front.

The first start holds a lock in the user's own state folder, so that two users of one computer never
meet; it is nobody's any more when its process is gone. A later start lays a note beside it and waits
until the first one has taken it away, or is gone; what takes long is said, and Esc takes the note back.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.held_by_process import HeldByProcess
from ui.state_folder import state_folder

if TYPE_CHECKING:
    from ui.knocking import Knocking

ANSWER_S, QUIET_S, LOOK_S, AGAIN_MS = 12.0, 0.3, 0.02, 100
MOST_BYTES = 64 * 1024
NOTE = ".start"
_ANY_PROCESS = -1  # ASFW_ANY of Windows


def meeting_place() -> Path:
    """The folder of lock and notes: one for each user, made when it is missing."""
    place = state_folder() / "starts"
    place.mkdir(parents=True, exist_ok=True)
    return place


def hand_over(file: Path | None) -> bool:
    """Hand a start over to a program that already runs; False when none answers."""
    try:
        place = meeting_place()
        if _nobody_holds(place):
            return False
        note = _lay_note(place, {"file": str(file.resolve()) if file else ""})
        return _Waiting(note, file).answered()
    except OSError:  # a folder that cannot be written: every start has its own window
        return False


def _lay_note(place: Path, asked: dict[str, str]) -> Path:
    _let_others_come_forward()
    unread, note = (place / f"{os.urandom(16).hex()}{end}" for end in (".new", NOTE))
    unread.write_bytes(json.dumps(asked).encode())
    return unread.rename(note)


class _Waiting:
    """A start that waits for the running program, and says so once that takes long."""

    def __init__(self, note: Path, file: Path | None) -> None:
        self._note, self._file = note, file
        self._since = time.monotonic()
        self._shown: Knocking | None = None

    def answered(self) -> bool:
        """Wait; whether this start is over: its note was taken, or its user does not want it any more."""
        try:
            while self._note.exists():
                if self._waited(ANSWER_S) or _nobody_holds(self._note.parent):
                    return not _withdrawn(self._note)
                if self._given_up():
                    _withdrawn(self._note)
                    return True
                time.sleep(LOOK_S)
            return True
        finally:
            if self._shown is not None:
                self._shown.hide()

    def _waited(self, seconds: float) -> bool:
        return time.monotonic() - self._since > seconds

    def _given_up(self) -> bool:
        """Show the small window, if it is time for it; whether it was closed."""
        if self._shown is None:
            if self._waited(QUIET_S) and isinstance(QApplication.instance(), QApplication):
                self._show()
            return False
        QApplication.processEvents()
        return self._shown.isHidden()

    def _show(self) -> None:
        from ui.knocking import Knocking

        self._shown = Knocking(self._file)
        self._shown.show()
        self._shown.activateWindow()
        QApplication.processEvents()
        _let_others_come_forward()  # once more: this start has come to the front itself


def _withdrawn(note: Path) -> bool:
    try:
        note.unlink()
    except FileNotFoundError:  # taken at the last moment
        return False
    return True


class FirstInstance(QObject):
    """Listens for later starts of the same user.

    Signals:
        asked: a later start wants this file, or only the window ("").
    """

    asked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._lock: HeldByProcess | None = None
        try:
            self._place = meeting_place()
            self._lock = _lock(self._place)
            left = list(self._place.glob("*.*"))  # by starts that were killed while they waited
            alone = self._lock.take()
        except OSError:  # a folder that cannot be written: every start has its own window
            return
        if alone:
            for old in left:
                old.unlink(missing_ok=True)
            self._watcher.directoryChanged.connect(self._look)
            self._watcher.addPath(str(self._place))

    @property
    def listening(self) -> bool:
        """Whether later starts find this one; without it every start has its own window."""
        return bool(self._watcher.directories())

    def close(self) -> None:
        """Later starts are on their own."""
        self._watcher.removePaths(self._watcher.directories())
        if self._lock is not None:
            self._lock.let_go()

    def _look(self) -> None:
        notes = list(self._place.glob(f"*{NOTE}"))
        told = [_take(note) for note in notes]
        if any(note.exists() for note in notes):  # a virus scanner holds one
            QTimer.singleShot(AGAIN_MS, self._look)
        for asked in told:
            if asked is not None:
                self.asked.emit(asked)


def _lock(place: Path) -> HeldByProcess:
    return HeldByProcess(place / "lock")


def _nobody_holds(place: Path) -> bool:
    lock = _lock(place)
    free = lock.take()
    lock.let_go()
    return free


def _take(note: Path) -> str | None:
    """What the note asks for; None when it is no note, or no longer there."""
    try:
        line = note.read_bytes() if note.stat().st_size <= MOST_BYTES else b""
        note.unlink()
    except OSError:
        return None
    return _file_asked(line)


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
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
