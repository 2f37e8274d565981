"""The open complaints, the one whose clock runs out first on top."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from desk.care.complaints.queries import BoardRow
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.complaint_desk.words import LEVELS, LIGHTS, left_words
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable


def _next(row: BoardRow) -> str:
    return row.next_clock.label if row.next_clock else ""


def _left(row: BoardRow) -> str:
    if row.due_at is None:
        return tr("等资料") if row.paused else ""
    return left_words(row.left_minutes, row.level)


COLUMNS: tuple[Column[BoardRow], ...] = (
    Column(tr("等级"), lambda row: row.level.label, width=3, chip=lambda row: LEVELS[row.level]),
    Column(
        tr("投诉人"),
        lambda row: row.complainant,
        width=6,
        stretch=True,
        below=lambda row: "  ".join((row.state.label, row.content)),
    ),
    Column(
        tr("最近时限"),
        lambda row: f"{row.light.label} {_next(row)}".strip(),
        width=8,
        ink=lambda row: LIGHTS[row.light],
        below=_left,
    ),
)


class OpenComplaints(Card):
    """See the module.

    Signals:
        chosen: the number of a case to open.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("待办投诉"))
        self.table = RowTable(tr("待办投诉"), COLUMNS, lambda row: row.number)
        self.table.opened.connect(self._opened)
        self.table.clicked.connect(lambda _: self._opened())
        policy = QSizePolicy.Policy
        self.table.setSizePolicy(policy.Expanding, policy.Expanding)
        self.nothing = plain_label(tr("没有待办的投诉。接到投诉按 Ctrl+N 登记。"), "muted")
        self.nothing.setWordWrap(True)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.show_cases([])

    def show_cases(self, rows: Sequence[BoardRow]) -> None:
        """Show the cases, the nearest deadline first."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def mark(self, number: str) -> None:
        """Mark the case that is shown, or none."""
        if not self.table.go_to(number):
            self.table.clearSelection()

    def _opened(self) -> None:
        row = self.table.current()
        if row is not None:
            self.chosen.emit(row.number)
