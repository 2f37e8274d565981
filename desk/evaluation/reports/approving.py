"""The manager approves a report or turns it down, and what follows, follows at once.

Source: spec 5.7, A-27, E190, E191.
"""

from datetime import date, timedelta

from sqlalchemy import select

from desk.evaluation.plans.choices import PlanState, Standing
from desk.evaluation.plans.commands import finish
from desk.evaluation.plans.events import PlanCancelled, PlanFinishing
from desk.evaluation.plans.finding import evaluators_of
from desk.evaluation.plans.model import EvaluationPlan
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.evaluation.reports.commands import supersede_former
from desk.evaluation.reports.finding import report_by_number
from desk.evaluation.reports.model import EvaluationReport, Rectification
from desk.evaluation.reports.rules import RECTIFICATION_STATES, RECTIFY_DAYS, REPORT_STATES
from desk.kernel.commands import command, on
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.office.approvals.deciding import Countersign, decide, waiting_approval
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.lapsing import let_lapse
from desk.office.approvals.model import Approval
from desk.partners.carriers.choices import PartnerStatus
from desk.partners.carriers.grading import grade_partner
from desk.storage.tables import AuditEntry, AuditLog
from desk.storage.work import Reader, Work


@command(
    "evaluation_report.approve",
    "批准评估报告",
    example='{"number": "PG2026Q3-P001-V1", "reason": "同意"}',
)
def approve_report(
    work: Work,
    *,
    number: str,
    reason: str = "",
    countersigned_by: str = "",
    countersigned_on: date | None = None,
) -> None:
    """Put a report in force: the partner's grade and standing follow at once.

    Raises:
        Refused: E001 a small sample without the manager's comment, E004, E006, E008, E012, E171,
            E190 by an evaluator or the drafter.

    Source: spec 5.7, AT-12.
    """
    asked = _waiting(work, number, "approve_report")
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, asked.id, approve=True, reason=reason, countersign=signed)


@command(
    "evaluation_report.approve",
    "驳回评估报告",
    example='{"number": "PG2026Q3-P002-V1", "reason": "软性评分无依据"}',
)
def reject_report(work: Work, *, number: str, reason: str) -> None:
    """Turn a report down with a reason; it stays readable, the next version is drafted from it.

    Raises:
        Refused: E004, E006, E008, E012, E190, E191.
    """
    decide(work, _waiting(work, number, "reject_report").id, approve=False, reason=reason)


def _waiting(work: Work, number: str, command_name: str) -> Approval:
    report = report_by_number(work, number)
    if report.state in (ReportState.EFFECTIVE, ReportState.SUPERSEDED):
        raise refuse("E194", "number")
    REPORT_STATES.step(report.state, command_name)
    asked = waiting_approval(work, report)
    if asked is None:
        action = next(m.label for m in REPORT_STATES.moves if m.command == command_name)
        raise refuse("E008", obj=REPORT_STATES.obj, state=tr("未提交"), action=action)
    return asked


def _about(work: Work, approval: Approval) -> EvaluationReport | None:
    mine = approval.obj_kind == EvaluationReport.__tablename__
    return work.get(EvaluationReport, approval.obj_id, tr("评估报告")) if mine else None


@on(Approved)
def put_in_force(work: Work, event: Approved) -> None:
    """The report is in force; its figures are never changed again."""
    report = _about(work, event.approval)
    if report is None:
        return
    _check_decider(work, report)
    if report.few and not event.approval.reason:
        raise refuse("E001", "reason", label=tr("经理意见(样本不足)"))
    supersede_former(work, report)
    _enter(work, report, "approve_report", event.approval.reason)
    _follow(work, report)
    if report.plan.state is PlanState.RUNNING and not _open_partners(work, report.plan):
        finish(work, report.plan)


@on(Rejected)
def keep_rejected(work: Work, event: Rejected) -> None:
    """The version stays as it is, with the reason."""
    report = _about(work, event.approval)
    if report is not None:
        _check_decider(work, report)
        _enter(work, report, "reject_report", event.approval.reason)


