"""Goods that wait for a truck: filtered or scanned, ticked with Space, taken along with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desk.freight.outbound.waiting import WaitingRow
from desk.kernel.grams import stands_in
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column
from ui.desks.tick_table import TickTable
from ui.pages.search_box import SearchBox
from ui.theme import Tone


class NumberBox(SearchBox):
    """Enter takes what is typed or scanned.

    Signals:
        entered: Enter on a text.
    """

    entered = Signal(str)

    def _entered(self) -> None:
        if self.text().strip():
            self.entered.emit(self.text().strip())
        else:
            self.went_down.emit()


class WaitingCard(Card):
    """The left side of the board.

    Signals:
        wanted: rows are to go on the truck.
        unknown: a number was typed or scanned that is not shown here.
    """

    wanted = Signal(object)
    unknown = Signal(str)

    def __init__(self, may_load: bool) -> None:
        super().__init__(tr("待发运货物"))
        self.ticked: set[str] = set()
        self.all: list[WaitingRow] = []
        self._taken: frozenset[str] = frozenset()
        self.station = plain_label("", "muted")
        self.head.addWidget(self.station)
        loads, reads = tr("扫描或输入单号,Enter 装车;也可筛选"), tr("筛选单号、收货人、品名")
        self.search = NumberBox(loads if may_load else reads)
        self.search.setAccessibleName(tr("扫描或筛选待发运货物"))
        self.table = TickTable(tr("待发运货物"), self._columns(), lambda row: row.number)
        self.nothing, self.note = plain_label("", "muted"), plain_label("", "problem")
        self.sums = plain_label("", "muted")
        self.nothing.setWordWrap(True)
        self.note.setWordWrap(True)
        self.column.addWidget(self.search)
        self.column.addWidget(self.table, 1)
        for label in (self.nothing, self.note, self.sums):
            self.column.addWidget(label)
        self.note.hide()
        self.search.textChanged.connect(lambda _: self._show())
        self.search.entered.connect(self._entered)
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.table.ticked_one.connect(self.tick)
        self.table.opened.connect(self.take)
        self.table.typed.connect(self._typed)

    def show_waiting(self, rows: Sequence[WaitingRow], taken: frozenset[str], station: str) -> None:
        """Show what waits for a station; what stands on the truck already is left out."""
        self.all, self._taken = list(rows), taken
        self.ticked &= {row.number for row in rows} - taken
        self.station.setText(tr("发往 {s}").format(s=station) if station else tr("所有到站"))
        self._show()

    def say(self, why: str) -> None:
        """Say below the table why something does not go."""
        self.note.setText(why)
        self.note.setVisible(bool(why))

    @property
    def proposed(self) -> list[WaitingRow]:
        """What the chosen truck could take along."""
        return [row for row in self.all if row.proposed and row.number not in self._taken]

    def tick(self) -> None:
        """Tick or untick the current row and go on to the next."""
        row = self.table.current()
        if row is None:
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
        chosen = [row for row in self.all if row.number in self.ticked]
        if not chosen and current is not None:
            chosen = [current]
        if chosen:
            self.ticked.clear()
            self.wanted.emit(chosen)
            left = self.table.rows
            if left:
                self.table.go_to(left[min(place, len(left) - 1)].number)

    def _entered(self, typed: str) -> None:
        """A number, or a filter that leaves one row, is that ticket."""
        rows = self.table.rows
        exact = [row for row in rows if row.number == typed.upper()] or rows
        if len(exact) == 1:
            self.search.clear()
            self.wanted.emit(exact)
        elif rows:
            self.search.went_down.emit()
        else:
            self.unknown.emit(typed.upper())

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _show(self) -> None:
        self.say("")
        wanted = self.search.text().strip()
        rows = [r for r in self.all if r.number not in self._taken and _matches(r, wanted)]
        self.table.show_rows(rows)
        narrowed = bool(wanted and self.all)
        none = tr("没有符合「{v}」的货。按 Enter 在所有到站中查这个单号。")
        self.nothing.setText(
            none.format(v=quoted(wanted))
            if narrowed
            else tr("待发运的货都已装上本车。")
            if self.all
            else tr("没有待发运的货。货物入库后会显示在这里。")
        )
        self.nothing.setVisible(not rows)
        words = tr("{t} 票 {n} 件 {w} kg {v} m³").format(
            t=len(rows),
            n=sum(row.free for row in rows),
            w=show_weight(sum(row.weight_g for row in rows)),
            v=show_volume(sum(row.volume_cm3 for row in rows)),
        )
        if self.ticked:
            words += tr(" · 已选 {n} 票").format(n=len(self.ticked))
        self.sums.setText(words)

    def _columns(self) -> tuple[Column[WaitingRow], ...]:
        def tick(row: WaitingRow) -> str:
            return "✓" if row.number in self.ticked else ""

        def place(row: WaitingRow) -> str:
            return f"{row.destination} {row.goods_summary}"

        return (
            Column("", tick, 1, ink=lambda _: Tone.ACTIVE),
            Column("收货人 / 目的地", lambda r: r.consignee_name, 6, stretch=True, below=place),
            Column("运单号", lambda r: r.number, 7, below=lambda r: r.shipper_name),
            Column("提示", _mark, 3, chip=_tone),
            Column(
                "件 / kg",
                lambda r: str(r.free),
                4,
                right=True,
                below=lambda r: show_weight(r.weight_g),
            ),
            Column("承诺", lambda r: f"{r.promised_on:%m-%d}" if r.promised_on else "", 3),
        )


def _matches(row: WaitingRow, wanted: str) -> bool:
    texts = (row.number, row.consignee_name, row.shipper_name, row.goods_summary, row.destination)
    return stands_in(wanted, *texts)


def _mark(row: WaitingRow) -> str:
    if row.urgent:
        return tr("加急")
    return tr("可装") if row.proposed else ""


def _tone(row: WaitingRow) -> Tone:
    return Tone.WAITING if row.urgent else Tone.ACTIVE
