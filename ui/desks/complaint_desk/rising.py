"""Complaints that were left alone go up one level by themselves while the program runs."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desk.care.complaints.clock_commands import raise_complaints
from desk.care.complaints.queries import complaints_to_raise
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.registry import Context

LOOK_EVERY_MS = 60_000


class RisingComplaints(QObject):
    """Looks once a minute; whoever may work on complaints raises what is due."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Ask whether a closing clock ran to 150 %."""
        if self._context.may("complaint.update"):
            self._context.ask(complaints_to_raise, self._came, self._window)

    def _came(self, numbers: list[str]) -> None:
        if not numbers:
            return

        def done(outcome: Outcome[int]) -> None:
            if outcome.value:  # somebody else's look may have been first
                words = tr("{n} 件投诉超时未办结,已自动升级:{list}")
                self._context.say(words.format(n=outcome.value, list="、".join(numbers)))

        self._context.do(raise_complaints, {}, done)
