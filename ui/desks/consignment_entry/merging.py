"""Two people corrected one consignment: what each changed, put together.

What only the other changed is taken over; where both changed the same field, the clerk decides.
"""

from dataclasses import dataclass, replace
from typing import Any

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.consignment_entry import words
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
    (words.RECEIPT, words.REMARK),
)
_DESCRIBED = {field.name: field for group in _GROUPS for field in group}
_SIDES = {"shipper": "发货", "consignee": "收货"}
_NOT_SAID = frozenset({"shipper_id", "consignee_id", "identity_doc_no"})


@dataclass(frozen=True)
class Clash:
    """A field with the other's value and the clerk's own."""

    name: str
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merged:
    """The clerk's draft with the other's changes in it.

    Attributes:
        draft: the clerk's own values wherever he typed, the other's elsewhere.
        clashes: fields both changed, differently.
        taken: fields only the other changed.
    """

    draft: ConsignmentDraft
    clashes: tuple[Clash, ...]
    taken: tuple[Clash, ...]

    def points(self) -> list[str]:
        """What to tell the clerk, one sentence a field."""
        both = tr("{label}:对方改为「{theirs}」,您填写「{mine}」")
        only = tr("{label}:采用对方的「{theirs}」")
        said = [*((both, c) for c in self.clashes), *((only, c) for c in self.taken)]
        return [
            sentence.format(
                label=_label(c.name), theirs=_shown(c.name, c.theirs), mine=_shown(c.name, c.mine)
            )
            for sentence, c in said
            if c.name not in _NOT_SAID
        ]


def merge(base: ConsignmentDraft, theirs: ConsignmentDraft, mine: ConsignmentDraft) -> Merged:
    """Put both corrections of one record together, field by field; the goods count as one field."""
    before, other, own = _flat(base), _flat(theirs), _flat(mine)
    changed = [name for name in before if other[name] != before[name]]
    clashes = [n for n in changed if own[n] not in (before[n], other[n])]
    taken = [n for n in changed if own[n] == before[n]]
    return Merged(
        _with(mine, {name: other[name] for name in taken}),
        tuple(Clash(name, other[name], own[name]) for name in clashes),
        tuple(Clash(name, other[name], own[name]) for name in taken),
    )


def _flat(draft: ConsignmentDraft) -> dict[str, Any]:
    whole = {name: getattr(draft, name) for name in ConsignmentDraft.__dataclass_fields__}
    charges = whole.pop("charges")
    return whole | {name: getattr(charges, name) for name in type(charges).__dataclass_fields__}


def _with(draft: ConsignmentDraft, values: dict[str, Any]) -> ConsignmentDraft:
    fees = {n: v for n, v in values.items() if n in type(draft.charges).__dataclass_fields__}
    own = {n: v for n, v in values.items() if n not in fees}
    return replace(draft, charges=replace(draft.charges, **fees), **own)


def _label(name: str) -> str:
    if name in _DESCRIBED:
        return tr(_DESCRIBED[name].label)
    side, _, part = name.partition("_")
    parts = {"name": "人", "phone": "电话", "contact": "联系人", "address": "地址"}
    if side in _SIDES and part in parts:
        return tr(_SIDES[side] + parts[part])
    return tr({"lines": "货物明细", "receipt_required": "需要回单"}.get(name, "回单要求"))


def _shown(name: str, value: Any) -> str:
    if name == "lines":
        return "、".join(f"{line.goods_name} {line.pieces} 件" for line in value)
    if isinstance(value, tuple):
        return "、".join(choice.label for choice in value)
    field = _DESCRIBED.get(name, Field(name, ""))
    shown = show_any(value) if field.kind is Kind.FLAG else show(field, value)
    return shown or tr("空")
