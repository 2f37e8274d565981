"""Automatic backups beside the window: looked for every few minutes, and once more when the file is closed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desk.app import Desk
from desk.backing_up import back_up, drill, drill_is_due, is_due, second_place_wanted
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from ui.bridge import Job, Lane
from ui.program_log import LOG
from ui.registry import Context
from ui.second_drive import other_drives

if TYPE_CHECKING:
    from ui.start import Curtain

FIRST_LOOK_MS, LOOK_EVERY_MS = 60_000, 4 * 60_000
NO_AGE = timedelta()


class BackingUp(QObject):
    """Makes the hourly backup, and once a day restores one to see that it can be used.

    It has a lane of its own, so that neither a page nor a command waits behind it.
    """

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._lane = Lane("backing-up", self)
        self._offered = False  # a second drive; once in a run
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_LOOK_MS)

    @property
    def idle(self) -> bool:
        """Nothing is being copied."""
        return self._lane.idle

    def look(self) -> None:
        """Back up, and drill, if it is time."""
        desk = self._context.desk

        def call() -> tuple[str, str]:
            back_up(desk.path, desk.clock)
            fault = drill(desk.path, desk.clock) if drill_is_due(desk.path, desk.now) else ""
            drives = () if self._offered else other_drives(desk.path)
            return fault, second_place_wanted(desk.path, desk.now, drives)

        self._lane.put(Job(call, self._done, self._failed))

    def stop(self) -> None:
        """No more; what is being copied is finished."""
        self._timer.stop()
        self._lane.stop()

    def _done(self, came: tuple[str, str]) -> None:
        drill_fault, offer = came
        self._timer.start(LOOK_EVERY_MS)
        if drill_fault:
            words = tr("备份试恢复没有通过:{why}。请在「核验」查看,并另做一份备份。")
            self._context.say(words.format(why=drill_fault))
        elif offer and not self._offered and self._context.may("backup.create"):
            self._offered = True
            self._context.say(offer)

    def _failed(self, fault: BaseException) -> None:
        self._timer.start(LOOK_EVERY_MS)
        LOG.warning("backup: %s", type(fault).__name__)
        words = str(fault) if isinstance(fault, FileRefused) else type(fault).__name__
        self._context.say(tr("自动备份没有成功:{why}").format(why=words))


def back_up_at_exit(desk: Desk, curtain: "Curtain") -> bool:
    """The backup of the end of the work; the curtain says so while it is made.

    A fault is on the board when the office is opened next.

    Returns:
        Whether everything is backed up.
    """
    if not is_due(desk.path, desk.now, NO_AGE):
        return True
    curtain.say(tr("正在备份数据,请稍候…"))
    try:
        back_up(desk.path, desk.clock, NO_AGE)
    except (FileRefused, OSError) as fault:
        LOG.warning("backup at exit: %s", type(fault).__name__)
        return False
    else:
        return True
    finally:
        curtain.close()
