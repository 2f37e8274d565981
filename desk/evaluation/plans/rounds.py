"""An evaluator's own scorecards of the plans under way and just done, and all scores once all are in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.evaluation.plans.cards import may_see
from desk.evaluation.plans.choices import CardState, PlanState
from desk.evaluation.plans.finding import scorecard_of
from desk.evaluation.plans.model import EvaluationPlan, EvaluationPlanPartner, Scorecard
from desk.evaluation.schemes.choices import IndicatorKind
from desk.evaluation.schemes.scoring import far_apart, mean_of
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader

DONE_PLANS = 2


@dataclass(frozen=True, kw_only=True)
class OwnCard:
    """One partner of a plan whom the acting user scores or has scored."""

    card_id: int
    plan_number: str
    plan_title: str
    plan_state: PlanState
    first_on: date
    last_on: date
    due_on: date
    partner_code: str
    partner_name: str
    state: CardState


@dataclass(frozen=True, kw_only=True)
class ScoreOfAll:
    """A soft indicator as all evaluators scored it.

    Attributes:
        scores: (evaluator, tenths, evidence) in the order of the cards.
        mean: hundredths of a point.
        far_apart: they differ by 3 points or more.
    """

    code: str
    name: str
    scores: tuple[tuple[str, int, str], ...]
    mean: int
    far_apart: bool


@query("scorecard.create", "我的评分")
def my_rounds(read: Reader) -> list[OwnCard]:
    """One's own cards: of running plans, the one due first on top, then of the last finished plans."""
    cards = read.session.scalars(
        select(Scorecard)
        .join(EvaluationPlanPartner, EvaluationPlanPartner.id == Scorecard.planned_id)
        .join(EvaluationPlan, EvaluationPlan.id == EvaluationPlanPartner.plan_id)
        .where(
            Scorecard.user_id == read.actor.user_id,
            Scorecard.state != CardState.REPLACED,
            EvaluationPlan.state.in_((PlanState.RUNNING, PlanState.DONE)),
        )
        .order_by(EvaluationPlan.scores_due_on, EvaluationPlan.id, EvaluationPlanPartner.position)
    ).all()
    running = [c for c in cards if c.planned.plan.state is PlanState.RUNNING]
    done = [c for c in cards if c.planned.plan.state is PlanState.DONE]
    latest = list(dict.fromkeys(c.planned.plan_id for c in reversed(done)))[:DONE_PLANS]
    return [_own(card) for card in (*running, *(c for c in done if c.planned.plan_id in latest))]


def _own(card: Scorecard) -> OwnCard:
    plan, partner = card.planned.plan, card.planned.partner
    return OwnCard(
        card_id=card.id,
        plan_number=plan.number,
        plan_title=plan.title,
        plan_state=plan.state,
        first_on=plan.first_on,
        last_on=plan.last_on,
        due_on=plan.scores_due_on,
        partner_code=partner.code,
        partner_name=partner.name,
        state=card.state,
    )


@query("scorecard.read", "各评估人的评分")
def scores_of_all(read: Reader, *, scorecard_id: int) -> list[ScoreOfAll]:
    """What all evaluators of the same partner and round gave, once all are in; empty before.

    Raises:
        Refused: E006, E210 whoever may read only his own.
    """
    card = scorecard_of(read, scorecard_id)
    cards = card.planned.cards_of(card.round_no)
    if any(other.submitted_at is None for other in cards):
        return []
    if not all(may_see(read, other) for other in cards):
        action, others = tr("查看他人的评分"), "、".join(other.user.name for other in cards)
        raise refuse("E210", role=read.actor.role.label, action=action, who=others)
    found = []
    for indicator in card.planned.plan.scheme.of_kind(IndicatorKind.SOFT):
        given = [
            (other.user.name, score.score_tenths, score.evidence)
            for other in cards
            for score in other.scores
            if score.code == indicator.code
        ]
        tenths = [score for _, score, _ in given]
        found.append(
            ScoreOfAll(
                code=indicator.code,
                name=indicator.name,
                scores=tuple(given),
                mean=mean_of(tenths) or 0,
                far_apart=far_apart(tenths),
            )
        )
    return found
