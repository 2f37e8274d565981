"""An order as it was pasted from a chat or noted on the phone, as a draft with marks.

Only fields with a mark come from the text; everything else of the draft is its usual value.
Source: assumed.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.documents.intake.pasted import (
    Found,
    PastedGoods,
    PastedOrder,
    PastedParty,
    read_pasted,
)
from desk.freight.consignments.choices import Category, DeliveryMode, Direction, Packing
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.kernel.commands import query
from desk.kernel.divisions import find_division
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class OrderMark:
    """Where a field of the draft comes from.

    Attributes:
        field: as the draft names it; `lines.0.weight_g` within a line.
        has_value: False when the text speaks of the field but its value could not be read.
        unsure: somebody must look at it.
        words: what the text says.
        start: first character of the words in the text.
        end: behind their last character.
        why: what is unsure.
        candidates: what else may be meant.
    """

    field: str
    has_value: bool
    unsure: bool
    words: str
    start: int
    end: int
    why: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderText:
    """A text read as an order: the draft, where its fields come from, the words left over."""

    draft: ConsignmentDraft
    marks: tuple[OrderMark, ...]
    rest: tuple[str, ...]


@query("consignment.create", "识别粘贴的订单文本")
def read_order_text(read: Reader, *, text: str) -> OrderText:
    """What a pasted text says, as a draft to be looked over; nothing is checked or saved."""
    order = read_pasted(text)
    filled = _Filled()
    _party(filled, "shipper", order.shipper)
    _party(filled, "consignee", order.consignee)
    direction = _direction(read.settings.hub_city, order)
    filled.put("direction", order.shipper.place, direction)
    filled.put("origin_station", order.shipper.place, _named(order.shipper))
    filled.put("destination", order.consignee.place, _named(order.consignee))
    _terms(filled, order)
    lines = tuple(_line(filled, place, goods) for place, goods in enumerate(order.goods))
    filled.put("pieces_total", order.total.pieces, order.total.pieces.value)
    filled.put("weight_total_g", order.total.weight_g, order.total.weight_g.value)
    filled.put("volume_total_cm3", order.total.volume_cm3, None)
    values: dict[str, Any] = {
        "direction": Direction.INBOUND,
        "origin_station": "",
        "destination": "",
    }
    values |= filled.values
    base = Charges(base_freight_fen=values.pop("base_freight_fen", 0))
    draft = ConsignmentDraft(lines=lines, charges=base, **values)
    draft = replace(draft, receipt_required=draft.receipt_copies > 0)
    return OrderText(draft, tuple(filled.marks), order.rest)


@dataclass
class _Filled:
    """Values and marks while they are gathered."""

    values: dict[str, Any] = field(default_factory=dict)
    marks: list[OrderMark] = field(default_factory=list)

    def put(self, name: str, found: Found[Any], value: Any) -> None:
        """Take a field over; a value of None is only marked."""
        if not found.there:
            return
        if value is not None and not name.startswith("lines."):
            self.values[name] = value
        span = (found.words, found.start, found.end)
        mark = (name, value is not None, found.unsure, *span, found.why, found.candidates)
        self.marks.append(OrderMark(*mark))


def _party(filled: _Filled, side: str, party: PastedParty) -> None:
    """A firm's name is the party's name, the person then its contact."""
    first = party.company if party.company.there else party.name
    filled.put(f"{side}_name", first, first.value)
    if party.company.there:
        filled.put(f"{side}_contact", party.name, party.name.value)
    filled.put(f"{side}_phone", party.phone, party.phone.value)
    filled.put(f"{side}_address", party.address, _address(party))
    second = party.second_phone
    if second.there:
        word = tr("发货人另一电话") if side == "shipper" else tr("收货人另一电话")
        others = [filled.values.get("remark", ""), f"{word} {second.value}"]
        filled.put("remark", second, ";".join(filter(None, others)))


def _address(party: PastedParty) -> str | None:
    """The street, with the place before it when both stand together."""
    place, street = party.place, party.address
    together = place.there and not place.unsure and 0 <= street.start - place.end <= 2
    return f"{place.words}{street.words}" if together else street.value


def _named(party: PastedParty) -> str | None:
    """The place as it was written when that alone is clear, else by its full name."""
    place = party.place
    if place.value is None:
        return None
    if " " not in place.words and find_division(place.words) == place.value:
        return place.words
    return f"{place.value.city}{place.value.county or ''}"


def _terms(filled: _Filled, order: PastedOrder) -> None:
    pay, mode = order.pay_terms, order.delivery
    filled.put("pay_terms", pay, PayTerms.from_word(pay.value or ""))
    filled.put("delivery_mode", mode, DeliveryMode.from_word(mode.value or ""))
    plain = (
        ("base_freight_fen", order.freight_fen),
        ("cod_amount_fen", order.cod_fen),
        ("declared_value_fen", order.declared_fen),
        ("receipt_copies", order.receipt_copies),
        ("urgent", order.urgent),
        ("hold_release", order.hold_release),
    )
    for name, found in plain:
        filled.put(name, found, found.value)


def _line(filled: _Filled, place: int, goods: PastedGoods) -> CargoDraft:
    cells: dict[str, tuple[Found[Any], Any]] = {
        "goods_name": (goods.goods_name, goods.goods_name.value),
        "pieces": (goods.pieces, goods.pieces.value),
        "packing": (goods.packing, Packing.from_word(goods.packing.value or "")),
        "weight_g": (goods.weight_g, goods.weight_g.value),
        "volume_cm3": (goods.volume_cm3, goods.volume_cm3.value),
        "category": (goods.category, Category.from_word(goods.category.value or "")),
    }
    for name, (found, value) in cells.items():
        filled.put(f"lines.{place}.{name}", found, value)
    values: dict[str, Any] = {
        name: value for name, (_, value) in cells.items() if value is not None
    }
    usual: dict[str, Any] = {"goods_name": "", "pieces": 0, "weight_g": 0}
    return CargoDraft(**usual | values)


def _direction(hub: str, order: PastedOrder) -> Direction:
    """What leaves the hub goes out; everything else comes in."""
    origin, here = order.shipper.place.value, find_division(hub)
    leaves = origin is not None and here is not None and origin.city == here.city
    return Direction.OUTBOUND if leaves else Direction.INBOUND
