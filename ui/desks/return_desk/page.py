"""One return, from the shipper's written order to his money, step by step."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.freight.consignments.choices import DeliveryMode, PayMethod
from desk.freight.returns.charging import ReturnCharges, charges_of_return
from desk.freight.returns.choices import ReturnState as S
from desk.freight.returns.commands import issue_return, recall_return, settle_return, ship_return
from desk.freight.returns.ordering import cancel_return, open_return, open_return_by_letter
from desk.freight.tracking.choices import Channel
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.leaving import Leaving
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, keyed_button
from ui.desks.return_desk import facts, steps
from ui.desks.return_desk.facts import Going, going_back
from ui.desks.waybill_box import WaybillBox
from ui.pages.empty_state import EmptyState
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class ReturnDesk(Leaving):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"return_order", "consignment", "money_row"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.going: Going | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.box = WaybillBox(context, Field("number", tr("原运单或返货单"), Kind.NUMBER, width=12))
        self.box.found.connect(self.take)
        self.order, self.charges = steps.order_step(context), steps.charges_step(context)
        self.shipping, self.settling = steps.shipping_step(context), steps.settling_step(context)
        self.steps = (self.order, self.charges, self.shipping, self.settling)
        self._build()
        self.order.done.connect(self.go_on)
        self.charges.done.connect(self.go_on)
        self.shipping.done.connect(self.go_on)
        self.settling.done.connect(self.settle)
        self.charges.fields.edited.connect(self._reckon)
        self._show(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the return of ``number``."""
        number = str(arguments.get("number") or "")
        if number:
            self.take(number)

    def take(self, number: str) -> None:
        """Show the return of a consignment, or where it can be ordered."""
        if number != self.number and not self._may_change():
            return
        if number != self.number:
            self._clear()
        self.number = number
        self.box.set_value(number)
        self.renew()

    def shown(self) -> None:
        super().shown()
        if not self.number:
            self.box.take_focus()

    def refresh(self) -> None:
        if self.number:
            number, desk = self.number, self.context.desk
            self.context.bridge.later(
                lambda: going_back(desk, number), self._show, self.context.tell, owner=self
            )

    def may_leave(self) -> bool:
        return self._may_change()

    @property
    def typing(self) -> bool:
        return any(step.fields.touched for step in self.steps if not step.isHidden())

    def forget_typing(self) -> None:
        for step in self.steps:
            step.fields.clear()
        self.renew()

    def _may_change(self) -> bool:
        return not self.typing or self.context.gives_up(tr("填写的内容还没有保存,确定放弃?"))

    def _clear(self) -> None:
        self.going = None
        for step in self.steps:
            step.fields.clear()

    def _show(self, going: Going | None) -> None:
        before = self.going.state if self.going else None
        fresh = self.going is None or (going is not None and before is not going.state)
        self.going = going
        self._goods_card.setVisible(going is not None)
        self._empty.setVisible(going is None)
        self._body.setVisible(going is not None)
        if going is None:
            for step in (*self.steps, self._order_card, self._note_card):
                step.hide()
            self._show_buttons(None, settled=True)
            self._state.show_as("", Tone.NEUTRAL)
            return
        back, state = going.back, going.state
        self._goods.show_pairs(facts.of_goods(going.original))
        self._state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        self._title.setText(back.return_no if back and back.return_no else tr("返货"))
        self._order_card.setVisible(back is not None)
        if back is not None:
            self._told.show_pairs(facts.of_order(back))
        noted = back is not None and state in (S.ISSUED, S.SHIPPED)
        self._note_card.setVisible(noted)
        settled = back is None or back.settled_at is not None or not noted
        if back is not None and noted:
            self._note.show_pairs(facts.of_note(back))
        may = self.context.may
        self.order.setVisible(state is None and may("return.create"))
        self.charges.setVisible(state is S.OPEN and may("return.create"))
        self.shipping.setVisible(state is S.ISSUED and may("stock.create"))
        self.settling.setVisible(not settled and may("return.update"))
        self._show_buttons(state, settled)
        if fresh:
            self._begin(going)

    def _show_buttons(self, state: S | None, settled: bool) -> None:
        shown = {step: not step.isHidden() for step in self.steps}
        words = {
            self.order: tr("登记指示"),
            self.charges: tr("开返货单"),
            self.shipping: tr("发运"),
        }
        step = next((s for s in words if shown[s]), None)
        self.buttons["go"].setVisible(step is not None)
        if step is not None:
            self.buttons["go"].setText(f"{words[step]}  F9")
            self.buttons["go"].setAccessibleName(words[step])
        self.buttons["settle"].setVisible(shown[self.settling] and not settled)
        self.buttons["print"].setVisible(state in (S.OPEN, S.ISSUED, S.SHIPPED))
        may = self.context.may
        self.buttons["cancel"].setVisible(state is S.OPEN and may("return.update"))
        self.buttons["recall"].setVisible(state is S.SHIPPED and may("stock.create"))

    def _begin(self, going: Going) -> None:
        """Propose what is usual, and put the cursor into the step."""
        for step in self.steps:
            step.fields.clear()
        self.order.fields.fill({"channel": Channel.WECHAT, "who": going.original.shipper.contact})
        self.charges.fields.fill({"delivery_mode": DeliveryMode.SELF_PICKUP})
        if going.back is not None:
            paid = {"paid_fen": going.back.due_fen, "method": PayMethod.TRANSFER}
            self.settling.fields.fill(paid)
        shown = next((s for s in self.steps if not s.isHidden()), None)
        if shown is not None and self.isVisible():
            shown.fields.focus_first()
        self._reckon()

    def _reckon(self) -> None:
        """Show what the return will cost with what is typed so far."""
        if self.charges.isHidden():
            return
        try:
            typed = self.charges.fields.values()
        except Refused:
            return
        names = ("destination", "partner_cost_fen", "freight_fen")
        asked = {name: typed[name] for name in names}
        asked["destination"] = asked["destination"] or ""
        self.context.ask(charges_of_return, self._reckoned, self, number=self.number, **asked)

    def _reckoned(self, charges: ReturnCharges) -> None:
        self.charges.pairs.show_pairs(facts.of_charges(charges))

    # -- the steps --------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Carry out the step that is shown."""
        if not self.order.isHidden():
            self._open()
        elif not self.charges.isHidden():
            self._issue()
        elif not self.shipping.isHidden():
            self._ship()

    def _open(self) -> None:
        by_letter = not self.order.fields["letter"].is_empty()

        def arguments() -> dict[str, Any]:
            values = {**self.order.fields.values(), "number": self.number}
            values.pop("channel" if by_letter else "letter")
            return values

        command: Callable[..., Any] = open_return_by_letter if by_letter else open_return
        self._run(command, arguments, self.order, tr("返货指示已登记,请核对费用。"))

    def _issue(self) -> None:
        def arguments() -> dict[str, Any]:
            values = self.charges.fields.values()
            typed = {name: value for name, value in values.items() if value not in (None, "")}
            return {**typed, "number": self.number}

        self._run(issue_return, arguments, self.charges, tr("返货单已开,按 Ctrl+P 打印。"))

    def _ship(self) -> None:
        def arguments() -> dict[str, Any]:
            return {**self.shipping.fields.values(), "number": self._return_no()}

        self._run(ship_return, arguments, self.shipping, tr("返货已发运。"))

    def settle(self) -> None:
        """Note that the shipper paid."""

        def arguments() -> dict[str, Any]:
            return {**self.settling.fields.values(), "number": self._return_no()}

        self._run(settle_return, arguments, self.settling, tr("返货费用已结清。"))

    def cancel(self) -> None:
        """Give the return up."""
        self._with_reason(cancel_return, tr("取消返货"), self.number)

    def recall(self) -> None:
        """Take the shipment home back."""
        self._with_reason(recall_return, tr("撤销返货发运"), self._return_no())

    def print_note(self) -> None:
        """Show P-34."""
        self.context.show_paper("P-34", self.number)

    def _run(
        self,
        command: Callable[..., Any],
        arguments: Callable[[], dict[str, Any]],
        step: steps.Step,
        said: str,
    ) -> None:
        def done(_: object) -> None:
            step.fields.clear()
            self.context.say(said)
            self.renew()

        self.context.do(command, arguments, done, fields=step.fields)

    def _with_reason(self, command: Callable[..., Any], word: str, number: str) -> None:
        reason = self.context.asker.reason(f"{word} {number}")
        if reason:
            arguments = {"number": number, "reason": reason}
            self.context.do(command, arguments, lambda _: self.renew())

    def _return_no(self) -> str:
        return self.going.back.return_no if self.going and self.going.back else ""

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        words = tr("扫描或输入原运单号、返货单号,按 Enter。\n还没有返货的运单在这里登记指示。")
        self._empty = EmptyState()
        self._empty.tell(words, narrowed=False)
        column.addWidget(self._empty, 1)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE.small)
        left, right = Card(), Card()
        self._goods, self._told, self._note = Pairs(), Pairs(), Pairs()
        self._goods_card, self._order_card = Card(tr("货物")), Card(tr("发货人指示"))
        self._note_card = Card(tr("返货费用"))
        for side, cards in (
            (left, (self._goods_card, self._order_card)),
            (right, (self._note_card, *self.steps)),
        ):
            side.setProperty("role", "")
            side.column.setContentsMargins(0, 0, 0, 0)
            for card in cards:
                side.column.addWidget(card)
            side.column.addStretch(1)
        self._goods_card.column.addWidget(self._goods)
        self._order_card.column.addWidget(self._told)
        self._note_card.column.addWidget(self._note)
        body.addWidget(left, 2)
        body.addWidget(FollowingArea(right), 3)
        column.addWidget(self._body, 1)
        hint = tr("Enter 下一项 · F9 办理这一步 · F7 结费用 · Ctrl+P 打印返货单")
        column.addWidget(plain_label(hint, "small"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._title, self._state = plain_label(tr("返货"), "title"), Chip()
        row.addWidget(self._title)
        row.addWidget(self._state)
        self.box.setFixedWidth(260)
        row.addWidget(self.box)
        row.addStretch(1)
        for name, word, key, role, does in (
            ("cancel", tr("取消返货"), "Ctrl+Delete", "danger", self.cancel),
            ("recall", tr("撤销发运"), "Ctrl+E", "", self.recall),
            ("print", tr("打印返货单"), "Ctrl+P", "", self.print_note),
            ("settle", tr("结费用"), "F7", "", self.settle),
            ("go", tr("办理"), "F9", "primary", self.go_on),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            row.addWidget(self.buttons[name])
        return row
