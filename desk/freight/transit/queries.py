"""Reading manifests, goods that wait for a partner, and what each partner would leave of a ticket."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import lazyload

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.margins import margin_of
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.delivery.loading import (
    Promised,
    held_for_return,
    is_held,
    planned_by_ticket,
)
from desk.freight.price_checks.queries import price_checks_of
from desk.freight.price_checks.rules import Finding, limits_of, margin_finding, partner_cost_finding
from desk.freight.transit.choices import TransitState
from desk.freight.transit.finding import manifest_by_number, on_manifests_by_ticket
from desk.freight.transit.following import expected
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.pricing import load_of, margin_with
from desk.freight.transit.rules import AWAY, PLANNED, handover_due_at, net_fen
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.partners.rates.comparing import PartnerOffer, cheapest_fen, compare_partners
from desk.storage.work import Reader

COLUMNS = """seq listed pieces door unit chargeable_kg one_off collect_for_us_fen cod_for_us_fen due_on
transit_days handover_due_at handed_in_time pieces_signed pieces_back signed_at signer late_days
note"""
HEAD = """number state dest remark handover_at handed_by received_by plate_no partner_bill_no slip_no
arrived_at delivered_at settled_at settle_note end_reason"""


@dataclass(frozen=True, kw_only=True)
class TransitLineRow:
    """One ticket of a manifest; costs and margin are None for roles that may not see them."""

    waybill: str
    consignee_name: str
    phone_masked: str
    consignee_address: str
    destination: str
    goods_summary: str
    weight_g: int
    volume_cm3: int
    seq: int
    listed: int
    pieces: int
    door: bool
    unit: str
    chargeable_kg: int
    one_off: bool
    transit_days: int
    price_kg_mill: int | None
    transit_fee_fen: int | None
    door_fee_fen: int | None
    margin_fen: int | None
    margin_bp: int | None
    collect_for_us_fen: int
    cod_for_us_fen: int
    due_on: date | None
    stocked_at: datetime | None
    handover_due_at: datetime | None
    handed_in_time: bool | None
    pieces_signed: int
    pieces_back: int
    signed_at: datetime | None
    signer: str
    late_days: int
    note: str


@dataclass(frozen=True, kw_only=True)
class TransitCard:
    """A manifest with its tickets.

    Attributes:
        collect_fen, cod_fen: what the partner is to hand over of tickets signed for.
        net_fen: what the office owes him; None for roles that may not see costs.
        price_open: a price check does not stand yet, so the hand-over would be refused.
    """

    number: str
    version: int
    state: TransitState
    partner_code: str
    partner_name: str
    partner_phone: str
    dest: str
    remark: str
    handover_at: datetime | None
    handed_by: str
    received_by: str
    plate_no: str
    partner_bill_no: str
    slip_no: str
    arrived_at: datetime | None
    delivered_at: datetime | None
    settled_at: datetime | None
    settle_note: str
    end_reason: str
    pieces: int
    weight_g: int
    volume_cm3: int
    collect_fen: int
    cod_fen: int
    net_fen: int | None
    price_open: bool
    lines: tuple[TransitLineRow, ...]


@query("transit_manifest.read", "中转单详情")
def transit_card(read: Reader, *, number: str) -> TransitCard:
    """One manifest with its tickets, fees and margins.

    Raises:
        Refused: E006.
    """
    return _card(read, manifest_by_number(read, number))


@query("transit_manifest.read", "未完成的中转单")
def open_transits(read: Reader) -> list[TransitCard]:
    """Manifests to hand over and those a partner has, the oldest first."""
    wanted = select(TransitManifest).where(TransitManifest.state.in_((*PLANNED, *AWAY)))
    return [_card(read, m) for m in read.session.scalars(wanted.order_by(TransitManifest.id))]


def _card(read: Reader, m: TransitManifest) -> TransitCard:
    costs = read.may("cost.read")
    lines = tuple(_line(line, costs) for line in m.lines)
    collect, cod = expected(read.session, m)
    fees, doors = (sum(getattr(n, f"{f}_fee_fen") for n in m.lines) for f in ("transit", "door"))
    return TransitCard(
        version=m.row_version,
        partner_code=m.partner.code,
        partner_name=m.partner.name,
        partner_phone=m.partner.dispatch_phone,
        pieces=sum(line.pieces for line in lines),
        weight_g=sum(line.weight_g for line in lines),
        volume_cm3=sum(line.volume_cm3 for line in lines),
        collect_fen=collect,
        cod_fen=cod,
        net_fen=net_fen(fees, doors, collect, cod) if costs else None,
        price_open=m.state in PLANNED
        and not all(row.stands for row in price_checks_of(read, doc_no=m.number)),
        lines=lines,
        **{name: getattr(m, name) for name in HEAD.split()},
    )


def _line(line: TransitLine, costs: bool) -> TransitLineRow:
    c, goods, margin = line.consignment, load_of(line.consignment, line.pieces), margin_with(line)
    return TransitLineRow(
        waybill=c.label,
        consignee_name=c.consignee_name,
        phone_masked=mask_phone(c.consignee_phone),
        consignee_address=c.consignee_address,
        destination=c.destination,
        goods_summary=c.goods_summary,
        weight_g=goods.weight_g,
        volume_cm3=goods.volume_cm3,
        stocked_at=c.stocked_at,
        price_kg_mill=line.price_kg_mill if costs else None,
        transit_fee_fen=line.transit_fee_fen if costs else None,
        door_fee_fen=line.door_fee_fen if costs else None,
        margin_fen=margin.margin_fen if costs else None,
        margin_bp=margin.rate_bp if costs else None,
        **{name: getattr(line, name) for name in COLUMNS.split()},
    )


@dataclass(frozen=True)
class TransitOffer:
    """What a partner would take for a ticket, what is left of it, and what a check would say.

    Margins and findings are for roles that may see costs; None and empty for others.
    """

    offer: PartnerOffer
    margin_fen: int | None
    margin_bp: int | None
    findings: tuple[Finding, ...]


@query("transit_manifest.read", "比较合作商")
def transit_offers(
    read: Reader, *, waybill: str, pieces: int | None = None, door: bool = True
) -> list[TransitOffer]:
    """Every partner with a rate to a ticket's destination, the usable and cheapest first.

    Raises:
        Refused: E006.
    """
    ticket = load(read, waybill)
    goods = load_of(ticket, ticket.in_stock if pieces is None else pieces)
    offers = compare_partners(
        read,
        from_place=read.settings.hub_city,
        to_place=ticket.destination,
        weight_g=goods.weight_g,
        volume_cm3=goods.volume_cm3,
        pieces=goods.pieces,
        door=door,
    )
    best = cheapest_fen(offers)
    return [_offer(read, ticket, offer, best) for offer in offers]


def _offer(
    read: Reader, ticket: Consignment, offer: PartnerOffer, best: int | None
) -> TransitOffer:
    if not read.may("cost.read"):
        return TransitOffer(offer, None, None, ())
    margin = margin_of(ticket)
    margin = margin.with_transit(margin.transit_fen + offer.total_fen)
    limits = limits_of(read.settings)
    found = (
        partner_cost_finding(offer.total_fen, best, limits),
        margin_finding(margin, limits),
    )
    findings = tuple(f for f in found if f is not None)
    return TransitOffer(offer, margin.margin_fen, margin.rate_bp, findings)


@dataclass(frozen=True)
class WaitingRow:
    """A ticket in stock that is to go to a partner; `free` pieces stand on no manifest."""

    number: str
    consignee_name: str
    destination: str
    goods_summary: str
    in_stock: int
    free: int
    manifest: str
    urgent: bool
    held: bool
    refused: bool
    stocked_at: datetime | None
    due_at: datetime | None


@query("transit_manifest.read", "待中转的货物")
def transit_stock(read: Reader) -> list[WaitingRow]:
    """Up to 500 tickets in stock for partners, the one whose hand-over is due first on top."""
    return waiting_for_partner(read, 500)


def handovers_due(read: Reader, before: datetime, most: int) -> list[WaitingRow]:
    """Released, unrefused ones of them whose hand-over is due before a moment, up to so many."""
    usual = before - timedelta(hours=read.settings.transit_hours)
    urgent = before - timedelta(hours=read.settings.transit_urgent_hours)
    return waiting_for_partner(
        read,
        most,
        or_(
            Consignment.stocked_at <= usual,
            Consignment.urgent.is_(True) & (Consignment.stocked_at <= urgent),
        ),
        Consignment.refusal_open.is_(False),
        Consignment.hold_release.is_(False) | Consignment.released_at.is_not(None),
    )


def waiting_for_partner(read: Reader, most: int, *where: ColumnElement[bool]) -> list[WaitingRow]:
    """Tickets in stock for partners, those longest in stock, by the deadline of their hand-over."""
    wanted = select(Consignment).where(
        Consignment.in_stock > 0,
        Consignment.direction == Direction.INBOUND,
        Consignment.delivery_mode == DeliveryMode.TRANSIT,
        Consignment.closed_at.is_(None),
        *where,
    )
    longest = wanted.order_by(Consignment.stocked_at).limit(most)
    found = read.session.scalars(longest.options(lazyload(Consignment.lines))).all()
    ids = [ticket.id for ticket in found]
    listed = on_manifests_by_ticket(read.session, ids)
    planned = planned_by_ticket(read.session, ids)
    rows = [_waiting(read, c, listed.get(c.id), planned.get(c.id, 0)) for c in found]
    return sorted(rows, key=lambda r: (r.due_at is None, r.due_at or read.now, r.number))


def _waiting(read: Reader, c: Consignment, listed: Promised | None, on_runs: int) -> WaitingRow:
    promised = on_runs + held_for_return(c) + (listed.pieces if listed else 0)
    due = handover_due_at(c.stocked_at, c.urgent, read.settings) if c.stocked_at else None
    return WaitingRow(
        number=c.label,
        consignee_name=c.consignee_name,
        destination=c.destination,
        goods_summary=c.goods_summary,
        in_stock=c.in_stock,
        free=max(0, c.in_stock - promised),
        manifest=listed.number if listed else "",
        urgent=c.urgent,
        held=is_held(c),
        refused=c.refusal_open,
        stocked_at=c.stocked_at,
        due_at=due,
    )
