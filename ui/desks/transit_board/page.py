"""The board: choose goods and a partner, settle the price, hand over, follow to signature and account."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout

from desk.freight.price_checks.commands import explain_price, submit_price
from desk.freight.transit.choices import TransitState as S
from desk.freight.transit.commands import (
    add_to_transit,
    add_transit,
    reprice_transit,
    take_off_transit,
    update_transit,
    void_transit,
)
from desk.freight.transit.drafts import TransitGoods, TransitPlan
from desk.freight.transit.queries import (
    TransitCard,
    TransitOffer,
    WaitingRow,
    open_transits,
    transit_offers,
    transit_stock,
)
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.cursor import take_up
from ui.desks.pieces import keyed_button, on_key
from ui.desks.strip import Strip
from ui.desks.transit_board import following_forms as forms
from ui.desks.transit_board.facts import Followed, followed
from ui.desks.transit_board.hand_form import HandOverForm
from ui.desks.transit_board.line_form import HeadForm, LineForm, OtherPartnerForm, head_of
from ui.desks.transit_board.lines import outstanding
from ui.desks.transit_board.offers import OffersCard
from ui.desks.transit_board.side import ManifestSide
from ui.desks.transit_board.waiting import WaitingCard
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE


class TransitBoard(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {
            "transit_manifest",
            "transit_line",
            "consignment",
            "price_check",
            "approval",
            "partner_rate",
            "partner",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.now: Followed | None = None
        self.waybill = ""  # the ticket whose offers are shown
        self._to_offers = False
        self.strip = Strip()
        self.waiting = WaitingCard(lambda: context.desk.now)
        self.offers = OffersCard(context.may("cost.read"))
        self.side = ManifestSide(context)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()
        self._show(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the manifest ``number``; without one a new manifest is begun."""
        number = str(arguments.get("number") or "")
        if number and self._may_change():
            self._follow(number)

    def shown(self) -> None:
        super().shown()
        first = self.waiting.table if self.waiting.table.rows else self.waiting.search
        take_up(self, first)

    def refresh(self) -> None:
        self.context.ask(transit_stock, self._waiting_came, self)
        self.context.ask(open_transits, self._manifests_came, self)
        if self.now is not None:
            self._follow(self.now.card.number)
        if self.waybill:
            self._compare(self.waybill)

    def may_leave(self) -> bool:
        return self._may_change()

    def _may_change(self) -> bool:
        """Whether a reason half typed may be lost."""
        fields = self.side.verdict.fields
        if fields.touched and not self.context.gives_up(tr("运价说明还没有保存,确定放弃?")):
            return False
        fields.clear()
        return True

    def begin(self) -> None:
        """Turn to a new manifest."""
        if self._may_change():
            self._show(None)
            self.waiting.table.setFocus()

    def _follow(self, number: str) -> None:
        desk = self.context.desk
        self.context.bridge.later(
            lambda: followed(desk, number), self._show, self.context.tell, owner=self
        )

    def _waiting_came(self, rows: list[WaitingRow]) -> None:
        before = bool(self.waiting.table.rows)
        self.waiting.show_waiting(rows)
        search = self.waiting.search
        if rows and not before and search.hasFocus() and not search.text():
            self.waiting.table.setFocus()

    def _manifests_came(self, cards: list[TransitCard]) -> None:
        words = tr("{no}  {p} {d}  {s} {t}票")
        items = [
            (
                card.number,
                words.format(
                    no=card.number,
                    p=card.partner_name,
                    d=card.dest,
                    s=card.state.label,
                    t=len(card.lines),
                ),
            )
            for card in cards
        ]
        self.strip.show_items(items, self._number())

    def _show(self, now: Followed | None) -> None:
        self.now = now
        self.side.show_manifest(now)
        self.strip.mark(self._number())
        state = now.card.state if now is not None else None
        for name, (right, states) in _BUTTONS.items():
            self.buttons[name].setVisible(self.context.may(right) and state in states)

    # -- whose offers are shown -------------------------------------------------------------------

    def _waiting_went(self) -> None:
        row = self.waiting.table.current()
        if row is not None and (self.waiting.table.hasFocus() or not self.waybill):
            self._compare(row.number)

    def _line_went(self) -> None:
        line = self.side.line()
        if line is not None and self.side.lines.looked_at:
            self._compare(line.waybill)

    def _compare(self, waybill: str) -> None:
        self.waybill = waybill
        line = self.now.line(waybill) if self.now is not None and self.now.is_open else None
        if line is None and self.waiting.row(waybill) is None:
            self.offers.show_offers("", ())
            return
        asked: dict[str, Any] = {"waybill": waybill}
        if line is not None:
            asked |= {"pieces": line.pieces, "door": line.door}
        self.context.ask(transit_offers, partial(self._offers_came, waybill), self, **asked)

    def _offers_came(self, waybill: str, offers: list[TransitOffer]) -> None:
        if waybill != self.waybill:
            return
        row = self.waiting.row(waybill)
        line = self.now.line(waybill) if self.now is not None else None
        place = row.destination if row is not None else line.destination if line else ""
        self.offers.show_offers(f"{waybill} {place}".strip(), offers)
        if self._to_offers:
            self._to_offers = False
            self.offers.table.setFocus()

    # -- making up a manifest ---------------------------------------------------------------------

    def take(self, waybill: str) -> None:
        """Put a ticket on the open manifest; without one its partner is chosen first."""
        if not self.context.may("transit_manifest.create"):
            return
        if self.now is not None and self.now.is_open:
            goods = (TransitGoods(waybill=waybill),)
            self._do(add_to_transit, {"number": self._number(), "goods": goods}, tr("已加入。"))
            return
        self._to_offers = True
        self._compare(waybill)

    def choose(self, offer: TransitOffer) -> None:
        """Give the ticket to a partner: a new manifest, one ticket more, or the whole one to another."""
        code, now = offer.offer.code, self.now
        if not self.context.may("transit_manifest.create"):
            return
        row = self.waiting.row(self.waybill)
        if now is not None and now.is_open and now.line(self.waybill) is not None:
            self._give_to(now, code)
        elif row is None or not self.waiting.may_go(row):
            self.context.say(tr("这票货已不在待中转的货里。"))
        elif now is not None and now.is_open and now.card.partner_code == code:
            self.take(row.number)
        else:
            plan = TransitPlan(partner=code, dest=row.destination)
            goods = (TransitGoods(waybill=row.number),)
            self._do(add_transit, {"plan": plan, "goods": goods}, tr("中转单已开。"))

    def _give_to(self, now: Followed, code: str) -> None:
        if code == now.card.partner_code:
            self.context.say(tr("已是这家合作商。"))
            return
        plan = TransitPlan(partner=code, dest=now.card.dest, remark=now.card.remark)
        arguments = head_of(now) | {"plan": plan, "goods": tuple(now.goods.values())}
        self._do(update_transit, arguments, tr("已换合作商,运价重新检查。"))

    def other_partner(self) -> None:
        """Give the waiting ticket to any partner, at a price agreed for it."""
        row = self.waiting.row(self.waybill) or self.waiting.table.current()
        if row is None:
            self.context.say(tr("请先在左边选一票待中转的货。"))
        elif self.waiting.may_go(row):
            self._form(OtherPartnerForm(self.context, row, self.now, self, self._done))

    def change_line(self) -> None:
        """Change pieces, way or price of the current ticket."""
        now, line = self.now, self.side.line()
        if now is not None and line is not None and self.buttons["change"].isVisible():
            self._form(LineForm(self.context, now, line, self, self._done))

    def change_head(self) -> None:
        """Change where the manifest goes, and its remark."""
        if self.now is not None:
            self._form(HeadForm(self.context, self.now, self, self._done))

    def take_off(self, waybill: str) -> None:
        """Take a ticket off the open manifest."""
        if self.now is not None and self.now.is_open and self.context.may(_UPDATE):
            arguments = {"number": self._number(), "waybills": (waybill,)}
            self._do(take_off_transit, arguments, tr("已移出。"))

    def reprice(self) -> None:
        """Price every line anew."""
        self._do(reprice_transit, {"number": self._number()}, tr("已按今天的运价重新检查。"))

    def explain(self) -> None:
        """Keep the reason of a price, or put it before the manager."""
        bar = self.side.verdict
        check = bar.check
        if check is None or not bar.asks:
            return
        for_manager = bar.for_manager
        command: Callable[..., Any] = submit_price if for_manager else explain_price
        said = tr("已提交经理审批。") if for_manager else tr("说明已保存。")

        def arguments() -> dict[str, Any]:
            return {"check_id": check.id, "reason": bar.fields.values()["reason"]}

        def done(_: object) -> None:
            bar.fields.clear()
            self.context.say(said)
            self.side.lines.setFocus()
            self.renew()

        self.context.do(command, arguments, done, fields=bar.fields)

    def give_up(self) -> None:
        """Void the manifest; its goods are free again."""
        reason = self.context.asker.reason(tr("作废中转单"))
        if reason:
            arguments = {"number": self._number(), "reason": reason}
            self.context.do(void_transit, arguments, lambda _: self._given_up())

    def _given_up(self) -> None:
        self._show(None)
        self.context.say(tr("中转单已作废,货物可重新安排。"))
        self.renew()
        self.waiting.table.setFocus()

    # -- what happens to it -----------------------------------------------------------------------

    def hand_over(self) -> None:
        """Let the goods go, once every price stands."""
        now = self.now
        if now is None:
            return
        open_ = next((n for n, check in now.checks.items() if not check.stands), None)
        if open_ is not None:
            self.side.lines.go_to(open_)
            self._to_reason()
            self.context.say(tr("{no} 的运价还没有说明或批准,不能交接。").format(no=open_))
            return
        self._form(HandOverForm(self.context, now, self, self._done))

    def report_arrival(self) -> None:
        if self.now is not None:
            self._form(forms.arrival_form(self.context, self.now, self, self._done))

    def sign(self) -> None:
        """Note the signature of the current ticket."""
        now, line = self.now, self._line_away()
        if now is not None and line is not None:
            self._form(forms.signing_form(self.context, now, line, self, self._done))

    def refuse(self) -> None:
        """Note that the consignee of the current ticket refused."""
        line = self._line_away()
        if line is not None:
            self._form(forms.refusal_form(self.context, line, self, self._done))

    def recall(self) -> None:
        if self.now is not None:
            self._form(forms.recall_form(self.context, self.now, self, self._done))

    def settle(self) -> None:
        if self.now is not None:
            self._form(forms.settling_form(self.context, self.now, self, self._done))

    def print_list(self) -> None:
        """Show P-05."""
        self.context.show_paper("P-05", self._number())

    def _line_away(self) -> Any:
        """The current ticket, or the first the partner still has."""
        line, now = self.side.line(), self.now
        if line is not None and outstanding(line):
            return line
        lines = now.card.lines if now is not None else ()
        return next((n for n in lines if outstanding(n)), None)

    def _form(self, form: QDialog) -> None:
        form.show()

    def _do(self, command: Callable[..., Any], arguments: dict[str, Any], said: str) -> None:
        def done(outcome: Any) -> None:
            self.context.say(said)
            self._done(outcome)

        self.context.do(command, arguments, done)

    def _done(self, outcome: Any) -> None:
        """Show what is saved now, and put the cursor where the work goes on."""
        value = outcome.value
        is_new = isinstance(value, str) and value.startswith("ZZ")
        number = value if is_new else self._number()
        self._show(followed(self.context.desk, number))
        if is_new or not self._to_reason():
            self._go_on()
        self.renew()

    def _go_on(self) -> None:
        if not self._to_reason():
            (self.side.lines if self.now is not None else self.waiting.table).setFocus()

    def _to_reason(self) -> bool:
        """Put the cursor into the reason if one is asked for."""
        bar = self.side.verdict
        if bar.asks:
            bar.reason.take_focus()
        return bar.asks

    def _number(self) -> str:
        return self.now.card.number if self.now is not None else ""

    def _chosen(self, number: str) -> None:
        if self._may_change():
            self._follow(number)
        else:
            self.strip.mark(self._number())

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.strip)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.waiting)
        left.addWidget(self.offers)
        left.setSizes([320, 240])
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(self.side)
        sides.setSizes([530, 608])
        for splitter in (left, sides):
            splitter.setChildrenCollapsible(False)
        column.addWidget(sides, 1)
        hint = tr(
            "Enter 选货、选合作商、改本票 · F3 一次性价或其他合作商 · Delete 移出 · "
            "Ctrl+F 扫单号 · F6 换边"
        )
        column.addWidget(plain_label(hint, "small"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("中转交接"), "title"))
        row.addStretch(1)
        for name, word, key, role, does in (
            ("void", tr("作废"), "Ctrl+Delete", "danger", self.give_up),
            ("recall", tr("追回"), "Ctrl+E", "", self.recall),
            ("reprice", tr("重新核价"), "Ctrl+R", "", self.reprice),
            ("head", tr("改单头"), "F4", "", self.change_head),
            ("change", tr("改本票"), "F2", "", self.change_line),
            ("refuse", tr("拒收"), "Ctrl+J", "", self.refuse),
            ("new", tr("新中转单"), "Ctrl+N", "", self.begin),
            ("print", tr("打印清单"), "Ctrl+P", "", self.print_list),
            ("arrive", tr("到达"), "F7", "", self.report_arrival),
            ("hand", tr("交接"), "F8", "primary", self.hand_over),
            ("sign", tr("外地签收"), "F9", "primary", self.sign),
            ("settle", tr("结算"), "F10", "primary", self.settle),
        ):
            button = keyed_button(self, word, "", does, role)
            button.setText(f"{word}  {key}")
            on_key(self, key, partial(_click, button))
            self.buttons[name] = button
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.strip.chosen.connect(self._chosen)
        self.waiting.wanted.connect(self.take)
        self.waiting.scanned.connect(self._scanned)
        self.waiting.table.went.connect(self._waiting_went)
        self.offers.chosen.connect(self.choose)
        self.side.lines.went.connect(self._line_went)
        self.side.lines.opened.connect(self.change_line)
        self.side.lines.removed.connect(self.take_off)
        self.side.verdict.done.connect(self.explain)
        self.side.verdict.given_up.connect(self._may_change)
        on_key(self, "F3", self.other_partner)
        on_key(self, "Ctrl+F", self.waiting.search.setFocus)
        on_key(self, "F6", self._change_side)

    def _scanned(self, waybill: str) -> None:
        """After a scan the next number can be scanned, as long as nothing is asked."""
        scanning = self.now is not None and self.now.is_open
        self.take(waybill)
        if scanning and not self.side.verdict.reason.control.hasFocus():
            self.waiting.search.setFocus()

    def _change_side(self) -> None:
        """From the goods to the offers, to the manifest, and back."""
        if self.waiting.isAncestorOf(self.focusWidget() or self.waiting.table):
            self.offers.table.setFocus()
        elif self.offers.table.hasFocus() and self.now is not None:
            self.side.lines.setFocus()
        else:
            self.waiting.table.setFocus()


def _click(button: QPushButton) -> None:
    if button.isVisible():
        button.click()


_UPDATE = "transit_manifest.update"
_BUTTONS: dict[str, tuple[str, tuple[S | None, ...]]] = {
    "void": ("transit_manifest.void", (S.DRAFT, S.APPROVED)),
    "recall": (_UPDATE, (S.HANDED, S.ARRIVED)),
    "reprice": (_UPDATE, (S.DRAFT, S.APPROVED)),
    "head": (_UPDATE, (S.DRAFT, S.APPROVED)),
    "change": (_UPDATE, (S.DRAFT, S.APPROVED)),
    "refuse": (_UPDATE, (S.HANDED, S.ARRIVED)),
    "new": ("transit_manifest.create", tuple(S)),
    "print": ("cost.read", tuple(S)),
    "arrive": (_UPDATE, (S.HANDED,)),
    "hand": (_UPDATE, (S.DRAFT, S.APPROVED)),
    "sign": ("signoff.create", (S.HANDED, S.ARRIVED)),
    "settle": (_UPDATE, (S.DELIVERED, S.RECALLED)),
}
