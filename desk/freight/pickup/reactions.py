"""Pick-up orders answer which trucks they hold and what they cost; a voided ticket leaves them."""

from sqlalchemy import or_, select

from desk.freight.consignments.events import Voided
from desk.freight.fleet.events import Task, TruckWanted
from desk.freight.pickup.choices import PickupKind, PickupState
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import OPEN, part_of
from desk.kernel.commands import on
from desk.pricing.quotes.choices import CostLeg
from desk.pricing.quotes.events import CostAsked
from desk.storage.work import Work


@on(TruckWanted)
def object_to_busy_truck(work: Work, asked: TruckWanted) -> None:
    """An order holds the truck sent for it during its planned time."""
    others = select(PickupOrder).where(
        PickupOrder.state == PickupState.ASSIGNED,
        PickupOrder.number != asked.doc_no,
        PickupOrder.planned_out_at < asked.end_at,
        PickupOrder.planned_back_at > asked.start_at,
        or_(PickupOrder.vehicle_id == asked.vehicle.id, PickupOrder.driver_id == asked.driver.id),
    )
    with work.session.no_autoflush:
        orders = list(work.session.scalars(others.order_by(PickupOrder.id)))
    for order in orders:
        task = Task(order.number, order.planned_out_at, order.planned_back_at)
        if order.vehicle_id == asked.vehicle.id:
            asked.vehicle_is_busy(task)
        if order.driver_id == asked.driver.id:
            asked.driver_is_busy(task)


@on(Voided)
def leave_the_order(work: Work, happened: Voided) -> None:
    """Take the ticket off every open order; a finished one keeps its history."""
    found = work.session.scalars(
        select(PickupOrder)
        .join(PickupLine)
        .where(PickupLine.consignment_id == happened.consignment.id, PickupOrder.state.in_(OPEN))
    ).all()
    for order in found:
        order.lines = [n for n in order.lines if n.consignment_id != happened.consignment.id]
    work.session.flush()


@on(CostAsked)
def tell_pickup_cost(work: Work, asked: CostAsked) -> None:
    """What fetching at a shipper's door in the hub cost lately; doors elsewhere are others' trucks."""
    if CostLeg.PICKUP not in asked.legs or not asked.starts_in(work.settings.hub_city):
        return
    recent = select(PickupOrder).where(
        PickupOrder.kind == PickupKind.DOOR,
        PickupOrder.state == PickupState.DONE,
        PickupOrder.cost_fen > 0,
        PickupOrder.done_at >= asked.since,
    )
    orders = work.session.scalars(recent.order_by(PickupOrder.done_at.desc()))
    asked.tell_by_weight(CostLeg.PICKUP, [(order.cost_fen, _fetched_g(order)) for order in orders])


def _fetched_g(order: PickupOrder) -> int:
    return sum(
        part_of(n.consignment.weight_g, n.pieces_picked or 0, n.consignment.declared)
        for n in order.lines
    )
