"""The partners of the same plan side by side, the best first."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.evaluation.reports.queries import LineRow, PeerRow, ReportPage
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.evaluation_desk.words import points
from ui.desks.row_table import Column, RowTable
from ui.desks.tickets_behind import show_rate
from ui.theme import SPACE, Tone
from ui.turns import next_turn


class Peers(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        next_turn()
        self.table: RowTable[PeerRow] = RowTable(tr("同期比较"), (), lambda r: r.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self._none = plain_label(tr("同期比较只给编制和审批报告的人看。"), "muted")
        for part in (self._none, self.table):
            column.addWidget(part)

    def show_peers(self, page: ReportPage | None, rows: Sequence[PeerRow]) -> None:
        """Show the results of all, this report's partner marked."""
        lines = page.measured if page else ()
        own = page.partner_code if page else ""
        self.table.show_columns(_columns(lines, own))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if own:
            self.table.go_to(own)


def _columns(lines: Sequence[LineRow], own: str) -> tuple[Column[PeerRow], ...]:
    def value(line: LineRow) -> Callable[[PeerRow], str]:
        return lambda row: show_rate(row.values.get(line.code), line.unit)

    def ink(row: PeerRow) -> Tone | None:
        return Tone.ACTIVE if row.code == own else None

    figures = (Column(line.code, value(line), 4, right=True, ink=ink) for line in lines)
    return (
        Column("合作商", lambda r: f"{r.code} {r.name}", 8, stretch=True, ink=ink),
        Column("票数", lambda r: str(r.tickets), 3, right=True, ink=ink),
        *figures,
        Column("系统得分", lambda r: points(r.measured_hundredths), 4, right=True, ink=ink),
        Column("等级", lambda r: r.grade.label if r.grade else "", 3, ink=ink),
    )
