"""Pages built before they are asked for, a step at a time, while nobody does anything.

The first look at a dense page then waits for nothing but its rows. What is built is what the role opens
most: the pages with a key of their own, and the dense forms.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.dressing import put_on_sheet
from ui.loading import the_rest_loads
from ui.turns import in_turns

if TYPE_CHECKING:
    from ui.main_window import MainWindow

DENSE = ("consignment_entry", "customer_entry", "call_sheet", "complaint_desk", "callback_desk")
STEP_MS = 250
QUIET_S = 2.0


class BuildingAhead(QObject):
    """Takes one step whenever nobody typed for a while, no lane is busy and no code is being loaded."""

    def __init__(self, window: "MainWindow", quiet_s: float = QUIET_S) -> None:
        super().__init__(window)
        self._window, self._quiet_s = window, quiet_s
        self._steps, self._at_it = self._work(), False
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    @property
    def ended(self) -> bool:
        """Whether everything is built."""
        return not self._timer.isActive()

    def step(self) -> None:
        """Do the next bit, if nobody is in the way of it."""
        if (
            self._at_it
            or self._window.desk.actor is None
            or self._window.bridge.busy
            or self._window.idle.quiet_s < self._quiet_s
            or the_rest_loads()
        ):
            return
        self._at_it = True
        try:
            if next(self._steps, None) is None:
                self._timer.stop()
        finally:
            self._at_it = False

    def _work(self) -> Iterator[str]:
        """Each step's page: first it is built, then dressed."""
        for name in (*self._window.navigation.keyed, *DENSE):
            if self._window.page(name) is None and self._window.may_open(name):
                with in_turns():
                    page = self._window.build_page(name)
                yield name
                put_on_sheet(page)
                yield name
