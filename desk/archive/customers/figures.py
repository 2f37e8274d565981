"""What rooms above know about a customer and the archive only shows: figures and service.

The archive cannot look up at the rooms above; they add their readers to these lists when their
package is loaded. Several readers add up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk.storage.work import Reader


@dataclass(frozen=True)
class MonthFigures:
    """One month of a customer's business; `month` is its first day."""

    month: date
    tickets: int = 0
    pieces: int = 0
    weight_g: int = 0
    revenue_fen: int = 0
    margin_fen: int = 0


@dataclass(frozen=True)
class ServiceRow:
    """One call-back, complaint or claim of a customer."""

    on: date
    kind: str
    number: str
    text: str


# (reader, customer id, first day, day after the last) → months with business, in any order
MonthlyFigures = Callable[[Reader, int, date, date], Sequence[MonthFigures]]
# (reader, first day, day after the last) → revenue in fen by customer id
Revenues = Callable[[Reader, date, date], Mapping[int, int]]
# (reader, first day, day after the last) → number of tickets by customer id
TicketCounts = Callable[[Reader, date, date], Mapping[int, int]]
# (reader, customer id, most rows) → the newest
RecentService = Callable[[Reader, int, int], Sequence[ServiceRow]]

monthly_figures: list[MonthlyFigures] = []
revenues: list[Revenues] = []
margins: list[Revenues] = []
ticket_counts: list[TicketCounts] = []
recent_service: list[RecentService] = []


def first_of_month(day: date, months_before: int = 0) -> date:
    """The first day of the month so many months before the day's own."""
    months = day.year * 12 + day.month - 1 - months_before
    return date(months // 12, months % 12 + 1, 1)


def last_twelve_months(read: Reader, customer_id: int) -> tuple[MonthFigures, ...]:
    """The 12 months to the end of last month, oldest first; empty when there was no business."""
    first, after = first_of_month(read.today, 12), first_of_month(read.today)
    rows = [row for reader in monthly_figures for row in reader(read, customer_id, first, after)]
    if not rows:
        return ()
    months = [first_of_month(first, -step) for step in range(12)]
    return tuple(_sum(month, [row for row in rows if row.month == month]) for month in months)


def _sum(month: date, rows: Sequence[MonthFigures]) -> MonthFigures:
    return MonthFigures(
        month,
        sum(row.tickets for row in rows),
        sum(row.pieces for row in rows),
        sum(row.weight_g for row in rows),
        sum(row.revenue_fen for row in rows),
        sum(row.margin_fen for row in rows),
    )


def revenue_by_customer(read: Reader) -> dict[int, int]:
    """Revenue in fen of the 12 months to the end of last month, by customer id."""
    return _of_twelve_months(read, revenues)


def margin_by_customer(read: Reader) -> dict[int, int]:
    """Margin in fen of the 12 months to the end of last month, by customer id."""
    return _of_twelve_months(read, margins)


def tickets_by_customer(read: Reader) -> dict[int, int]:
    """Number of tickets of the 12 months to the end of last month, by customer id."""
    return _of_twelve_months(read, ticket_counts)


def _of_twelve_months(read: Reader, readers: Sequence[Revenues]) -> dict[int, int]:
    first, after = first_of_month(read.today, 12), first_of_month(read.today)
    found: dict[int, int] = {}
    for reader in readers:
        for customer_id, amount in reader(read, first, after).items():
            found[customer_id] = found.get(customer_id, 0) + amount
    return found


def latest_service(read: Reader, customer_id: int, most: int = 5) -> tuple[ServiceRow, ...]:
    """The newest call-backs, complaints and claims, newest first."""
    rows = [row for reader in recent_service for row in reader(read, customer_id, most)]
    return tuple(sorted(rows, key=lambda row: row.on, reverse=True)[:most])
