"""Whether a truck is worth its price: its margin, and what earlier trucks of the lane cost.

Source: spec 5.3, 5.4 (rules 3 and 4).
"""

from datetime import timedelta

from sqlalchemy import select

from desk.freight.consignments.margins import Margin
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import load_of
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.model import PriceCheck
from desk.freight.price_checks.recording import record_check
from desk.freight.price_checks.rules import (
    TRUCK_DAYS,
    TruckPrice,
    limits_of,
    margin_finding,
    truck_price_finding,
    trucks_compared,
)
from desk.kernel.moments import local
from desk.kernel.quantities import round_half_up
from desk.storage.work import Reader, Work

_NOT_GONE = (PreadviceState.DRAFT, PreadviceState.VOID)


def truck_margin(preadvice: OutboundPreadvice) -> Margin:
    """What the truck's tickets bring and cost; of a part load the part, the truck's price in full."""
    revenue = sum(load_of(line.consignment, line.pieces).revenue_fen for line in preadvice.lines)
    return Margin(
        revenue_fen=revenue,
        linehaul_fen=preadvice.truck_cost_fen,
        pickup_fen=_part(preadvice, "pickup_cost_fen"),
        transit_fen=_part(preadvice, "transit_cost_fen"),
        delivery_fen=_part(preadvice, "delivery_cost_fen"),
        other_fen=_part(preadvice, "other_cost_fen"),
    )


def _part(preadvice: OutboundPreadvice, cost: str) -> int:
    return sum(
        round_half_up(getattr(line.consignment, cost) * line.pieces, line.consignment.declared)
        for line in preadvice.lines
    )


def chargeable_kg(preadvice: OutboundPreadvice) -> int:
    """Chargeable weight on the truck."""
    return sum(load_of(line.consignment, line.pieces).chargeable_kg for line in preadvice.lines)


def earlier_trucks(read: Reader, preadvice: OutboundPreadvice) -> list[TruckPrice]:
    """The trucks to the same station that a price is compared with; free of charge ones are none."""
    since = preadvice.depart_plan_at - timedelta(days=TRUCK_DAYS + 1)
    wanted = select(OutboundPreadvice).where(
        OutboundPreadvice.dest_station == preadvice.dest_station,
        OutboundPreadvice.number != preadvice.number,
        OutboundPreadvice.state.not_in(_NOT_GONE),
        OutboundPreadvice.truck_cost_fen > 0,
        OutboundPreadvice.depart_plan_at >= since,
        OutboundPreadvice.depart_plan_at <= preadvice.depart_plan_at,
    )
    past = [
        TruckPrice(
            gone_on=local(truck.depart_at or truck.depart_plan_at).date(),
            price_fen=truck.truck_cost_fen,
            chargeable_kg=chargeable_kg(truck),
        )
        for truck in read.session.scalars(wanted.order_by(OutboundPreadvice.depart_plan_at))
    ]
    return trucks_compared(past, local(preadvice.depart_plan_at).date())


def check_price(work: Work, preadvice: OutboundPreadvice, reason: str) -> PriceCheck:
    """Judge the truck as a whole and keep what was found.

    Raises:
        Refused: E004, E012 of the reason.
    """
    limits, past = limits_of(work.settings), earlier_trucks(work, preadvice)
    cost, kg = preadvice.truck_cost_fen, chargeable_kg(preadvice)
    findings = (
        margin_finding(truck_margin(preadvice), limits),
        truck_price_finding(cost, kg, past, limits),
    )
    return record_check(work, CheckedPaper.OUTBOUND, preadvice.number, findings, reason=reason)
