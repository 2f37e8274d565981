"""Tickets whose goods have still to be fetched: filtered while typing, put on the order with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desk.freight.consignments.finding import FoundRow, find_consignments
from desk.freight.pickup.queries import TicketToFetchRow
from desk.kernel.grams import stands_in
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.paste_key import PasteKey
from ui.desks.pickup_board.goods import Fetched
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.pages.search_box import SearchBox
from ui.registry import Context


class _ScanBox(SearchBox):
    """Enter takes what the typed or scanned number names."""

    entered = Signal(str)

    def _entered(self) -> None:
        self.entered.emit(self.text().strip())


class WaitingCard(Card):
    """The left side of the board.

    Signals:
        wanted: a ticket is to go on the order, as it stands there (`Fetched`).
        pasted: a copied table of tickets was pasted into the box.
    """

    wanted = Signal(object)
    pasted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(tr("待提的货"))
        self._context = context
        self._rows: list[TicketToFetchRow] = []
        self._taken: frozenset[str] = frozenset()
        self.search = _ScanBox(tr("单号(可扫描、可粘贴一列)、发货人、收货人、品名"))
        self.search.setAccessibleName(tr("查找待提运单"))
        self.table: RowTable[TicketToFetchRow] = RowTable(tr("待提的货"), _COLUMNS, _number)
        self.note = plain_label("", "muted")
        self.note.setWordWrap(True)
        self.sums = plain_label("", "muted")
        for widget in (self.search, self.table, self.note, self.sums):
            self.column.addWidget(widget, 1 if widget is self.table else 0)
        self.search.textChanged.connect(lambda _: self._show())
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        self.search.entered.connect(self.take_named)
        PasteKey(self.search, self.pasted.emit)
        self.table.opened.connect(self.take)
        self.table.typed.connect(self._typed)

    def show_waiting(self, rows: Sequence[TicketToFetchRow], taken: frozenset[str]) -> None:
        """Show what waits; what stands on the order already is left out."""
        self._rows, self._taken = list(rows), taken
        self._show()

    def leave_out(self, taken: frozenset[str]) -> None:
        self.show_waiting(self._rows, taken)

    def free(self) -> dict[str, Fetched]:
        """What could go on the order, by number."""
        return {row.number: _fetched(row) for row in self._rows}

    def take(self) -> None:
        """Put the current ticket on the order; the cursor stays where it was."""
        row = self.table.current()
        if row is None:
            return
        place = self.table.rows.index(row)
        self.wanted.emit(_fetched(row))
        left = self.table.rows
        if left:
            self.table.selectRow(min(place, len(left) - 1))

    def take_named(self, typed: str) -> None:
        """Take the one ticket that was typed; several are shown to choose from."""
        shown = self.table.rows
        exact = [row for row in shown if row.number == typed]
        if typed and len(exact or shown) == 1:
            self.wanted.emit(_fetched((exact or shown)[0]))
            self.search.clear()
        elif shown or not typed:
            self.search.went_down.emit()
        else:
            self.search.selectAll()  # the next scan does not wait for the answer
            self._context.ask(
                find_consignments, lambda rows: self._found(typed, rows), self, text=typed
            )

    def _found(self, typed: str, rows: list[FoundRow]) -> None:
        """A ticket that is not among those that wait is refused with its reason when it is saved."""
        exact = [row for row in rows if row.number == typed] or rows
        if len(exact) == 1:
            row = exact[0]
            self.wanted.emit(Fetched(row.number, row.consignee_name, "", None))
            if self.search.text().strip() == typed:
                self.search.clear()
        else:
            self.note.setText(tr("没有找到「{v}」,请核对单号。").format(v=quoted(typed)))

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _show(self) -> None:
        wanted = self.search.text().strip()
        free = [row for row in self._rows if row.number not in self._taken]
        rows = [row for row in free if stands_in(wanted, *_texts(row))]
        self.table.show_rows(rows)
        nothing = tr("没有符合「{v}」的货,按 Enter 在全部运单里找。").format(v=quoted(wanted))
        none_waits = tr("没有等着提的货。换「类别」看另一种,或在上面输入单号。")
        self.note.setText("" if rows else nothing if wanted else none_waits)
        self.note.setVisible(not rows)
        words = tr("{t} 票 {n} 件待提")
        self.sums.setText(words.format(t=len(rows), n=sum(row.free for row in rows)))


def _number(row: TicketToFetchRow) -> str:
    return row.number


def _fetched(row: TicketToFetchRow) -> Fetched:
    names = f"{row.shipper_name} → {row.consignee_name}"
    return Fetched(row.number, names, row.goods_summary, row.free)


def _texts(row: TicketToFetchRow) -> tuple[str, ...]:
    return row.number, row.shipper_name, row.consignee_name, row.goods_summary


_COLUMNS: tuple[Column[TicketToFetchRow], ...] = (
    Column("发货人", lambda r: r.shipper_name, 7, stretch=True, below=lambda r: r.consignee_name),
    Column("运单号", lambda r: r.number, 7, below=lambda r: r.goods_summary),
    Column("待提", lambda r: str(r.free), 3, right=True, total=True),
)
