"""What the freight tells the archive about a customer: months of business, revenue (spec 5.10, P-07)."""

from collections import defaultdict
from datetime import date, datetime, time

from sqlalchemy import func, select

from desk.archive.customers.figures import MonthFigures, monthly_figures, revenues
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import COSTS
from desk.kernel.calendar import BEIJING
from desk.kernel.moments import local
from desk.storage.work import Reader


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def months_of(read: Reader, customer_id: int, first: date, after: date) -> list[MonthFigures]:
    """A shipper's accepted tickets by month of acceptance; void ones do not count."""
    rows = read.session.scalars(
        select(Consignment).where(
            Consignment.shipper_id == customer_id,
            Consignment.number.is_not(None),
            Consignment.voided.is_(False),
            Consignment.accept_at >= _midnight(first),
            Consignment.accept_at < _midnight(after),
        )
    )
    by_month: dict[date, list[Consignment]] = defaultdict(list)
    for consignment in rows:
        by_month[local(consignment.accept_at).date().replace(day=1)].append(consignment)
    return [_month(month, tickets) for month, tickets in by_month.items()]


def _month(month: date, tickets: list[Consignment]) -> MonthFigures:
    costs = sum(getattr(ticket, name) for ticket in tickets for name in COSTS)
    revenue = sum(ticket.total_fen for ticket in tickets)
    return MonthFigures(
        month=month,
        tickets=len(tickets),
        pieces=sum(ticket.declared for ticket in tickets),
        weight_g=sum(ticket.weight_g for ticket in tickets),
        revenue_fen=revenue,
        margin_fen=revenue - costs,
    )


def revenue_of(read: Reader, first: date, after: date) -> dict[int, int]:
    """Revenue of every shipper between two days, in fen."""
    rows = read.session.execute(
        select(Consignment.shipper_id, func.sum(Consignment.total_fen))
        .where(
            Consignment.shipper_id.is_not(None),
            Consignment.number.is_not(None),
            Consignment.voided.is_(False),
            Consignment.accept_at >= _midnight(first),
            Consignment.accept_at < _midnight(after),
        )
        .group_by(Consignment.shipper_id)
    )
    return {shipper_id: int(fen) for shipper_id, fen in rows if shipper_id is not None}


def tell_the_archive() -> None:
    """Hand the two readers to the archive, once."""
    if months_of not in monthly_figures:
        monthly_figures.append(months_of)
        revenues.append(revenue_of)
