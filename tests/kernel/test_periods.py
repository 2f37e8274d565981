from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.periods import moments_of, period_before, period_of, show_period
from tests.conftest import at

TODAY = date(2026, 11, 18)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-11-18", TODAY, TODAY),
        ("11-16~11-18", date(2026, 11, 16), TODAY),
        ("2026-11-16至2026-11-18", date(2026, 11, 16), TODAY),
    ],
)
def test_a_period_is_read(typed: str, first: date, last: date) -> None:
    assert period_of(typed, TODAY) == (first, last)


@pytest.mark.parametrize("typed", ["", "十一月", "2026-13", "2026-11-18~", "1~2~3"])
def test_what_cannot_be_read_is_asked_back(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        period_of(typed, TODAY)
    assert caught.value.codes == ("E002",)


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("2026-01", "2025-12"),
        ("2026-03-01", "2026-02-28"),
        ("2026-11-16~2026-11-18", "2026-11-13~2026-11-15"),
    ],
)
def test_the_period_before(typed: str, before: str) -> None:
    assert show_period(*period_before(*period_of(typed, TODAY))) == before


def test_a_day_is_local() -> None:
    assert moments_of(TODAY, TODAY) == (at("2026-11-18 00:00"), at("2026-11-19 00:00"))


@given(DAYS, st.integers(0, 400))
def test_a_shown_period_is_read_back_and_touches_the_one_before(first: date, days: int) -> None:
    last = min(first + timedelta(days=days), date(2099, 12, 31))
    assert period_of(show_period(first, last), TODAY) == (first, last)
    assert period_before(first, last)[1] + timedelta(days=1) == first
