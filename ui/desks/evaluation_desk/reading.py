"""What the window asks beside itself."""

from dataclasses import dataclass

from desk.app import Desk
from desk.evaluation.plans.choices import Standing
from desk.evaluation.plans.queries import PlannedPartner
from desk.evaluation.reports.comparing import Differences, report_differences
from desk.evaluation.reports.plan_page import PlanPage, PlanReport, plan_page
from desk.evaluation.reports.queries import (
    PeerRow,
    ReportPage,
    report_page,
    report_peers,
)

REVIEW, MOST_PLANS = "evaluation_report.review", 6


@dataclass(frozen=True)
class PartnerEntry:
    """A partner of the plan with the last version of his report, if there is one."""

    partner: PlannedPartner
    report: PlanReport | None

    @property
    def key(self) -> str:
        return str(self.partner.partner_id)

    @property
    def waits_for_draft(self) -> bool:
        """All have scored and nobody has begun his report."""
        scored = self.partner.scored == self.partner.cards and self.partner.cards > 0
        return self.report is None and self.partner.standing is Standing.SCORED and scored


@dataclass(frozen=True)
class Evaluated:
    """The plans to choose from, one of them with its partners, and one report."""

    plans: tuple[str, ...]
    plan: PlanPage | None
    entries: list[PartnerEntry]
    report: ReportPage | None
    peers: list[PeerRow]
    differences: Differences | None


def evaluated(desk: Desk, plan_number: str, report_number: str) -> Evaluated:
    """Read the plan and the report; a report brings its own plan along."""
    report = desk.ask(report_page, number=report_number) if report_number else None
    ids = desk.list_ids("evaluation_plans", ())[:MOST_PLANS]
    rows = desk.list_rows("evaluation_plans", ids)
    plans = tuple(str(rows[plan_id][0]) for plan_id in ids)
    wanted = report.plan_number if report else plan_number or next(iter(plans), "")
    plan = desk.ask(plan_page, number=wanted) if wanted else None
    reviewing = report is not None and desk.may(REVIEW)
    return Evaluated(
        plans if wanted in plans or not wanted else (*plans, wanted),
        plan,
        entries_of(plan) if plan else [],
        report,
        desk.ask(report_peers, number=report_number) if reviewing else [],
        desk.ask(report_differences, number=report_number) if report else None,
    )


def entries_of(plan: PlanPage) -> list[PartnerEntry]:
    """Every partner of the plan in its order."""
    last = {report.partner_id: report for report in plan.reports}
    return [PartnerEntry(p, last.get(p.partner_id)) for p in plan.plan.partners]
