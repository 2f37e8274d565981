"""Where a box is chosen among the open ones, or begun by its type and month."""

from typing import Any

from PySide6.QtCore import Signal

from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.commands import open_box
from desk.filing.vouchers.queries import BoxCard
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.editors import FieldSet, editor_for
from ui.pages.field_grid import FieldGrid
from ui.registry import Context

_FIELDS = (
    Field("voucher_type", "类别", Kind.CHOICE, choices=VoucherType, width=6, required=True),
    Field("month", "月份", width=6, required=True, help="如 2026-11"),
    Field("location", "位置", width=8),
)


class Boxes(Card):
    """See the module.

    Signals:
        chosen: the number of a box.
    """

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(tr("新盒"))
        self._context = context
        self.fields = FieldSet(self)
        grid = FieldGrid(1)
        grid.place(self.fields.add(editor_for(field, context)) for field in _FIELDS)
        self.fields.finished.connect(self.begin)
        self.column.addWidget(grid)
        grid.setVisible(context.may("voucher.create"))
        self.column.addWidget(plain_label(tr("Enter 到底即开盒"), "small"))
        self.column.addWidget(plain_label(tr("未封的盒"), "strong"))
        self.table: RowTable[BoxCard] = RowTable(
            tr("未封的档案盒"), _COLUMNS, lambda box: box.number
        )
        self.column.addWidget(self.table, 1)
        self.nothing = plain_label(tr("还没有未封的盒。填类别和月份开一盒。"), "muted")
        self.nothing.setWordWrap(True)
        self.column.addWidget(self.nothing)
        self.table.opened.connect(self._take)
        self.table.clicked.connect(lambda _: self._take())
        self.offer()

    def show_boxes(self, boxes: list[BoxCard], current: str) -> None:
        """Show the open boxes; the one in work is marked."""
        self.table.show_rows(boxes)
        self.nothing.setVisible(not boxes)
        if current:
            self.table.go_to(current)

    def begin(self) -> None:
        """Begin a box."""

        def begun(outcome: Any) -> None:
            self.fields.clear()
            self.offer()
            self.chosen.emit(outcome.value)

        self._context.do(open_box, self.fields.values, begun, fields=self.fields)

    def offer(self) -> None:
        """A receipts' box of this month."""
        month = f"{local(self._context.desk.now):%Y-%m}"
        self.fields.fill({"voucher_type": VoucherType.RECEIPT, "month": month})

    def _take(self) -> None:
        box = self.table.current()
        if box is not None:
            self.chosen.emit(box.number)


_COLUMNS: tuple[Column[BoxCard], ...] = (
    Column(
        "盒号",
        lambda b: b.number,
        9,
        stretch=True,
        below=lambda b: tr("{n} 件 {p} 页 {w}").format(n=len(b.vouchers), p=b.pages, w=b.location),
    ),
)
