"""Where the complaints of a period come from, and how they were handled."""

from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk.care.complaints.analysis import ComplaintAnalysis, Tally, complaint_analysis
from desk.kernel.errors import Refused
from desk.kernel.moments import local
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.bars import Bars
from ui.desks.pieces import Card, FollowingArea, Pairs
from ui.editors import FieldSet, editor_for
from ui.registry import Context
from ui.theme import SIZES, SPACE

MOST, DATE_WIDTH = 8, 10 * SIZES.em
PARTS = (
    ("by_kind", tr("按类型")),
    ("by_cause", tr("按根本原因")),
    ("by_partner", tr("按合作商")),
    ("by_lane", tr("按线路")),
    ("by_person", tr("按责任人")),
    ("by_level", tr("按等级")),
)


class Analysis(QWidget):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.found: ComplaintAnalysis | None = None
        self.fields = FieldSet(self)
        self._figures = Pairs(5)
        self._nothing = plain_label(tr("这段时间没有有效的投诉。"), "muted")
        self.bars = {name: Bars(heading) for name, heading in PARTS}
        self._build()
        self.offer()
        for editor in self.fields:
            editor.committed.connect(self.refresh)

    def offer(self) -> None:
        """This month until today."""
        today = local(self._context.desk.now).date()
        self.fields.fill({"from_on": today.replace(day=1), "to_on": today})

    def refresh(self) -> None:
        """Count the period that is typed."""
        try:
            typed = self.fields.values()
        except Refused as refused:
            self.fields.show_problems(refused.problems)
            return
        today = local(self._context.desk.now).date()
        span: dict[str, date] = {
            "from_on": typed["from_on"] or today.replace(day=1),
            "to_on": typed["to_on"] or today,
        }
        self._context.ask(complaint_analysis, self._came, self, **span)

    def _came(self, found: ComplaintAnalysis) -> None:
        self.found = found
        in_time, due = found.reports_in_time
        self._figures.show_pairs(
            [
                (tr("投诉"), tr("{n} 件").format(n=found.total)),
                (tr("已办结"), tr("{n} 件").format(n=found.closed)),
                (tr("按时办结"), tr("{n} 件").format(n=found.in_time)),
                (tr("及时上报"), tr("{a}/{b} 次").format(a=in_time, b=due)),
                (tr("满意率"), show_percent(found.satisfied_bp)),
            ]
        )
        self._nothing.setVisible(not found.total)
        self._whole.setVisible(bool(found.total))
        for name, bars in self.bars.items():
            tallies: tuple[Tally, ...] = getattr(found, name)
            bars.show_lines([(_mark(t), t.count, t.share_bp) for t in tallies[:MOST]])

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        head, line = Card(), QHBoxLayout()
        line.setSpacing(SPACE.small)
        for name, label in (("from_on", tr("从")), ("to_on", tr("到"))):
            editor = self.fields.add(editor_for(Field(name, label, Kind.DATE), self._context))
            editor.setFixedWidth(DATE_WIDTH)
            line.addWidget(plain_label(label, "label"))
            line.addWidget(editor)
        line.addStretch(1)
        head.column.addLayout(line)
        head.column.addWidget(self._figures)
        column.addWidget(head)
        column.addWidget(self._nothing)
        self._whole = QWidget()
        cards = QGridLayout(self._whole)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(SPACE.small)
        for at, (name, heading) in enumerate(PARTS):
            card = Card(heading)
            card.column.addWidget(self.bars[name])
            card.column.addStretch(1)
            cards.addWidget(card, *divmod(at, 2))
        cards.setRowStretch(len(PARTS) // 2, 1)
        column.addWidget(FollowingArea(self._whole), 1)
        self._nothing.hide()
        self._whole.hide()


def _mark(tally: Tally) -> str:
    return tr("未填写") if tally.mark == "—" else tally.mark
