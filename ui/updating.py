"""New versions from a folder: looked for beside the window, told in one line, installed when the user says so.

A share that is slow or gone holds nothing up: the look runs in a thread of its own, and after the
deadline nobody waits for it any more.
"""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from desk import __version__
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.releases.keys import makers_key
from desk.releases.looking import Looked, Offer, look
from ui import local_settings
from ui.local_settings import LocalSettings
from ui.program_log import LOG
from ui.state_folder import state_folder

FIRST_LOOK_MS, LOOK_EVERY_MS = 45_000, 6 * 60 * 60_000
DEADLINE_MS = 5 * 60_000


class Updates(QObject):
    """Looks into the folder this computer was told of.

    Signals:
        offered: a proved newer version (`Offer`).
        said: what came of a look the user asked for.
    """

    offered = Signal(object)
    said = Signal(str)
    _came = Signal(int, object)

    def __init__(self, settings: LocalSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._key = makers_key()
        self._turn, self._waiting, self._asked_for = 0, False, False
        self.offer: Offer | None = None
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._next = _timer(self, self.look)
        self._deadline = _timer(self, self._give_up)
        if self.standing:
            self._next.start(FIRST_LOOK_MS)

    @property
    def can_look(self) -> bool:
        """Whether the program knows whose signature to believe."""
        return self._key is not None

    @property
    def folder(self) -> str:
        """Where new versions are laid."""
        return self._settings.update_folder

    @property
    def standing(self) -> bool:
        """Whether it looks by itself."""
        return self.can_look and bool(self._settings.update_folder)

    def choose(self, folder: str) -> None:
        """Look into this folder from now on; "" for no longer."""
        self._settings.update_folder = folder
        local_settings.save(self._settings)
        self._next.stop()
        if self.standing:
            self.look_now()

    def look_now(self) -> None:
        """Look because the user asked: whatever comes of it is said."""
        self._asked_for = True
        self.look()

    def look(self) -> None:
        """Begin a look; the answer follows on the GUI thread."""
        self._next.start(LOOK_EVERY_MS)
        if not self.standing:
            return
        if self._waiting:
            self._say(tr("更新文件夹还没有回应。"))
            return
        self._turn, self._waiting = self._turn + 1, True
        self._deadline.start(DEADLINE_MS)
        folder, newest = self._settings.update_folder, self._settings.newest_release
        threading.Thread(
            target=self._look, args=(self._turn, folder, newest), name="desk-updates", daemon=True
        ).start()

    def stop(self) -> None:
        """Nobody waits any more."""
        self._turn += 1
        self._next.stop()
        self._deadline.stop()

    def _look(self, turn: int, folder: str, newest: str) -> None:
        assert self._key is not None
        into = state_folder() / "updates"
        try:
            found: object = look(
                Path(folder), self._key, __version__, newest, into, lambda: turn == self._turn
            )
        except Exception as fault:
            found = fault
        try:
            self._came.emit(turn, found)
        except RuntimeError:  # the window is gone
            return

    @Slot(int, object)
    def _take(self, turn: int, found: object) -> None:
        self._waiting = False
        if turn != self._turn:
            return
        self._deadline.stop()
        if isinstance(found, Looked):
            self._settings.newest_release = found.newest
            local_settings.save(self._settings)
            self.offer = found.offer
            if found.offer is not None:
                self.offered.emit(found.offer)
            else:
                self._say(tr("已是最新版本 {v}。").format(v=__version__))
        else:
            LOG.warning("updates: %s", type(found).__name__)
            words = str(found) if isinstance(found, FileRefused) else type(found).__name__
            self._say(tr("检查更新没有成功:{why}").format(why=words))
        self._asked_for = False

    def _give_up(self) -> None:
        self._turn += 1
        LOG.warning("updates: no answer")
        self._say(tr("更新文件夹没有回应,程序照常使用,以后再试。"))
        self._asked_for = False

    def _say(self, sentence: str) -> None:
        if self._asked_for:
            self.said.emit(sentence)


def start_installer(offer: Offer, show: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> bool:
    """Run the installer, proved once more; elsewhere than on Windows show where it lies."""
    if not offer.whole:
        return False
    shown = offer.installer if sys.platform == "win32" else offer.installer.parent
    return show(QUrl.fromLocalFile(str(shown)))


def _timer(parent: QObject, does: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(does)
    return timer
