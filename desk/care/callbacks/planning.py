"""The plan of a month: drawn up, put before the manager, completed by events, closed.

Source: spec 3.18, 5.10, A-27.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.care.callbacks.choices import ItemState, Omitted, PlanState
from desk.care.callbacks.finding import plan_by_number
from desk.care.callbacks.model import CallbackItem, CallbackOmission, CallbackPlan
from desk.care.callbacks.rules import ITEM_STATES, PLAN_STATES
from desk.care.callbacks.targets import (
    Target,
    callers_of,
    due_targets,
    planned_days,
    shared,
)
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.office.approvals.deciding import (
    Countersign,
    ask_approval,
    decide,
    take_back,
    waiting_approval,
)
from desk.storage.work import Work

MOST_QUOTA = 500


@dataclass(frozen=True)
class Planned:
    """A plan drawn up: customers to call, and those due who are left out with a reason."""

    number: str
    items: int
    omitted: int


@command(
    "callback.update", "编制回访计划", slow=True, example='{"month": "2026-12-01", "quota": 60}'
)
def make_callback_plan(work: Work, *, month: date, quota: int = 60) -> Planned:
    """Draw up the plan of a month, or draw it up anew while it is a draft.

    Args:
        work: the running command.
        month: any day of the month.
        quota: at most so many calls per person; a major complaint is a manager's beyond it.

    Raises:
        Refused: E003, E008 when the month's plan is no draft any more, E019 for a past month.
    """
    first, problems = month.replace(day=1), Problems()
    limits = {"label": tr("每人定额"), "lo": 1, "hi": MOST_QUOTA, "v": quota}
    problems.check(1 <= quota <= MOST_QUOTA, "E003", "quota", **limits)
    why = tr("不能早于本月")
    past = first < work.today.replace(day=1)
    problems.check(not past, "E019", "month", label=tr("月份"), why=why)
    problems.raise_if_any()
    plan = _draft_of(work, first, quota)
    targets = due_targets(work, first, but=plan.id)
    _fill(work, plan, targets, callers_of(work), quota)
    return Planned(plan.number, len(plan.items), len(plan.omissions))


def _draft_of(work: Work, first: date, quota: int) -> CallbackPlan:
    found = work.session.scalar(select(CallbackPlan).where(CallbackPlan.month == first))
    if found is None:
        fresh = CallbackPlan(
            number=f"{first:%Y-%m}", month=first, state=PLAN_STATES.initial, quota=quota
        )
        return work.add(fresh)
    if found.state is not PlanState.DRAFT:
        obj, state = tr("回访计划 {no}").format(no=found.number), found.state.label
        raise refuse("E008", "month", obj=obj, state=state, action=tr("重新编制"))
    found.quota = quota
    found.items.clear()
    found.omissions.clear()
    return found


def _fill(
    work: Work, plan: CallbackPlan, targets: list[Target], callers: list[int], quota: int
) -> None:
    callable_ = [target for target in targets if target.omitted is None]
    given = shared(work, callable_, callers, quota)
    chosen = [target for target in callable_ if target.customer_id in given]
    days = planned_days(work, plan.month, chosen, given)
    for target in chosen:
        day = days[target.customer_id]
        plan.items.append(
            CallbackItem(
                customer_id=target.customer_id,
                contact_id=target.contact_id,
                complaint_id=target.complaint_id,
                caller_id=given[target.customer_id],
                cause=target.cause,
                planned_on=day,
                due_at=target.due_at or end_of(day),
                state=ITEM_STATES.initial,
            )
        )
    known = {(o.customer_id, o.cause) for o in plan.omissions}
    plan.omissions.extend(
        CallbackOmission(
            customer_id=target.customer_id,
            cause=target.cause,
            why=target.omitted or Omitted.QUOTA,
        )
        for target in targets
        if target.customer_id not in given and (target.customer_id, target.cause) not in known
    )


@command("callback.update", "补入事件回访", example='{"number": "2026-11"}')
def add_due_callbacks(work: Work, *, number: str) -> int:
    """Add customers to an approved plan who must be called at once: complaint, risk, first ticket.

    They need no new approval and stand beyond the quota: the spec wants them called at once.

    Returns:
        How many were added.

    Raises:
        Refused: E006, E008 when the plan is not approved.

    Source: spec 3.18; approval and quota assumed.
    """
    plan = plan_by_number(work, number)
    if plan.state is not PlanState.APPROVED:
        state = plan.state.label
        raise refuse("E008", "number", obj=tr("回访计划"), state=state, action=tr("补入"))
    before = len(plan.items)
    targets = due_targets(work, plan.month, events_only=True)
    _fill(work, plan, targets, callers_of(work), MOST_QUOTA + len(targets))
    return len(plan.items) - before


@command("callback.update", "提交回访计划", example='{"number": "2026-12"}')
def submit_callback_plan(work: Work, *, number: str) -> None:
    """Put a plan before the manager.

    Raises:
        Refused: E001 an empty plan, E006, E008.
    """
    plan, problems = plan_by_number(work, number), Problems()
    state = PLAN_STATES.step(plan.state, "submit_callback_plan")
    problems.require(plan.items, "number", tr("回访客户"))
    problems.raise_if_any()
    plan.state, plan.answer = state, ""
    count = sum(item.state is not ItemState.CANCELLED for item in plan.items)
    ask_approval(
        work,
        plan,
        word=tr("回访计划"),
        number=plan.number,
        title=tr("{n} 户,每人不超过 {q} 户").format(n=count, q=plan.quota),
        right="callback.approve",
    )


@command("callback.update", "撤回回访计划", example='{"number": "2026-12"}')
def recall_callback_plan(work: Work, *, number: str) -> None:
    """Take one's own plan back while nobody decided.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, _asked(work, number, "recall_callback_plan"))


