"""Loading reports, and the ones in force before a period."""

from datetime import date

from sqlalchemy import func, select

from desk.evaluation.plans.model import EvaluationPlan
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.model import EvaluationReport, Rectification
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader

PUBLIC = frozenset({ReportState.EFFECTIVE, ReportState.SUPERSEDED})


def report_by_number(read: Reader, number: str) -> EvaluationReport:
    """A report the acting user may read: in force, or any when he prepares or decides on reports.

    Raises:
        Refused: E006, E210.
    """
    wanted = number.strip().upper()
    found = read.session.scalar(select(EvaluationReport).where(EvaluationReport.number == wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("评估报告"), v=number)
    if found.state not in PUBLIC:
        read.require("evaluation_report.review")
    read.held.add(found)
    return found


def rectification_of(read: Reader, rectification_id: int) -> Rectification:
    """Raises: Refused E006."""
    return read.get(Rectification, rectification_id, tr("限期整改"))


def versions_of(read: Reader, planned_id: int) -> list[EvaluationReport]:
    """Every version about one partner of a plan, the latest first."""
    wanted = select(EvaluationReport).where(EvaluationReport.planned_id == planned_id)
    return list(read.session.scalars(wanted.order_by(EvaluationReport.version_no.desc())))


def next_version(read: Reader, plan: EvaluationPlan, partner_id: int) -> int:
    """One more than any version about the partner and the same days, also of a cancelled plan."""
    highest = select(func.max(EvaluationReport.version_no)).where(
        EvaluationReport.partner_id == partner_id,
        EvaluationReport.first_on == plan.first_on,
        EvaluationReport.last_on == plan.last_on,
    )
    return (read.session.scalar(highest) or 0) + 1


def in_force_before(
    read: Reader, partner_id: int, first_on: date, most: int
) -> list[EvaluationReport]:
    """A partner's reports in force about periods that ended before a day, the latest first."""
    return list(
        read.session.scalars(
            select(EvaluationReport)
            .where(
                EvaluationReport.partner_id == partner_id,
                EvaluationReport.state == ReportState.EFFECTIVE,
                EvaluationReport.last_on < first_on,
            )
            .order_by(EvaluationReport.last_on.desc(), EvaluationReport.id.desc())
            .limit(most)
        )
    )


def in_force_of(read: Reader, report: EvaluationReport) -> EvaluationReport | None:
    """The other report in force about the same partner and the same days."""
    return read.session.scalar(
        select(EvaluationReport).where(
            EvaluationReport.partner_id == report.partner_id,
            EvaluationReport.first_on == report.first_on,
            EvaluationReport.last_on == report.last_on,
            EvaluationReport.state == ReportState.EFFECTIVE,
            EvaluationReport.id != report.id,
        )
    )


def latest_of(read: Reader, planned_id: int) -> EvaluationReport | None:
    """The last version about a partner of a plan."""
    return next(iter(versions_of(read, planned_id)), None)
