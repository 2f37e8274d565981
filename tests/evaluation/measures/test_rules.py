"""Rates, medians and due days by themselves."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.evaluation.measures.rules import CODES, INDICATORS, day_that_counts, median_fen, rate

HANDED = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "hundredths"),
    [
        ("H1", 231, 240, 9625),
        ("H8", 221, 240, 9208),
        ("H2", 6, 3200, 188),
        ("H3", 1, 3200, 31),
        ("H6", 10160, 10000, 10160),
        ("H1", 1, 800, 13),
        ("H4", 0, 5, 0),
        ("H7", 0, 0, None),
    ],
)
def test_a_rate_has_two_decimals(
    code: str, numerator: int, denominator: int, hundredths: int | None
) -> None:
    assert rate(code, numerator, denominator) == hundredths


@given(st.sampled_from(CODES), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_rate_is_never_further_off_than_half_of_its_last_digit(
    code: str, numerator: int, denominator: int
) -> None:
    per = 1000 if INDICATORS[code].unit == "‰" else 100
    shown = rate(code, numerator, denominator)
    assert shown is not None
    off = Fraction(shown, 100) - Fraction(numerator * per, denominator)
    assert -Fraction(1, 200) < off <= Fraction(1, 200)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=9))
def test_the_median_lies_in_the_middle(costs: list[int]) -> None:
    middle = median_fen(costs)
    below, above = sum(cost < middle for cost in costs), sum(cost > middle for cost in costs)
    assert below <= len(costs) / 2
    assert above <= len(costs) / 2


def test_half_a_fen_goes_up() -> None:
    assert median_fen([100, 101]) == 101
    assert median_fen([7]) == 7


@pytest.mark.parametrize(
    ("due_days", "off_from", "off_to", "counts"),
    [
        (3, None, None, 3),
        (1, None, None, 1),
        (0, None, None, 0),
        (-1, None, None, 4),
        (None, None, None, 4),
        (3, 3, 8, 8),
        (3, 2, 8, 3),
        (3, 3, None, 3),
    ],
)
def test_by_when_he_had_to_deliver(
    due_days: int | None, off_from: int | None, off_to: int | None, counts: int
) -> None:
    def day(days: int | None) -> date | None:
        return None if days is None else HANDED + timedelta(days=days)

    found = day_that_counts(
        HANDED, 4, day(due_days), put_off_from=day(off_from), put_off_to=day(off_to)
    )
    assert found == day(counts)
