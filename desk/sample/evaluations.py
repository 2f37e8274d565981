"""The partners are evaluated: schemes in force, a plan under way, a report before the manager."""

from datetime import date, timedelta

from desk.evaluation.plans.approving import approve_evaluation_plan, submit_evaluation_plan
from desk.evaluation.plans.cards import enter_scorecard
from desk.evaluation.plans.commands import draft_evaluation_plan, start_evaluation_plan
from desk.evaluation.plans.queries import my_scorecards
from desk.evaluation.plans.rules import ScoreDraft
from desk.evaluation.reports.commands import draft_report, submit_report, write_report
from desk.evaluation.reports.plan_page import plan_page
from desk.evaluation.schemes.commands import adopt_standard_scheme, approve_scheme
from desk.partners.carriers.choices import PartnerScope, PartnerStatus
from desk.sample.finding import rows
from desk.sample.stage import Stage
from desk.screens.lists import Filter

DAYS = 14
EVALUATORS = ("lina", "zhang")
# Tenths of a point by evaluator: attitude, papers, place and trucks, settlement.
SCORES = {"lina": (85, 80, 80, 90), "zhang": (90, 80, 75, 90)}


def approve_schemes(stage: Stage) -> None:
    """The standard schemes of both scopes are in force from the beginning."""
    for scope in PartnerScope:
        stage.as_("zhang")
        made = stage.do(adopt_standard_scheme, scope=scope)
        stage.as_("boss")
        stage.do(approve_scheme, scheme_id=made)


def evaluate_partners(stage: Stage, day: date) -> None:
    """The last two weeks are evaluated: one report waits for the manager, one is being written."""
    stage.at(day, 18)
    number = _planned(stage, day)
    if not stage.do(start_evaluation_plan, number=number):
        return
    scored = [
        partner
        for partner in stage.desk.ask(plan_page, number=number).plan.partners
        if partner.cards
    ]
    for login in EVALUATORS:
        stage.as_(login)
        left = 1 if login == "lina" else 0
        _score(stage, login, len(scored) - left if len(scored) > 2 else len(scored))
    stage.as_("zhang")
    for position, partner in enumerate(scored[:2]):
        report = stage.do(draft_report, plan_number=number, partner_id=partner.partner_id)
        stage.do(
            write_report,
            number=report,
            defects="个别货物到货反馈不及时。",
            suggestions="每天 18:00 前反馈当日到货与签收。",
            conclusion="按评估等级处理。",
        )
        if not position:
            stage.do(submit_report, number=report)
            stage.shown["P-08"] = report
    stage.shown["P-09"] = number


def _planned(stage: Stage, day: date) -> str:
    working = rows(stage, "partners", Filter("status", "is", PartnerStatus.ACTIVE))
    codes = {row["code"] for row in working}
    ids = [n for n in sorted(stage.desk.list_ids("partners")) if f"P{n:03d}" in codes]
    stage.as_("zhang")
    number = stage.do(
        draft_evaluation_plan,
        scope=PartnerScope.REGION,
        period=f"{day - timedelta(days=DAYS)}~{day - timedelta(days=1)}",
        partner_ids=tuple(ids),
        evaluator_ids=tuple(stage.actors[login].user_id or 0 for login in EVALUATORS),
        scores_due_on=day + timedelta(days=3),
        reports_due_on=day + timedelta(days=7),
    )
    stage.do(submit_evaluation_plan, number=number)
    stage.as_("boss")
    stage.do(approve_evaluation_plan, number=number)
    stage.as_("zhang")
    return number


def _score(stage: Stage, login: str, count: int) -> None:
    """Fill in one's first scorecards."""
    for due in stage.desk.ask(my_scorecards)[:count]:
        stage.do(
            enter_scorecard,
            scorecard_id=due.id,
            scores=tuple(
                ScoreDraft(code=f"S{n}", score_tenths=tenths)
                for n, tenths in enumerate(SCORES[login], 1)
            ),
        )
