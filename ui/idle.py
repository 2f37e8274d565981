"""Locks the window after some idle minutes; typing stays behind the lock.

Timers stand still while a computer sleeps: whoever wakes it after lunch finds the window locked, too.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QPushButton, QWidget

from desk.app import Desk
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui import at_work
from ui.beside import beside
from ui.editors import PasswordEditor
from ui.login import WRONG, Gatehouse

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)
LOOKS_EVERY_MS = 10_000


class IdleWatch(QObject):
    """Calls `lock` when no window of the program got input for so long. Watches windows, not widgets.

    `wall_clock` goes on in a computer's sleep.
    """

    def __init__(
        self,
        minutes: int,
        lock: Callable[[], None],
        parent: QObject,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._lock, self._wall_clock = lock, wall_clock
        self._longest_s, self._looked_at = max(1, minutes) * 60, wall_clock()
        self._look = QTimer(self)
        self._look.timeout.connect(self.look_for_sleep)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lock)
        self._timer.setInterval(self._longest_s * 1000)
        self._locks = minutes > 0
        self._last = time.monotonic()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow)
            self._follow(application.focusWindow())
        if self._locks:
            self._timer.start()
            self._look.start(LOOKS_EVERY_MS)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def quiet_s(self) -> float:
        """For how many seconds nobody has typed or pointed."""
        return time.monotonic() - self._last

    def look_for_sleep(self) -> None:
        """Lock if so much time has passed since the last look that the computer must have slept."""
        before, self._looked_at = self._looked_at, self._wall_clock()
        if self.running and self._looked_at - before >= self._longest_s:
            self._lock()

    def pause(self) -> None:
        """Count no more until `restart`: the window is locked already."""
        self._timer.stop()

    def restart(self) -> None:
        """Somebody is at work: begin to count anew."""
        at_work.begin()
        self._last = time.monotonic()
        if self._locks:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            at_work.begin()
            self._last = time.monotonic()
            if self._timer.isActive():
                self._timer.start()
        return False

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


OTHER_USER = 2


class LockDialog(Gatehouse):
    """The same user's password opens the window again; `OTHER_USER` when somebody else wants in."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        actor = desk.signed_in()
        under = tr("{name},请输入密码继续。没有保存的内容仍在。").format(name=actor.name)
        super().__init__(tr("已锁定"), under, tr("解锁"), window)
        self.desk = desk
        self.password = self.fields.add(
            PasswordEditor(Field("password", tr("密码"), required=True))
        )
        self.grid.place(self.fields)
        self.other = QPushButton(tr("换人登录"))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(lambda: self.done(OTHER_USER))
        self.buttons.insertWidget(0, self.other)
        self.password.take_focus()

    def go(self) -> None:
        """Unlock."""
        self.tell("")
        try:
            password = self.fields.values()["password"]
            beside(lambda: self.desk.unlock(password))
        except WRONG as fault:
            self.password.set_value(None)
            self.tell("\n".join(p.message for p in getattr(fault, "problems", ())) or str(fault))
        else:
            self.accept()

    def reject(self) -> None:
        """There is no way round the lock."""
