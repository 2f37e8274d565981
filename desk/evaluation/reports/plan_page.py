"""A plan with the reports that came of it."""

from dataclasses import dataclass

from desk.evaluation.plans.finding import plan_by_number
from desk.evaluation.plans.queries import PlanCard, card_of_plan
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.finding import latest_of
from desk.kernel.commands import query
from desk.partners.carriers.choices import Grade
from desk.storage.work import Reader


@dataclass(frozen=True, kw_only=True)
class PlanReport:
    """The last version about a partner of a plan."""

    partner_id: int
    number: str
    state: ReportState
    total: int | None
    grade: Grade | None
    answer: str


@dataclass(frozen=True)
class PlanPage:
    """A plan with its reports; a partner without one is missing in `reports`."""

    plan: PlanCard
    reports: tuple[PlanReport, ...]


@query("evaluation_plan.read", "评估计划与报告")
def plan_page(read: Reader, *, number: str) -> PlanPage:
    """A plan, how far its scoring is, and the last version of every report.

    Whoever only reads reports in force sees those.

    Raises:
        Refused: E006.
    """
    plan = plan_by_number(read, number)
    rows = []
    for planned in plan.partners:
        last = latest_of(read, planned.id)
        visible = last is not None and (
            read.may("evaluation_report.review") or last.state is ReportState.EFFECTIVE
        )
        if last is not None and visible:
            rows.append(
                PlanReport(
                    partner_id=planned.partner_id,
                    number=last.number,
                    state=last.state,
                    total=last.total_hundredths,
                    grade=last.grade,
                    answer=last.answer,
                )
            )
    return PlanPage(card_of_plan(read, plan), tuple(rows))
