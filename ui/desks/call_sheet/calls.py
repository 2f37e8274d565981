"""The open calls by deadline; opening a row shows its sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.pricing.quotes.queries import InquiryBoardRow
from ui.asking import plain_label
from ui.desks.call_sheet.clock import LIGHTS
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable


def _due(row: InquiryBoardRow) -> str:
    return f"{local(row.due_at):%m-%d %H:%M}"


COLUMNS: tuple[Column[InquiryBoardRow], ...] = (
    Column(
        tr("客户"),
        lambda row: row.caller_company,
        width=7,
        stretch=True,
        below=lambda row: f"{row.lane} {row.goods_name}",
    ),
    Column(
        tr("期限"),
        lambda row: row.light.label,
        width=5,
        ink=lambda row: LIGHTS[row.light],
        below=_due,
    ),
)


class OpenCalls(Card):
    """Calls that wait for their answer.

    Signals:
        chosen: the number of a call to open.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("待答复"))
        self.table = RowTable(tr("待答复的询价"), COLUMNS, lambda row: row.number)
        self.table.opened.connect(self._opened)
        self.table.clicked.connect(lambda _: self._opened())
        policy = QSizePolicy.Policy
        self.table.setSizePolicy(policy.Expanding, policy.Expanding)
        self.nothing = plain_label(tr("没有等待答复的询价。"), "muted")
        self.nothing.setWordWrap(True)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.show_calls([])

    def show_calls(self, rows: Sequence[InquiryBoardRow]) -> None:
        """Show the calls, the nearest deadline first."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def mark(self, number: str) -> None:
        """Mark the call that is on the sheet, or none."""
        if not self.table.go_to(number):
            self.table.clearSelection()

    def _opened(self) -> None:
        row = self.table.current()
        if row is not None:
            self.chosen.emit(row.number)
