"""All clocks of a case in a line: what, until when, when it was done, and how late."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desk.care.complaints.choices import ClockKind
from desk.care.complaints.lights import ClockRow, Light
from desk.kernel.moments import local, show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.complaint_desk.words import LIGHTS, left_words, long_words
from ui.desks.pieces import Chip
from ui.pages.flow import Flow
from ui.theme import SPACE


class ClocksLine(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self)
        self._flow.setSpacing(SPACE.tight)
        self.blocks: list[ClockBlock] = []
        self.setAccessibleName(tr("时限"))

    def show_clocks(self, clocks: Sequence[ClockRow]) -> None:
        """Show the newest clock of every kind, the one due first on the left; a clock of an earlier level is out of force."""
        for block in self.blocks:
            self._flow.removeWidget(block)
            block.hide()
            block.deleteLater()
        newest = {clock.kind: clock for clock in clocks if not clock.superseded}
        if ClockKind.CALL_BACK in newest:  # closed: no more words are due but the call-back
            newest.pop(ClockKind.PROGRESS, None)
        in_order = sorted(newest.values(), key=lambda clock: clock.due_at)
        self.blocks = [ClockBlock(clock) for clock in in_order]
        for block in self.blocks:
            self._flow.addWidget(block)
        self._flow.invalidate()
        self.updateGeometry()


class ClockBlock(QFrame):
    """One clock."""

    def __init__(self, clock: ClockRow) -> None:
        super().__init__()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.tight, SPACE.tight, SPACE.tight, SPACE.tight)
        column.setSpacing(SPACE.hair)
        self.kind = clock.kind
        self.words = (clock.kind.label, due_words(clock), standing(clock))
        column.addWidget(plain_label(self.words[0], "strong"))
        column.addWidget(plain_label(self.words[1], "label"))
        self.chip = Chip(self.words[2], LIGHTS[clock.light])
        column.addWidget(self.chip)
        self.setProperty("late", clock.light is Light.RED)
        self.setAccessibleName(" ".join(self.words))


def due_words(clock: ClockRow) -> str:
    """「11-23 12:20 前」."""
    return tr("{t} 前").format(t=show_moment(clock.due_at)[5:])


def standing(clock: ClockRow) -> str:
    """「12:50 超时 30 分」, 「11-24 09:30 完成」, 「还剩 28 分」, 「等客户资料,还剩 2 小时」."""
    if clock.light is Light.PAUSED:
        return tr("等客户资料,{n}").format(n=left_words(clock.left_minutes, clock.level))
    if clock.met_at is None:
        return left_words(clock.left_minutes, clock.level)
    same_day = local(clock.met_at).date() == local(clock.due_at).date()
    at = show_moment(clock.met_at)[11 if same_day else 5 :]
    if clock.light is Light.RED:
        span = long_words(clock.late_minutes)
        return tr("{t} 超时 {n}").format(t=at, n=span)
    return tr("{t} 完成").format(t=at)
