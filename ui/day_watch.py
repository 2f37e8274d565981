"""Whoever works across midnight: 「今天」 on the page in front is the new day within a minute."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.pages.page import Page

if TYPE_CHECKING:
    from ui.main_window import MainWindow

LOOK_MS = 60_000


class DayWatch(QObject):
    """Tells the page in front that the office's day is another one; the others see it when they are opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(LOOK_MS)

    def _look(self) -> None:
        page = self._window.stack.currentWidget()
        if self._window.desk.actor is not None and isinstance(page, Page) and page.isVisible():
            page.notice_day()
