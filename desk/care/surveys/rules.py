"""The ways of questionnaire and round, and what makes an answer count. Pure. Source: spec 3.19, 5.8."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desk.care.surveys.choices import (
    Grade,
    ItemKind,
    QuestionnaireState,
    SurveyState,
)
from desk.kernel.quantities import round_half_up
from desk.kernel.states import Move, StateTable, moves_from

_Q, _S = QuestionnaireState, SurveyState
QUESTIONNAIRE_STATES: StateTable[QuestionnaireState] = StateTable(
    obj="调查问卷",
    initial=_Q.DRAFT,
    moves=(
        Move("update_questionnaire", moves_from(_Q.DRAFT), _Q.DRAFT, "修改"),
        Move("submit_questionnaire", moves_from(_Q.DRAFT), _Q.DRAFT, "提交"),
        Move("approve_questionnaire", moves_from(_Q.DRAFT), _Q.APPROVED, "批准"),
        Move("reject_questionnaire", moves_from(_Q.DRAFT), _Q.DRAFT, "驳回"),
        Move("close_questionnaire", moves_from(_Q.DRAFT, _Q.APPROVED), _Q.CLOSED, "停用", True),
    ),
    final=frozenset({_Q.CLOSED}),
)
SURVEY_STATES: StateTable[SurveyState] = StateTable(
    obj="满意度调查",
    initial=_S.DRAWN,
    moves=(
        Move("send_survey", moves_from(_S.DRAWN), _S.SENT, "发放"),
        Move("drop_recipient", moves_from(_S.DRAWN), _S.DRAWN, "移出名单", True),
        Move("enter_survey_answer", moves_from(_S.SENT), _S.SENT, "录入答卷"),
        Move("pick_rechecks", moves_from(_S.SENT), _S.SENT, "抽取复核"),
        Move("close_survey", moves_from(_S.SENT), _S.CLOSED, "结束"),
    ),
    final=frozenset({_S.CLOSED}),
)

WHOLE = 100
SCORE_STEP = 20
LEAST_ANSWERED_BP = 8_000
LEAST_LINE = 3
LOW_ANSWER, LOW_INDEX = 2, 60
FOLLOW_UP_HOURS = 8
FEW = 5
RECHECK_SHARE = 10
PROMOTER, DETRACTOR = 9, 6
_GRADES = ((95, Grade.EXCELLENT), (85, Grade.GOOD), (75, Grade.FAIR))


@dataclass(frozen=True)
class Question:
    """An item as the rules see it; `dimension` is empty outside the index."""

    position: int
    dimension: str
    kind: ItemKind
    weight: int = 1

    @property
    def is_overall(self) -> bool:
        return self.kind is ItemKind.FIVE and not self.dimension

    @property
    def is_scored(self) -> bool:
        return self.kind is ItemKind.FIVE and bool(self.dimension)


Values = Mapping[int, int]
"""Answers by position of the item; what was left out is missing."""


def dimension_score(questions: Sequence[Question], values: Values, name: str) -> Fraction | None:
    """Mean of a respondent's answers in a dimension on 20…100; None when he answered none."""
    mine = [q for q in questions if q.is_scored and q.dimension == name and q.position in values]
    weight = sum(q.weight for q in mine)
    if not weight:
        return None
    return Fraction(sum(values[q.position] * SCORE_STEP * q.weight for q in mine), weight)


def respondent_index(
    questions: Sequence[Question], weights: Mapping[str, int], values: Values
) -> Fraction | None:
    """Weighted mean over the dimensions he answered, 20…100; None without any."""
    scores = {name: dimension_score(questions, values, name) for name in weights}
    known = {name: score for name, score in scores.items() if score is not None and weights[name]}
    whole = sum(weights[name] for name in known)
    if not whole:
        return None
    return sum((score * weights[name] for name, score in known.items()), Fraction(0)) / whole


def is_complete(questions: Sequence[Question], values: Values) -> bool:
    """At least 80 % of the items answered; open questions are not asked for (assumed)."""
    wanted = [q for q in questions if q.kind is not ItemKind.TEXT]
    given = sum(q.position in values for q in wanted)
    return bool(wanted) and given * 10_000 >= len(wanted) * LEAST_ANSWERED_BP


def is_straight(questions: Sequence[Question], values: Values) -> bool:
    """The same answer on all 5-level items (three at least): perhaps nobody read them."""
    given = [
        values[q.position] for q in questions if q.kind is ItemKind.FIVE and q.position in values
    ]
    return len(given) >= LEAST_LINE and len(set(given)) == 1


def low_marks(questions: Sequence[Question], values: Values) -> tuple[int, ...]:
    """Positions of the 5-level items answered with 1 or 2."""
    fives = (q for q in questions if q.kind is ItemKind.FIVE)
    return tuple(q.position for q in fives if values.get(q.position, 5) <= LOW_ANSWER)


def grade_of(index: Fraction) -> Grade:
    """By the index as it is shown, with two decimals."""
    shown = hundredths(index)
    return next((grade for least, grade in _GRADES if shown >= least * 100), Grade.POOR)


def hundredths(value: Fraction) -> int:
    """Rounded half up to two decimals: 80.2 is 8020."""
    return round_half_up(value.numerator * 100, value.denominator)


def nps_tenths(answers: Sequence[int]) -> int | None:
    """Share of 9–10 minus share of 0–6, in tenths of a point; None without answers."""
    if not answers:
        return None
    promoters = sum(a >= PROMOTER for a in answers)
    detractors = sum(a <= DETRACTOR for a in answers)
    return round_half_up((promoters - detractors) * 1_000, len(answers))


def draw(ids: Collection[int], size: int, seed: int) -> tuple[int, ...]:
    """A repeatable sample without repetition, in a random order; all when there are no more."""
    ordered = sorted(ids)
    chance = random.Random(seed)
    return tuple(chance.sample(ordered, min(size, len(ordered))))


def recheck_size(answers: int) -> int:
    """A tenth of the answers rounded up, at least one of any."""
    return -(-answers // RECHECK_SHARE)
