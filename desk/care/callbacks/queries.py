"""Reading call-backs: a plan, one record, the figures of a month (K14)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.rules import class_on
from desk.care.callbacks.choices import (
    Cause,
    Channel,
    FollowUpState,
    ItemState,
    Omitted,
    PlanState,
    Purpose,
)
from desk.care.callbacks.finding import callback_by_number, plan_by_number
from desk.care.callbacks.model import Callback, CallbackFollowUp, CallbackItem, CallbackPlan
from desk.care.callbacks.rules import LOW_SCORE
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.kernel.moments import local
from desk.kernel.periods import moments_of
from desk.kernel.quantities import round_half_up
from desk.storage.work import Reader


@dataclass(frozen=True)
class ItemRow:
    """One call of a plan; the phone is masked."""

    item_id: int
    customer_id: int
    customer: str
    customer_class: CustomerClass
    contact: str
    phone_masked: str
    cause: Cause
    complaint: str
    planned_on: date
    due_at: datetime
    caller: str
    state: ItemState
    tries: int
    reason: str
    contact_id: int | None = None


@dataclass(frozen=True)
class OmissionRow:
    customer: str
    cause: Cause
    why: Omitted


@dataclass(frozen=True)
class PlanCard:
    number: str
    month: date
    state: PlanState
    quota: int
    answer: str
    items: tuple[ItemRow, ...]
    omissions: tuple[OmissionRow, ...]


@dataclass(frozen=True)
class FollowUpRow:
    follow_up_id: int
    task: str
    owner: str
    due_at: datetime
    automatic: bool
    state: FollowUpState
    done_at: datetime | None
    result: str


@dataclass(frozen=True)
class CallbackCard:
    """One call-back; the phone is masked."""

    number: str
    at: datetime
    customer: str
    complaint: str
    contact: str
    phone_masked: str
    channel: Channel
    purpose: Purpose
    planned: bool
    score: int | None
    answers: tuple[tuple[str, str], ...]
    suggestion: str
    handled: str
    recorded_by: str
    follow_ups: tuple[FollowUpRow, ...]


@dataclass(frozen=True)
class CallbackFigures:
    """The call-backs of a period.

    Attributes:
        planned: calls of approved plans that were not cancelled.
        rate_bp: done of planned in basis points (K14); None without a plan.
        mean_score: mean of the scores in hundredths of a point; None without any.
    """

    planned: int
    done: int
    unreached: int
    rate_bp: int | None
    recorded: int
    mean_score: int | None
    dissatisfied: int


@query("callback.read", "回访计划详情")
def callback_plan_card(read: Reader, *, number: str) -> PlanCard:
    """A plan by day with its state, and who is left out and why.

    Raises:
        Refused: E006.
    """
    plan = plan_by_number(read, number)
    items = sorted(plan.items, key=lambda i: (i.planned_on, i.cause.rank, i.id))
    return PlanCard(
        plan.number,
        plan.month,
        plan.state,
        plan.quota,
        plan.answer,
        tuple(item_row(read, item) for item in items),
        tuple(OmissionRow(o.customer.name, o.cause, o.why) for o in plan.omissions),
    )


def item_row(read: Reader, item: CallbackItem) -> ItemRow:
    """A call of a plan as it is shown."""
    return ItemRow(
        item.id,
        item.customer_id,
        item.customer.name,
        class_on(item.customer, read.today),
        item.contact.name if item.contact else "",
        mask_phone(item.contact.number) if item.contact else "",
        item.cause,
        item.complaint.number if item.complaint else "",
        item.planned_on,
        item.due_at,
        item.caller.name,
        item.state,
        item.tries,
        item.reason,
        item.contact_id,
    )


@query("callback.read", "回访详情")
def callback_card(read: Reader, *, number: str) -> CallbackCard:
    """One call-back with answers and follow-ups.

    Raises:
        Refused: E006.
    """
    return card_of(callback_by_number(read, number))


def card_of(made: Callback) -> CallbackCard:
    """A call-back as it is shown."""
    return CallbackCard(
        made.number,
        made.at,
        made.whom,
        made.complaint.number if made.complaint else "",
        made.contact,
        mask_phone(made.phone),
        made.channel,
        made.purpose,
        made.item_id is not None,
        made.score,
        tuple((a.question, a.answer) for a in made.answers),
        made.suggestion,
        made.handled,
        made.recorded_by.name if made.recorded_by else "",
        tuple(_follow_up(task) for task in made.follow_ups),
    )


def _follow_up(task: CallbackFollowUp) -> FollowUpRow:
    return FollowUpRow(
        task.id,
        task.task,
        task.owner.name,
        task.due_at,
        task.automatic,
        task.state,
        task.done_at,
        task.result,
    )


def callbacks_in(read: Reader, from_on: date, to_on: date) -> list[Callback]:
    """The call-backs of a period in the order they were made."""
    start, after = moments_of(from_on, to_on)
    asked = select(Callback).where(Callback.at >= start, Callback.at < after)
    return list(read.session.scalars(asked.order_by(Callback.at, Callback.id)))


@query("callback.read", "回访率与评价")
def callback_figures(read: Reader, *, from_on: date, to_on: date) -> CallbackFigures:
    """Rate, mean score and dissatisfied customers of a period; plans count by their months.

    Basis points and hundredths are rounded half-up. Calls that were not made before their plan was
    closed count as planned and not done; cancelled ones do not count.

    Source: spec 5.9 (K14), P-11, AT-14.
    """
    counted = dict(
        read.session.execute(
            select(CallbackItem.state, func.count())
            .join(CallbackPlan, CallbackPlan.id == CallbackItem.plan_id)
            .where(
                CallbackPlan.state.in_((PlanState.APPROVED, PlanState.CLOSED)),
                CallbackPlan.month.between(from_on.replace(day=1), to_on),
                CallbackItem.state != ItemState.CANCELLED,
            )
            .group_by(CallbackItem.state)
        ).all()
    )
    planned, done = sum(counted.values()), counted.get(ItemState.DONE, 0)
    made = callbacks_in(read, from_on, to_on)
    scores = [c.score for c in made if c.score is not None]
    return CallbackFigures(
        planned,
        done,
        counted.get(ItemState.UNREACHED, 0),
        round_half_up(done * 10_000, planned) if planned else None,
        len(made),
        round_half_up(sum(scores) * 100, len(scores)) if scores else None,
        sum(score <= LOW_SCORE for score in scores),
    )


@dataclass(frozen=True)
class TalkRow:
    """An earlier call-back, in a line."""

    number: str
    on: date
    purpose: Purpose
    score: int | None
    text: str


def talk_row(made: Callback) -> TalkRow:
    """An earlier call-back, in a line."""
    text = made.suggestion or "；".join(a.answer for a in made.answers) or made.handled
    return TalkRow(made.number, local(made.at).date(), made.purpose, made.score, text)
