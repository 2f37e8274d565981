"""Delivery runs answer which vehicles and drivers are out or promised, and what a round costs."""

from sqlalchemy import or_, select

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.model import DeliveryRun
from desk.freight.delivery.rules import OPEN, part_of
from desk.freight.fleet.events import Task, TruckWanted
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.pricing.quotes.choices import CostLeg
from desk.pricing.quotes.events import MOST_TRUCKS, CostAsked
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
            task = _task(run, work)
            if run.vehicle_id == asked.vehicle.id:
                asked.vehicle_is_busy(task)
            if run.driver_id == asked.driver.id:
                asked.driver_is_busy(task)


def _overlaps(run: DeliveryRun, asked: TruckWanted, work: Work) -> bool:
    if run.state is RunState.OUT and asked.start_at <= max(run.planned_back_at, work.now):
        return run.planned_out_at < asked.end_at
    return run.planned_out_at < asked.end_at and asked.start_at < run.planned_back_at


def _task(run: DeliveryRun, work: Work) -> Task:
    late = run.state is RunState.OUT and run.planned_back_at < work.now
    overdue = tr("已过时间,还没有登记回车") if late else ""
    return Task(run.number, run.planned_out_at, run.planned_back_at, overdue)


@on(CostAsked)
def tell_delivery_cost(work: Work, asked: CostAsked) -> None:
    """What the last rounds in the hub cost per kg; delivery elsewhere is a partner's."""
    if CostLeg.DELIVERY not in asked.legs or not asked.ends_in(work.settings.hub_city):
        return
    recent = select(DeliveryRun).where(
        DeliveryRun.state.in_((RunState.RETURNED, RunState.SETTLED)),
        DeliveryRun.vehicle_cost_fen > 0,
        DeliveryRun.return_at >= asked.since,
    )
    runs = work.session.scalars(recent.order_by(DeliveryRun.return_at.desc()).limit(MOST_TRUCKS))
    asked.tell_by_weight(CostLeg.DELIVERY, [(run.vehicle_cost_fen, _load_g(run)) for run in runs])


def _load_g(run: DeliveryRun) -> int:
    return sum(part_of(n.consignment.weight_g, n.pieces, n.consignment.declared) for n in run.lines)
