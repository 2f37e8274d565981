"""Pre-advices answer which trucks they hold, and what line-haul costs."""

from sqlalchemy import or_, select

from desk.freight.fleet.events import Task, TruckWanted
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import HOLDING
from desk.kernel.commands import on
from desk.kernel.quantities import round_half_up
from desk.kernel.text import tr
from desk.pricing.quotes.choices import CostLeg
from desk.pricing.quotes.events import CostAsked
from desk.storage.work import Work


@on(TruckWanted)
def object_to_busy_truck(work: Work, asked: TruckWanted) -> None:
    """A truck is held from its planned departure to its expected arrival, and while it is out."""
    others = select(OutboundPreadvice).where(
        OutboundPreadvice.state.in_(HOLDING),
        OutboundPreadvice.number != asked.doc_no,
        or_(
            OutboundPreadvice.vehicle_id == asked.vehicle.id,
            OutboundPreadvice.driver_id == asked.driver.id,
        ),
    )
    with work.session.no_autoflush:
        trucks = list(work.session.scalars(others.order_by(OutboundPreadvice.id)))
    for truck in trucks:
        if not _overlaps(truck, asked, work):
            continue
        task = _task(truck, work)
        if truck.vehicle_id == asked.vehicle.id:
            asked.vehicle_is_busy(task)
        if truck.driver_id == asked.driver.id:
            asked.driver_is_busy(task)


def _overlaps(truck: OutboundPreadvice, asked: TruckWanted, work: Work) -> bool:
    start_at, end_at = truck.depart_at or truck.depart_plan_at, truck.eta_at
    if truck.state is PreadviceState.DEPARTED:
        end_at = max(end_at, work.now)
    return start_at < asked.end_at and asked.start_at < end_at


def _task(truck: OutboundPreadvice, work: Work) -> Task:
    late = truck.state is PreadviceState.DEPARTED and truck.eta_at < work.now
    overdue = tr("已过预计到达时间,还没有登记到达") if late else ""
    return Task(truck.number, truck.depart_at or truck.depart_plan_at, truck.eta_at, overdue)


@on(CostAsked)
def tell_linehaul_cost(work: Work, asked: CostAsked) -> None:
    """What the last trucks from the hub to the goods' own city cost per kg."""
    if CostLeg.LINEHAUL not in asked.legs or asked.ends_in(work.settings.hub_city):
        return
    recent = select(OutboundPreadvice).where(
        OutboundPreadvice.truck_cost_fen > 0, OutboundPreadvice.depart_at >= asked.since
    )
    found = work.session.scalars(recent.order_by(OutboundPreadvice.depart_at.desc()))
    trucks = [truck for truck in found if asked.ends_in(truck.dest_station)]
    asked.tell_by_weight(
        CostLeg.LINEHAUL, [(truck.truck_cost_fen, _load_g(truck)) for truck in trucks]
    )


def _load_g(truck: OutboundPreadvice) -> int:
    return sum(
        round_half_up(n.consignment.weight_g * n.pieces, max(1, n.consignment.declared))
        for n in truck.lines
    )
