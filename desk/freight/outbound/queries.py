"""Reading pre-advices: the card of a truck, the trucks under way, the words for the receiver."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.outbound.choices import LineOrder, PreadviceState, SendChannel, TruckShare
from desk.freight.outbound.collecting import on_earlier_trucks
from desk.freight.outbound.finding import preadvice_by_number
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.freight.outbound.pricing import truck_margin
from desk.freight.outbound.rules import (
    OPEN,
    load_of,
    loading_permille,
    sent_late,
    share_truck_cost,
)
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.storage.work import Reader


@dataclass(frozen=True, kw_only=True)
class PreadviceLineRow:
    """One ticket on a truck; weight, volume, chargeable weight and freight are those of its pieces.

    `collect_fen` and `cod_fen` are what the station is to collect for it with this truck.
    `cost_fen` is its share of the truck's price (a preview in a draft), None without the right.
    """

    seq: int
    number: str
    shipper_name: str
    consignee_name: str
    destination: str
    goods_summary: str
    pieces: int
    declared: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    freight_fen: int
    pay_terms: PayTerms
    delivery_mode: DeliveryMode
    urgent: bool
    collect_fen: int
    cod_fen: int
    cost_fen: int | None


@dataclass(frozen=True, kw_only=True)
class PreadviceCard:
    """A truck with its tickets; money in fen, weight in grams, volume in cm³.

    Attributes:
        weight_permille, volume_permille: how full the truck is in tenths of a percent.
        receiver_phone: in full for who plans trucks, who must not lose it by saving; else empty.
        terms_fen: freight by terms of payment.
        collect_fen, cod_fen: what the station is to collect for this truck.
        truck_cost_fen, margin_fen, margin_bp: None without the right to see costs.
        late: the receiver was told later than two hours after departure.
    """

    id: int
    version: int
    number: str
    state: PreadviceState
    dest_station: str
    route: str
    receiver: str
    receiver_name: str
    receiver_contact: str
    receiver_phone: str
    receiver_phone_masked: str
    plate_no: str
    driver_no: str
    driver_name: str
    driver_phone_masked: str
    depart_plan_at: datetime
    eta_at: datetime
    share_basis: TruckShare
    line_order: LineOrder
    quoted_by: str
    slip_no: str
    loaded_at: datetime | None
    sent_at: datetime | None
    sent_channel: SendChannel | None
    receiver_ack_at: datetime | None
    receiver_ack_by: str
    depart_at: datetime | None
    arrive_at: datetime | None
    arrival_note: str
    void_reason: str
    remark: str
    lines: tuple[PreadviceLineRow, ...]
    pieces: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    payload_g: int
    space_cm3: int
    weight_permille: int
    volume_permille: int
    freight_fen: int
    terms_fen: dict[PayTerms, int]
    collect_fen: int
    cod_fen: int
    truck_cost_fen: int | None
    margin_fen: int | None
    margin_bp: int | None
    late: bool


@query("outbound_preadvice.read", "出港预报详情")
def preadvice_card(read: Reader, *, number: str) -> PreadviceCard:
    """The whole truck by the number of its pre-advice.

    Raises:
        Refused: E006.
    """
    return card_of(read, preadvice_by_number(read, number))


@query("outbound_preadvice.read", "在办出港预报")
def open_preadvices(read: Reader) -> list[PreadviceCard]:
    """Trucks that are planned, loaded, announced, under way or arrived, by planned departure."""
    wanted = select(OutboundPreadvice).where(OutboundPreadvice.state.in_(OPEN))
    ordered = wanted.order_by(OutboundPreadvice.depart_plan_at, OutboundPreadvice.id)
    return [card_of(read, found) for found in read.session.scalars(ordered)]


_SAME = (
    "id number state dest_station route receiver_name receiver_contact depart_plan_at eta_at "
    "share_basis line_order quoted_by slip_no loaded_at sent_at sent_channel receiver_ack_at "
    "receiver_ack_by depart_at arrive_at arrival_note void_reason remark"
)


def card_of(read: Reader, p: OutboundPreadvice) -> PreadviceCard:
    """The frozen card of a loaded pre-advice."""
    costs = read.may("cost.read")
    loads = [load_of(line.consignment, line.pieces) for line in p.lines]
    shares = share_truck_cost(p.truck_cost_fen, p.share_basis, loads)
    again = on_earlier_trucks(read, (line.consignment_id for line in p.lines), p)
    lines = tuple(
        _line(line, share if costs else None, collects=line.consignment_id not in again)
        for line, share in zip(p.lines, shares, strict=True)
    )
    weight, volume = sum(n.weight_g for n in lines), sum(n.volume_cm3 for n in lines)
    payload, space = p.vehicle.rated_payload_kg * 1000, p.vehicle.volume_cm3
    margin = truck_margin(p) if costs else None
    return PreadviceCard(
        version=p.row_version,
        receiver=p.receiver.code if p.receiver else "",
        receiver_phone=p.receiver_phone if read.may("outbound_preadvice.update") else "",
        receiver_phone_masked=mask_phone(p.receiver_phone),
        plate_no=p.vehicle.plate_no,
        driver_no=p.driver.code,
        driver_name=p.driver.name,
        driver_phone_masked=mask_phone(p.driver.mobile),
        lines=lines,
        pieces=sum(n.pieces for n in lines),
        weight_g=weight,
        volume_cm3=volume,
        chargeable_kg=sum(n.chargeable_kg for n in lines),
        payload_g=payload,
        space_cm3=space,
        weight_permille=loading_permille(weight, payload),
        volume_permille=loading_permille(volume, space),
        freight_fen=sum(n.freight_fen for n in lines),
        terms_fen=_by_terms(lines),
        collect_fen=sum(n.collect_fen for n in lines),
        cod_fen=sum(n.cod_fen for n in lines),
        truck_cost_fen=p.truck_cost_fen if costs else None,
        margin_fen=margin.margin_fen if margin else None,
        margin_bp=margin.rate_bp if margin else None,
        late=sent_late(p.sent_at, p.depart_at),
        **{name: getattr(p, name) for name in _SAME.split()},
    )


def _line(line: PreadviceLine, cost_fen: int | None, *, collects: bool) -> PreadviceLineRow:
    c, load = line.consignment, load_of(line.consignment, line.pieces)
    return PreadviceLineRow(
        seq=line.seq,
        number=c.label,
        shipper_name=c.shipper_name,
        consignee_name=c.consignee_name,
        destination=c.destination,
        goods_summary=c.goods_summary,
        pieces=line.pieces,
        declared=c.declared,
        weight_g=load.weight_g,
        volume_cm3=load.volume_cm3,
        chargeable_kg=load.chargeable_kg,
        freight_fen=load.revenue_fen,
        pay_terms=c.pay_terms,
        delivery_mode=c.delivery_mode,
        urgent=c.urgent,
        collect_fen=collect_due_fen(c) if collects else 0,
        cod_fen=c.cod_amount_fen if collects else 0,
        cost_fen=cost_fen,
    )


def _by_terms(lines: tuple[PreadviceLineRow, ...]) -> dict[PayTerms, int]:
    found: dict[PayTerms, int] = {}
    for line in lines:
        found[line.pay_terms] = found.get(line.pay_terms, 0) + line.freight_fen
    return found
