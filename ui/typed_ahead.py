"""What a fast clerk types behind the Enter on his password is meant for the first page, and reaches it.

From that Enter on, no key comes to the sign-in any more: it is kept until the window is in front, then
given to it in order. Whatever else comes up first was not what he typed for; then nothing is given to
anybody. A filter on the few windows there are, not on the application: no widget's events pass here.
"""

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.given_key import TypedKey, give_key

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MOST_EVENTS = 100
"""Presses and releases: fifty keys. Whoever types more into nothing has seen nothing of it."""
OLDEST_S = 20.0
IN_FRONT_MS = 3000
UNDER_WAY_MS = 50
"""How long keys may still be on their way that were typed before something else came up."""

Key = Qt.Key
_ENTER = frozenset({Key.Key_Return, Key.Key_Enter})
_SYSTEM = frozenset({Key.Key_F4, Key.Key_Space})  # with Alt: closes a window, opens its menu
_HELD = frozenset({Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_Meta, Key.Key_AltGr})
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class TypedAhead(QObject):
    """Keeps what is typed from the Enter on the password to the window; see the module.

    Signals:
        ended: keys go their usual way again.
    """

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: deque[TypedKey] = deque()
        self._down: set[int] = set()
        self._since = 0.0
        self._keeps, self._gives, self._over = True, False, False
        self._window: MainWindow | None = None
        self._gates = QGuiApplication.topLevelWindows()
        for gate in self._gates:
            gate.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._front_changed)

    def is_meant_for(self, window: "MainWindow") -> None:
        """The window is about to appear: it gets what was kept, if it comes to the front soon."""
        self._window = window
        QTimer.singleShot(IN_FRONT_MS, self, self.drop)

    def drop(self) -> None:
        """Give nothing to anybody: the password was wrong, or something else comes up than the window."""
        self._forget()
        if self._keeps:
            self._keeps = False
            self._when_all_came(self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._over or not isinstance(event, QKeyEvent) or event.type() not in _KEYS:
            return False
        if not event.spontaneous():
            return False  # given, not typed
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _SYSTEM:
            return False
        if key == Key.Key_Escape and self._keeps:
            self._forget()
            return not _is_seen(watched)
        if event.type() != QEvent.Type.ShortcutOverride and self._keeps:
            self._keep(event)
        event.accept()  # an override that is wanted is no shortcut of this window's
        return True

    def _keep(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.type() == QEvent.Type.KeyRelease:
            if key not in self._down:
                return  # it was pressed before, or is Shift and the like
            self._down.discard(key)
        elif key in _HELD or len(self._kept) >= MOST_EVENTS:
            return
        elif not self._kept:
            if key in _ENTER:
                return  # the same Enter, held a little long, or an impatient second one
            self._since = time.monotonic()
        if event.type() == QEvent.Type.KeyPress:
            self._down.add(key)
        self._kept.append(TypedKey.of(event))

    def _forget(self) -> None:
        self._kept.clear()
        self._down.clear()

    def _front_changed(self, front: QWindow | None) -> None:
        if front is None or self._over:
            return
        if front in self._gates:
            return
        front.installEventFilter(self)  # what was typed before may still come, and to this one
        if not self._is_window(front):
            self.drop()
        elif not self._gives:
            self._gives = True
            self._when_all_came(self._give)

    def _is_window(self, front: QWindow) -> bool:
        window = self._window
        return window is not None and isValid(window) and front is window.windowHandle()

    def _give(self) -> None:
        window = self._window
        if window is None or not (isValid(window) and self._keeps):
            return
        stands = window.isActiveWindow() and QApplication.activeModalWidget() is None
        if not stands or (self._kept and time.monotonic() - self._since > OLDEST_S):
            self.drop()
            return
        try:
            while self._kept:  # emptied by whatever one of them brings to the front
                give_key(window, self._kept.popleft())
        finally:
            self._end()

    def _when_all_came(self, then: Callable[[], None]) -> None:
        """A timer may come before what was typed earlier: it is followed by a turn of its own."""
        last = partial(QTimer.singleShot, 0, self, then)
        QTimer.singleShot(UNDER_WAY_MS, self, last)

    def _end(self) -> None:
        if not self._over:
            self._over, self._gates = True, []
            self.ended.emit()
            self.deleteLater()


def _is_seen(watched: QObject) -> bool:
    return isinstance(watched, QWindow) and watched.isVisible()
