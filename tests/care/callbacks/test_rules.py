"""Who is due, by class and by event."""

from datetime import date
from typing import Any

import pytest

from desk.archive.customers.choices import CustomerClass, RfmLabel
from desk.care.callbacks.choices import Cause
from desk.care.callbacks.rules import Standing, cause_in, months_between, risk_since, spread
from tests.conftest import at

TODAY, MONTH = date(2026, 11, 16), date(2026, 11, 1)
A, B, C = CustomerClass.A, CustomerClass.B, CustomerClass.C


def standing(of: CustomerClass = A, called: date | None = None, **more: object) -> Standing:
    known = {"first_ticket_on": date(2026, 1, 5), "last_ticket_on": date(2026, 11, 10)}
    return Standing(of, last_called_on=called, **{**known, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "called", "cause"),
    [
        (A, None, Cause.CLASS_A),
        (A, date(2026, 10, 31), Cause.CLASS_A),
        (A, date(2026, 11, 1), None),
        (B, date(2026, 10, 1), None),
        (B, date(2026, 9, 30), Cause.CLASS_B),
        (C, date(2026, 9, 1), None),
        (C, date(2026, 8, 31), Cause.CLASS_C),
    ],
)
def test_each_class_has_its_interval(
    of: CustomerClass, called: date | None, cause: Cause | None
) -> None:
    assert cause_in(MONTH, TODAY, standing(of, called)) is cause


def test_one_who_never_sent_or_left_is_not_called_by_class() -> None:
    nothing: dict[str, Any] = {"first_ticket_on": None, "last_ticket_on": None}
    assert cause_in(MONTH, TODAY, standing(**nothing)) is None
    assert cause_in(MONTH, TODAY, standing(last_ticket_on=date(2026, 5, 1))) is None


def test_a_new_customer_is_called_once_after_his_first_ticket() -> None:
    first = {"first_ticket_on": date(2026, 11, 5)}
    assert cause_in(MONTH, TODAY, standing(C, **first)) is Cause.NEW
    assert cause_in(MONTH, TODAY, standing(C, date(2026, 11, 6), **first)) is None


def test_one_at_risk_is_called_once_per_risk() -> None:
    quiet: dict[str, Any] = {"last_ticket_on": date(2026, 8, 10)}
    assert risk_since(TODAY, standing(**quiet)) == date(2026, 11, 8)
    assert cause_in(MONTH, TODAY, standing(C, date(2026, 11, 7), **quiet)) is Cause.CHURN
    assert cause_in(MONTH, TODAY, standing(C, date(2026, 11, 8), **quiet)) is None
    leaving = {"last_ticket_on": date(2026, 10, 16), "rfm_label": RfmLabel.WIN_BACK}
    assert cause_in(MONTH, TODAY, standing(C, date(2026, 10, 20), **leaving)) is Cause.CHURN
    leaving["last_ticket_on"] = date(2026, 10, 17)
    assert cause_in(MONTH, TODAY, standing(C, date(2026, 10, 20), **leaving)) is None


def test_a_closed_complaint_comes_before_all_and_stays_in_its_month() -> None:
    waiting = {"complaint_due_at": at("2026-11-26 17:00")}
    assert cause_in(MONTH, TODAY, standing(A, date(2026, 11, 15), **waiting)) is Cause.COMPLAINT
    december = date(2026, 12, 1)
    assert cause_in(december, TODAY, standing(C, date(2026, 11, 15), **waiting)) is None


def test_a_planned_call_counts_as_made() -> None:
    planned = standing(B, waiting_on=date(2026, 11, 20))
    assert cause_in(date(2026, 12, 1), TODAY, planned) is None
    assert cause_in(date(2027, 1, 1), TODAY, planned) is Cause.CLASS_B


def test_calls_are_spread_evenly() -> None:
    days = (date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18))
    assert spread(days, 4) == [days[0], days[0], days[1], days[2]]
    assert spread(days, 0) == []
    assert months_between(date(2026, 11, 30), date(2027, 2, 1)) == 3
