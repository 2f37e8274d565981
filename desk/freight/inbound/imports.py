"""One row of a sender's inbound list: read strictly, checked like a typed ticket, turned into a draft.

Source: spec 3.28, AT-19.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.archive.customers.counter import customers_named
from desk.archive.customers.model import Customer
from desk.documents.intake.cells import CellReader, Parse, one_of, text_of
from desk.documents.intake.preview import CheckRow, RowResult, result_of
from desk.freight.consignments.checks import check_draft
from desk.freight.consignments.choices import DeliveryMode, Direction, Packing
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.pricing import price_draft
from desk.freight.inbound.certifying import certified
from desk.freight.inbound.columns import COLUMNS, WORDS
from desk.kernel.calendar import BEIJING
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problem, problem, refuse
from desk.kernel.folding import fold_width
from desk.kernel.identity import clean_text
from desk.kernel.moments import local, show_date
from desk.kernel.quantities import parse_count, parse_money, show_money
from desk.kernel.text import tr
from desk.pricing.tariffs.lookup import goes_to
from desk.storage.plain_lists import stored
from desk.storage.work import Reader

__all__ = ["COLUMNS", "duplicate_of", "row_checker", "to_draft"]

Values = Mapping[str, Any]

_TEXTS = {
    "paper_no": 40,
    "origin_station": 40,
    "shipper_name": 60,
    "shipper_phone": 30,
    "consignee_name": 60,
    "consignee_phone": 30,
    "consignee_address": 160,
    "destination": 60,
    "goods_name": 40,
    "cod_payee": 60,
    "cod_bank": 60,
    "cod_account": 40,
    "remark": 500,
}
_FEES = ("delivery_fee_fen", "transit_fee_fen", "cover_fee_fen", "other_fee_fen")
_AMOUNTS = (
    "base_freight_fen",
    *_FEES,
    "total_fen",
    "collect_fen",
    "cod_amount_fen",
    "declared_value_fen",
)
_READ_TEXTS = {key: text_of(most) for key, most in _TEXTS.items()}
_NOT_IN_LISTS = "discount_fen"
_YES, _NO = frozenset("有是要√需"), frozenset("无否不-—")


def row_checker(read: Reader) -> CheckRow:
    """A check of one row after the other that also finds repetitions within the list."""
    seen: dict[tuple[object, ...], int] = {}

    def check(cells: CellReader) -> RowResult:
        draft = _read_draft(read, cells)
        if cells.problems:
            return result_of(cells)
        twin = duplicate_of(read, draft)
        before = seen.setdefault(_key(draft), cells.row_no) if draft.paper_no else cells.row_no
        if twin is None and before != cells.row_no:
            return result_of(cells, tr("本表第 {n} 行").format(n=before))
        return result_of(cells, twin)

    return check


def _key(draft: ConsignmentDraft) -> tuple[object, ...]:
    return draft.paper_no, draft.shipper_name, draft.accept_at


def _read_draft(read: Reader, cells: CellReader) -> ConsignmentDraft:
    cells.read_all(_READ_TEXTS)
    accepted_on = cells.day("accept_on", read.today)
    if accepted_on is not None and accepted_on > read.today:
        cells.problems.append(problem("E171", "accept_on"))
    cells.count("pieces")
    cells.weight_g("weight_g")
    cells.volume_cm3("volume_cm3")
    cells.read_all(_READ_LAST)
    _complete_from_archive(read, cells.values)
    draft = to_draft(cells.values)
    _check(read, cells, draft)
    return draft


def _check(read: Reader, cells: CellReader, draft: ConsignmentDraft) -> None:
    """Add what a typed ticket would be refused for, once per column."""
    faulty = {p.field for p in cells.problems} | {_NOT_IN_LISTS}
    as_booked = certified(draft, origin_station=tr("始发站"))
    found = check_draft(as_booked, read.settings, may_declare=read.may("declared_value.approve"))
    found.extend(_price_faults(read, draft))
    for refused in found.found:
        column = (refused.field or "").rpartition(".")[2]
        if column not in faulty:
            cells.problems.append(problem(refused.code, column, **refused.values))
    stated = ("total_fen", tr("运费合计"), cells.values["total_fen"])
    if draft.pay_terms is PayTerms.COLLECT and stated[2] is None:
        stated = ("collect_fen", tr("到付运费"), cells.values["collect_fen"])
    if stated[2] is not None and stated[2] != draft.total_fen:
        why = tr("与各项费用之和 {a} 元不符").format(a=show_money(draft.total_fen))
        cells.problems.append(problem("E019", stated[0], label=stated[1], why=why))


def _price_faults(read: Reader, draft: ConsignmentDraft) -> tuple[Problem, ...]:
    """What the tariff says against a row; without an origin only that nobody carries to its place."""
    on = local(draft.accept_at or read.now).date()
    if draft.origin_station:
        return tuple(price_draft(read, draft, on).problems.found)
    if find_division(draft.destination) is None or goes_to(read, draft.destination, on):
        return ()
    ends = {"from": tr("始发站"), "to": draft.destination}
    return (problem("E120", "destination", **ends, date=show_date(on)),)


def _complete_from_archive(read: Reader, values: dict[str, Any]) -> None:
    """A shipper known to the archive need not repeat his phone, nor his account for COD."""
    name = values["shipper_name"]
    shipper = read.recall("customer", (name,), lambda: _only(read, name)) if name else None
    if shipper is None:
        return
    values["shipper_phone"] = values["shipper_phone"] or next(
        (contact.number for contact in shipper.contacts if contact.number), None
    )
    if values["cod_amount_fen"] and not values["cod_account"]:
        values["cod_payee"] = values["cod_payee"] or shipper.name
        values["cod_bank"], values["cod_account"] = shipper.bank, shipper.account


def _only(read: Reader, name: str) -> Customer | None:
    """The customer of a name that only one has."""
    known = customers_named(read, name)
    return known[0] if len(known) == 1 else None


def to_draft(values: Values) -> ConsignmentDraft:
    """The consignment of a row; what its origin certifies is added when the list is booked.

    Freight that is not given by itself is what the total leaves beside the other charges. Without
    terms of payment, an amount to collect means 到付, else 现付.
    """
    text: dict[str, Any] = {
        key: clean_text(said) for key in _TEXTS if isinstance(said := values.get(key), str)
    }
    goods_name = text.pop("goods_name", "")
    terms = values.get("pay_terms") or (
        PayTerms.COLLECT if values.get("collect_fen") else PayTerms.PREPAID
    )
    charges = _charges(values, terms)
    copies = values.get("receipt_copies") or 0
    collect = values.get("collect_fen") or 0
    day = values.get("accept_on")
    return ConsignmentDraft.of(
        direction=Direction.INBOUND,
        origin_station=text.pop("origin_station", ""),
        destination=text.pop("destination", ""),
        accept_at=_start(day) if day else None,
        lines=(
            CargoDraft.of(
                goods_name=goods_name,
                pieces=values.get("pieces") or 0,
                weight_g=values.get("weight_g") or 0,
                volume_cm3=values.get("volume_cm3") or 0,
                packing=values.get("packing") or Packing.CARTON,
            ),
        ),
        delivery_mode=values.get("delivery_mode") or DeliveryMode.SELF_PICKUP,
        pay_terms=terms,
        charges=charges,
        collect_part_fen=collect if terms is PayTerms.SPLIT else 0,
        prepaid_part_fen=_sum(charges) - collect if terms is PayTerms.SPLIT else 0,
        cod_amount_fen=values.get("cod_amount_fen") or 0,
        declared_value_fen=values.get("declared_value_fen") or 0,
        receipt_required=copies > 0,
        receipt_copies=copies,
        **text,
    )


def _charges(values: Values, terms: PayTerms) -> Charges:
    fees = {name: amount for name in _FEES if (amount := values.get(name))}
    base = values.get("base_freight_fen")
    if base is None:
        total = values.get("total_fen")
        if total is None and terms is PayTerms.COLLECT:
            total = values.get("collect_fen")
        base = (total or sum(fees.values())) - sum(fees.values())
    return Charges.of(base_freight_fen=base, **fees)


def _sum(charges: Charges) -> int:
    total: int = sum((getattr(charges, name) for name in _FEES), charges.base_freight_fen)
    return total


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


_SAME_LIST = timedelta(days=3)


def duplicate_of(read: Reader, draft: ConsignmentDraft) -> str | None:
    """The number of a consignment that this row repeats, or None.

    The key is paper number, shipper and day of acceptance (spec 3.28). A list without dates is
    compared without them; a row without a paper number, by everything else it says, and without a date
    only with the last days: the same goods come again every week.
    """
    asked: dict[str, Any] = {"paper": draft.paper_no, "shipper": draft.shipper_name}
    if draft.accept_at is not None:
        start = _start(local(draft.accept_at).date())
        asked |= {"start": start, "end": start + timedelta(days=1)}
    if not draft.paper_no:
        asked |= {
            "consignee": draft.consignee_name,
            "destination": draft.destination,
            "goods": draft.lines[0].goods_name,
            "pieces": draft.pieces,
            "weight_g": draft.weight_g,
        }
        if draft.accept_at is None:
            asked["since"] = _start(read.today - _SAME_LIST)
    conditions = " AND ".join(_SAME[name] for name in asked)
    found = read.column(f"{_HERE} AND {conditions} LIMIT 1", *map(_stored, asked.values()))
    return found[0] if found else None


_HERE = "SELECT number FROM consignment WHERE voided IS 0 AND number IS NOT NULL"
_SAME = {
    "paper": "paper_no = ?",
    "shipper": "shipper_name = ?",
    "start": "accept_at >= ?",
    "end": "accept_at < ?",
    "consignee": "consignee_name = ?",
    "destination": "destination = ?",
    "goods": "goods_summary = ?",
    "pieces": "declared = ?",
    "weight_g": "weight_g = ?",
    "since": "accept_at >= ?",
}
_stored_moment = stored(Consignment.accept_at.type)


def _stored(value: Any) -> Any:
    return _stored_moment(value) if _stored_moment and isinstance(value, datetime) else value


def _copies(cell: Any, label: str, field: str) -> int:
    """Copies of the receipt: 2, 「2份」, 「有」, 「√」."""
    word = fold_width(str(cell)).removesuffix("份").strip() if isinstance(cell, str) else cell
    if word in _YES:
        return 1
    copies = 0 if word in _NO else parse_count(word, label, field)
    if copies > 9:
        raise refuse("E003", field, label=label, lo=0, hi=9, v=copies)
    return copies


_READ_LAST: Mapping[str, Parse[Any]] = {
    **dict.fromkeys(_AMOUNTS, parse_money),
    "receipt_copies": _copies,
    "delivery_mode": one_of(DeliveryMode, WORDS[DeliveryMode]),
    "pay_terms": one_of(PayTerms, WORDS[PayTerms]),
    "packing": one_of(Packing, WORDS[Packing]),
}
