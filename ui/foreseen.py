"""The window of whoever will probably sign in, made unseen while he types his password.

Nothing of the office is kept for it but his role: the first page asks for its rows when he has signed in.
Each step is short enough not to hold up the typing; what is not made by then is made afterwards.
"""

import time
from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer

from ui.dressing import put_on_sheet
from ui.loading import Opening

if TYPE_CHECKING:
    from desk.kernel.actor import Actor
    from ui.main_window import MainWindow

STEP_MS, TURN_S, BAND = 15, 0.004, 96


class Foreseen(QObject):
    """Begins as soon as the office is open."""

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self._user: Actor | None = None
        self._window: MainWindow | None = None
        self.made = False
        self._steps = self._work()
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)
        opening.settled.connect(self.begin, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """The office is open, if it could be opened: make what every window needs, and that of its user."""
        desk = self._opening.desk
        if desk is None:
            self._opening.go_on()
            return
        self._user = desk.expected
        self._timer.start()

    def step(self) -> None:
        """Make the next part, or a few small ones."""
        until = time.perf_counter() + TURN_S
        while time.perf_counter() < until:
            if next(self._steps, None) is None:
                self._end()
                self.made = True
                return

    def _end(self) -> None:
        """The window is made, or as much of it as there will be."""
        self._timer.stop()
        self._steps.close()
        self._opening.go_on()

    def window_for(self, actor: "Actor") -> "MainWindow | None":
        """The window as far as it was made, if it was made for this user."""
        self._end()
        window, self._window = self._window, None
        fits = self._user is not None and (
            (self._user.user_id, self._user.role) == (actor.user_id, actor.role)
        )
        if window is None or fits:
            return window
        _drop(window)
        return None

    def give_up(self) -> None:
        """Nobody signs in: the file is let go, and the board asked nothing."""
        self._timer.stop()
        self._steps.close()
        if self._window is not None:
            _drop(self._window)
            self._window = None

    def _work(self) -> Generator[str]:
        from ui import local_settings
        from ui.main_window import MainWindow
        from ui.models.id_table import IdTable
        from ui.page_stack import PageArea, PageStack
        from ui.specimen import draw_specimen

        PageArea(PageStack())  # the first of its kind takes a third of the whole window's time
        yield "kind"
        desk = self._opening.desk
        if desk is None or self._user is None:
            return
        window = self._window = MainWindow(desk, local_settings.current(), unseen=True)
        yield "window"
        while window.build_on():
            yield "frame"
        for part in window.parts:
            put_on_sheet(part)
            yield "part"
        page = window.build_page(window.first_page)
        yield "page"
        put_on_sheet(page)
        window.stack.setCurrentWidget(page)
        window.navigation.show_chosen(window.first_page)
        yield "dressed"
        for drawn in (window.navigation, page):
            for top in range(0, window.height(), BAND):  # icons and letters are kept once drawn
                drawn.grab(QRect(0, top, window.width(), BAND))
                yield "drawn"
        for table in page.findChildren(IdTable):
            table.list_model.make_ready()
            for _ in draw_specimen(table):
                yield "specimen"


def _drop(window: "MainWindow") -> None:
    window.bridge.stop()
    window.deleteLater()
