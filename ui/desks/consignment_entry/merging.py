"""Two corrections of one consignment: its fields side by side, the goods as one of them."""

from dataclasses import replace
from typing import Any

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.consignment_entry import words
from ui.desks.merging import Merged, merge
from ui.formats import show, show_any

_GROUPS = (
    words.HEAD,
    words.CHARGES,
    words.MORE_CHARGES,
    words.TERMS,
    words.SPLIT,
    words.COD,
    words.MORE_TERMS,
    words.CHECKS,
    (words.RECEIPT, words.REMARK, words.COUNTERSIGN),
)
_DESCRIBED = {field.name: field for group in _GROUPS for field in group}
_SIDES = {"shipper": "发货", "consignee": "收货"}
_PARTS = {"name": "人", "phone": "电话", "contact": "联系人", "address": "地址"}
_OTHERS = {
    "lines": "货物明细",
    "receipt_required": "需要回单",
    "receipt_requirement": "回单要求",
}


def merge_drafts(
    base: ConsignmentDraft, theirs: ConsignmentDraft, mine: ConsignmentDraft
) -> tuple[Merged, ConsignmentDraft]:
    """Put two corrections together; the draft is the user's own with what only the other changed."""
    merged = merge(_flat(base), _flat(theirs), _flat(mine))
    return merged, with_values(mine, merged.values)


def label_of(name: str) -> str:
    """The word of a field; empty for what is only carried along (ids)."""
    if name in _DESCRIBED:
        return "" if name == "identity_doc_no" else tr(_DESCRIBED[name].label)
    side, _, part = name.partition("_")
    if side in _SIDES and part in _PARTS:
        return tr(_SIDES[side] + _PARTS[part])
    return tr(_OTHERS[name]) if name in _OTHERS else ""


def shown_as(name: str, value: Any) -> str:
    """A value as the user reads it."""
    if name == "lines":
        return "、".join(f"{line.goods_name} {line.pieces} 件" for line in value)
    if isinstance(value, tuple):
        return "、".join(choice.label for choice in value)
    field = _DESCRIBED.get(name, Field(name, ""))
    return (
        show_any(value)
        if isinstance(value, bool) or field.kind is Kind.FLAG
        else show(field, value)
    )


def _flat(draft: ConsignmentDraft) -> dict[str, Any]:
    whole = {name: getattr(draft, name) for name in ConsignmentDraft.__dataclass_fields__}
    charges = whole.pop("charges")
    return whole | {name: getattr(charges, name) for name in type(charges).__dataclass_fields__}


def with_values(draft: ConsignmentDraft, values: dict[str, Any]) -> ConsignmentDraft:
    """A draft with some fields taken from the other."""
    fees = {n: v for n, v in values.items() if n in type(draft.charges).__dataclass_fields__}
    own = {n: v for n, v in values.items() if n not in fees}
    return replace(draft, charges=replace(draft.charges, **fees), **own)
