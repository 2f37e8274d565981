"""Goods in stock for the door: filtered while typing, ticked with Space, taken along with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.delivery.loading import on_run, ordered_back
from desk.freight.delivery.stock import StockRow
from desk.kernel.errors import problem
from desk.kernel.grams import stands_in
from desk.kernel.quantities import show_weight
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column
from ui.desks.run_board.loading import local_address
from ui.desks.tick_table import TickTable
from ui.pages.search_box import SearchBox
from ui.theme import Tone


class StockCard(Card):
    """The left side of the board.

    Signals:
        wanted: rows are to go on the run.
        every_mode: whether goods to be collected are shown, too.
    """

    wanted = Signal(object)
    every_mode = Signal(bool)

    def __init__(self, hub_city: str) -> None:
        super().__init__(tr("可派送库存"))
        self._hub_city = hub_city
        self.ticked: set[str] = set()
        self._rows: list[StockRow] = []
        self._taken: frozenset[str] = frozenset()
        self.search = SearchBox(tr("筛选:单号、收货人、地址、品名"))
        self.also = QCheckBox(tr("含自提") + "  Ctrl+D")
        self.also.toggled.connect(self.every_mode)
        self.head.addWidget(self.also)
        self.column.addWidget(self.search)
        self.table = TickTable(tr("可派送库存"), self._columns(), lambda row: row.number)
        self.column.addWidget(self.table, 1)
        self.nothing = plain_label("", "muted")
        self.nothing.hide()
        self.column.addWidget(self.nothing)
        self.note = plain_label("", "problem")
        self.note.setWordWrap(True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.sums = plain_label("", "muted")
        self.column.addWidget(self.sums)
        self.search.textChanged.connect(lambda _: self._show())
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.table.ticked_one.connect(self.tick)
        self.table.opened.connect(self.take)
        self.table.typed.connect(self._typed)

    def show_stock(self, rows: Sequence[StockRow], taken: frozenset[str]) -> None:
        """Show what is free; what stands on the run already is left out.

        What other runs take whole is found by typing only.
        """
        self._rows, self._taken = list(rows), taken
        self.ticked &= {row.number for row in rows} - taken
        self._show()

    def row(self, number: str) -> StockRow | None:
        return next((row for row in self._rows if row.number == number), None)

    def tick_these(self, numbers: Sequence[str]) -> list[str]:
        """Tick goods by their numbers; those that cannot go now are returned."""
        may_go = {row.number for row in self._rows if row.free > 0 and not row.held} - self._taken
        self.ticked |= may_go & set(numbers)
        self.search.clear()
        self._show()
        if self.ticked:
            self.table.go_to(next(row.number for row in self._rows if row.number in self.ticked))
        return [number for number in numbers if number not in may_go]

    def why_not(self, numbers: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Numbers that cannot go by what keeps them, in the words of the list."""
        known = {row.number: row for row in self._rows}
        found: dict[str, list[str]] = {}
        for number in numbers:
            row = known.get(number)
            why = (
                tr("已装本车") if number in self._taken else _marks(row) if row else tr("没有在库")
            )
            found.setdefault(why, []).append(number)
        return list(found.items())

    def tick(self) -> None:
        """Tick or untick the current row and go on to the next."""
        row = self.table.current()
        if row is None or not self._free(row):
            return
        self.ticked ^= {row.number}
        self._show()
        place = self.table.rows.index(row)
        if place + 1 < len(self.table.rows):
            self.table.go_to(self.table.rows[place + 1].number)

    def take(self) -> None:
        """Take the ticked rows along, or the current one when none is ticked."""
        current = self.table.current()
        place = self.table.rows.index(current) if current is not None else 0
        chosen = [row for row in self._rows if row.number in self.ticked]
        if not chosen and current is not None and self._free(current):
            chosen = [current]
        if chosen:
            self.tell("")
            self.ticked.clear()
            self.wanted.emit(chosen)
            left = self.table.rows
            if left:
                self.table.go_to(left[min(place, len(left) - 1)].number)

    def tell(self, why: str) -> None:
        """Say below the table why goods cannot go; nothing when that is over."""
        self.note.setText(why)
        self.note.setVisible(bool(why))

    def _free(self, row: StockRow) -> bool:
        """Whether a row may go; if not, say why below the table."""
        why = problem("E144", no=row.number).message if row.held else ""
        if not why and row.free < 1:
            held = on_run(row.on_runs) if row.on_runs else ordered_back()
            why = problem("E143", no=row.number, n=row.in_stock, held=held).message
        self.tell(why)
        return not why

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _show(self) -> None:
        wanted = self.search.text().strip()
        able = [row for row in self._rows if row.number not in self._taken]
        rows = [row for row in able if (_matches(row, wanted) if wanted else not row.planned)]
        self.table.show_rows(rows)
        narrowed = bool(wanted and self._rows)
        self.nothing.setText(
            tr("没有符合「{v}」的货,请改筛选或清空。").format(v=quoted(wanted))
            if narrowed
            else tr("没有可派送的库存。到货点收入库后列在这里。")
        )
        self.nothing.setVisible(not rows)
        words = tr("{t} 票 {n} 件 {w} kg").format(
            t=len(rows),
            n=sum(row.free for row in rows),
            w=show_weight(sum(row.weight_g for row in rows)),
        )
        planned = len([row for row in able if row.planned]) if not wanted else 0
        if planned:
            words += tr(" · 另有 {n} 票已全部排上派送单").format(n=planned)
        if self.ticked:
            words += tr(" · 已选 {n} 票").format(n=len(self.ticked))
        self.sums.setText(words)

    def _address(self, row: StockRow) -> str:
        return local_address(row.address, self._hub_city)

    def _columns(self) -> tuple[Column[StockRow], ...]:
        def tick(row: StockRow) -> str:
            return "✓" if row.number in self.ticked else ""

        return (
            Column("", tick, 1, ink=lambda _: Tone.ACTIVE),
            Column("收货人 / 地址", _name, 8, stretch=True, below=self._address),
            Column("运单号", lambda r: r.number, 7, below=lambda r: r.goods_summary),
            Column("件 / kg", _pieces, 4, right=True, below=lambda r: show_weight(r.weight_g)),
            Column("到期", lambda r: f"{r.due_on:%m-%d}" if r.due_on else "", 3),
            Column("提示", _marks, 4, chip=_mark_tone),
        )


def _name(row: StockRow) -> str:
    return row.consignee_name


def _pieces(row: StockRow) -> str:
    return str(row.free)


def _matches(row: StockRow, wanted: str) -> bool:
    texts = (row.number, row.consignee_name, row.address, row.goods_summary, row.destination)
    return stands_in(wanted, *texts)


def _marks(row: StockRow) -> str:
    if row.held:
        return tr("等通知")
    if row.free < 1:
        return tr("已排") if row.on_runs else tr("待返货")
    if row.urgent:
        return tr("加急")
    return tr("自提") if row.delivery_mode is DeliveryMode.SELF_PICKUP else ""


def _mark_tone(row: StockRow) -> Tone:
    if row.held:
        return Tone.WRONG
    return Tone.WAITING if row.urgent else Tone.NEUTRAL