@on(TakenBack)
def reopen_report(work: Work, event: TakenBack) -> None:
    """The draft may be written again."""
    report = _about(work, event.approval)
    if report is not None:
        report.state = REPORT_STATES.step(report.state, "recall_report")


def _check_decider(work: Work, report: EvaluationReport) -> None:
    """Nobody decides on a report he has scored for or written in, whatever his role is by now."""
    if work.actor.user_id in evaluators_of(report.planned):
        raise refuse("E190", obj=tr("评估报告(您是评估人)"))
    if work.actor.user_id in _writers(work, report):
        raise refuse("E190", obj=tr("评估报告(您参与了填写)"))


def _writers(read: Reader, report: EvaluationReport) -> frozenset[int | None]:
    """Whoever had a hand in it, as the trail tells: the report itself knows only the last one."""
    touched = (
        select(AuditLog.user_id)
        .join(AuditEntry, AuditEntry.audit_id == AuditLog.id)
        .where(
            AuditEntry.record == EvaluationReport.__tablename__,
            AuditEntry.record_id == report.id,
        )
    )
    return frozenset(read.session.scalars(touched))


def _enter(work: Work, report: EvaluationReport, command_name: str, answer: str) -> None:
    report.state = REPORT_STATES.step(report.state, command_name)
    report.decided_at, report.answer = work.now, answer


def _follow(work: Work, report: EvaluationReport) -> None:
    """Grade and standing of the partner, unless a later period has been decided already."""
    assert report.grade is not None
    if _later(work, report):
        return
    until = work.today + timedelta(days=RECTIFY_DAYS)
    grade_partner(report.partner, report.grade, report.number, until)
    _end_former_tasks(work, report)
    if report.partner.status is PartnerStatus.RECTIFY:
        work.add(
            Rectification(
                report_id=report.id,
                partner_id=report.partner_id,
                due_on=until,
                demands=report.suggestions,
                state=RECTIFICATION_STATES.initial,
            )
        )


def _end_former_tasks(work: Work, report: EvaluationReport) -> None:
    former = work.session.scalars(
        select(Rectification).where(
            Rectification.partner_id == report.partner_id,
            Rectification.state == RectificationState.OPEN,
        )
    )
    for task in former:
        task.state = RECTIFICATION_STATES.step(task.state, "approve_report")
        task.closed_at, task.result = work.now, report.number


def _later(read: Reader, report: EvaluationReport) -> bool:
    later = select(EvaluationReport.id).where(
        EvaluationReport.partner_id == report.partner_id,
        EvaluationReport.state == ReportState.EFFECTIVE,
        EvaluationReport.last_on > report.last_on,
    )
    return read.session.scalar(later.limit(1)) is not None


def _open_partners(read: Reader, plan: EvaluationPlan) -> list[str]:
    """Partners that are scored and have no report in force yet."""
    done = set(
        read.session.scalars(
            select(EvaluationReport.partner_id).where(
                EvaluationReport.plan_id == plan.id,
                EvaluationReport.state == ReportState.EFFECTIVE,
            )
        )
    )
    return [
        planned.partner.code
        for planned in plan.partners
        if planned.standing is Standing.SCORED and planned.partner_id not in done
    ]


@on(PlanFinishing)
def name_open_partners(work: Work, asked: PlanFinishing) -> None:
    """Whose report is not in force."""
    asked.open_partners.extend(_open_partners(work, asked.plan))


@on(PlanCancelled)
def put_reports_aside(work: Work, event: PlanCancelled) -> None:
    """What waits for the manager waits no more; the draft stays readable."""
    waiting = select(EvaluationReport).where(
        EvaluationReport.plan_id == event.plan.id, EvaluationReport.state == ReportState.SUBMITTED
    )
    for report in work.session.scalars(waiting).all():
        let_lapse(work, report)
        report.state = REPORT_STATES.step(report.state, "recall_report")
