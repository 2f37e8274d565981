"""Who is due for a call-back, in which order, and the moves of plan, call and follow-up. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from desk.archive.customers.choices import CustomerClass, RfmLabel, Stage
from desk.archive.customers.rules import DORMANT_DAYS, stage_on
from desk.care.callbacks.choices import Cause, FollowUpState, ItemState, PlanState
from desk.kernel.periods import period_of
from desk.kernel.states import Move, StateTable, moves_from

_P, _I, _F = PlanState, ItemState, FollowUpState

PLAN_STATES: StateTable[PlanState] = StateTable(
    obj="回访计划",
    initial=_P.DRAFT,
    moves=(
        Move("submit_callback_plan", moves_from(_P.DRAFT), _P.SUBMITTED, "提交"),
        Move("recall_callback_plan", moves_from(_P.SUBMITTED), _P.DRAFT, "撤回"),
        Move("approve_callback_plan", moves_from(_P.SUBMITTED), _P.APPROVED, "批准"),
        Move("reject_callback_plan", moves_from(_P.SUBMITTED), _P.DRAFT, "驳回"),
        Move("close_callback_plan", moves_from(_P.APPROVED), _P.CLOSED, "结束"),
    ),
    final=frozenset({_P.CLOSED}),
)
_WAITING = moves_from(_I.PLANNED)
ITEM_STATES: StateTable[ItemState] = StateTable(
    obj="回访任务",
    initial=_I.PLANNED,
    moves=(
        Move("record_callback", _WAITING, _I.DONE, "登记回访"),
        Move("miss_callback", _WAITING, _I.UNREACHED, "登记未接通"),
        Move("cancel_callback", _WAITING, _I.CANCELLED, "取消回访", needs_reason=True),
    ),
    final=frozenset({_I.DONE, _I.UNREACHED, _I.CANCELLED}),
)
FOLLOW_UP_STATES: StateTable[FollowUpState] = StateTable(
    obj="跟进任务",
    initial=_F.OPEN,
    moves=(
        Move("finish_follow_up", moves_from(_F.OPEN), _F.DONE, "完成跟进"),
        Move("record_callback", moves_from(_F.OPEN), _F.DONE, "登记回访"),
        Move("amend_callback", moves_from(_F.OPEN), _F.CANCELLED, "撤销"),
        Move("amend_callback", moves_from(_F.CANCELLED), _F.OPEN, "恢复"),
    ),
    final=frozenset({_F.DONE}),
)

MOST_TRIES = 3
LOW_SCORE, FOLLOW_UP_HOURS = 2, 8
AT_RISK_DAYS = 31
"""From this day without a ticket on, one who sent much and often counts as 挽留 (5.10: R ≤ 2)."""

EVERY_MONTHS: Mapping[CustomerClass, int] = MappingProxyType(
    {CustomerClass.A: 1, CustomerClass.B: 2, CustomerClass.C: 3}
)
_CLASS_CAUSE = {
    CustomerClass.A: Cause.CLASS_A,
    CustomerClass.B: Cause.CLASS_B,
    CustomerClass.C: Cause.CLASS_C,
}
LEAVING = (RfmLabel.WIN_BACK, RfmLabel.PLAIN_WIN_BACK)


@dataclass(frozen=True)
class Standing:
    """What decides whether a customer is due.

    Attributes:
        last_called_on: the last call-back of any purpose.
        waiting_on: the day for which another open plan already has him.
        complaint_due_at: until when he must be called after a closed complaint.
    """

    customer_class: CustomerClass
    first_ticket_on: date | None
    last_ticket_on: date | None
    rfm_label: RfmLabel | None = None
    last_called_on: date | None = None
    waiting_on: date | None = None
    complaint_due_at: datetime | None = None


def months_between(earlier: date, later: date) -> int:
    """Calendar months from one day's month to another's."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def last_of(month: date) -> date:
    """The last day of a month."""
    return period_of(f"{month:%Y-%m}", month)[1]


def cause_in(month: date, today: date, customer: Standing) -> Cause | None:
    """Why a customer is due in a month, the most pressing cause; None when he is not.

    A, B and C are due when one, two, three months passed since the month of the last call. New
    ones, those at risk and those with a closed complaint are due until they were called once. One
    without a ticket for half a year is lost and no longer called by class.

    Source: spec 3.18, 5.10; what counts as at risk is assumed.
    """
    if event := event_cause(month, today, customer):
        return event
    stage = stage_on(today, customer.first_ticket_on, customer.last_ticket_on)
    if stage in (Stage.PROSPECT, Stage.CHURNED):
        return None
    called = [day for day in (customer.last_called_on, customer.waiting_on) if day is not None]
    every = EVERY_MONTHS[customer.customer_class]
    if called and months_between(max(called), month) < every:
        return None
    return _CLASS_CAUSE[customer.customer_class]


def event_cause(month: date, today: date, customer: Standing) -> Cause | None:
    """The event for which a customer must be called at once: complaint, risk, first ticket."""
    if customer.waiting_on is not None:
        return None
    due = customer.complaint_due_at
    if due is not None and (month <= today or month <= due.date()) and due.date() <= last_of(month):
        return Cause.COMPLAINT
    called = customer.last_called_on
    since = risk_since(today, customer)
    if since is not None and (called is None or called < since):
        return Cause.CHURN
    first = customer.first_ticket_on
    is_new = stage_on(today, first, customer.last_ticket_on) is Stage.NEW
    return Cause.NEW if is_new and first and (called is None or called < first) else None


def risk_since(today: date, customer: Standing) -> date | None:
    """The day from which a customer may be leaving; None while he is not, or is gone already."""
    last = customer.last_ticket_on
    if last is None:
        return None
    stage = stage_on(today, customer.first_ticket_on, last)
    days = AT_RISK_DAYS if customer.rfm_label in LEAVING else DORMANT_DAYS
    since = last + timedelta(days=days)
    return since if stage is not Stage.CHURNED and since <= today else None


def spread(days: tuple[date, ...], count: int) -> list[date]:
    """Days for so many calls, as even as can be."""
    return [days[index * len(days) // count] for index in range(count)]
