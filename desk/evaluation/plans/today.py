"""Open work around plans: scorecards that wait for the reader or for nobody, plans to start."""

from sqlalchemy import select

from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.finding import may_evaluate
from desk.evaluation.plans.model import EvaluationPlan
from desk.evaluation.plans.queries import open_cards, open_cards_of
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def scorecards_due(read: Reader) -> list[TodayRow]:
    """Partners the acting user has to score."""
    return [
        TodayRow(
            tr("给合作商评分"),
            f"{card.planned.partner.name} {card.planned.plan.period.label}",
            end_of(card.planned.plan.scores_due_on),
            "scorecard_desk",
            {"ids": [card.id]},
            card.planned.plan.number,
        )
        for card in open_cards_of(read, read.actor.user_id)[:MOST_ROWS]
    ]


def plans_to_start(read: Reader) -> list[TodayRow]:
    """Approved plans whose period is over."""
    waiting = (
        select(EvaluationPlan)
        .where(EvaluationPlan.state == PlanState.APPROVED, EvaluationPlan.last_on < read.today)
        .order_by(EvaluationPlan.scores_due_on)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("开始合作商评分"),
            plan.title,
            end_of(plan.scores_due_on),
            "evaluation_plan",
            {"number": plan.number},
            plan.number,
        )
        for plan in read.session.scalars(waiting)
    ]


def evaluators_gone(read: Reader) -> list[TodayRow]:
    """Open scorecards of somebody who left or scores no more: only the manager can pass them on."""
    return [
        TodayRow(
            tr("更换评估人"),
            f"{card.user.name} {card.planned.partner.name} {card.planned.plan.period.label}",
            end_of(card.planned.plan.scores_due_on),
            "scorecards",
            {"ids": [card.id]},
            card.planned.plan.number,
        )
        for card in open_cards(read)
        if not may_evaluate(card.user)
    ][:MOST_ROWS]


SOURCES = (
    TodaySource("scorecard.create", scorecards_due),
    TodaySource("evaluation_plan.create", plans_to_start),
    TodaySource("evaluation_plan.approve", evaluators_gone),
)
