"""Open work around pick-ups: trucks to send, goods to take in."""

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from desk.freight.fleet.model import Vehicle
from desk.freight.pickup.choices import PickupState
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import OPEN
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def pickups_to_finish(read: Reader) -> list[TodayRow]:
    """Orders without a truck, due when it should leave, and those under way, due when it is back."""
    pieces = func.coalesce(func.sum(PickupLine.pieces), 0)
    wanted = (
        select(PickupOrder, Vehicle.plate_no, func.count(PickupLine.id), pieces)
        .outerjoin(PickupLine, PickupLine.order_id == PickupOrder.id)
        .outerjoin(Vehicle, Vehicle.id == PickupOrder.vehicle_id)
        .where(PickupOrder.state.in_(OPEN))
        .group_by(PickupOrder.id)
        .order_by(PickupOrder.planned_out_at, PickupOrder.id)
        .limit(MOST_ROWS)
        .options(lazyload(PickupOrder.lines))
    )
    rows = []
    for order, plate_no, tickets, count in read.session.execute(wanted):
        waits = order.state is PickupState.WAITING
        rows.append(
            TodayRow(
                tr("提货派车") if waits else tr("提货入库"),
                f"{order.place} {plate_no or ''} {tickets}{tr('票')} {count}{tr('件')}",
                order.planned_out_at if waits else order.planned_back_at,
                "pickup_board",
                {"number": order.number},
                order.number,
            )
        )
    return rows


SOURCES = (TodaySource("pickup_order.update", pickups_to_finish),)
