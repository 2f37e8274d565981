"""What follows when the manager decides on a plan."""

from desk.care.callbacks.model import CallbackPlan
from desk.care.callbacks.rules import PLAN_STATES
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Work


def _plan_of(work: Work, approval: Approval) -> CallbackPlan | None:
    if approval.obj_kind != CallbackPlan.__tablename__:
        return None
    return work.get(CallbackPlan, approval.obj_id, tr("回访计划"))


@on(Approved)
def allow_plan(work: Work, event: Approved) -> None:
    """The calls of the plan begin."""
    plan = _plan_of(work, event.approval)
    if plan is not None:
        plan.state = PLAN_STATES.step(plan.state, "approve_callback_plan")
        plan.approved_at = event.approval.decided_at


@on(Rejected)
def send_plan_back(work: Work, event: Rejected) -> None:
    """The plan is a draft again and says why."""
    plan = _plan_of(work, event.approval)
    if plan is not None:
        plan.state = PLAN_STATES.step(plan.state, "reject_callback_plan")
        plan.answer = event.approval.reason


@on(TakenBack)
def reopen_plan(work: Work, event: TakenBack) -> None:
    """The plan is a draft again."""
    plan = _plan_of(work, event.approval)
    if plan is not None:
        plan.state = PLAN_STATES.step(plan.state, "recall_callback_plan")
