"""Goods in stock that wait for a truck, and which of them a truck could take along."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.loading import held_for_return
from desk.freight.fleet.assigning import vehicle_of
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.collecting import on_earlier_trucks
from desk.freight.outbound.finding import preadvice_by_number
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.freight.outbound.rules import load_of, loading_permille
from desk.kernel.commands import query
from desk.kernel.courtesy import give_way
from desk.storage.work import Reader

_PIECE = 200
_LYING = (
    Consignment.in_stock > 0,
    Consignment.direction.in_([d for d in Direction if d is not Direction.INBOUND]),
)
_OF_A_STATION = (
    Consignment.id,
    Consignment.dest_station,
    Consignment.destination,
    Consignment.in_stock,
    Consignment.going_back,
    Consignment.at_partner,
    Consignment.declared,
    Consignment.weight_g,
    Consignment.volume_cm3,
    Consignment.chargeable_kg,
    Consignment.total_fen,
    Consignment.urgent,
)


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A ticket of which pieces stand in stock and on no draft; the figures are those of `free`.

    `collect_fen` and `cod_fen` are what its station would collect with this truck. `proposed` says
    that the truck that was asked for could take it along.
    """

    number: str
    shipper_name: str
    consignee_name: str
    dest_station: str
    destination: str
    goods_summary: str
    in_stock: int
    free: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    freight_fen: int
    collect_fen: int
    cod_fen: int
    urgent: bool
    promised_on: date | None
    stocked_at: datetime | None
    bin_code: str
    proposed: bool


@dataclass(frozen=True, kw_only=True)
class WaitingGoods:
    """What waits, urgent first, and how full the truck would be with what is proposed.

    The rates are tenths of a percent and count what the named pre-advice carries already.
    """

    rows: tuple[WaitingRow, ...]
    weight_g: int
    volume_cm3: int
    weight_permille: int
    volume_permille: int


@dataclass(frozen=True)
class StationWaiting:
    """How much waits for one station."""

    dest_station: str
    tickets: int
    pieces: int
    weight_g: int
    volume_cm3: int
    urgent: int


@query("outbound_preadvice.read", "待发运货物")
def waiting_goods(
    read: Reader, *, dest_station: str = "", plate_no: str = "", number: str = ""
) -> WaitingGoods:
    """Goods for a station (all stations if empty) and what a truck could take of them.

    Args:
        read: the reading view.
        dest_station: station or destination of the tickets.
        plate_no: truck to propose a load for; nothing is proposed without one.
        number: draft whose truck it is; what stands on it counts as loaded.

    Raises:
        Refused: E006.
    """
    preadvice = preadvice_by_number(read, number) if number.strip() else None
    vehicle = vehicle_of(read, plate_no) if plate_no.strip() else None
    if vehicle is None and preadvice is not None:
        vehicle = preadvice.vehicle
    payload = vehicle.rated_payload_kg * 1000 if vehicle else 0
    space = vehicle.volume_cm3 if vehicle else 0
    weight, volume = _loaded(preadvice)
    goods, rows = _free_goods(read, dest_station), []
    again = on_earlier_trucks(read, (ticket.id for ticket, _ in goods), preadvice)
    for ticket, free in goods:
        give_way()
        load = load_of(ticket, free)
        fits = weight + load.weight_g <= payload and volume + load.volume_cm3 <= space
        if fits:
            weight, volume = weight + load.weight_g, volume + load.volume_cm3
        rows.append(_row(ticket, free, proposed=fits, collects=ticket.id not in again))
    return WaitingGoods(
        rows=tuple(rows),
        weight_g=weight,
        volume_cm3=volume,
        weight_permille=loading_permille(weight, payload),
        volume_permille=loading_permille(volume, space),
    )


@query("outbound_preadvice.read", "各站待发运")
def waiting_stations(read: Reader) -> list[StationWaiting]:
    """How much waits for every station, the heaviest first."""
    found: dict[str, StationWaiting] = {}
    planned = _planned(read)
    lying = select(*_OF_A_STATION).where(*_LYING).execution_options(yield_per=_PIECE)
    for ticket in read.session.execute(lying):
        give_way()
        free = _free(ticket, planned)
        if free <= 0:
            continue
        station, load = ticket.dest_station or ticket.destination, load_of(ticket, free)
        old = found.get(station, StationWaiting(station, 0, 0, 0, 0, 0))
        found[station] = StationWaiting(
            station,
            old.tickets + 1,
            old.pieces + free,
            old.weight_g + load.weight_g,
            old.volume_cm3 + load.volume_cm3,
            old.urgent + ticket.urgent,
        )
    return sorted(found.values(), key=lambda s: (-s.weight_g, s.dest_station))


def _loaded(preadvice: OutboundPreadvice | None) -> tuple[int, int]:
    lines = preadvice.lines if preadvice else []
    loads = [load_of(line.consignment, line.pieces) for line in lines]
    return sum(load.weight_g for load in loads), sum(load.volume_cm3 for load in loads)


def _free_goods(read: Reader, dest_station: str) -> list[tuple[Consignment, int]]:
    """Tickets with free pieces: urgent first, then by promise, then as they came in."""
    waiting = select(Consignment).where(*_LYING)
    station = dest_station.strip()
    if station:
        waiting = waiting.where(
            or_(Consignment.dest_station == station, Consignment.destination == station)
        )
    planned = _planned(read)
    ordered = waiting.order_by(
        Consignment.urgent.desc(),
        Consignment.promised_on.is_(None),
        Consignment.promised_on,
        Consignment.stocked_at,
        Consignment.id,
    )
    goods = []
    for ticket in read.session.scalars(ordered.execution_options(yield_per=_PIECE)):
        give_way()
        if (free := _free(ticket, planned)) > 0:
            goods.append((ticket, free))
    return goods


def _free(ticket: Any, planned: dict[int, int]) -> int:
    return int(ticket.in_stock - planned.get(ticket.id, 0) - held_for_return(ticket))


def _planned(read: Reader) -> dict[int, int]:
    rows = read.session.execute(
        select(PreadviceLine.consignment_id, func.sum(PreadviceLine.pieces))
        .join(OutboundPreadvice, OutboundPreadvice.id == PreadviceLine.preadvice_id)
        .where(OutboundPreadvice.state == PreadviceState.DRAFT)
        .group_by(PreadviceLine.consignment_id)
    )
    return {found: int(pieces) for found, pieces in rows}


def _row(c: Consignment, free: int, *, proposed: bool, collects: bool) -> WaitingRow:
    load = load_of(c, free)
    return WaitingRow(
        number=c.label,
        shipper_name=c.shipper_name,
        consignee_name=c.consignee_name,
        dest_station=c.dest_station or c.destination,
        destination=c.destination,
        goods_summary=c.goods_summary,
        in_stock=c.in_stock,
        free=free,
        weight_g=load.weight_g,
        volume_cm3=load.volume_cm3,
        chargeable_kg=load.chargeable_kg,
        freight_fen=load.revenue_fen,
        collect_fen=collect_due_fen(c) if collects else 0,
        cod_fen=c.cod_amount_fen if collects else 0,
        urgent=c.urgent,
        promised_on=c.promised_on,
        stocked_at=c.stocked_at,
        bin_code=c.bin_code,
        proposed=proposed,
    )
