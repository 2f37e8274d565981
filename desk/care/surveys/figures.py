"""The figures of a round from its respondents. Pure; exact until the last rounding.

Source: spec 5.8, 5.9 (K15–K17), AT-14.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desk.care.surveys.choices import Grade, ItemKind
from desk.care.surveys.rules import (
    DETRACTOR,
    FEW,
    PROMOTER,
    Question,
    Values,
    dimension_score,
    grade_of,
    hundredths,
    nps_tenths,
    respondent_index,
)
from desk.kernel.quantities import round_half_up

SATISFIED = 4


@dataclass(frozen=True)
class Respondent:
    """One answered questionnaire.

    Attributes:
        valid: counts for the index.
        believed: its single questions count (satisfaction rate, recommendation).
        struck: a person left it out altogether.
    """

    questions: tuple[Question, ...]
    weights: Mapping[str, int]
    values: Values
    valid: bool = True
    believed: bool = True
    struck: bool = False

    @property
    def index(self) -> Fraction | None:
        return respondent_index(self.questions, self.weights, self.values)

    def answers_to(self, *, overall: bool) -> list[int]:
        """The overall satisfaction (1–5), or the recommendation (0–10)."""
        wanted = [
            q.position
            for q in self.questions
            if (q.is_overall if overall else q.kind is ItemKind.TEN)
        ]
        return [self.values[p] for p in wanted if p in self.values]


@dataclass(frozen=True)
class DimensionFigure:
    """A dimension with its weight and index (hundredths); None when nobody answered it.

    Over several editions the weight is their mean, as often as each was answered.
    """

    name: str
    weight: int
    index_hundredths: int | None


@dataclass(frozen=True)
class ItemFigure:
    """The mean of an item on 20…100, in hundredths, over `answered` answers."""

    position: int
    index_hundredths: int
    answered: int


@dataclass(frozen=True)
class SurveyFigures:
    """What a round came to.

    Attributes:
        response_bp: valid of sent; None when nothing was sent.
        few: fewer than five valid answers, 「样本少」.
        csat_bp: overall answers 4–5 of all overall answers (K16).
        nps_tenths: 300 is 30.0 (K17).
    """

    sent: int
    answered: int
    valid: int
    response_bp: int | None
    few: bool
    index_hundredths: int | None
    grade: Grade | None
    dimensions: tuple[DimensionFigure, ...]
    items: tuple[ItemFigure, ...]
    overall_answered: int
    csat_bp: int | None
    recommend_answered: int
    promoters: int
    detractors: int
    nps_tenths: int | None


def figures_of(
    sent: int, respondents: Sequence[Respondent], returned: int | None = None
) -> SurveyFigures:
    """Everything 5.8 names, over the respondents in whatever order.

    Args:
        sent: questionnaires sent.
        respondents: all who answered, of one edition or of several.
        returned: valid answers to those sent, where the respondents are not just theirs.
    """
    valid = [r for r in respondents if r.valid]
    back = len(valid) if returned is None else returned
    believed = [r for r in respondents if r.believed]
    overall = [a for r in believed for a in r.answers_to(overall=True)]
    recommend = [a for r in believed for a in r.answers_to(overall=False)]
    index = mean([i for r in valid if (i := r.index) is not None])
    return SurveyFigures(
        sent=sent,
        answered=len(respondents),
        valid=len(valid),
        response_bp=round_half_up(back * 10_000, sent) if sent else None,
        few=len(valid) < FEW,
        index_hundredths=None if index is None else hundredths(index),
        grade=None if index is None else grade_of(index),
        dimensions=_dimensions(valid),
        items=_items(valid),
        overall_answered=len(overall),
        csat_bp=_satisfied_bp(overall),
        recommend_answered=len(recommend),
        promoters=sum(a >= PROMOTER for a in recommend),
        detractors=sum(a <= DETRACTOR for a in recommend),
        nps_tenths=nps_tenths(recommend),
    )


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def _satisfied_bp(overall: Sequence[int]) -> int | None:
    good = sum(a >= SATISFIED for a in overall)
    return round_half_up(good * 10_000, len(overall)) if overall else None


def _dimensions(valid: Sequence[Respondent]) -> tuple[DimensionFigure, ...]:
    editions = sorted({tuple(r.weights.items()) for r in valid})
    names = dict.fromkeys(name for edition in editions for name, _ in edition)
    found = []
    for name in names:
        weights = [r.weights[name] for r in valid if name in r.weights]
        weight = round_half_up(sum(weights), len(weights))
        scores = [dimension_score(r.questions, r.values, name) for r in valid]
        index = mean([s for s in scores if s is not None])
        found.append(DimensionFigure(name, weight, None if index is None else hundredths(index)))
    return tuple(found)


def _items(valid: Sequence[Respondent]) -> tuple[ItemFigure, ...]:
    """Scored items, the worst first; none over several editions: their numbers mean other questions."""
    if len({r.questions for r in valid}) > 1:
        return ()
    given: dict[int, list[int]] = {}
    for respondent in valid:
        for question in respondent.questions:
            if question.is_scored and question.position in respondent.values:
                given.setdefault(question.position, []).append(respondent.values[question.position])
    found = [
        ItemFigure(position, round_half_up(sum(marks) * 2_000, len(marks)), len(marks))
        for position, marks in given.items()
    ]
    return tuple(sorted(found, key=lambda i: (i.index_hundredths, i.position)))
