"""Open work around call-backs: calls of the plan, events nobody planned, follow-ups."""

from datetime import timedelta

from sqlalchemy import ColumnElement, select

from desk.care.callbacks.choices import FollowUpState, ItemState, PlanState
from desk.care.callbacks.model import CallbackFollowUp, CallbackItem, CallbackPlan
from desk.care.callbacks.targets import fresh_events
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader

AHEAD = timedelta(days=1)


def open_items(read: Reader, *where: ColumnElement[bool]) -> list[CallbackItem]:
    """Calls of approved plans that are not made, the one due first on top."""
    asked = (
        select(CallbackItem)
        .join(CallbackPlan, CallbackPlan.id == CallbackItem.plan_id)
        .where(
            CallbackPlan.state == PlanState.APPROVED,
            CallbackItem.state == ItemState.PLANNED,
            *where,
        )
        .order_by(CallbackItem.due_at, CallbackItem.id)
        .limit(MOST_ROWS)
    )
    return list(read.session.scalars(asked))


def open_follow_ups(read: Reader, *where: ColumnElement[bool]) -> list[CallbackFollowUp]:
    """Follow-ups that are not finished, the one due first on top."""
    asked = (
        select(CallbackFollowUp)
        .where(CallbackFollowUp.state == FollowUpState.OPEN, *where)
        .order_by(CallbackFollowUp.due_at, CallbackFollowUp.id)
        .limit(MOST_ROWS)
    )
    return list(read.session.scalars(asked))


def calls_to_make(read: Reader) -> list[TodayRow]:
    """The acting user's calls until tomorrow."""
    mine = CallbackItem.caller_id == read.actor.user_id
    soon = CallbackItem.planned_on <= read.today + AHEAD
    return [
        TodayRow(
            tr("回访客户"),
            f"{item.customer.name} {item.cause.label}",
            item.due_at,
            "callback_desk",
            {"id": item.id},
        )
        for item in open_items(read, mine, soon)
    ]


def follow_ups_to_finish(read: Reader) -> list[TodayRow]:
    """What the acting user promised or a low score asks of him; the manager's also the late ones."""
    mine = CallbackFollowUp.owner_id == read.actor.user_id
    if read.may("callback.approve"):
        mine |= CallbackFollowUp.due_at < read.now
    return [
        TodayRow(
            tr("回访跟进"),
            f"{task.whom} {task.task}",
            task.due_at,
            "callback_follow_ups",
            {"search": task.number},
            task.number,
        )
        for task in open_follow_ups(read, mine)
    ]


def events_to_plan(read: Reader) -> list[TodayRow]:
    """One line when customers became due by an event and stand in no plan yet."""
    plan = read.session.scalar(
        select(CallbackPlan).where(
            CallbackPlan.state == PlanState.APPROVED,
            CallbackPlan.month == read.today.replace(day=1),
        )
    )
    if plan is None:
        return []
    fresh = fresh_events(read, plan)
    if not fresh:
        return []
    return [
        TodayRow(
            tr("补入回访计划"),
            "、".join(f"{each.cause.label} {each.count} {tr('户')}" for each in fresh),
            min((each.due_at for each in fresh if each.due_at), default=end_of(read.today)),
            "callback_plans",
            {"search": plan.number},
            plan.number,
        )
    ]


_RESTS_ON = frozenset({"customer", "complaint", "callback", "callback_item", "callback_plan"})
SOURCES = (
    TodaySource("callback.create", calls_to_make),
    TodaySource("callback.create", follow_ups_to_finish),
    TodaySource("callback.update", events_to_plan, _RESTS_ON),
)
