"""The figures of AT-12 by the pure rules, and what the rules promise beyond them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.evaluation.schemes.choices import Consequence, IndicatorKind, Trend
from desk.evaluation.schemes.scoring import (
    Bands,
    Indicator,
    consequence_of,
    far_apart,
    mean_of,
    measured_points,
    needs_evidence,
    score,
    total_of,
    trend_of,
    verdict_on,
)
from desk.evaluation.schemes.standard import standard_scheme
from desk.partners.carriers.choices import Grade, PartnerScope

STANDARD = tuple(
    Indicator(
        code=i.code,
        kind=i.kind,
        weight=i.weight_hundredths,
        zero=i.zero_hundredths,
        full=i.full_hundredths,
    )
    for i in standard_scheme(PartnerScope.REGION).indicators
)
HARD = tuple(f"H{n}" for n in range(1, 9))
SOFT = ("S1", "S2", "S3", "S4")


def values(hard: tuple[int | None, ...], soft: tuple[int, ...]) -> Mapping[str, int | None]:
    return {**dict(zip(HARD, hard, strict=True)), **dict(zip(SOFT, soft, strict=True))}


P001 = values((9625, 188, 31, 125, 9600, 10160, 7500, 9208), (850, 900, 800, 900))
P002 = (9000, 333, 67, 167, 8900, 9800, 10000, 8667)
P002_LATER = (*P002[:4], 8400, *P002[5:])


def grade(found: Mapping[str, int | None]) -> tuple[int, Grade]:
    total = total_of(score(STANDARD, found))
    verdict = verdict_on(total, Bands(), tickets=120, least_tickets=10, vetoed=False)
    return total, verdict.grade


def test_the_standard_scheme_makes_one_hundred() -> None:
    assert sum(i.weight for i in STANDARD) == 100_00


def test_p001_is_b_with_82_81() -> None:
    lines = score(STANDARD, P001)
    points = [line.points for line in lines]
    assert points == [1806, 902, 897, 700, 889, 670, 250, 442, 425, 450, 400, 450]
    assert sum(points[:8]) == 6556
    assert total_of(lines) == 8281
    assert grade(P001) == (8281, Grade.B)
    assert trend_of(8281, 7920) is Trend.UP


def test_p002_is_c_at_first_and_d_after_its_correction() -> None:
    first = score(STANDARD, values(P002, (1000,) * 4))
    assert sum(line.points for line in first[:8]) == 5344
    assert grade(values(P002, (1000,) * 4)) == (7344, Grade.C)
    later = score(STANDARD, values(P002_LATER, (800, 700, 750, 800)))
    assert [line.points for line in later[8:]] == [400, 350, 375, 400]
    assert later[4].points == 222
    assert sum(line.points for line in later[:8]) == 5066
    assert total_of(later) == 6591
    assert grade(values(P002_LATER, (800, 700, 750, 800)))[1] is Grade.D


def test_a_veto_gives_d_and_few_tickets_give_b_at_best() -> None:
    vetoed = verdict_on(9130, Bands(), tickets=80, least_tickets=10, vetoed=True)
    assert (vetoed.grade, vetoed.vetoed, vetoed.capped) == (Grade.D, True, False)
    few = verdict_on(9400, Bands(), tickets=6, least_tickets=10, vetoed=False)
    assert (few.grade, few.few, few.capped) == (Grade.B, True, True)
    poor = verdict_on(7100, Bands(), tickets=6, least_tickets=10, vetoed=False)
    assert (poor.grade, poor.few, poor.capped) == (Grade.C, True, False)


@pytest.mark.parametrize(
    ("total", "found"),
    [
        (10000, Grade.A), (9000, Grade.A), (8999, Grade.B), (8000, Grade.B),
        (7999, Grade.C), (7000, Grade.C), (6999, Grade.D), (0, Grade.D),
    ],
)  # fmt: skip
def test_every_total_has_a_grade(total: int, found: Grade) -> None:
    assert Bands().grade_of(total) is found
    (low, high) = next((low, high) for g, low, high in Bands().spans() if g is found)
    assert low <= total <= high


def test_an_indicator_without_cases_scores_at_the_average_of_the_measured_ones() -> None:
    lines = score(STANDARD, {**P001, "H7": None})
    claims = next(line for line in lines if line.code == "H7")
    others = 1806 + 902 + 897 + 700 + 889 + 670 + 442
    assert claims.value is None
    assert claims.points == (500 * others * 2 + 7500) // (2 * 7500)
    nothing = score(STANDARD, values((None,) * 8, (800,) * 4))
    assert total_of(nothing) == 8000


def test_a_line_may_run_either_way_and_stops_at_its_ends() -> None:
    up = Indicator(code="H1", kind=IndicatorKind.HARD, weight=2000, zero=8000, full=9800)
    down = Indicator(code="H2", kind=IndicatorKind.HARD, weight=1000, zero=1000, full=100)
    assert [measured_points(up, v) for v in (0, 8000, 9800, 10000)] == [0, 0, 2000, 2000]
    assert [measured_points(down, v) for v in (5000, 1000, 100, 0)] == [0, 0, 1000, 1000]


@given(st.lists(st.one_of(st.none(), st.integers(0, 20_000)), min_size=8, max_size=8))
def test_a_total_lies_between_nothing_and_one_hundred(hard: list[int | None]) -> None:
    assert 0 <= total_of(score(STANDARD, values(tuple(hard), (1000,) * 4))) <= 10_000


@given(
    st.integers(1, 10_000),
    st.integers(-5_000, 15_000),
    st.integers(-5_000, 15_000),
    st.integers(-9_000, 20_000),
)
def test_points_are_what_a_pocket_calculator_says(
    weight: int, zero: int, full: int, value: int
) -> None:
    assume(zero != full)
    line = Indicator(code="H1", kind=IndicatorKind.HARD, weight=weight, zero=zero, full=full)
    share = min(max(Fraction(value - zero, full - zero), Fraction(0)), Fraction(1))
    exact = Decimal((share * weight).numerator) / Decimal((share * weight).denominator)
    by_hand = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert measured_points(line, value) == by_hand


def test_the_trend_needs_three_points() -> None:
    assert trend_of(8000, None) is None
    assert [trend_of(8000, b) for b in (7700, 7701, 8299, 8300)] == [
        Trend.UP,
        Trend.LEVEL,
        Trend.LEVEL,
        Trend.DOWN,
    ]


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        ("A", "D", Consequence.CONTINUE),
        ("B", "CCC", Consequence.CONTINUE),
        ("C", "", Consequence.RECTIFY),
        ("C", "BCB", Consequence.RECTIFY),
        ("C", "CBC", Consequence.TERMINATE),
        ("C", "BBCCC", Consequence.RECTIFY),
        ("D", "B", Consequence.SUSPEND),
        ("D", "BD", Consequence.SUSPEND),
        ("D", "D", Consequence.TERMINATE),
    ],
)
def test_what_follows_from_the_grades(now: str, before: str, found: Consequence) -> None:
    assert consequence_of(Grade[now], [Grade[g] for g in before]) is found


def test_scores_of_the_evaluators() -> None:
    assert mean_of([85, 85]) == 850
    assert mean_of([80, 85, 85]) == 833
    assert mean_of([]) is None
    assert [needs_evidence(s) for s in (50, 55, 90, 95, 100)] == [True, False, False, True, True]
    assert far_apart([60, 90])
    assert not far_apart([65, 90])
    assert not far_apart([])
