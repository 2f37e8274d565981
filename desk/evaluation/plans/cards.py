"""Scorecards: every evaluator scores for himself, and nobody sees another's before all are in."""

from collections.abc import Iterable, Mapping

from desk.archive.customers.rules import check_text
from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.finding import scorecard_of
from desk.evaluation.plans.model import EvaluationPlanPartner, Scorecard, ScorecardScore
from desk.evaluation.plans.rules import CARD_STATES, PLAN_STATES, ScoreDraft, check_scores
from desk.evaluation.schemes.choices import IndicatorKind
from desk.evaluation.schemes.model import EvaluationScheme
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


@command(
    "scorecard.create",
    "评分",
    example='{"scorecard_id": 1, "scores": [{"code": "S1", "score_tenths": 85}]}',
)
def enter_scorecard(
    work: Work,
    *,
    scorecard_id: int,
    scores: tuple[ScoreDraft, ...],
    remark: str = "",
    version: int | None = None,
) -> None:
    """Score a partner on every soft indicator of the scheme, 0–10 in half steps.

    Until the last evaluator has scored, everyone may mend his own; then all are fixed.

    Raises:
        Refused: E001 an indicator left out, E003, E004, E006, E008 all are in, E012, E017, E019,
            E195 5 and below or 9.5 and above without evidence, E210 somebody else's, E211.

    Source: spec 3.20, E195; issue (entered independently).
    """
    card = scorecard_of(work, scorecard_id)
    _check_own(work, card)
    state = CARD_STATES.step(card.state, "enter_scorecard")
    _check_open(card)
    work.expect_version(card, version)
    problems = check_scores(soft_names(card.planned.plan.scheme), scores)
    check_text(problems, clean_text(remark), "remark", tr("说明"), 300)
    problems.raise_if_any()
    if card.scores:
        card.scores.clear()
        work.session.flush()
    card.scores = [
        ScorecardScore(
            code=clean_text(score.code).upper(),
            score_tenths=score.score_tenths,
            evidence=clean_text(score.evidence),
        )
        for score in scores
    ]
    card.state, card.submitted_at, card.remark = state, work.now, clean_text(remark)


def _check_own(work: Work, card: Scorecard) -> None:
    if card.user_id != work.actor.user_id:
        action = tr("填写他人的评分表")
        raise refuse("E210", role=work.actor.role.label, action=action, who=card.user.name)


def _check_open(card: Scorecard) -> None:
    plan = card.planned.plan
    if plan.state is not PlanState.RUNNING:
        raise refuse("E008", obj=PLAN_STATES.obj, state=plan.state.label, action=tr("评分"))
    if not card.planned.missing:
        state = tr("全部评分已交齐")
        raise refuse("E008", obj=CARD_STATES.obj, state=state, action=tr("修改"))


def soft_names(scheme: EvaluationScheme) -> Mapping[str, str]:
    """The soft indicators of a scheme: name by code."""
    return {i.code: i.name for i in scheme.of_kind(IndicatorKind.SOFT)}


def open_cards(planned: EvaluationPlanPartner, user_ids: Iterable[int]) -> None:
    """Hand out the cards of the next round."""
    round_no = planned.round_no + 1
    planned.cards.extend(
        Scorecard(user_id=user_id, round_no=round_no, state=CARD_STATES.initial)
        for user_id in user_ids
    )


def repeat_cards(planned: EvaluationPlanPartner, reason: str) -> None:
    """Ask the same evaluators again; the former cards stay readable.

    Raises:
        Refused: E008, E009 without a reason.
    """
    former = planned.cards_of(planned.round_no)
    open_cards(planned, [card.user_id for card in former])
    for card in former:
        card.state = CARD_STATES.step(card.state, "ask_new_scores", reason)


def may_see(read: Reader, card: Scorecard) -> bool:
    """Whether the acting user may read the scores: his own, or anybody's once all are in."""
    if card.user_id == read.actor.user_id:
        return True
    round_cards = card.planned.cards_of(card.round_no)
    complete = all(other.submitted_at is not None for other in round_cards)
    return complete and read.may("evaluation_report.review")
