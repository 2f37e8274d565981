"""An A customer is visited by the manager once a quarter (spec 5.10).

A visit is a call-back 「上门」 that a manager wrote down; who has no ticket for half a year is not asked
for. Who counts as visited is assumed.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select

from desk.archive.customers.care import SERVED
from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Customer
from desk.archive.customers.rules import CHURNED_DAYS
from desk.care.callbacks.choices import Channel
from desk.care.callbacks.model import Callback
from desk.care.callbacks.rules import last_of
from desk.kernel.moments import end_of, local
from desk.kernel.periods import moments_of
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.office.users.model import User
from desk.storage.work import Reader

NAMED = 3


@dataclass(frozen=True)
class VisitDue:
    """An A customer no manager visited this quarter; `last_on` is the last visit of any time."""

    customer_id: int
    name: str
    due_at: datetime
    last_on: date | None


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's quarter."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, last_of(first.replace(month=first.month + 2))


def visits_due(read: Reader) -> list[VisitDue]:
    """The A customers a manager has still to visit this quarter, the longest unvisited first.

    Source: spec 5.10.
    """
    first, last = quarter_of(read.today)
    begin, _ = moments_of(first, last)
    visited = _last_visits(read)
    due = [
        VisitDue(who, name, end_of(last), _day(visited.get(who)))
        for who, name in read.session.execute(_ours(read.today))
        if visited.get(who, begin) <= begin
    ]
    return sorted(due, key=lambda row: (row.last_on or date.min, row.customer_id))


def _ours(today: date) -> Select[int, str]:
    """Served A customers with a ticket in the last half-year: as `class_on` and `stage_on` say it."""
    by_hand = (Customer.class_override == CustomerClass.A) & (
        Customer.class_override_until >= today
    )
    reckoned = (Customer.customer_class == CustomerClass.A) & or_(
        Customer.class_override.is_(None),
        Customer.class_override_until.is_(None),
        Customer.class_override_until < today,
    )
    return (
        select(Customer.id, Customer.name)
        .where(
            or_(by_hand, reckoned),
            Customer.status.in_(SERVED),
            Customer.first_ticket_on.is_not(None),
            Customer.last_ticket_on > today - timedelta(days=CHURNED_DAYS),
        )
        .order_by(Customer.id)
    )


def _last_visits(read: Reader) -> dict[int, datetime]:
    asked = (
        select(Callback.customer_id, Callback.at)
        .join(User, User.id == Callback.recorded_by_id)
        .where(
            Callback.channel == Channel.ON_SITE,
            Callback.customer_id.is_not(None),
            User.role == Role.MGR,
        )
        .order_by(Callback.at)
    )
    return {who: at for who, at in read.session.execute(asked) if who is not None}


def _day(at: datetime | None) -> date | None:
    return local(at).date() if at else None


def customers_to_visit(read: Reader) -> list[TodayRow]:
    """One line for the manager as long as an A customer is unvisited this quarter."""
    due = visits_due(read) if read.actor.role is Role.MGR else []
    if not due:
        return []
    names = "、".join(row.name for row in due[:NAMED])
    more = tr("等") if len(due) > NAMED else ""
    return [
        TodayRow(
            tr("拜访 A 类客户"),
            tr("本季度还有 {n} 户:{names}{more}").format(n=len(due), names=names, more=more),
            due[0].due_at,
            "callback_desk",
            {"customer_id": due[0].customer_id},
        )
    ]


SOURCE = TodaySource("callback.approve", customers_to_visit)
