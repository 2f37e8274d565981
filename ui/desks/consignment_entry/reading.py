"""From the editors to a draft, with everything that cannot be read."""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode, Direction, ReceiptRequirement
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.kernel.errors import Problems, Refused
from ui.desks.consignment_entry.words import RECEIPT_PREFIX
from ui.editors import Editor

_COMPOSED = frozenset(
    {"lines", "charges", "receipt_required", "receipt_requirement", "shipper_id", "consignee_id"}
)
_FIELDS = ConsignmentDraft.__dataclass_fields__
PLAIN = tuple(name for name in _FIELDS if name not in _COMPOSED)
NUMBERS = frozenset(name for name in PLAIN if name.endswith(("_fen", "_copies")))
"""Fields in which nothing typed means none."""

_TEXTS = frozenset(name for name in PLAIN if _FIELDS[name].type is str)
_SPLIT = ("prepaid_part_fen", "collect_part_fen", "receipt_part_fen")
_COD = ("cod_payee", "cod_bank", "cod_account")


def value_of(editor: Editor, problems: Problems) -> Any:
    """The value of an editor; None, and a problem, when it cannot be read or must not be empty."""
    try:
        value = editor.value()
    except Refused as refused:
        problems.extend(refused.problems)
        return None
    # The rules of the room ask for texts themselves; they cannot see an empty choice or number.
    if editor.field.required and (editor.field.choices or editor.name.endswith(".pieces")):
        problems.require(value, editor.name, editor.field.label)
    return value


def draft_from(
    values: Mapping[str, Any],
    lines: Sequence[CargoDraft],
    charges: Charges,
    shipper_id: int | None,
    consignee_id: int | None,
) -> ConsignmentDraft:
    """A draft of the values; what could not be read counts as not typed."""
    plain = {name: values[name] for name in PLAIN if name in values}
    plain |= {name: plain[name] or 0 for name in NUMBERS & plain.keys()}
    plain |= {name: plain[name] or "" for name in _TEXTS & plain.keys()}
    plain["direction"] = plain["direction"] or Direction.INBOUND
    plain["delivery_mode"] = plain["delivery_mode"] or DeliveryMode.SELF_PICKUP
    plain["pay_terms"] = plain["pay_terms"] or PayTerms.PREPAID
    if not plain["cod_amount_fen"]:
        plain |= dict.fromkeys(_COD, "")
    if plain["pay_terms"] is not PayTerms.SPLIT:
        plain |= dict.fromkeys(_SPLIT, 0)
    copies = plain["receipt_copies"]
    ticked = tuple(c for c in ReceiptRequirement if values[f"{RECEIPT_PREFIX}{c.value}"])
    return ConsignmentDraft(
        **plain,
        lines=tuple(lines),
        charges=charges,
        receipt_required=copies > 0,
        receipt_requirement=ticked if copies else (),
        shipper_id=shipper_id,
        consignee_id=consignee_id,
    )
