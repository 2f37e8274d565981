"""Reading consignments: the card, the rows of goods and money."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import (
    Category,
    Condition,
    ConsignmentState,
    DeliveryMode,
    Direction,
    MoneyKind,
    MoveKind,
    MoveReason,
    Packing,
    PayMethod,
)
from desk.freight.consignments.model import CargoLine, Consignment, MoneyRow, StockMove
from desk.freight.consignments.money import unsettled_fen
from desk.freight.consignments.rules import CHARGES, COSTS, collect_due_fen
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.identity import mask_phone
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class CargoRow:
    line_no: int
    goods_name: str
    category: Category
    pieces: int
    packing: Packing
    weight_g: int
    volume_cm3: int
    mark: str


@dataclass(frozen=True)
class PartyRow:
    """One side as it stood when the goods were accepted; the phone is masked."""

    customer_id: int | None
    name: str
    contact: str
    phone: str
    address: str


@dataclass(frozen=True)
class ConsignmentCard:
    """Everything about one consignment; money in fen, weights in grams.

    Phones are masked; `reveal_personal` shows them for a reason (spec 3.26).
    `costs` is empty for a reader without the right to see costs.
    """

    id: int
    version: int
    number: str
    direction: Direction
    state: ConsignmentState
    accept_at: datetime
    origin_station: str
    dest_station: str
    destination: str
    destination_code: str
    shipper: PartyRow
    consignee: PartyRow
    delivery_mode: DeliveryMode
    hold_release: bool
    released_at: datetime | None
    urgent: bool
    promised_on: date | None
    due_on: date | None
    receipt_required: bool
    receipt_copies: int
    receipts_back: int
    receipt_requirement: str
    identity_checked: bool
    open_inspection: bool
    dangerous_checked: bool
    lines: tuple[CargoRow, ...]
    goods_summary: str
    packing_summary: str
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    charges: dict[str, int]
    total_fen: int
    pay_terms: PayTerms
    prepaid_part_fen: int
    collect_part_fen: int
    receipt_part_fen: int
    collect_due_fen: int
    unsettled_fen: int
    declared_value_fen: int
    cover_clause_ack: bool
    cod_amount_fen: int
    cod_fee_fen: int
    cod_payee: str
    cod_bank: str
    cod_account: str
    advance_fen: int
    costs: dict[str, int]
    declared: int
    quantities: dict[str, int]
    bin_code: str
    stocked_at: datetime | None
    signed_at: datetime | None
    notice_at: datetime | None
    void_reason: str
    paper_no: str
    remark: str


@dataclass(frozen=True)
class MoveRow:
    at: datetime
    kind: MoveKind
    reason: MoveReason
    pieces: int
    balance_after: int
    doc_no: str
    slip_no: str
    condition: Condition
    handed_by: str
    keeper_id: int | None
    note: str


@dataclass(frozen=True)
class TakenRow:
    at: datetime
    kind: MoneyKind
    amount_fen: int
    method: PayMethod
    doc_no: str
    note: str


@query("consignment.read", "运单详情")
def consignment_card(read: Reader, *, number: str) -> ConsignmentCard:
    """The whole consignment by its number.

    Raises:
        Refused: E006.
    """
    return card_of(read, load(read, number))


def load(read: Reader, number: str) -> Consignment:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Consignment).where(Consignment.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("运单"), v=number)
    return found


_SAME = (
    "direction",
    "state",
    "accept_at",
    "origin_station",
    "dest_station",
    "destination",
    "destination_code",
    "delivery_mode",
    "hold_release",
    "released_at",
    "urgent",
    "promised_on",
    "due_on",
    "receipt_required",
    "receipt_copies",
    "receipts_back",
    "receipt_requirement",
    "open_inspection",
    "dangerous_checked",
    "goods_summary",
    "packing_summary",
    "weight_g",
    "volume_cm3",
    "chargeable_kg",
    "total_fen",
    "pay_terms",
    "prepaid_part_fen",
    "collect_part_fen",
    "receipt_part_fen",
    "declared_value_fen",
    "cover_clause_ack",
    "cod_amount_fen",
    "cod_fee_fen",
    "cod_payee",
    "cod_bank",
    "cod_account",
    "advance_fen",
    "declared",
    "bin_code",
    "stocked_at",
    "signed_at",
    "notice_at",
    "void_reason",
    "paper_no",
    "remark",
)
QUANTITIES = (
    "received",
    "in_stock",
    "on_run",
    "at_partner",
    "shipped_out",
    "signed",
    "returned",
    "written_off",
)


def card_of(read: Reader, c: Consignment) -> ConsignmentCard:
    """The frozen card of a loaded consignment."""
    same: dict[str, Any] = {name: getattr(c, name) for name in _SAME}
    costs = {name: getattr(c, name) for name in COSTS} if read.may("cost.read") else {}
    return ConsignmentCard(
        id=c.id,
        version=c.row_version,
        number=c.label,
        shipper=_party(c, "shipper"),
        consignee=_party(c, "consignee"),
        identity_checked=c.shipper_identity_checked,
        lines=tuple(cargo_row(line) for line in c.lines),
        charges={name: getattr(c, name) for name in CHARGES},
        collect_due_fen=collect_due_fen(c),
        unsettled_fen=unsettled_fen(read.session, c),
        costs=costs,
        quantities={name: getattr(c, name) for name in QUANTITIES},
        **same,
    )


def _party(c: Consignment, side: str) -> PartyRow:
    parts = (getattr(c, f"{side}_{name}") for name in ("id", "name", "contact", "phone", "address"))
    customer_id, name, contact, phone, address = parts
    return PartyRow(customer_id, name, contact, mask_phone(phone), address)


def cargo_row(line: CargoLine) -> CargoRow:
    """The frozen row of a cargo line."""
    return CargoRow(
        line.line_no,
        line.goods_name,
        line.category,
        line.pieces,
        line.packing,
        line.weight_g,
        line.volume_cm3,
        line.mark,
    )


@query("consignment.read", "货物移动记录")
def moves_of(read: Reader, *, number: str) -> list[MoveRow]:
    """The ledger rows of a consignment, oldest first."""
    consignment = load(read, number)
    rows = read.session.scalars(
        select(StockMove).where(StockMove.consignment_id == consignment.id).order_by(StockMove.id)
    )
    return [
        MoveRow(
            m.at,
            m.kind,
            m.reason,
            m.pieces,
            m.balance_after,
            m.doc_no,
            m.slip_no,
            m.condition,
            m.handed_by,
            m.keeper_id,
            m.note,
        )
        for m in rows
    ]


@query("consignment.read", "收款记录")
def money_of(read: Reader, *, number: str) -> list[TakenRow]:
    """The money rows of a consignment, oldest first."""
    consignment = load(read, number)
    rows = read.session.scalars(
        select(MoneyRow).where(MoneyRow.consignment_id == consignment.id).order_by(MoneyRow.id)
    )
    return [TakenRow(m.at, m.kind, m.amount_fen, m.method, m.doc_no, m.note) for m in rows]
