"""A call of a plan is given to somebody else or put to another day. Source: spec 3.18."""

from datetime import date

from desk.care.callbacks.choices import ItemState, PlanState
from desk.care.callbacks.model import CallbackItem
from desk.care.callbacks.rules import ITEM_STATES, last_of
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.moments import end_of, local, show_date
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Work


@command("callback.update", "改派回访", example='{"item_id": 1, "caller_id": 2}')
def hand_callback_over(work: Work, *, item_id: int, caller_id: int) -> None:
    """Give a call to somebody else, within his quota; beyond the draft only the manager does.

    Raises:
        Refused: E003 beyond his quota, E006, E008 a call that is over, E019 one who does not call,
            E210.
    """
    item, problems = _waiting(work, item_id), Problems()
    if item.plan.state is not PlanState.DRAFT:
        work.require("callback.approve")
    caller = work.get(User, caller_id, tr("用户"))
    calls = caller.active and may(caller.role, "callback.create")
    problems.check(calls, "E019", "caller_id", label=tr("回访人"), why=tr("不做回访"))
    counted = [i for i in item.plan.items if i.state is not ItemState.CANCELLED]
    count = sum(i.caller_id == caller_id or i.id == item_id for i in counted)
    quota = item.plan.quota
    limits = {"label": tr("每人定额"), "lo": 1, "hi": quota, "v": count}
    problems.check(count <= quota, "E003", "caller_id", **limits)
    problems.raise_if_any()
    item.caller_id = caller_id


@command("callback.create", "回访改期", example='{"item_id": 1, "planned_on": "2026-12-08"}')
def shift_callback(work: Work, *, item_id: int, planned_on: date) -> None:
    """Put a call to another day of its month; one after a complaint not beyond its deadline.

    In a draft whoever draws plans up does; in a plan in force the caller himself or the manager.

    Raises:
        Refused: E006, E008 a call that is over, E019 a day that does not fit, E210.
    """
    item, problems = _waiting(work, item_id), Problems()
    _may_shift(work, item)
    last = last_of(item.plan.month)
    if item.complaint_id is not None:
        last = max(min(last, local(item.due_at).date()), work.today)
    why = tr("须在今天到 {day} 之间").format(day=show_date(last))
    fits = work.today <= planned_on <= last
    problems.check(fits, "E019", "planned_on", label=tr("计划日期"), why=why)
    problems.raise_if_any()
    item.planned_on = planned_on
    if item.complaint_id is None:
        item.due_at = end_of(planned_on)


def _waiting(work: Work, item_id: int) -> CallbackItem:
    item = work.get(CallbackItem, item_id, tr("回访任务"))
    ITEM_STATES.step(item.state, "record_callback")
    return item


def _may_shift(work: Work, item: CallbackItem) -> None:
    if item.plan.state is PlanState.DRAFT:
        work.require("callback.update")
    elif item.caller_id != work.actor.user_id or item.plan.state is PlanState.SUBMITTED:
        work.require("callback.approve")