@command("callback.approve", "批准回访计划", example='{"number": "2026-12"}')
def approve_callback_plan(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Allow a plan; its calls begin.

    Raises:
        Refused: E001, E006, E008, E171, E190.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, _asked(work, number, "approve_callback_plan"), approve=True, countersign=signed)


@command(
    "callback.approve",
    "驳回回访计划",
    example='{"number": "2026-12", "reason": "A 类客户请我本人回访"}',
)
def reject_callback_plan(work: Work, *, number: str, reason: str) -> None:
    """Send a plan back to be drawn up anew.

    Raises:
        Refused: E006, E008, E190, E191.
    """
    decide(work, _asked(work, number, "reject_callback_plan"), approve=False, reason=reason)


def _asked(work: Work, number: str, command_name: str) -> int:
    plan = plan_by_number(work, number)
    PLAN_STATES.step(plan.state, command_name)
    asked = waiting_approval(work, plan)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id


@command("callback.approve", "结束回访计划", example='{"number": "2026-11"}')
def close_callback_plan(work: Work, *, number: str) -> int:
    """End a plan; customers who were not called stay so in the rate (K14).

    Returns:
        How many were not called.

    Raises:
        Refused: E006, E008.
    """
    plan = plan_by_number(work, number)
    plan.state = PLAN_STATES.step(plan.state, "close_callback_plan")
    plan.closed_at = work.now
    return sum(item.state is ItemState.PLANNED for item in plan.items)


@command("callback.update", "取消回访", example='{"item_id": 1}')
def cancel_callback(work: Work, *, item_id: int) -> None:
    """Strike one customer from a plan; from an approved one only the manager. The reason is the command's.

    Raises:
        Refused: E006, E008, E009, E210.
    """
    item = work.get(CallbackItem, item_id, tr("回访任务"))
    if item.plan.state is not PlanState.DRAFT:
        work.require("callback.approve")
    item.state = ITEM_STATES.step(item.state, "cancel_callback", work.reason)
    item.reason = clean_text(work.reason)[:200]
