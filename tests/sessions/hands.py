"""Two hands at a real window: every key stroke beyond the text itself is counted."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.typing_in import write
from tests.ui.watchdog import Watchdog
from ui.editors import Editor
from ui.main_window import MainWindow

Key, Held = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, ALT = Held.NoModifier, Held.ControlModifier, Held.AltModifier
PATIENCE_S = 20.0


class Hands:
    """Types where the keyboard is, in whatever window has it."""

    def __init__(self, window: MainWindow, watch: Watchdog) -> None:
        self.window, self.watch = window, watch
        self.strokes = 0

    def types(self, text: str) -> None:
        """The matter itself: letters by keys, Chinese as the input method commits it; not counted."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            write(text, self.focus)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key, so many times; each counts."""
        for _ in range(times):
            self.strokes += 1
            QTest.keyClick(self.focus, key, held)
            self.watch.rest(0.005)

    def enter(self, *texts: str) -> None:
        """Type each text and press Enter after it; an empty one is the Enter only."""
        for text in texts:
            if text:
                self.types(text)
            self.press(Key.Key_Return)

    def goes_to(self, page: str) -> None:
        """Ctrl and the figure of a page of the navigation."""
        number = self.window.navigation.keyed.index(page) + 1
        self.press(Key(Key.Key_0.value + number), CTRL)

    def waits_for(self, ready: Callable[[], object]) -> None:
        """Wait as a clerk does, the window at work."""
        until = time.monotonic() + PATIENCE_S
        while not ready():
            if time.monotonic() > until:
                raise TimeoutError(f"{ready} at {self.focus}")
            self.watch.rest(0.02)

    def at(self, name: str) -> bool:
        """Whether the keyboard is in the editor of this field."""
        widget: QWidget | None = self.focus
        while widget is not None and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        return widget is not None and widget.name == name

    def found(self) -> bool:
        """Whether the search box has answered."""
        finder = self.window._finder
        return finder is not None and finder.answered

    def back_at_the_page(self) -> None:
        """A screen without a window manager does not give the keyboard back by itself."""
        self.window.activateWindow()
        self.waits_for(self.window.isActiveWindow)
        self.waits_for(lambda: QApplication.focusWidget() is not None)

    def when_asked(self, does: Callable[[], None]) -> None:
        """Do something as soon as a question stands over the window."""

        def look() -> None:
            if QApplication.activeModalWidget() is None:
                QTimer.singleShot(10, look)
            else:
                does()

        QTimer.singleShot(10, look)

    @property
    def focus(self) -> QWidget:
        """What the keyboard goes to: the field that has it, else the active window."""
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window
