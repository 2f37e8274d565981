"""The keyboard stays on the page in front, or in what is laid over it, whatever vanishes under it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.pages.page import Page

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class KeyboardPlace(QObject):
    """Looks after the keyboard of one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def window_is_back(self) -> None:
        """The window is worked in again, perhaps the next morning."""
        page = self._window.stack.currentWidget()
        if isinstance(page, Page):
            page.notice_day()
        self.keep()

    def keep(self) -> None:
        """Give the keyboard to the page in front, unless it is there already.

        Before the window is seen the page itself takes it, and keeps it until its rows have come.
        """
        page, now = self._window.stack.currentWidget(), self._window.focusWidget()
        if not isinstance(page, Page):
            return
        places = (page, *self._window.laid_over)
        there = now is not None and any(place is now or place.isAncestorOf(now) for place in places)
        if not (there and now is not None and now.isVisible()):
            page.take_focus()

    def _moved(self, left: QWidget | None, _now: QWidget | None) -> None:
        """A button that vanishes under the keyboard hands it to the next widget, often far away."""
        page = self._window.stack.currentWidget()
        if left is None or (left.isVisible() and left.isEnabled()):
            return
        if page is not None and page.isAncestorOf(left):
            QTimer.singleShot(0, self, self.keep)
