"""What the driver has to hand in, and what he hands in: cash and signed papers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desk.freight.delivery.choices import RunState as S
from desk.freight.delivery.queries import RunCard, StopRow
from desk.kernel.errors import Refused
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.capitals import capitals_label, show_capitals
from ui.desks.dense import DenseGrid
from ui.desks.pieces import Card, Pairs, keyed_button
from ui.desks.receipts.columns import Takings
from ui.editors import Editor, FieldSet, editor_for
from ui.registry import Context
from ui.theme import SIZES

WIDTH, LEAST = 330, 150
_TICKED, _EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_NUMBER = Qt.ItemDataRole.UserRole


class PapersEditor(Editor):
    """The signed papers that came back, ticked with Space."""

    def __init__(self) -> None:
        self.list = QListWidget()
        super().__init__(Field("receipts_handed_in", tr("交回的签收单")), self.list)
        self.list.itemChanged.connect(lambda _: self.touch())
        self.list.setMinimumHeight(2 * SIZES.row)

    def offer(self, stops: Sequence[StopRow]) -> None:
        """Show the papers that must come back; ticks stay."""
        before = set(self.value())
        self.list.blockSignals(True)
        self.list.clear()
        for stop in stops:
            item = QListWidgetItem(f"{stop.receipt_no}  {stop.consignee_name}", self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(_NUMBER, stop.receipt_no)
            handed_in = stop.receipt is not None and stop.receipt.handed_in
            ticked = handed_in or stop.receipt_no in before
            item.setCheckState(_TICKED if ticked else _EMPTY)
        self.list.blockSignals(False)

    def tick(self, place: int, ticked: bool = True) -> None:
        self.list.item(place).setCheckState(_TICKED if ticked else _EMPTY)

    def tick_all(self) -> None:
        """Every paper came back."""
        for place in range(self.list.count()):
            self.tick(place)

    def value(self) -> tuple[str, ...]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(str(i.data(_NUMBER)) for i in items if i.checkState() is _TICKED)

    def set_value(self, value: Any) -> None:
        self.touched = False
        if value is None:
            for place in range(self.list.count()):
                self.tick(place, ticked=False)

    def is_empty(self) -> bool:
        return not self.value()


class CashPanel(Card):
    """Expected cash in figures and capitals; the hand-in below.

    Signals:
        returned: the truck is back.
        settled: the run is to be settled.
    """

    returned = Signal()
    settled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr("应缴现金"))
        self._context = context
        self._expected_fen = 0
        self.setMinimumWidth(LEAST)
        self.setMaximumWidth(WIDTH)
        self.figure = plain_label("", "figure")
        self.capitals = capitals_label()
        self.capitals.setWordWrap(True)
        self.parts = Pairs()
        self.back = keyed_button(self, tr("登记回车"), "", self.returned.emit, "primary")
        self.back.setText(tr("登记回车") + "  F7")
        self.fields = FieldSet(self)
        money = Field("cash_handed_in_fen", tr("实缴现金"), Kind.MONEY, required=True)
        self.fields.add(editor_for(money, context))
        self.papers = self.fields.add(PapersEditor())
        self.all_papers = keyed_button(self, tr("全部交回"), "F8", self.papers.tick_all, "link")
        self.fields.add(editor_for(Field("difference_reason", tr("差异原因")), context))
        self.difference = plain_label("", "warning")
        self.difference.setWordWrap(True)
        self.settle = keyed_button(self, tr("结单"), "", self.settled.emit, "primary")
        self.settle.setText(tr("结单") + "  F10")
        self.fields["cash_handed_in_fen"].edited.connect(self._show_difference)
        self.fields.finished.connect(self.settled)
        for widget in (self.figure, self.capitals, self.parts, self.back):
            self.column.addWidget(widget)
        self.column.addWidget(_alone(self.fields["cash_handed_in_fen"]))
        self.column.addWidget(self.difference)
        self.column.addWidget(plain_label(self.papers.field.label, "label"))
        self.column.addWidget(self.papers, 1)
        self.column.addWidget(self.all_papers, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(_alone(self.fields["difference_reason"]))
        self.column.addWidget(self.settle)

    def show_run(self, card: RunCard) -> None:
        """Show a run: what can be done now, and the papers that must come back."""
        all_in = bool(card.stops) and all(stop.receipt is not None for stop in card.stops)
        may = self._context.may("delivery_run.update")
        back = card.state is S.RETURNED
        self.back.setVisible(card.state is S.OUT and may)
        self.back.setEnabled(all_in)
        signed = [s for s in card.stops if s.receipt is not None and s.receipt.pieces_signed]
        self.papers.offer(signed)
        self.settle.setVisible(card.state is not S.SETTLED and may)
        for widget in (*self.fields, self.settle, self.all_papers):
            widget.setEnabled(back and may)
        if card.state is S.SETTLED:
            self.fields.fill(
                {
                    "cash_handed_in_fen": card.cash_handed_in_fen,
                    "difference_reason": card.difference_reason,
                }
            )
        self._show_difference()

    def show_takings(self, card: RunCard, found: Takings) -> None:
        """Show what is expected as things are typed."""
        self._expected_fen = found.cash_fen
        self.figure.setText(show_money(found.cash_fen))
        show_capitals(self.capitals, found.cash_fen)
        done = sum(stop.receipt is not None for stop in card.stops)
        self.parts.show_pairs(
            (
                (tr("已登记"), tr("{a}/{b} 票").format(a=done, b=len(card.stops))),
                (tr("运费"), show_money(found.freight_fen)),
                (tr("代收货款"), show_money(found.cod_fen)),
                (tr("转账扫码"), show_money(found.on_account_fen)),
            )
        )
        self._show_difference()

    def arguments(self) -> dict[str, Any]:
        """The arguments of settling.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        return self.fields.values()

    def _show_difference(self) -> None:
        try:
            typed = self.fields["cash_handed_in_fen"].value()
        except Refused:
            typed = None
        difference = self._expected_fen - typed if typed is not None else 0
        words = ""
        if difference:
            amount = show_money(abs(difference))
            words = (tr("短缴 {a} 元") if difference > 0 else tr("多缴 {a} 元")).format(a=amount)
            manager = self._context.may("delivery_run.approve_difference")
            words += tr(",请填写差异原因") if manager else tr(",请经理登录后填写原因并结单")
        self.difference.setText(words)
        self.difference.setVisible(bool(words))


def _alone(editor: Editor) -> DenseGrid:
    grid = DenseGrid(columns=1)
    grid.line((editor, 1))
    return grid
