"""The forms of one ticket: how it goes, at a price of its own if need be, or to a partner without a rate."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.freight.transit.commands import add_to_transit, add_transit, update_transit
from desk.freight.transit.drafts import OneOffPrice, TransitGoods, TransitPlan
from desk.freight.transit.queries import TransitLineRow, WaitingRow
from desk.kernel.commands import entry_of
from desk.kernel.errors import Problems, Refused
from desk.kernel.text import tr
from desk.partners.carriers.queries import partner_card
from desk.screens.fields import Field, Kind
from ui.desks.transit_board.facts import Followed, goods_of
from ui.desks.transit_board.facts import followed as read_followed
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

_PRICE = (
    Field("price_kg_mill", tr("一次性单价"), Kind.PRICE),
    Field("door_fee_fen", tr("一次性送货费"), Kind.MONEY),
    Field("transit_days", tr("时效(天)"), Kind.COUNT),
)
_LINE = (
    Field("pieces", tr("件数"), Kind.COUNT, required=True),
    Field("door", tr("送货上门"), Kind.FLAG),
    *_PRICE,
    Field("note", tr("备注")),
)
_REASON = Field("reason", tr("运价说明"), width=20)


class LineForm(FormDialog):
    """Changes one ticket of an open manifest."""

    def __init__(
        self,
        context: Context,
        followed: Followed,
        line: TransitLineRow,
        window: QWidget,
        done: Callable[[Any], None],
    ) -> None:
        self._followed, self._line = followed, line
        hint = tr("{no} {who}。一次性单价空着就按合作商的有效运价。")
        hint = hint.format(no=line.waybill, who=line.consignee_name)
        fields, values = (*_LINE, _REASON), _values_of(line)
        command, again = entry_of(update_transit), self._read_again
        super().__init__(context, command, fields, None, values, window, done, hint, again)

    @property
    def about(self) -> str:
        return f"{self._followed.card.number} {self._line.waybill}"

    def _read_again(self) -> tuple[dict[str, Any], int]:
        self._followed = read_followed(self.context.desk, self._followed.card.number)
        self._line = self._followed.line(self._line.waybill) or self._line
        return _values_of(self._line), self._followed.card.version

    def arguments(self) -> dict[str, Any]:
        typed = self.fields.values()
        goods = self._followed.goods
        goods[self._line.waybill] = _goods(self._line.waybill, typed)
        return head_of(self._followed) | {
            "plan": self._followed.plan,
            "goods": tuple(goods.values()),
        }


class HeadForm(FormDialog):
    """Changes where an open manifest goes, and its remark."""

    def __init__(
        self, context: Context, followed: Followed, window: QWidget, done: Callable[[Any], None]
    ) -> None:
        self._followed = followed
        hint = tr("换合作商:选中单上一票货,在比价里选另一家。")
        fields = (
            Field("dest", tr("中转地"), Kind.DIVISION, width=10, required=True),
            Field("remark", tr("备注"), width=14),
        )
        command, again = entry_of(update_transit), self._read_again
        values = self._values()
        super().__init__(context, command, fields, None, values, window, done, hint, again)

    @property
    def about(self) -> str:
        return self._followed.card.number

    def _values(self) -> dict[str, Any]:
        return {"dest": self._followed.card.dest, "remark": self._followed.card.remark}

    def _read_again(self) -> tuple[dict[str, Any], int]:
        self._followed = read_followed(self.context.desk, self._followed.card.number)
        return self._values(), self._followed.card.version

    def arguments(self) -> dict[str, Any]:
        plan = replace(self._followed.plan, **self.fields.values())
        goods = tuple(self._followed.goods.values())
        return head_of(self._followed) | {"plan": plan, "goods": goods}


class OtherPartnerForm(FormDialog):
    """Gives a ticket to any partner, at a price agreed for it."""

    def __init__(
        self,
        context: Context,
        row: WaitingRow,
        followed: Followed | None,
        window: QWidget,
        done: Callable[[Any], None],
    ) -> None:
        self._row, self._followed = row, followed
        hint = tr("{no} {who} 到 {d}。单价空着按有效运价;没有有效运价的须经理批准。")
        hint = hint.format(no=row.number, who=row.consignee_name, d=row.destination)
        partner = Field(
            "partner", tr("合作商"), Kind.REFERENCE, width=14, required=True, of="partners"
        )
        door = Field("door", tr("送货上门"), Kind.FLAG)
        fields = (partner, door, *_PRICE, _REASON)
        command = entry_of(add_transit)
        super().__init__(context, command, fields, None, {"door": True}, window, done, hint)

    @property
    def about(self) -> str:
        return self._row.number

    def save(self) -> None:
        """A new manifest, or one ticket more on the open one of the same partner."""
        if self._code() and self._joins():
            self.command = entry_of(add_to_transit)
        else:
            self.command = entry_of(add_transit)
        super().save()

    def arguments(self) -> dict[str, Any]:
        typed = self.fields.values()
        goods = (_goods(self._row.number, typed | {"pieces": None, "note": ""}),)
        if self._followed is not None and self.command.name == "add_to_transit":
            return {"number": self._followed.card.number, "goods": goods}
        return {
            "plan": TransitPlan(partner=self._code(), dest=self._row.destination),
            "goods": goods,
        }

    def _code(self) -> str:
        try:
            picked = self.fields["partner"].value()
        except Refused:
            return ""
        return self.context.look_up(partner_card, partner=picked).partner.code if picked else ""

    def _joins(self) -> bool:
        now = self._followed
        return now is not None and now.is_open and now.card.partner_code == self._code()


def head_of(now: Followed) -> dict[str, Any]:
    """Which manifest, as it was read."""
    return {"number": now.card.number, "version": now.card.version}


def _values_of(line: TransitLineRow) -> dict[str, Any]:
    """What the form of a ticket shows."""
    price = goods_of(line).price
    agreed = {field.name: getattr(price, field.name, None) for field in _PRICE}
    return {"pieces": line.pieces, "door": line.door, "note": line.note, **agreed}


def _goods(waybill: str, typed: Mapping[str, Any]) -> TransitGoods:
    """A ticket as typed.

    Raises:
        Refused: E001 of the days when a price stands without them.
    """
    price = None
    if typed["price_kg_mill"]:
        problems = Problems()
        problems.require(typed["transit_days"], "transit_days", tr("时效(天)"))
        problems.raise_if_any()
        price = OneOffPrice(
            price_kg_mill=typed["price_kg_mill"],
            door_fee_fen=typed["door_fee_fen"] or 0,
            transit_days=typed["transit_days"],
        )
    return TransitGoods(
        waybill=waybill,
        pieces=typed["pieces"],
        door=bool(typed["door"]),
        price=price,
        reason=typed["reason"] or "",
        note=typed["note"] or "",
    )
