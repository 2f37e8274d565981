"""Delivery runs answer the fleet: which vehicles and drivers are out or promised."""

from sqlalchemy import or_, select

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.model import DeliveryRun
from desk.freight.delivery.rules import OPEN
from desk.freight.fleet.events import TruckWanted
from desk.kernel.commands import on
from desk.storage.work import Work


@on(TruckWanted)
def object_to_busy_truck(work: Work, asked: TruckWanted) -> None:
    """A run holds its vehicle and driver for its planned time, and for as long as it is out."""
    others = select(DeliveryRun).where(
        DeliveryRun.state.in_(OPEN),
        DeliveryRun.number != asked.doc_no,
        or_(DeliveryRun.vehicle_id == asked.vehicle.id, DeliveryRun.driver_id == asked.driver.id),
    )
    with work.session.no_autoflush:
        runs = list(work.session.scalars(others.order_by(DeliveryRun.id)))
    for run in runs:
        if _overlaps(run, asked, work):
            if run.vehicle_id == asked.vehicle.id:
                asked.vehicle_is_busy(run.planned_out_at, run.number)
            if run.driver_id == asked.driver.id:
                asked.driver_is_busy(run.planned_out_at, run.number)


def _overlaps(run: DeliveryRun, asked: TruckWanted, work: Work) -> bool:
    if run.state is RunState.OUT and asked.start_at <= max(run.planned_back_at, work.now):
        return run.planned_out_at < asked.end_at
    return run.planned_out_at < asked.end_at and asked.start_at < run.planned_back_at
