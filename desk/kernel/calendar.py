"""The office's working time: opening hours, weekdays, public holidays and make-up workdays.

Hours are Beijing time everywhere in China; a fixed offset needs no time-zone tables on Windows.

Source: spec A-02, A-03, 5.14.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from types import MappingProxyType

from desk.kernel.errors import refuse
from desk.kernel.text import tr

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
OFFICE_WINDOWS = ((time(10), time(14)), (time(15, 30), time(19, 30)))
OFFICE_WEEKDAYS = frozenset(range(6))
_LONGEST_BREAK_DAYS = 366


@dataclass(frozen=True)
class WorkingCalendar:
    """When the office works.

    Attributes:
        windows: opening and closing times of a working day, in order, Beijing time.
        days: single days that differ from the week: True is worked, False is off.
        weekdays: days worked in an ordinary week, Monday is 0.

    Raises:
        Refused: E019 if the windows overlap or run backwards.
    """

    windows: tuple[tuple[time, time], ...] = OFFICE_WINDOWS
    days: Mapping[date, bool] = field(default_factory=dict)
    weekdays: frozenset[int] = OFFICE_WEEKDAYS

    def __post_init__(self) -> None:
        edges = [edge for window in self.windows for edge in window]
        if not edges or edges != sorted(edges) or any(a == b for a, b in self.windows):
            raise refuse("E019", label=tr("工作时间"), why=tr("各时段须先后排列,且不能重叠"))
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))

    def is_workday(self, day: date) -> bool:
        return self.days.get(day, day.weekday() in self.weekdays)

    def deadline(self, start: datetime, *, hours: int = 0, minutes: int = 0) -> datetime:
        """Return the moment when so much working time has passed since `start`.

        Time outside the windows does not count; with nothing to wait for, a request outside the
        windows is due when the next one opens. The result is in the zone of `start`.
        """
        left = timedelta(hours=hours, minutes=minutes)
        for opens, closes in self._openings(start):
            begins = max(opens, start)
            if left <= closes - begins:
                return (begins + left).astimezone(start.tzinfo)
            left -= closes - begins
        raise AssertionError("openings never end")  # pragma: no cover

    def elapsed_minutes(self, start: datetime, end: datetime) -> int:
        """Return the whole working minutes between two moments; negative if `end` comes first."""
        if end < start:
            return -self.elapsed_minutes(end, start)
        worked = timedelta()
        last = _local(end).date()
        day = _local(start).date()
        while day <= last:
            for opens, closes in self._windows_of(day):
                worked += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return worked // timedelta(minutes=1)

    def add_workdays(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day` (before it if negative; 0 is `day`)."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day = self._nearest_workday(day + step, step)
        return day

    def next_workday(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self.add_workdays(day, 1)

    def _nearest_workday(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_BREAK_DAYS):
            if self.is_workday(day):
                return day
            day += step
        raise refuse("E019", label=tr("工作日历"), why=tr("连续一年没有工作日"))

    def _openings(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the windows that close after `start`, without end."""
        one_day = timedelta(days=1)
        day = _local(start).date()
        while True:
            day = self._nearest_workday(day, one_day)
            yield from (window for window in self._windows_of(day) if window[1] > start)
            day += one_day

    def _windows_of(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_workday(day):
            return []
        return [
            (datetime.combine(day, opens, BEIJING), datetime.combine(day, closes, BEIJING))
            for opens, closes in self.windows
        ]


def seed_days(year: int) -> dict[date, bool]:
    """Return the State Council's holidays (False) and make-up workdays (True) of a year.

    Ordinary weekends are not in it: whether Saturday is worked is the office's own week. A year
    that is not announced yet gives an empty table, which the manager fills in by hand.
    """
    import chinese_calendar

    days = {day: False for day in chinese_calendar.holidays if day.year == year}
    days.update({day: True for day in chinese_calendar.workdays if day.year == year})
    return days


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(BEIJING)
