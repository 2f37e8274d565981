"""From figures to points, from points to a grade, from grades to a consequence. Pure and exact.

Values, points and totals are whole hundredths; every rounding is half-up, so that a report can be
re-computed by hand. Source: spec 5.7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.evaluation.schemes.choices import Consequence, IndicatorKind, Trend
from desk.kernel.quantities import round_half_up
from desk.partners.carriers.choices import Grade

WHOLE = 100_00
MOST_SCORE_TENTHS = 100
LOW_SCORE_TENTHS, HIGH_SCORE_TENTHS, HALF_STEP = 50, 95, 5
FAR_APART_TENTHS = 30
TREND_STEP = 300
MEASURED = frozenset({IndicatorKind.HARD, IndicatorKind.FORMULA})


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A line of a scheme as the reckoning sees it; `zero`, `full`, `weight` in hundredths."""

    code: str
    kind: IndicatorKind
    weight: int
    zero: int = 0
    full: int = 0


@dataclass(frozen=True)
class Line:
    """What an indicator came to; `value` None is 「不适用」, then the points are the average's."""

    code: str
    value: int | None
    points: int


@dataclass(frozen=True)
class Bands:
    """Lowest totals of A, B and C, in hundredths; 100.00 and every limit belong to a grade."""

    a_from: int = 90_00
    b_from: int = 80_00
    c_from: int = 70_00

    def grade_of(self, total: int) -> Grade:
        lows = ((self.a_from, Grade.A), (self.b_from, Grade.B), (self.c_from, Grade.C))
        return next((grade for low, grade in lows if total >= low), Grade.D)

    def spans(self) -> tuple[tuple[Grade, int, int], ...]:
        """Each grade with its lowest and highest total, both included."""
        lows = (self.a_from, self.b_from, self.c_from, 0)
        highs = (WHOLE, self.a_from - 1, self.b_from - 1, self.c_from - 1)
        return tuple(zip(Grade, lows, highs, strict=True))


@dataclass(frozen=True)
class Verdict:
    """The grade with what held it down."""

    grade: Grade
    few: bool
    capped: bool
    vetoed: bool


def measured_points(indicator: Indicator, value: int) -> int:
    """Weight × clamp((x − zero)/(full − zero), 0, 1); the lines may run either way."""
    width, way = indicator.full - indicator.zero, value - indicator.zero
    if width < 0:
        width, way = -width, -way
    return round_half_up(indicator.weight * min(max(way, 0), width), width)


def soft_points(weight: int, mean: int) -> int:
    """Weight × mean / 10, the mean of the evaluators in hundredths of 0–10."""
    return round_half_up(weight * mean, 10_00)


def mean_of(scores_tenths: Sequence[int]) -> int | None:
    """The evaluators' mean with two decimals; None when nobody scored."""
    return round_half_up(sum(scores_tenths) * 10, len(scores_tenths)) if scores_tenths else None


def score(indicators: Sequence[Indicator], values: Mapping[str, int | None]) -> tuple[Line, ...]:
    """Every indicator that gives points, in order.

    One without a value scores at the average rate of the measured ones that have one (of the soft
    ones when none has).
    """
    scored = [i for i in indicators if i.kind is not IndicatorKind.VETO]
    own = {i.code: _own_points(i, values.get(i.code)) for i in scored}
    known = [i for i in scored if own[i.code] is not None]
    average = [i for i in known if i.kind in MEASURED] or known
    weight = sum(i.weight for i in average)
    points = sum(own[i.code] or 0 for i in average)
    lines = []
    for i in scored:
        found = own[i.code]
        if found is None:
            found = round_half_up(i.weight * points, weight) if weight else 0
        lines.append(Line(i.code, values.get(i.code), found))
    return tuple(lines)


def _own_points(indicator: Indicator, value: int | None) -> int | None:
    if value is None:
        return None
    if indicator.kind is IndicatorKind.SOFT:
        return soft_points(indicator.weight, value)
    return measured_points(indicator, value)


def total_of(lines: Sequence[Line]) -> int:
    """The sum of the rounded points."""
    return sum(line.points for line in lines)


def verdict_on(
    total: int, bands: Bands, *, tickets: int, least_tickets: int, vetoed: bool
) -> Verdict:
    """A veto gives D; too few tickets give B at best."""
    grade = Grade.D if vetoed else bands.grade_of(total)
    few = tickets < least_tickets
    capped = few and grade is Grade.A
    return Verdict(Grade.B if capped else grade, few, capped, vetoed)


def trend_of(total: int, before: int | None) -> Trend | None:
    """Against the last effective total: 3.00 more is up, 3.00 less down; None without one."""
    if before is None:
        return None
    if total - before >= TREND_STEP:
        return Trend.UP
    return Trend.DOWN if before - total >= TREND_STEP else Trend.LEVEL


def consequence_of(grade: Grade, before: Sequence[Grade]) -> Consequence:
    """What follows from a grade and those of the periods before it, the latest first.

    D twice running, or C or worse three times in four periods, proposes to end the cooperation.
    """
    if grade in (Grade.A, Grade.B):
        return Consequence.CONTINUE
    twice_d = grade is Grade.D and list(before[:1]) == [Grade.D]
    poor = sum(g in (Grade.C, Grade.D) for g in (grade, *before[:3]))
    if twice_d or poor >= 3:
        return Consequence.TERMINATE
    return Consequence.SUSPEND if grade is Grade.D else Consequence.RECTIFY


def needs_evidence(score_tenths: int) -> bool:
    """Whether a score is extreme (E195)."""
    return score_tenths <= LOW_SCORE_TENTHS or score_tenths >= HIGH_SCORE_TENTHS


def far_apart(scores_tenths: Sequence[int]) -> bool:
    """Whether the evaluators disagree by 3 points or more."""
    return bool(scores_tenths) and max(scores_tenths) - min(scores_tenths) >= FAR_APART_TENTHS
