"""Making up a manifest: goods, partner, prices and their reasons, until it goes or is given up."""

from collections.abc import Callable
from typing import Any

from desk.freight.price_checks.commands import explain_price, submit_price
from desk.freight.transit.commands import (
    add_to_transit,
    add_transit,
    reprice_transit,
    take_off_transit,
    update_transit,
    void_transit,
)
from desk.freight.transit.drafts import TransitGoods, TransitPlan
from desk.freight.transit.queries import TransitOffer
from desk.kernel.text import tr
from ui.desks.transit_board.acts import Acts
from ui.desks.transit_board.facts import Followed
from ui.desks.transit_board.line_form import HeadForm, LineForm, OtherPartnerForm, head_of

CREATE, UPDATE = "transit_manifest.create", "transit_manifest.update"


class Making(Acts):
    """See the module."""

    def take(self, waybill: str) -> None:
        """Put a ticket on the open manifest; without one its partner is chosen first."""
        if not self.board.context.may_or_says(CREATE):
            return
        if self.board.now is not None and self.board.now.is_open:
            goods = (TransitGoods(waybill=waybill),)
            self._do(
                add_to_transit, {"number": self.board.manifest_no(), "goods": goods}, tr("已加入。")
            )
            return
        self.board.compare_at_once(waybill)

    def choose(self, offer: TransitOffer) -> None:
        """Give the ticket to a partner: a new manifest, one ticket more, or the whole one to another."""
        code, now = offer.offer.code, self.board.now
        if not self.board.context.may_or_says(CREATE):
            return
        row = self.board.waiting.row(self.board.waybill)
        if now is not None and now.is_open and now.line(self.board.waybill) is not None:
            self._give_to(now, code)
        elif row is None or not self.board.waiting.may_go(row):
            self.board.context.say(tr("这票货已不在待中转的货里。"))
        elif now is not None and now.is_open and now.card.partner_code == code:
            self.take(row.number)
        else:
            plan = TransitPlan(partner=code, dest=row.destination)
            goods = (TransitGoods(waybill=row.number),)
            self._do(add_transit, {"plan": plan, "goods": goods}, tr("中转单已开。"))

    def _give_to(self, now: Followed, code: str) -> None:
        if code == now.card.partner_code:
            self.board.context.say(tr("已是这家合作商。"))
            return
        plan = TransitPlan(partner=code, dest=now.card.dest, remark=now.card.remark)
        arguments = head_of(now) | {"plan": plan, "goods": tuple(now.goods.values())}
        self._do(update_transit, arguments, tr("已换合作商,运价重新检查。"))

    def other_partner(self) -> None:
        """Give the waiting ticket to any partner, at a price agreed for it."""
        if not self.board.context.may_or_says(CREATE):
            return
        row = self.board.waiting.row(self.board.waybill) or self.board.waiting.table.current()
        if row is None:
            self.board.context.say(tr("请先在左边选一票待中转的货。"))
        elif self.board.waiting.may_go(row):
            self._show(
                OtherPartnerForm(
                    self.board.context,
                    row,
                    self.board.now,
                    self.board,
                    self._after(tr("货物已上中转单。")),
                )
            )

    def change_line(self) -> None:
        """Change pieces, way or price of the current ticket."""
        now, line = self.board.now, self.board.side.line()
        if line is None or not self.board.context.may_or_says(UPDATE):
            return
        if now is not None and self.board.buttons["change"].isVisible():
            self._show(
                LineForm(
                    self.board.context,
                    now,
                    line,
                    self.board,
                    self._after(tr("已保存,运价重新检查。")),
                )
            )

    def change_head(self) -> None:
        """Change where the manifest goes, and its remark."""
        if self.board.now is not None:
            self._show(
                HeadForm(
                    self.board.context, self.board.now, self.board, self._after(tr("单头已保存。"))
                )
            )

    def take_off(self, waybill: str) -> None:
        """Take a ticket off the open manifest."""
        now, context = self.board.now, self.board.context
        if now is not None and now.is_open and context.may_or_says(UPDATE):
            arguments = {"number": self.board.manifest_no(), "waybills": (waybill,)}
            self._do(take_off_transit, arguments, tr("已移出。"))

    def reprice(self) -> None:
        """Price every line anew."""
        self._do(
            reprice_transit, {"number": self.board.manifest_no()}, tr("已按今天的运价重新检查。")
        )

    def explain(self) -> None:
        """Keep the reason of a price, or put it before the manager."""
        bar = self.board.side.verdict
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
            self.board.context.say(said)
            self.board.side.lines.setFocus()
            self.board.renew()

        self.board.context.do(command, arguments, done, fields=bar.fields)

    def give_up(self) -> None:
        """Void the manifest; its goods are free again."""
        reason = self.board.context.asker.reason(tr("作废中转单"))
        if reason:
            arguments = {"number": self.board.manifest_no(), "reason": reason}
            self.board.context.do(void_transit, arguments, lambda _: self._given_up())

    def _given_up(self) -> None:
        self.board.show_manifest(None)
        self.board.context.say(tr("中转单已作废,货物可重新安排。"))
        self.board.renew()
        self.board.waiting.table.setFocus()
