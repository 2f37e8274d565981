"""Open work around reports: to draft, to go on with, re-checks that come due, partners to let go."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from desk.evaluation.plans.choices import PlanState, Standing
from desk.evaluation.plans.model import EvaluationPlan, EvaluationPlanPartner
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.evaluation.reports.finding import latest_of
from desk.evaluation.reports.model import EvaluationReport, Rectification
from desk.evaluation.schemes.choices import Consequence
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.partners.carriers.choices import PartnerStatus
from desk.partners.carriers.model import Partner
from desk.storage.work import Reader


def reports_to_draft(read: Reader) -> list[TodayRow]:
    """Partners whose scores are all in and whose report is not with the manager yet."""
    planned = (
        select(EvaluationPlanPartner)
        .join(EvaluationPlan, EvaluationPlan.id == EvaluationPlanPartner.plan_id)
        .where(
            EvaluationPlan.state == PlanState.RUNNING,
            EvaluationPlanPartner.standing == Standing.SCORED,
        )
        .order_by(EvaluationPlan.reports_due_on, EvaluationPlanPartner.position)
    )
    rows = (row for each in read.session.scalars(planned) for row in _to_draft(read, each))
    return list(rows)[:MOST_ROWS]


def _to_draft(read: Reader, planned: EvaluationPlanPartner) -> Iterator[TodayRow]:
    last = latest_of(read, planned.id)
    done = last is not None and last.state in (ReportState.SUBMITTED, ReportState.EFFECTIVE)
    if planned.missing or done:
        return
    title = f"{planned.partner.name} {planned.plan.period.label}"
    due_at = end_of(planned.plan.reports_due_on)
    where: dict[str, Any] = {}
    if last is None:
        number, kind = planned.plan.number, tr("起草评估报告")
        where = {"partner": planned.partner_id}
    else:
        rejected = last.state is ReportState.REJECTED
        number = last.number
        kind = tr("重写被驳回的评估报告") if rejected else tr("完成评估报告")
    yield TodayRow(kind, title, due_at, "evaluation_desk", {"number": number, **where}, number)


def rechecks_due(read: Reader) -> list[TodayRow]:
    """Partners who have to mend, by the day of their re-check."""
    open_tasks = (
        select(Rectification)
        .where(Rectification.state == RectificationState.OPEN)
        .order_by(Rectification.due_on, Rectification.id)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("复查合作商整改"),
            f"{task.partner.name} {task.demands}"[:60],
            end_of(task.due_on),
            "rectifications",
            {"ids": [task.id]},
            task.report.number,
        )
        for task in read.session.scalars(open_tasks)
    ]


def endings_proposed(read: Reader) -> list[TodayRow]:
    """Partners whose last report proposes to end the cooperation, while it is not decided."""
    proposed = (
        select(EvaluationReport)
        .join(Partner, Partner.id == EvaluationReport.partner_id)
        .where(
            EvaluationReport.number == Partner.evaluation_no,
            EvaluationReport.consequence == Consequence.TERMINATE,
            Partner.status.in_((PartnerStatus.SUSPENDED, PartnerStatus.RECTIFY)),
        )
        .order_by(Partner.code)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("决定是否终止合作"),
            tr("{p} 连续评估不合格").format(p=report.partner.name),
            None,
            "partners",
            {"ids": [report.partner_id]},
            report.number,
        )
        for report in read.session.scalars(proposed)
    ]


SOURCES = (
    TodaySource("evaluation_report.create", reports_to_draft),
    TodaySource("partner.approve", rechecks_due),
    TodaySource("partner.approve", endings_proposed),
)
