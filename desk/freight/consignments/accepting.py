"""From a typed draft to a record: checks, snapshot of the parties, sums, number."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from operator import attrgetter
from types import MappingProxyType

from desk.archive.customers.choices import ON_CREDIT, CustomerKind, CustomerStatus
from desk.archive.customers.counter import (
    check_credit,
    customer_of,
    find_or_add_customer,
    known_customer,
)
from desk.archive.customers.model import Customer
from desk.freight.consignments.checks import check_draft, doubts
from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.model import CargoLine, Consignment
from desk.freight.consignments.money import used_credit_fen
from desk.freight.consignments.pricing import price_ticket, write_rate
from desk.freight.consignments.rules import CHARGES, chargeable_kg, cod_fee_fen, derive_state
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text, normal_phone
from desk.kernel.moments import local
from desk.kernel.pinyin import initials_column
from desk.kernel.text import tr
from desk.office.users.keys import encrypt_text
from desk.storage.inserting import put
from desk.storage.work import Work

CLOCK_SLACK = timedelta(minutes=5)  # spec 3.0: an event may lie so far ahead
_COPIED = (
    "original_id",
    "origin_station",
    "shipper_contact",
    "shipper_address",
    "shipper_identity_checked",
    "identity_doc_type",
    "consignee_contact",
    "consignee_address",
    "delivery_mode",
    "hold_release",
    "urgent",
    "promised_on",
    "transit_days",
    "receipt_required",
    "receipt_copies",
    "dangerous_checked",
    "open_inspection",
    "inspector",
    "declared_value_fen",
    "cover_clause_ack",
    "pay_terms",
    "prepaid_part_fen",
    "collect_part_fen",
    "receipt_part_fen",
    "cod_amount_fen",
    "cod_payee",
    "cod_bank",
    "cod_account",
    "advance_fen",
    "paper_no",
    "remark",
)
_copied = attrgetter(*_COPIED)
_CHARGED = (*CHARGES, "other_fee_note", "discount_reason")
_charged = attrgetter(*_CHARGED)
_KIND = {
    Direction.INBOUND: CustomerKind.INBOUND,
    Direction.OUTBOUND: CustomerKind.OUTBOUND,
    Direction.RETURN: CustomerKind.TERMINAL,
}
_UNMOVED: Mapping[str, object] = MappingProxyType(
    {
        **dict.fromkeys(("received", "in_stock", "on_run", "at_partner", "shipped_out"), 0),
        **dict.fromkeys(("signed", "returned", "written_off", "receipts_back"), 0),
        **dict.fromkeys(("voided", "refusal_open"), False),
    }
)


def fill(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> None:
    """Check a draft and write it into a consignment that is new or not yet dispatched.

    Raises:
        Refused: every problem of the draft at once, E105, E120 and E121 among them.
    """
    priced = price_ticket(work, consignment, draft)
    draft = priced.draft
    may_declare = work.may("declared_value.approve")
    problems = check_draft(draft, work.settings, may_declare=may_declare)
    problems.extend(priced.problems.found)
    _credit(problems, work, consignment, draft)
    problems.raise_if_any()
    for doubt in doubts(draft, work.settings).found:
        work.warn(doubt.code, doubt.field, **doubt.values)
    if draft.original_id is not None:
        work.get(Consignment, draft.original_id, tr("原运单"))
    _parties(work, consignment, draft)
    put(consignment, dict(zip(_COPIED, map(_clean, _copied(draft)), strict=True)))
    _charges(work, consignment, draft)
    _goods(consignment, draft)
    ratio = priced.ratio or work.settings.volumetric_ratio
    kg = chargeable_kg(draft.weight_g, draft.volume_cm3, ratio)
    requirement = "、".join(choice.label for choice in draft.receipt_requirement)
    put(consignment, {"chargeable_kg": kg, "receipt_requirement": requirement})
    write_rate(consignment, priced)
    _way(work, consignment, draft)
    if draft.identity_doc_no and work.actor.data_key:
        consignment.identity_doc_no = encrypt_text(work.actor.data_key, draft.identity_doc_no)
    accept_at = draft.accept_at or consignment.accept_at or work.now
    put(consignment, {"accept_at": accept_at})
    if accept_at > work.now + CLOCK_SLACK:
        raise refuse("E171", "accept_at")


def _way(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> None:
    division, destination = find_division(draft.destination), clean_text(draft.destination)
    station = work.settings.hub_city if draft.direction is Direction.INBOUND else destination
    put(
        consignment,
        {
            "destination": destination,
            "destination_code": division.code if division else "",
            "dest_station": clean_text(draft.dest_station) or station,
            "via_hub": work.settings.site_code,
        },
    )


def _clean(value: object) -> object:
    return clean_text(value) if value and isinstance(value, str) else value


def _parties(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> None:
    shipper_phone = normal_phone(draft.shipper_phone)
    shipper = _customer(work, draft.shipper_id)
    if shipper is None:
        shipper = find_or_add_customer(
            work,
            name=clean_text(draft.shipper_name),
            phone=shipper_phone,
            kind=_KIND[draft.direction],
            contact=clean_text(draft.shipper_contact),
        )
    consignee = _customer(work, draft.consignee_id)
    consignee_name = clean_text(draft.consignee_name)
    put(
        consignment,
        {
            "shipper_id": shipper.id,
            "shipper_name": clean_text(draft.shipper_name),
            "shipper_phone": shipper_phone,
            "consignee_id": consignee.id if consignee else None,
            "consignee_name": consignee_name,
            "consignee_phone": normal_phone(draft.consignee_phone),
            "consignee_initials": initials_column(
                consignee_name, clean_text(draft.consignee_contact)
            )[:120],
        },
    )


def _customer(work: Work, customer_id: int | None) -> Customer | None:
    """The chosen customer, or the one he was merged into; an archived one takes no new goods."""
    if customer_id is None:
        return None
    customer = customer_of(work, customer_id)
    if customer.status in (CustomerStatus.ARCHIVED, CustomerStatus.ANONYMISED):
        state = customer.status.label
        raise refuse("E008", obj=tr("客户"), state=state, action=tr("受理运单"))
    return customer


def _credit(
    problems: Problems, work: Work, consignment: Consignment, draft: ConsignmentDraft
) -> None:
    """Add E105 for a shipper the archive knows; one it does not know yet is neither frozen nor in debt."""
    if draft.pay_terms not in ON_CREDIT:
        return
    if draft.shipper_id is not None:
        shipper = _customer(work, draft.shipper_id)
    else:
        name, phone = clean_text(draft.shipper_name), normal_phone(draft.shipper_phone)
        shipper = known_customer(work, name, phone)
    if shipper is None:
        return
    limited = shipper.credit_limit_fen
    used = used_credit_fen(work.session, shipper.id, besides=consignment.id) if limited else 0
    try:
        check_credit(work, shipper, draft.pay_terms, draft.total_fen, used)
    except Refused as refused:
        problems.extend(refused.problems)


def _charges(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> None:
    s = work.settings
    fee = cod_fee_fen(draft.cod_amount_fen, s.cod_fee_bp, s.cod_fee_min_fen, s.cod_fee_max_fen)
    amounts = dict(zip(_CHARGED, _charged(draft.charges), strict=True))
    put(consignment, {**amounts, "total_fen": draft.total_fen, "cod_fee_fen": fee})


def _goods(consignment: Consignment, draft: ConsignmentDraft) -> None:
    consignment.lines[:] = [
        CargoLine(
            line_no=number,
            goods_name=clean_text(line.goods_name),
            category=line.category,
            pieces=line.pieces,
            packing=line.packing,
            weight_g=line.weight_g,
            volume_cm3=line.volume,
            mark=clean_text(line.mark),
        )
        for number, line in enumerate(draft.lines, 1)
    ]
    first = draft.lines[0]
    more = tr("等{n}种").format(n=len(draft.lines)) if len(draft.lines) > 1 else ""
    packings = dict.fromkeys(line.packing.label for line in draft.lines)
    put(
        consignment,
        {
            "goods_summary": clean_text(first.goods_name) + more,
            "packing_summary": "/".join(packings)[:40],
            "declared": draft.pieces,
            "weight_g": draft.weight_g,
            "volume_cm3": draft.volume_cm3,
        },
    )


def take_number(work: Work, consignment: Consignment, *, expected: bool) -> None:
    """Give the number of the acceptance day and the first state."""
    kind = "return_consignment" if consignment.direction is Direction.RETURN else "consignment"
    number = work.number(kind, local(consignment.accept_at).date())
    state = _first_state(expected=expected)
    put(consignment, {**_UNMOVED, "number": number, "expected": expected, "state": state})


@cache
def _first_state(*, expected: bool) -> ConsignmentState:
    """The state of every accepted ticket of which nothing has moved."""
    new = Consignment(**_UNMOVED, number="", closed_at=None, expected=expected)
    return derive_state(new)
