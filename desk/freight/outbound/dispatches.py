"""Everything that left the warehouse for another town on a day: trucks and hand-overs (spec P-24).

Trucks come from their pre-advices. Every other hand-over to line-haul or to a partner comes from the
goods ledger, so rooms that hand goods over need not report here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import load_of
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import query
from desk.kernel.numbers import is_number_of
from desk.kernel.text import tr
from desk.storage.work import Reader

_HANDED_OVER = (MoveReason.SHIP_OUT, MoveReason.TRANSIT_OUT)
_ON_THE_ROAD = (PreadviceState.DEPARTED, PreadviceState.ARRIVED, PreadviceState.CLOSED)
_LOADED = (PreadviceState.CONFIRMED, PreadviceState.SENT)


@dataclass(frozen=True, kw_only=True)
class DispatchRow:
    """One truck or hand-over; `price_fen` is None when there is none of its own, or no right to it.

    `departed` is False for a truck that is loaded and stands in the yard still.
    """

    at: datetime
    doc_no: str
    plate: str
    lane: str
    tickets: int
    pieces: int
    weight_g: int
    volume_cm3: int
    price_fen: int | None
    care: str
    departed: bool


@query("outbound_preadvice.read", "发运记录")
def dispatches_of_day(read: Reader, *, on: date | None = None) -> list[DispatchRow]:
    """What was dispatched on a day (today unless said), by time; loaded trucks at their planned time."""
    day = on or read.today
    return sorted([*_trucks(read, day), *_handovers(read, day)], key=lambda row: row.at)


def _bounds(day: date) -> tuple[datetime, datetime]:
    first = datetime.combine(day, time(), BEIJING)
    return first, first + timedelta(days=1)


def _trucks(read: Reader, day: date) -> list[DispatchRow]:
    first, after = _bounds(day)
    left_at = func.coalesce(OutboundPreadvice.depart_at, OutboundPreadvice.depart_plan_at)
    wanted = select(OutboundPreadvice).where(
        or_(
            OutboundPreadvice.state.in_(_ON_THE_ROAD),
            OutboundPreadvice.state.in_(_LOADED),
        ),
        left_at >= first,
        left_at < after,
    )
    return [_truck(read, p) for p in read.session.scalars(wanted)]


def _truck(read: Reader, p: OutboundPreadvice) -> DispatchRow:
    parts = [(line.consignment, line.pieces) for line in p.lines]
    weight, volume = _sums(parts)
    departed = p.depart_at is not None
    return DispatchRow(
        at=p.depart_at or p.depart_plan_at,
        doc_no=p.number,
        plate=p.vehicle.plate_no,
        lane=f"{read.settings.hub_city}→{p.dest_station}",
        tickets=len(parts),
        pieces=sum(pieces for _, pieces in parts),
        weight_g=weight,
        volume_cm3=volume,
        price_fen=p.truck_cost_fen if read.may("cost.read") else None,
        care=" ".join([*([] if departed else [tr("未发车")]), *_care(parts), p.remark]).strip(),
        departed=departed,
    )


def _handovers(read: Reader, day: date) -> list[DispatchRow]:
    first, after = _bounds(day)
    undone = select(StockMove.reverses_id).where(StockMove.reverses_id.is_not(None))
    moves = read.session.execute(
        select(StockMove, Consignment)
        .join(Consignment, Consignment.id == StockMove.consignment_id)
        .where(
            StockMove.at >= first,
            StockMove.at < after,
            StockMove.reason.in_(_HANDED_OVER),
            StockMove.reverses_id.is_(None),
            StockMove.id.not_in(undone),
        )
        .order_by(StockMove.id)
    )
    by_document: dict[str, list[tuple[StockMove, Consignment]]] = defaultdict(list)
    for move, consignment in moves:
        if not is_number_of("outbound_preadvice", move.doc_no):
            by_document[move.doc_no].append((move, consignment))
    return [_handover(read, rows) for rows in by_document.values()]


def _handover(read: Reader, rows: Sequence[tuple[StockMove, Consignment]]) -> DispatchRow:
    move = rows[0][0]
    parts = [(consignment, row.pieces) for row, consignment in rows]
    weight, volume = _sums(parts)
    ends = "、".join(dict.fromkeys(consignment.destination for consignment, _ in parts))
    transit = move.reason is MoveReason.TRANSIT_OUT
    return DispatchRow(
        at=move.at,
        doc_no=move.doc_no,
        plate=move.handed_by,
        lane=f"{read.settings.hub_city}→{ends}",
        tickets=len({consignment.id for consignment, _ in parts}),
        pieces=sum(pieces for _, pieces in parts),
        weight_g=weight,
        volume_cm3=volume,
        price_fen=None,
        care=" ".join(_care(parts, transit=transit)),
        departed=True,
    )


def _sums(parts: Sequence[tuple[Consignment, int]]) -> tuple[int, int]:
    loads = [load_of(consignment, pieces) for consignment, pieces in parts]
    return sum(load.weight_g for load in loads), sum(load.volume_cm3 for load in loads)


def _care(parts: Sequence[tuple[Consignment, int]], *, transit: bool = False) -> list[str]:
    """Urgent tickets by number, and what shippers wished; the record is kept to look after these."""
    words = tr("紧急中转") if transit else tr("加急")
    urgent = [f"{words} {consignment.label}" for consignment, _ in parts if consignment.urgent]
    wishes = [
        f"{consignment.label} {consignment.remark}".replace("\n", " ")
        for consignment, _ in parts
        if consignment.remark and not consignment.urgent
    ]
    return [*urgent, *wishes]
