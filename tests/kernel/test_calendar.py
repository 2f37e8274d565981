from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.kernel.calendar import BEIJING, WorkingCalendar, seed_days
from desk.kernel.errors import Refused

NATIONAL_DAYS = {date(2026, 10, day): False for day in range(1, 8)}
OFFICE = WorkingCalendar(days=NATIONAL_DAYS)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param(at(11, 16, 11), at(11, 17, 11), id="Monday noon"),
        pytest.param(at(11, 17, 9, 30), at(11, 17, 19, 30), id="before opening"),
        pytest.param(at(11, 17, 14, 30), at(11, 18, 14), id="lunch"),
        pytest.param(at(11, 20, 18, 30), at(11, 21, 18, 30), id="Friday evening"),
        pytest.param(at(11, 21, 17), at(11, 23, 17), id="over Sunday"),
        pytest.param(at(9, 30, 18), at(10, 8, 18), id="over the holidays"),
        pytest.param(at(11, 20, 21), at(11, 21, 19, 30), id="after closing"),
        pytest.param(at(11, 22, 12), at(11, 23, 19, 30), id="Sunday"),
    ],
)
def test_eight_working_hours(start: datetime, due: datetime) -> None:
    assert OFFICE.deadline(start, hours=8) == due
    assert OFFICE.elapsed_minutes(start, due) == 480


def test_two_working_hours_after_stock_in() -> None:
    assert OFFICE.deadline(at(11, 18, 17, 30), hours=2) == at(11, 18, 19, 30)


def test_nothing_to_wait_for() -> None:
    assert OFFICE.deadline(at(11, 17, 11)) == at(11, 17, 11)
    assert OFFICE.deadline(at(11, 17, 14, 30)) == at(11, 17, 15, 30)
    assert OFFICE.deadline(at(11, 17, 19, 30)) == at(11, 18, 10)


def test_the_result_keeps_the_zone_of_the_request() -> None:
    start = datetime(2026, 11, 16, 3, tzinfo=UTC)
    due = OFFICE.deadline(start, hours=8)
    assert due == at(11, 17, 11)
    assert due.tzinfo is UTC


def test_elapsed_time_has_a_direction_and_whole_minutes() -> None:
    assert OFFICE.elapsed_minutes(at(11, 17, 11), at(11, 16, 11)) == -480
    start = at(11, 16, 11)
    assert OFFICE.elapsed_minutes(start, start + timedelta(seconds=119)) == 1
    assert OFFICE.elapsed_minutes(at(11, 21, 20), at(11, 23, 9)) == 0


def test_a_make_up_sunday_is_worked_and_a_holiday_is_not() -> None:
    office = WorkingCalendar(days=seed_days(2026))
    assert office.is_workday(date(2026, 9, 20))
    assert not office.is_workday(date(2026, 9, 27))
    assert not office.is_workday(date(2026, 9, 26))
    assert office.is_workday(date(2026, 11, 21))
    assert not office.is_workday(date(2026, 11, 22))
    assert office.deadline(at(9, 19, 18, 30), hours=2) == at(9, 20, 11)


def test_a_make_up_saturday_is_worked_by_a_five_day_office() -> None:
    office = WorkingCalendar(days=seed_days(2026), weekdays=frozenset(range(5)))
    assert office.is_workday(date(2026, 10, 10))
    assert not office.is_workday(date(2026, 10, 17))


def test_seed_holds_holidays_and_make_up_days_but_no_ordinary_weekend() -> None:
    days = seed_days(2026)
    assert {day for day, worked in days.items() if not worked} >= set(NATIONAL_DAYS)
    assert days[date(2026, 2, 14)] is True
    assert date(2026, 11, 22) not in days
    assert all(day.weekday() >= 5 for day, worked in days.items() if worked)
    assert seed_days(1999) == {}
    assert seed_days(2190) == {}


def test_workdays_are_counted_over_sundays_and_holidays() -> None:
    assert OFFICE.add_workdays(date(2026, 11, 19), 3) == date(2026, 11, 23)
    assert OFFICE.add_workdays(date(2026, 11, 19), 0) == date(2026, 11, 19)
    assert OFFICE.add_workdays(date(2026, 11, 23), -1) == date(2026, 11, 21)
    assert OFFICE.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert OFFICE.next_workday(date(2026, 11, 21)) == date(2026, 11, 23)


SOME_DAYS = st.dictionaries(
    st.dates(date(2026, 11, 10), date(2026, 11, 24)), st.booleans(), max_size=8
)
SOME_WINDOWS = st.sampled_from(
    [
        ((time(10), time(14)), (time(15, 30), time(19, 30))),
        ((time(9), time(12)), (time(12), time(18))),
        ((time(0), time(0, 7)),),
    ]
)
SOME_WEEKS = st.sampled_from([frozenset(range(6)), frozenset(range(5)), frozenset({2})])
SOME_MOMENTS = st.integers(0, 5 * 24 * 60).map(lambda n: at(11, 12, 0) + timedelta(minutes=n))


def counts(office: WorkingCalendar, moment: datetime) -> bool:
    """The slow definition: does the minute that begins now count as working time?"""
    clock = moment.time()
    return office.is_workday(moment.date()) and any(a <= clock < b for a, b in office.windows)


@settings(max_examples=40, deadline=None)
@given(SOME_WINDOWS, SOME_DAYS, SOME_WEEKS, SOME_MOMENTS, st.integers(1, 600))
def test_deadline_and_elapsed_agree_with_counting_minute_by_minute(
    windows: tuple[tuple[time, time], ...],
    days: dict[date, bool],
    weekdays: frozenset[int],
    start: datetime,
    minutes: int,
) -> None:
    office = WorkingCalendar(windows, days, weekdays)
    wanted = minutes if windows[0][1] != time(0, 7) else minutes % 20 + 1
    due, worked = start, 0
    while worked < wanted:
        worked += counts(office, due)
        due += timedelta(minutes=1)
    assert office.deadline(start, minutes=wanted) == due
    assert office.elapsed_minutes(start, due) == wanted


def test_a_calendar_that_never_works_is_refused() -> None:
    with pytest.raises(Refused):
        WorkingCalendar(weekdays=frozenset()).deadline(at(11, 16, 11), hours=1)


@pytest.mark.parametrize(
    "windows",
    [(), ((time(14), time(10)),), ((time(10), time(14)), (time(13), time(19)))],
)
def test_windows_must_follow_each_other(windows: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(Refused):
        WorkingCalendar(windows)


def test_a_moment_without_zone_is_a_bug() -> None:
    with pytest.raises(ValueError):
        OFFICE.deadline(datetime(2026, 11, 16, 11), hours=1)  # noqa: DTZ001
