"""A price call pasted from a chat, with the same amber marks as an order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.pasting import OrderMark, OrderText
from desk.kernel.text import tr
from ui.desks.amber import AmberMarks
from ui.desks.lines import put_typed
from ui.desks.volume import Volume

if TYPE_CHECKING:
    from ui.desks.call_sheet.form import CallForm

_NAMES = {
    "shipper_name": "caller_company",
    "shipper_contact": "caller_name",
    "shipper_phone": "phone",
    "shipper_address": "pickup_address",
    "origin_station": "from_place",
    "destination": "to_place",
    "delivery_mode": "door",
    "remark": "special_requirements",
}
_ONLY = {
    "consignee_name": "caller_company",
    "consignee_contact": "caller_name",
    "consignee_phone": "phone",
    "consignee_address": "consignee_address",
}
"""Who asks for a price and names nobody else is the caller, not the receiver an order has."""

_PERSON = 3  # so many characters are a person (刘工, 王经理), more are a firm
_SAME = (
    "consignee_name",
    "consignee_phone",
    "consignee_address",
    "declared_value_fen",
    "cod_amount_fen",
    "receipt_copies",
)
_CELLS = ("goods_name", "pieces", "packing", "weight_g", "volume_cm3", "category")
_SUMMED = ("pieces", "weight_g", "volume_cm3")
LINES = "lines."


@dataclass(frozen=True)
class _Taken:
    """A field of the sheet with what the text gives it."""

    name: str
    value: Any
    mark: OrderMark


class PastedCall(AmberMarks):
    """Fills the call sheet from a read text."""

    def __init__(self, form: "CallForm") -> None:
        super().__init__(form, form.fields)
        self._form = form

    def conflicts(self, order: OrderText) -> list[tuple[OrderMark, str]]:
        found = []
        for taken in self._taken(order):
            editor = self._form.fields[taken.name]
            words = self.conflict(editor, taken.value) if taken.mark.has_value else ""
            if words:
                found.append((taken.mark, words))
        return found

    def fill(self, order: OrderText, *, replacing: bool) -> None:
        kept = set() if replacing else {mark.field for mark, _ in self.conflicts(order)}
        self.clear()
        self._filling = True
        taken = [t for t in self._taken(order) if replacing or t.mark.field not in kept]
        for one in taken:
            if one.mark.has_value:
                put_typed(self._form.fields[one.name], one.value)
            self.mark(one.mark, one.name)
        self._filling = False
        self.filled = sum(one.mark.has_value for one in taken)
        self.rest = (*self._homeless(order), *order.rest)
        self.changed.emit()

    def _taken(self, order: OrderText) -> Iterator[_Taken]:
        homes = _homes(order)
        for mark in order.marks:
            name = homes.get(mark.field, "")
            if name == "door":
                yield _Taken(name, order.draft.delivery_mode is not DeliveryMode.SELF_PICKUP, mark)
            elif name:
                yield _Taken(name, getattr(order.draft, mark.field), mark)
            cell = mark.field.rpartition(".")[2]
            if mark.field.startswith(f"{LINES}0.") and cell in _CELLS:
                yield _Taken(cell, _of_goods(order, cell), _joined(order, mark))

    @staticmethod
    def _homeless(order: OrderText) -> list[str]:
        """Words the sheet has no field for: the freight somebody hoped for, terms of payment."""
        homes = _homes(order)
        return [
            mark.words
            for mark in order.marks
            if mark.field not in homes and not mark.field.startswith(LINES)
        ]


def _homes(order: OrderText) -> dict[str, str]:
    """The field of the sheet for every field of an order."""
    homes = _NAMES | {name: name for name in _SAME}
    named = {mark.field for mark in order.marks}
    if not named & {"shipper_name", "shipper_contact", "shipper_phone"}:
        homes |= _ONLY
    for side, field in (("shipper", "shipper_name"), ("consignee", "consignee_name")):
        person = len(getattr(order.draft, field)) <= _PERSON
        if homes[field] == "caller_company" and person and f"{side}_contact" not in named:
            homes[field] = "caller_name"
    return homes


def _of_goods(order: OrderText, cell: str) -> Any:
    """One line of goods as it is; several are added up, for one price is asked for all."""
    lines = order.draft.lines
    if cell in _SUMMED:
        total = sum(getattr(line, cell) for line in lines)
        return Volume(total) if cell == "volume_cm3" else total
    if cell == "goods_name":
        return "、".join(dict.fromkeys(line.goods_name for line in lines))[:40]
    return getattr(lines[0], cell)


def _joined(order: OrderText, mark: OrderMark) -> OrderMark:
    if len(order.draft.lines) < 2:
        return mark
    return replace(mark, unsure=True, why=tr("有几种货物,已合在一起"))
