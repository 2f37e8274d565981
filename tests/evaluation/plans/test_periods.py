"""Periods are the calendar's."""

from datetime import date

import pytest

from desk.evaluation.plans.choices import PeriodKind
from desk.evaluation.plans.periods import read_period
from desk.kernel.errors import Refused

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("typed", "kind", "first", "last", "code", "label"),
    [
        ("2026Q3", "QUARTER", "2026-07-01", "2026-09-30", "2026Q3", "2026年第3季度"),
        ("2026q4", "QUARTER", "2026-10-01", "2026-12-31", "2026Q4", "2026年第4季度"),
        ("2026H1", "HALF", "2026-01-01", "2026-06-30", "2026H1", "2026年上半年"),
        ("2026H2", "HALF", "2026-07-01", "2026-12-31", "2026H2", "2026年下半年"),
        ("2026", "YEAR", "2026-01-01", "2026-12-31", "2026Y", "2026年度"),
        ("2026-02", "MONTH", "2026-02-01", "2026-02-28", "2026M02", "2026年2月"),
        ("2026年12月", "MONTH", "2026-12-01", "2026-12-31", "2026M12", "2026年12月"),
        ("2028-2", "MONTH", "2028-02-01", "2028-02-29", "2028M02", "2028年2月"),
        (
            "2026-07-01~2026-08-15",
            "AD_HOC",
            "2026-07-01",
            "2026-08-15",
            "20260701T20260815",
            "2026-07-01~2026-08-15",
        ),
    ],
)
def test_a_period_is_read(
    typed: str, kind: str, first: str, last: str, code: str, label: str
) -> None:
    found = read_period(typed, TODAY)
    assert found.kind is PeriodKind[kind]
    assert (found.first_on, found.last_on) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (found.code, found.label) == (code, label)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "E002"),
        ("2026Q5", "E002"),
        ("2026H3", "E002"),
        ("第三季度", "E002"),
        ("2026-08-15~2026-07-01", "E019"),
        ("2025-01-01~2026-08-15", "E019"),
    ],
)
def test_what_is_no_period_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_period(typed, TODAY)
    assert refused.value.codes == (code,)
