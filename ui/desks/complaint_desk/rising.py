"""Complaints that were left alone go up one level by themselves while the program runs."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desk.care.complaints.clock_commands import raise_complaints
from desk.care.complaints.queries import complaints_to_raise
from desk.kernel.errors import FileRefused, Refused, SaveFailed
from desk.kernel.text import tr
from ui.errors_shown import shown
from ui.registry import Context

LOOK_EVERY_MS = 60_000


class RisingComplaints(QObject):
    """Looks once a minute; whoever may work on complaints raises what is due.

    Nobody has asked for it: what goes wrong is said below and holds nobody up.
    """

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
        context = self._context
        if not numbers or context.bridge.saving or not context.desk.proven:
            return  # the next look comes in a minute
        context.bridge.later(
            lambda: context.desk.run(raise_complaints).value,
            partial(self._raised, numbers),
            self._not_raised,
            owner=self._window,
        )

    def _raised(self, numbers: list[str], raised: int) -> None:
        if raised:  # somebody else's look may have been first
            words = tr("{n} 件投诉超时未办结,已自动升级:{list}")
            self._context.say(words.format(n=raised, list="、".join(numbers)))

    def _not_raised(self, fault: BaseException) -> None:
        if isinstance(fault, Refused | SaveFailed | FileRefused):
            self._context.say(tr("投诉没有自动升级:{why}").format(why=shown(fault).text))
        else:
            self._context.tell(fault)
