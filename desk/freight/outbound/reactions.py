"""Pre-advices answer the fleet which trucks they hold."""

from sqlalchemy import or_, select

from desk.freight.fleet.events import TruckWanted
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import HOLDING
from desk.kernel.commands import on
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
        start_at = truck.depart_at or truck.depart_plan_at
        if truck.vehicle_id == asked.vehicle.id:
            asked.vehicle_is_busy(start_at, truck.number)
        if truck.driver_id == asked.driver.id:
            asked.driver_is_busy(start_at, truck.number)


def _overlaps(truck: OutboundPreadvice, asked: TruckWanted, work: Work) -> bool:
    start_at, end_at = truck.depart_at or truck.depart_plan_at, truck.eta_at
    if truck.state is PreadviceState.DEPARTED:
        end_at = max(end_at, work.now)
    return start_at < asked.end_at and asked.start_at < end_at
