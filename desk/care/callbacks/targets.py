"""Which customers a plan covers, whom to ask for, and who calls."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, or_, select

from desk.archive.customers.care import SERVED
from desk.archive.customers.choices import ContactRole
from desk.archive.customers.model import Contact, Customer
from desk.archive.customers.rules import CHURNED_DAYS, DORMANT_DAYS, NEW_DAYS, class_on
from desk.archive.rechecks.rules import share_out
from desk.care.callbacks.choices import Cause, ItemState, Omitted, PlanState
from desk.care.callbacks.finding import waiting_complaints
from desk.care.callbacks.model import Callback, CallbackItem, CallbackPlan
from desk.care.callbacks.rules import (
    AT_RISK_DAYS,
    LEAVING,
    Standing,
    cause_in,
    event_cause,
    last_of,
    spread,
)
from desk.care.complaints.choices import Level
from desk.care.complaints.model import Complaint
from desk.kernel.moments import local
from desk.kernel.roles import Role, may
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True)
class Target:
    """A customer who is due; with a reason he cannot be called."""

    customer_id: int
    owner_id: int | None
    cause: Cause
    contact_id: int | None = None
    complaint_id: int | None = None
    due_at: datetime | None = None
    grave: bool = False
    omitted: Omitted | None = None


def due_targets(
    read: Reader, month: date, *, but: int | None = None, events_only: bool = False
) -> list[Target]:
    """Everyone who is due in a month, the most pressing first; nobody twice.

    Args:
        read: the office.
        month: first day of the month.
        but: id of the plan that is being made: its own tasks do not count as planned.
        events_only: only complaints, risks and first tickets.

    One who was tried three times or struck is not due again in the same month for the same cause, for
    the same complaint not before it was closed anew (assumed).
    """
    found = due_customers(read, month, but=but, events_only=events_only)
    contacts = _contacts(read, [due.customer_id for due in found])
    targets = [_target(due, contacts[due.customer_id]) for due in found]
    return sorted(targets, key=lambda t: (t.cause.rank, t.due_at or read.now, t.customer_id))


@dataclass(frozen=True)
class Due:
    """A customer who is due, and after a complaint until when."""

    customer_id: int
    owner_id: int | None
    cause: Cause
    complaint: Complaint | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class Fresh:
    """How many customers an event made due for one cause, and the earliest deadline of theirs."""

    cause: Cause
    count: int
    due_at: datetime | None


def due_customers(
    read: Reader, month: date, *, but: int | None = None, events_only: bool = False
) -> list[Due]:
    """The same without whom to ask for, in the order of the customers' ids.

    Of events only those customers are read to whom one can have happened; no record is built of any.
    """
    tried = _tried(read, month)
    complaints = _complaints(read, tried)
    asked = _standings(but)
    if events_only:
        asked = asked.where(_touched(read.today, complaints))
    found: list[Due] = []
    cause_of, today = event_cause if events_only else cause_in, read.today
    rows: Iterable[Any] = read.session.execute(asked.order_by(Customer.id))
    for row in rows:
        complaint, until = complaints.get(row.id, (None, None))
        cause = cause_of(month, today, _standing(row, today, until))
        if cause is None or (row.id, cause) in tried.causes:
            continue
        about = (complaint, until) if cause is Cause.COMPLAINT else (None, None)
        found.append(Due(row.id, row.owner_id, cause, *about))
    return found


def fresh_events(read: Reader, plan: CallbackPlan) -> list[Fresh]:
    """Whom an event made due and an approved plan neither has nor left out, counted by cause.

    As `due_customers` with events only. A big office has tens of thousands of them and they are only
    counted: those with the same days and class are told by the file in one row.
    """
    tried, today = _tried(read, plan.month), read.today
    complaints = _complaints(read, tried)
    over = tried.causes | {(left.customer_id, left.cause) for left in plan.omissions}
    counted: Counter[Cause] = Counter()
    until_of: dict[Cause, datetime] = {}
    alone = {customer for customer, _ in over} | complaints.keys()
    rows: Iterable[Any] = read.session.execute(_alike(today, complaints, alone))
    for row in rows:
        _, until = complaints.get(row.alone, (None, None))
        cause = event_cause(plan.month, today, _standing(row, today, until))
        if cause is None or (row.alone, cause) in over:
            continue
        counted[cause] += row.customers
        if until is not None and cause is Cause.COMPLAINT:
            until_of[cause] = min(until, until_of.get(cause, until))
    return [Fresh(cause, counted[cause], until_of.get(cause)) for cause in Cause if counted[cause]]


def _standing(row: Any, today: date, until: datetime | None) -> Standing:
    return Standing(
        class_on(row, today),
        row.first_ticket_on,
        row.last_ticket_on,
        row.rfm_label,
        row.called_on,
        row.waiting_on,
        local(until) if until else None,
    )


def _alike(
    today: date, complaints: Iterable[int], alone: Iterable[int]
) -> Select[*tuple[Any, ...]]:
    """How many customers share what decides about an event; those who must be known, one by one.

    When somebody's first ticket was does not matter once he is no longer new.
    """
    one = _standings(None).where(_touched(today, complaints)).subquery().c
    apart = select(func.json_each(json.dumps(sorted(alone))).table_valued("value").c.value)
    shared: tuple[ColumnElement[Any], ...] = (
        case((one.id.in_(apart), one.id)).label("alone"),
        func.max(one.first_ticket_on, today - timedelta(days=NEW_DAYS), type_=Date).label(
            "first_ticket_on"
        ),
        one.customer_class,
        one.class_override,
        one.class_override_until,
        one.last_ticket_on,
        one.rfm_label,
        one.called_on,
        one.waiting_on,
    )
    return select(func.count().label("customers"), *shared).group_by(*shared)


def _standings(but: int | None) -> Select[*tuple[Any, ...]]:
    """What decides about every customer served: his tickets, his last call, his next planned one."""
    newest = func.date(func.max(Callback.at), "+8 hours", type_=Date)
    called = select(newest).where(Callback.customer_id == Customer.id)
    waiting = (
        select(func.max(CallbackItem.planned_on))
        .join(CallbackPlan, CallbackPlan.id == CallbackItem.plan_id)
        .where(
            CallbackItem.customer_id == Customer.id,
            CallbackItem.state == ItemState.PLANNED,
            CallbackPlan.state != PlanState.CLOSED,
            CallbackPlan.id != (but or 0),
        )
    )
    return select(
        Customer.id,
        Customer.owner_id,
        Customer.customer_class,
        Customer.class_override,
        Customer.class_override_until,
        Customer.first_ticket_on,
        Customer.last_ticket_on,
        Customer.rfm_label,
        called.scalar_subquery().label("called_on"),
        waiting.scalar_subquery().label("waiting_on"),
    ).where(Customer.status.in_(SERVED))


def _touched(today: date, complaints: Iterable[int]) -> ColumnElement[bool]:
    """Customers to whom an event can have happened at all: who is lost already is none of them."""
    ago = {days: today - timedelta(days=days) for days in (NEW_DAYS, AT_RISK_DAYS, CHURNED_DAYS)}
    last = Customer.last_ticket_on
    leaving = Customer.rfm_label.in_(LEAVING)
    return or_(
        Customer.id.in_(list(complaints)),
        Customer.first_ticket_on > ago[NEW_DAYS],
        and_(last <= ago[AT_RISK_DAYS], last > ago[CHURNED_DAYS], leaving),
        and_(last <= today - timedelta(days=DORMANT_DAYS), last > ago[CHURNED_DAYS]),
    )


def _target(due: Due, contacts: list[Contact]) -> Target:
    contact, why = whom_to_ask(contacts, due.cause)
    complaint = due.complaint
    return Target(
        due.customer_id,
        due.owner_id,
        due.cause,
        contact.id if contact else None,
        complaint.id if complaint else None,
        due.due_at,
        complaint is not None and complaint.level is Level.MAJOR,
        why,
    )


def whom_to_ask(contacts: Iterable[Contact], cause: Cause) -> tuple[Contact | None, Omitted | None]:
    """The contact to call: after a complaint the one for complaints, else the primary one."""
    reachable = [contact for contact in contacts if contact.number]
    willing = [contact for contact in reachable if not contact.do_not_call]
    if not willing:
        return None, Omitted.DO_NOT_CALL if reachable else Omitted.NO_PHONE
    about = cause is Cause.COMPLAINT
    return min(
        willing,
        key=lambda c: (about and c.role is not ContactRole.COMPLAINT, not c.is_primary, c.id),
    ), None


@dataclass(frozen=True)
class Tried:
    """Calls that were given up: customer and cause within a month, complaints with their deadline."""

    causes: frozenset[tuple[int, Cause]]
    complaints: frozenset[tuple[int, datetime]]


def _tried(read: Reader, month: date) -> Tried:
    asked = (
        select(CallbackItem)
        .join(CallbackPlan, CallbackPlan.id == CallbackItem.plan_id)
        .where(
            CallbackItem.state.in_((ItemState.UNREACHED, ItemState.CANCELLED)),
            CallbackPlan.state.in_((PlanState.APPROVED, PlanState.CLOSED)),
        )
    )
    over = list(read.session.scalars(asked.where(CallbackPlan.month == month)))
    about = asked.where(CallbackItem.complaint_id.is_not(None))
    return Tried(
        frozenset((i.customer_id, i.cause) for i in over if i.complaint_id is None),
        frozenset(
            (i.complaint_id, i.due_at) for i in read.session.scalars(about) if i.complaint_id
        ),
    )


def _complaints(read: Reader, tried: Tried) -> dict[int, tuple[Complaint, datetime]]:
    found: dict[int, tuple[Complaint, datetime]] = {}
    for complaint, due_at in waiting_complaints(read):
        given_up = (complaint.id, due_at) in tried.complaints
        if complaint.customer_id is not None and not given_up:
            found.setdefault(complaint.customer_id, (complaint, due_at))
    return found


def _contacts(read: Reader, customer_ids: list[int]) -> defaultdict[int, list[Contact]]:
    found: defaultdict[int, list[Contact]] = defaultdict(list)
    wanted = Contact.customer_id.in_(customer_ids)
    for contact in read.session.scalars(select(Contact).where(wanted).order_by(Contact.id)):
        found[contact.customer_id].append(contact)
    return found


def callers_of(read: Reader) -> list[int]:
    """Who calls: every clerk in service but the managers."""
    everyone = list(read.session.scalars(select(User).where(User.active).order_by(User.id)))
    calling = [user for user in everyone if may(user.role, "callback.create")]
    clerks = [user.id for user in calling if user.role is not Role.MGR]
    return clerks or [user.id for user in calling]


def shared(read: Reader, targets: list[Target], callers: list[int], quota: int) -> dict[int, int]:
    """Caller by customer: the owner or the one with the fewest; a major complaint is a manager's.

    Source: spec 3.18, 5.6.
    """
    managers = list(
        read.session.scalars(
            select(User.id).where(User.active, User.role == Role.MGR).order_by(User.id)
        )
    )
    grave = {t.customer_id: managers[0] for t in targets if t.grave and managers}
    rest = [(t.customer_id, t.owner_id) for t in targets if t.customer_id not in grave]
    given, _left = share_out(rest, callers, quota)
    return given | grave


def planned_days(
    read: Reader, month: date, targets: list[Target], given: dict[int, int]
) -> dict[int, date]:
    """The day for every call: events at once, the others spread over each caller's month."""
    last = last_of(month)
    begin = max(month, read.today)
    days = tuple(
        day
        for day in (begin + timedelta(days=n) for n in range((last - begin).days + 1))
        if read.calendar.is_workday(day)
    ) or (begin,)
    found: dict[int, date] = {}
    by_caller: defaultdict[int, list[int]] = defaultdict(list)
    for target in targets:
        if target.due_at is not None:
            found[target.customer_id] = max(begin, local(target.due_at).date())
        elif target.cause in (Cause.CHURN, Cause.NEW):
            found[target.customer_id] = days[0]
        else:
            by_caller[given[target.customer_id]].append(target.customer_id)
    for customers in by_caller.values():
        found.update(zip(customers, spread(days, len(customers)), strict=True))
    return found
