"""The right side of the board: one order's head, its tickets, and where its goods are booked."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.freight.pickup.choices import PickupState as S
from desk.freight.pickup.queries import PickupCard
from desk.freight.pickup.rules import OPEN
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.former import Former
from ui.desks.pasted_table import counts_of, keyed_rows, not_pasted
from ui.desks.pickup_board.form import OrderFields, OrderForm
from ui.desks.pickup_board.goods import LISTED, PICKED, Fetched, GoodsTable, OrderGoods
from ui.desks.pieces import Card, Chip
from ui.desks.spot import Spot
from ui.desks.stale import Whole
from ui.editors import editor_for
from ui.registry import Context
from ui.theme import Tone
from ui.tones import tone_of


class OrderSide(Card):
    """One order as it is made up and carried out.

    Signals:
        edited: its tickets are shown anew, or something of it was typed.
    """

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.form = OrderForm(context)
        self.goods = OrderGoods()
        self.table = GoodsTable()
        self.wrong: dict[str, str] = {}
        self.title, self.state = plain_label("", "strong"), Chip()
        self.totals, self.why = plain_label("", "muted"), plain_label("", "problem")
        self.why.setWordWrap(True)
        self.nothing = plain_label("", "muted")
        self.nothing.setWordWrap(True)
        self.booking = OrderFields(self)
        self._spot = self.form.fields.add(Spot("goods", self.nothing))
        self._build(context)
        goods = Whole(
            tr("要提的运单"),
            tuple[Fetched, ...],
            lambda: tuple(self.goods.rows),
            self.put_all,
            _goods_words,
        )
        self.form.fields.carry("tickets", goods)
        self.form.fields.edited.connect(self.edited)
        self.table.counted.connect(self._counted)
        self.table.removed.connect(self._removed)
        self.table.pasted.connect(self._pasted)
        self.table.unread.connect(self._unread)
        self.table.stepped.connect(self._step_back)
        self._former: Former[list[Fetched]] = Former()
        self.form.fields.goods_wrong.connect(self._goods_wrong)
        self.booking.goods_wrong.connect(self._goods_wrong)

    @property
    def booking_begun(self) -> bool:
        """Whether pieces that came, or where they were put, are typed."""
        waits = not self._booked.isHidden()
        return waits and (self.goods.counted or self.booking.touched)

    def show_card(self, card: PickupCard | None) -> None:
        """Show an order's tickets and state; None is a new one."""
        state = card.state if card else None
        self.goods.show_card(card)
        self._former.forget()
        self.wrong = {}
        self.title.setText(card.number if card else tr("新提货单"))
        self.state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        self.form.allow(state is None or state in OPEN)
        self.table.locked = not (state is None or state in OPEN)
        self.table.at = PICKED if state is S.ASSIGNED else LISTED
        self.table.least = 0 if state is S.ASSIGNED else 1
        if state is not S.ASSIGNED:
            self.booking.clear()
        self._booked.setVisible(state is S.ASSIGNED)
        self._sums(card)
        self._show()

    def add(self, row: Fetched) -> None:
        """Put a ticket on the order."""
        self._former.remember(self.goods.rows)
        self.goods.put(row)
        self._show()
        self.table.go_to(row.number)

    def paste_tickets(self, text: str, free: Mapping[str, Fetched]) -> None:
        """Put copied tickets on the order, or say what is wrong with them.

        Args:
            text: a column of numbers, or numbers and pieces.
            free: what could be put on it.
        """
        able = {row.number: row for row in self.goods.rows} | dict(free)
        usual = {number: row.pieces or 0 for number, row in able.items()}
        there = self.goods.numbers
        rows = [r for r in keyed_rows(text, list(able)) if any(r.cells) or r.key not in there]
        found, wrong = counts_of(rows, able, 1, usual)
        if wrong:
            self._unread(not_pasted(wrong))
            return
        self._former.remember(self.goods.rows)
        for number, pieces in found.items():
            self.goods.put(able[number])
            self.goods.list_pieces(number, pieces)
        self.wrong = {}
        self._show()

    def put_all(self, rows: tuple[Fetched, ...]) -> None:
        """Show just these tickets as typed."""
        self._former.remember(self.goods.rows)
        self.goods.put_all(rows)
        self._show()

    def forget_booking(self) -> None:
        """What was typed about the pieces that came is booked."""
        self.booking.clear()

    def _show(self) -> None:
        self.table.show_goods(self.goods, self.wrong)
        self.nothing.setText(tr("还没有运单:在左边按 Enter 编入,或输入单号。"))
        self._spot.setVisible(not self.goods.rows)
        self.edited.emit()
        self.why.setText("\n".join(self.wrong.values()))
        self.why.setVisible(bool(self.wrong))

    def _sums(self, card: PickupCard | None) -> None:
        if card is None:
            self.totals.setText("")
            return
        words = tr("{t} 票 {n} 件 {w} kg {v} m³")
        parts = [
            words.format(
                t=len(card.lines),
                n=card.pieces,
                w=show_weight(card.weight_g),
                v=show_volume(card.volume_cm3),
            )
        ]
        if card.slip_no:
            parts.append(tr("入库单 {no}").format(no=card.slip_no))
        if card.end_reason:
            parts.append(tr("原因:{v}").format(v=card.end_reason))
        self.totals.setText(" · ".join(parts))

    def _pasted(self, counts: dict[str, int]) -> None:
        self._former.remember(self.goods.rows)
        for number, pieces in counts.items():
            self._note(number, pieces)
        self.wrong = {}
        self._show()

    def _unread(self, why: str) -> None:
        self.wrong = {"": why}
        self._show()

    def _step_back(self, back: bool) -> None:
        former = self._former.step(self.goods.rows, back=back)
        if former is not None:
            self.goods.rows, self.goods.changed, self.wrong = former, True, {}
            self._show()

    def _counted(self, number: str, pieces: int) -> None:
        self._former.remember(self.goods.rows)
        self._note(number, pieces)
        self.wrong.pop(number, None)
        self._show()

    def _note(self, number: str, pieces: int) -> None:
        if self.table.at == PICKED:
            self.goods.note_picked(number, pieces)
        else:
            self.goods.list_pieces(number, pieces)

    def _removed(self, number: str) -> None:
        self._former.remember(self.goods.rows)
        self.goods.remove(number)
        self.wrong.pop(number, None)
        self._show()

    def _goods_wrong(self, at: dict[int, str]) -> None:
        rows = self.goods.rows
        self.wrong = {rows[i].number: why for i, why in at.items() if i < len(rows)}
        self._show()

    def _build(self, context: Context) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.totals)
        self.column.addLayout(head)
        self.column.addWidget(self.form)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self._spot)
        self.column.addWidget(self.why)
        self._booked = self._booking_line(context)
        self.column.addWidget(self._booked)

    def _booking_line(self, context: Context) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        at = Field("at", tr("提回时间"), Kind.MOMENT, width=8, help=tr("空着为现在"))
        bin_code = Field("bin_code", tr("库位"), width=6)
        grid = DenseGrid(columns=20)
        editors = [self.booking.add(editor_for(field, context)) for field in (at, bin_code)]
        hint = plain_label(tr("实提与应提不同的,在上表输入实提件数;其余按应提入库。"), "small")
        picked = self.booking.add(Spot("picked", hint))
        grid.line((editors[0], 5), (editors[1], 4), (picked, 11))
        column.addWidget(grid)
        return whole


def _goods_words(rows: tuple[Fetched, ...]) -> str:
    words = tr("{no} 应提 {n}")
    return "、".join(
        words.format(no=row.number, n=tr("全部") if row.pieces is None else row.pieces)
        for row in rows
    )
