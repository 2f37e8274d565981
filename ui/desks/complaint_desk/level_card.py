"""The proposed level with its reasons, while the customer is still talking."""

from PySide6.QtWidgets import QHBoxLayout

from desk.care.complaints.choices import Level
from desk.care.complaints.clocks import MINUTES, is_natural
from desk.care.complaints.levels import Proposal
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.complaint_desk.words import LEVELS, long_words
from ui.desks.pieces import Card, Chip
from ui.desks.texts import readable
from ui.theme import SPACE


class LevelCard(Card):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self.chip, self.reasons, self.clocks = Chip(), readable(""), readable("", "small")
        line.addWidget(plain_label(tr("建议等级"), "strong"))
        line.addWidget(self.chip)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self.reasons)
        self.column.addWidget(self.clocks)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show a level and why."""
        level = proposal.level
        self.chip.show_as(level.label, LEVELS[level])
        self.chip.setAccessibleName(tr("建议等级 {v}").format(v=level.label))
        self.reasons.setText("、".join(proposal.reasons))
        spans = (f"{kind.label} {_span(n, level)}" for kind, n in MINUTES[level].items())
        self.clocks.setText(tr("时限:{list}").format(list=" · ".join(spans)))


def _span(minutes: int, level: Level) -> str:
    """A time limit as it is spoken of: working hours unless the clock never rests."""
    if is_natural(level):
        return long_words(minutes)
    return tr("{n} 工作小时").format(n=minutes // 60)
