"""A plan is put before the manager, taken back, approved or turned down."""

from datetime import date

from desk.evaluation.plans.finding import plan_by_number
from desk.evaluation.plans.model import EvaluationPlan
from desk.evaluation.plans.rules import PLAN_STATES
from desk.evaluation.schemes.choices import SchemeState
from desk.kernel.commands import command, on
from desk.kernel.errors import refuse
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.deciding import (
    Countersign,
    ask_approval,
    decide,
    take_back,
    waiting_approval,
)
from desk.office.approvals.events import ApprovalSummaryAsked, Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Reader, Work

_SIGNED = '{"number": "PJ2026Q3-1", "countersigned_by": "李副总", "countersigned_on": "2026-11-16"}'


@command("evaluation_plan.create", "提交评估计划", example='{"number": "PJ2026Q3-1"}')
def submit_evaluation_plan(work: Work, *, number: str) -> int:
    """Put a draft before the manager.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E006, E008, E019 a scheme that is not in force any more.
    """
    plan = plan_by_number(work, number)
    plan.state = PLAN_STATES.step(plan.state, "submit_evaluation_plan")
    why = tr("{label} 已停用,请修改计划后再提交").format(label=plan.scheme.label)
    if plan.scheme.state is not SchemeState.APPROVED:
        raise refuse("E019", "number", label=tr("评估方案"), why=why)
    words = tr("{title},{n} 家合作商,评估人 {m} 位")
    asked = ask_approval(
        work,
        plan,
        word=tr("评估计划"),
        number=plan.number,
        title=words.format(title=plan.title, n=len(plan.partners), m=len(plan.evaluators)),
        right="evaluation_plan.approve",
        prepared_by=plan.created_by,
    )
    return asked.id


@command("evaluation_plan.create", "撤回评估计划", example='{"number": "PJ2026Q3-1"}')
def recall_evaluation_plan(work: Work, *, number: str) -> None:
    """Take one's own plan back from the manager.

    Raises:
        Refused: E006, E008, E210 somebody else's.
    """
    take_back(work, _waiting(work, number, "recall_evaluation_plan").id)


@command("evaluation_plan.approve", "批准评估计划", example=_SIGNED)
def approve_evaluation_plan(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Let a plan be carried out.

    Raises:
        Refused: E001, E004, E006, E008, E012, E171, E190 own draft without the countersign.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    asked = _waiting(work, number, "approve_evaluation_plan")
    decide(work, asked.id, approve=True, countersign=signed)


@command(
    "evaluation_plan.approve",
    "驳回评估计划",
    example='{"number": "PJ2026Q3-1", "reason": "评估人太少"}',
)
def reject_evaluation_plan(work: Work, *, number: str, reason: str) -> None:
    """Send a plan back with a reason.

    Raises:
        Refused: E004, E006, E008, E012, E190, E191.
    """
    asked = _waiting(work, number, "reject_evaluation_plan")
    decide(work, asked.id, approve=False, reason=reason)


def _waiting(work: Work, number: str, command_name: str) -> Approval:
    plan = plan_by_number(work, number)
    PLAN_STATES.step(plan.state, command_name)
    asked = waiting_approval(work, plan)
    if asked is None:
        action = next(m.label for m in PLAN_STATES.moves if m.command == command_name)
        raise refuse("E008", obj=PLAN_STATES.obj, state=tr("未提交"), action=action)
    return asked


def _about(work: Work, approval: Approval) -> EvaluationPlan | None:
    mine = approval.obj_kind == EvaluationPlan.__tablename__
    return work.get(EvaluationPlan, approval.obj_id, tr("评估计划")) if mine else None


@on(Approved)
def allow_evaluation(work: Work, event: Approved) -> None:
    """The plan may be started."""
    plan = _about(work, event.approval)
    if plan is not None:
        plan.state = PLAN_STATES.step(plan.state, "approve_evaluation_plan")
        plan.approved_at, plan.answer = work.now, ""


@on(Rejected)
def send_evaluation_plan_back(work: Work, event: Rejected) -> None:
    """The plan is a draft again and says why."""
    plan = _about(work, event.approval)
    if plan is not None:
        plan.state = PLAN_STATES.step(plan.state, "reject_evaluation_plan")
        plan.answer = event.approval.reason


@on(TakenBack)
def reopen_evaluation_plan(work: Work, event: TakenBack) -> None:
    """The plan is a draft again."""
    plan = _about(work, event.approval)
    if plan is not None:
        plan.state = PLAN_STATES.step(plan.state, "recall_evaluation_plan")


@on(ApprovalSummaryAsked)
def tell_plan(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """Who is evaluated, by whom, until when."""
    plan_id = asked.about(EvaluationPlan)
    if plan_id is None:
        return
    plan = read.get(EvaluationPlan, plan_id, tr("评估计划"))
    asked.tell(
        (tr("计划"), plan.title),
        (tr("期间"), plan.period.label),
        (tr("方案"), plan.scheme.label),
        (tr("合作商"), "、".join(f"{p.partner.code} {p.partner.name}" for p in plan.partners)),
        (tr("评估人"), "、".join(e.user.name for e in plan.evaluators)),
        (tr("评分截止"), show_date(plan.scores_due_on)),
        (tr("报告完成"), show_date(plan.reports_due_on)),
        (tr("备注"), plan.remark),
    )
    asked.show_paper("P-09", plan.number)
    asked.open_in("evaluation_desk", number=plan.number)
