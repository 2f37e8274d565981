"""What the freight tells the archive about a customer: months of business, revenue (spec 5.10, P-07)."""

from collections import defaultdict
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, func, literal, select

from desk.archive.customers.figures import (
    MonthFigures,
    margins,
    monthly_figures,
    revenues,
    ticket_counts,
)
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
    return _by_shipper(read, func.sum(Consignment.total_fen), first, after)


def margin_of(read: Reader, first: date, after: date) -> dict[int, int]:
    """Revenue less the direct costs of every shipper between two days, in fen."""
    costs = sum((getattr(Consignment, name) for name in COSTS), start=literal(0))
    return _by_shipper(read, func.sum(Consignment.total_fen - costs), first, after)


def tickets_of(read: Reader, first: date, after: date) -> dict[int, int]:
    """How many tickets every shipper has between two days."""
    return _by_shipper(read, func.count(), first, after)


def _by_shipper(
    read: Reader, amount: ColumnElement[int], first: date, after: date
) -> dict[int, int]:
    rows = read.session.execute(
        select(Consignment.shipper_id, amount)
        .where(
            Consignment.shipper_id.is_not(None),
            Consignment.number.is_not(None),
            Consignment.voided.is_(False),
            Consignment.accept_at >= _midnight(first),
            Consignment.accept_at < _midnight(after),
        )
        .group_by(Consignment.shipper_id)
    )
    return {shipper_id: int(sum_) for shipper_id, sum_ in rows if shipper_id is not None}


def tell_the_archive() -> None:
    """Hand the readers to the archive, once."""
    if months_of not in monthly_figures:
        monthly_figures.append(months_of)
        revenues.append(revenue_of)
        margins.append(margin_of)
        ticket_counts.append(tickets_of)
