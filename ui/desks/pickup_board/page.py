"""The board of pick-ups: choose goods, say where and when, send a truck, book what it brought."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desk.freight.pickup.choices import PickupKind
from desk.freight.pickup.choices import PickupState as S
from desk.freight.pickup.commands import (
    add_pickup,
    assign_pickup,
    fail_pickup,
    update_pickup,
    void_pickup,
)
from desk.freight.pickup.finishing import finish_pickup
from desk.freight.pickup.queries import (
    PickupCard,
    TicketToFetchRow,
    open_pickups,
    pickup_order_card,
    tickets_to_fetch,
)
from desk.freight.pickup.rules import OPEN
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.cursor import take_up
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.new_day import offer_today
from ui.desks.only_look import hint_for
from ui.desks.pickup_board.goods import Fetched, order_words
from ui.desks.pickup_board.side import OrderSide
from ui.desks.pickup_board.waiting import WaitingCard
from ui.desks.pieces import keyed_button, on_key
from ui.desks.strip import Strip
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn

Then = Callable[[], None]


class PickupBoard(Leaving):
    """See the module."""

    watches = frozenset({"pickup_order", "pickup_line", "consignment"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: PickupCard | None = None
        self.strip, self.hint = Strip(), plain_label("", "small")
        self.strip.chosen.connect(self._chosen)
        self.waiting = WaitingCard(context)
        next_turn()
        self.side = OrderSide(context)
        next_turn()
        self.form, self.goods = self.side.form, self.side.goods
        self.kept = KeptFields(
            self,
            tr("一张提货单"),
            lambda: self.form.fields,
            lambda kept: put_fields(self.form.fields, kept),
            lambda: self.changed,
        )
        self.side.edited.connect(self.kept.typed)
        self.form.fields.merges(context, lambda: self._reload(self._number()), self.save)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self.waiting.wanted.connect(self.take_along)
        self.waiting.pasted.connect(self.take_pasted)
        self.form.kind.edited.connect(self._ask_waiting)
        self.form.fields.finished.connect(self.side.table.setFocus)
        self.side.booking.finished.connect(self.finish)
        on_key(self, "Ctrl+F", self.waiting.search.setFocus)
        on_key(self, "F6", self._change_side)
        self.begin()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the order ``number``."""
        number = str(arguments.get("number") or "")
        if number:
            self._chosen(number)

    def shown(self) -> None:
        super().shown()
        take_up(self, self.waiting.search)

    def day_turned(self) -> None:
        if self.card is None:
            offer_today(self.context, self.begin, typed=self.changed)

    def refresh(self) -> None:
        self._ask_waiting()
        self.context.ask(open_pickups, self._orders, self)
        if self.card is not None and not self.changed:
            self._load(self.card.number)

    def may_leave(self) -> bool:
        return self._may_change()

    @property
    def changed(self) -> bool:
        """Whether something on the board is not saved."""
        if self.card is not None and self.card.state not in OPEN:
            return False
        return self.goods.changed or self.form.fields.touched or self.side.booking_begun

    @property
    def typing(self) -> bool:
        return self.changed

    def forget_typing(self) -> None:
        if self.card is None:
            self.begin()
        else:
            self.show_card(self.card)

    def begin(self) -> None:
        """Begin a new order."""
        self.card = None
        self.form.begin()
        self.side.show_card(None)
        self._shown_as_saved("")
        self._show()

    def show_card(self, card: PickupCard) -> None:
        """Show a saved order."""
        other = self.card is None or self.card.number != card.number
        kind = self.form.kind.value()
        self.card = card
        if other:
            self.goods.show_card(None)
        self.form.show_card(card)
        self.side.show_card(card)
        self._shown_as_saved(card.number)
        if kind is not card.kind:
            self._ask_waiting()
        self._show()

    def _shown_as_saved(self, number: str) -> None:
        self.form.fields.mark()
        self.kept.begin(f"pickup {number}", named=number)

    def _load(self, number: str) -> None:
        self.context.ask(pickup_order_card, self._loaded, self, number=number)

    def _loaded(self, card: PickupCard) -> None:
        """What arrives late must not wipe out what the clerk began meanwhile."""
        if not self.changed or self.card is None or card.number != self.card.number:
            self.show_card(card)

    def _ask_waiting(self) -> None:
        kind = self.form.kind.value() or PickupKind.STATION
        self.context.ask(tickets_to_fetch, self._waits, self, kind=kind)

    def _waits(self, rows: list[TicketToFetchRow]) -> None:
        self.waiting.show_waiting(rows, self.goods.numbers)

    def _orders(self, cards: list[PickupCard]) -> None:
        items = [(card.number, order_words(card)) for card in cards]
        self.strip.show_items(items, self._number())

    def _show(self) -> None:
        state = self.card.state if self.card else None
        self.strip.mark(self._number())
        self.waiting.leave_out(self.goods.numbers)
        for name, (right, states) in _BUTTONS.items():
            self.buttons[name].setVisible(self.context.may(right) and state in states)
        saves = self._save_right
        self.buttons["save"].setVisible(self.context.may(saves) and self._is_open())
        keys = tr("Enter 编入 · 数字改件数 · Delete 撤票 · Ctrl+F 找单号 · F6 换边")
        looking = tr("Ctrl+F 找单号 · F6 换边")
        self.hint.setText(hint_for(self.context, saves, keys, looking))

    # -- making up the order ----------------------------------------------------------------------

    @property
    def _save_right(self) -> str:
        return "pickup_order.create" if self.card is None else _UPDATE

    def take_along(self, row: Fetched) -> None:
        """Put goods on the order."""
        if self._may_take():
            self.side.add(row)
            self.waiting.leave_out(self.goods.numbers)

    def take_pasted(self, text: str) -> None:
        """Put the tickets of a copied table on the order, all of them or none."""
        if self._may_take():
            self.side.paste_tickets(text, self.waiting.free())
            self.waiting.leave_out(self.goods.numbers)

    def _may_take(self) -> bool:
        if not self.context.may_or_says(self._save_right):
            return False
        if not self._is_open():
            self.context.say(tr("这张提货单已经结束,请按 Ctrl+N 另开一张。"))
        return self._is_open()

    # -- saving, sending, booking -----------------------------------------------------------------

    def save(self) -> None:
        """Save the order, and send the truck that was typed."""
        if not self.context.may_or_says(self._save_right):
            return
        self._save(lambda: self.context.say(tr("提货单 {no} 已保存。").format(no=self._number())))

    def _save(self, then: Then) -> None:
        """Save what is not saved, send the truck if another one is typed, then go on."""
        card = self.card
        if card is not None and not (self.goods.changed or self.form.fields.touched):
            self._assign(then)
            return

        def arguments() -> dict[str, Any]:
            typed = {"plan": self.form.plan(), "goods": self.goods.drafts()}
            if card is None:
                return typed
            return {"number": card.number, "version": card.version, **typed}

        def saved(outcome: Any) -> None:
            self.kept.forget()
            found = (self.form.vehicle.found, self.form.driver.found)
            self._reload(card.number if card else outcome.value)
            self.form.vehicle.show_found(found[0])
            self.form.driver.show_found(found[1])
            self._assign(then)

        command: Callable[..., Any] = add_pickup if card is None else update_pickup
        self.context.do(command, arguments, saved, fields=self.form.fields)

    def _assign(self, then: Then) -> None:
        plate, driver = self.form.truck()
        card = self.card
        if card is None or not (plate and driver) or (plate, driver) == _truck_of(card):
            then()
            return

        def done(_: object) -> None:
            self._reload(card.number)
            then()

        arguments = {"number": card.number, "plate_no": plate, "driver_no": driver}
        self.form.vehicle.touched = True  # a refused truck is not saved
        self.context.do(assign_pickup, arguments, done, fields=self.form.fields)

    def send_truck(self) -> None:
        """Send the truck; when none is typed, ask for it in its field."""
        if not all(self.form.truck()):
            empty = self.form.driver if self.form.vehicle.found else self.form.vehicle
            empty.take_focus()
            self.context.say(tr("请填车辆和司机,再按 F7。"))
        else:
            self._save(lambda: self.context.say(tr("已派车。")))

    def print_papers(self) -> None:
        """Show the paper the driver takes along."""
        self._save(lambda: self.context.show_paper("P-35", self._number()))

    def finish(self) -> None:
        """Book what came into stock, after one question when pieces are missing."""
        self._save(self._finish)

    def _finish(self) -> None:
        short = [
            tr("{no}:应提 {a} 件,实提 {b} 件").format(no=row.number, a=row.pieces, b=row.picked)
            for row in self.goods.rows
            if row.short()
        ]
        question = tr("少提的件数会登记为少货异常,现在入库?")
        if short and not self.context.sure(question, *short, yes=tr("提货入库")):
            return

        def arguments() -> dict[str, Any]:
            typed = self.side.booking.values()
            return {**typed, "number": self._number(), "picked": self.goods.picked()}

        def done(outcome: Any) -> None:
            self.side.forget_booking()
            self._reload(self._number())
            self.context.say(tr("已提货入库,入库单 {no}。").format(no=outcome.value))

        self.context.do(finish_pickup, arguments, done, fields=self.side.booking)

    def fail(self) -> None:
        """Note that the truck came back without the goods."""
        self._end(fail_pickup, tr("提货失败"))

    def give_up(self) -> None:
        """Call the order off."""
        self._end(void_pickup, tr("作废提货单"))

    def _end(self, command: Callable[..., None], word: str) -> None:
        reason = self.context.asker.reason(f"{word} {self._number()}")
        if reason:
            arguments = {"number": self._number(), "reason": reason}
            self.context.do(command, arguments, lambda _: self._reload(self._number()))

    def _reload(self, number: str) -> None:
        self.form.fields.show_problems(())
        self.show_card(self.context.look_up(pickup_order_card, number=number))

    def _number(self) -> str:
        return self.card.number if self.card is not None else ""

    def _is_open(self) -> bool:
        return self.card is None or self.card.state in OPEN

    def _chosen(self, number: str) -> None:
        if self._may_change():
            self.show_card(self.context.look_up(pickup_order_card, number=number))
        else:
            self.strip.mark(self._number())

    def _new(self) -> None:
        if self._may_change():
            self.begin()
            self._ask_waiting()
            self.waiting.search.setFocus()

    def _may_change(self) -> bool:
        if self.changed and not self.context.gives_up(tr("提货单还没有保存,确定放弃?")):
            return False
        self.kept.forget()
        return True

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.strip)
        column.addWidget(self.kept.line)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.waiting)
        sides.addWidget(self.side)
        sides.setSizes([400, 738])
        column.addWidget(sides, 1)
        column.addWidget(self.hint)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("提货"), "title"))
        row.addStretch(1)
        for name, word, key, role, does in (
            ("void", tr("作废"), "Ctrl+Delete", "danger", self.give_up),
            ("fail", tr("提货失败"), "Ctrl+E", "", self.fail),
            ("new", tr("新提货单"), "Ctrl+N", "", self._new),
            ("print", tr("打印派车单"), "Ctrl+P", "", self.print_papers),
            ("assign", tr("派车"), "F7", "", self.send_truck),
            ("finish", tr("提货入库"), "F8", "", self.finish),
            ("save", tr("保存"), "F9", "primary", self.save),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            row.addWidget(self.buttons[name])
        return row

    def _change_side(self) -> None:
        """From the goods that wait to the head, to the tickets of the order, and back."""
        now: QWidget | None = self.focusWidget()
        if now is not None and self.waiting.isAncestorOf(now):
            (self.form.fields.focus_first if self._is_open() else self.side.table.setFocus)()
        elif self.side.table.hasFocus():
            self.waiting.search.setFocus()
        else:
            self.side.table.setFocus()


def _truck_of(card: PickupCard) -> tuple[str, str]:
    return card.plate_no, card.driver_no


_UPDATE = "pickup_order.update"
_BUTTONS: dict[str, tuple[str, tuple[S | None, ...]]] = {
    "void": ("pickup_order.void", OPEN),
    "fail": (_UPDATE, (S.ASSIGNED,)),
    "new": ("pickup_order.create", (None, *S)),
    "print": ("print.create", (*OPEN, S.DONE)),
    "assign": (_UPDATE, OPEN),
    "finish": (_UPDATE, (S.ASSIGNED,)),
}
