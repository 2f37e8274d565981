from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.calendar import BEIJING
from desk.kernel.errors import Refused
from desk.kernel.moments import local, parse_date, parse_moment, show_date, show_moment, show_span

TODAY = date(2026, 11, 18)
FIVE_PAST_EIGHT_UTC = datetime(2026, 11, 18, 8, 5, tzinfo=UTC)


def test_moments_show_in_beijing_time() -> None:
    assert local(FIVE_PAST_EIGHT_UTC).hour == 16
    assert show_moment(FIVE_PAST_EIGHT_UTC) == "2026-11-18 16:05"
    assert show_span(FIVE_PAST_EIGHT_UTC, FIVE_PAST_EIGHT_UTC + timedelta(hours=7, minutes=54)) == (
        "2026-11-18 16:05 至 23:59"
    )
    assert show_span(FIVE_PAST_EIGHT_UTC, FIVE_PAST_EIGHT_UTC + timedelta(hours=8)) == (
        "2026-11-18 16:05 至 2026-11-19 00:05"
    )
    assert show_date(TODAY) == "2026-11-18"
    assert show_date(datetime(2026, 11, 18, 17, tzinfo=UTC)) == "2026-11-19"


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-18", "2026.11.18", "2026/11/18", "20261118", "2026年11月18日", "11月18日", "11月18号",
        "1118", "11-18", "11.18", "11/18", "１１月１８日", "2026－11－18", " 2026.11.18 ", "2026。11。18",
        "2026-11-18 00:00:00", "2026/11/18 16:20", "2026-11-18T16:20:00", "11月18日16时20分",
        20261118, 20261118.0, date(2026, 11, 18),
        datetime(2026, 11, 18, 23, 59),  # noqa: DTZ001
        datetime(2026, 11, 18, 15, 59, tzinfo=UTC),
    ],
    ids=repr,
)  # fmt: skip
def test_dates_are_read_as_typed(value: Any) -> None:
    assert parse_date(value, TODAY) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("0305", date(2026, 3, 1), date(2026, 3, 5)),
        ("3-5", date(2026, 3, 1), date(2026, 3, 5)),
        ("3.5", date(2026, 3, 1), date(2026, 3, 5)),
        ("0305", TODAY, date(2026, 3, 5)),
        ("0105", date(2026, 12, 30), date(2027, 1, 5)),
        ("12-25", date(2027, 1, 5), date(2026, 12, 25)),
        ("0229", date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_date_without_year_is_the_likely_one(text: str, today: date, expected: date) -> None:
    assert parse_date(text, today) == expected


@pytest.mark.parametrize("value", [46344, 46344.0, 46344.68, "46344", 20261118])
def test_serial_numbers_of_a_spreadsheet(value: Any) -> None:
    assert parse_date(value, TODAY, serial=True) == date(2026, 11, 18)


@pytest.mark.parametrize(
    "value",
    [
        None, "", "明天", "2026-13-01", "2026-02-30", "0229", "2026-11", "26-11-18", "11-18-26", "18/11/2026",
        "2026-11.18", "3", "305", 305, 46344, 3.5, "1e5", "٢٠٢٦-11-18", True, "99999999", "2026-11-18 25:00",
        "2026-11-18 foo", "1月2日3月4日", float("nan"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_one_certain_day_is_refused(value: Any) -> None:
    with pytest.raises(Refused) as caught:
        parse_date(value, TODAY, label="到货日期", field="arrived_on")
    (found,) = caught.value.problems
    assert (found.code, found.field) == ("E002", "arrived_on")
    assert "到货日期" in found.message


@pytest.mark.parametrize("value", [0, 60, -1, 73051.5, 1e9, float("inf")])
def test_serials_outside_the_calendar_are_refused(value: float) -> None:
    with pytest.raises(Refused):
        parse_date(value, TODAY, serial=True)


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-18 16:05", "2026-11-18 16:05:00", "2026.11.18 16:05", "2026/11/18  16:05", "11月18日 16:05",
        "11月18日16点05分", "2026年11月18日16时05分", "20261118 16:05", "1118 16:05", "11-18 16:05", "16:05", "１６：０５",
        "2026-11-18T16:05:00", "2026-11-18T08:05:00Z", "2026-11-18T16:05:00+08:00", "2026-11-18 16:05:00.000",
        datetime(2026, 11, 18, 16, 5),  # noqa: DTZ001
        datetime(2026, 11, 18, 16, 5, tzinfo=BEIJING),
    ],
    ids=repr,
)  # fmt: skip
def test_moments_are_read_as_typed(value: Any) -> None:
    read = parse_moment(value, TODAY)
    assert read == FIVE_PAST_EIGHT_UTC
    assert read.tzinfo is UTC


def test_a_serial_moment_keeps_its_minute() -> None:
    assert parse_moment(46344 + (16 * 60 + 5) / 1440, TODAY, serial=True) == FIVE_PAST_EIGHT_UTC


@pytest.mark.parametrize(
    "value", [None, "", "2026-11-18", "25:00", "16:60", "1605", "2026-11-31 10:00", TODAY, 3.5, "T"]
)
def test_what_is_not_one_certain_moment_is_refused(value: Any) -> None:
    with pytest.raises(Refused) as caught:
        parse_moment(value, TODAY)
    assert caught.value.codes == ("E002",)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001
def test_shown_moments_read_back(naive: datetime) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=BEIJING)
    assert parse_moment(show_moment(moment), TODAY) == moment
    assert parse_date(show_date(moment), TODAY) == moment.date()
    serial = (naive.date() - date(1899, 12, 30)) / timedelta(days=1)
    assert parse_date(serial, TODAY, serial=True) == naive.date()


def test_a_moment_without_zone_is_a_bug() -> None:
    with pytest.raises(ValueError):
        local(datetime(2026, 11, 18))  # noqa: DTZ001
