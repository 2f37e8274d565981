"""The working calendar as clocks use it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from desk.kernel.calendar import WorkingCalendar
from desk.kernel.commands import query
from desk.kernel.hours import parse_windows
from desk.kernel.settings import Settings
from desk.storage.tables import CalendarDay
from desk.storage.work import Reader


@dataclass(frozen=True)
class CalendarDayRow:
    day: date
    works: bool
    note: str


@query("office.read", "节假日与调休")
def special_days(read: Reader, *, year: int) -> list[CalendarDayRow]:
    """The days of a year that are not as their weekday says."""
    rows = read.session.scalars(
        select(CalendarDay)
        .where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(CalendarDay.day)
    )
    return [CalendarDayRow(row.day, row.works, row.note) for row in rows]


def load_calendar(connection: Connection, settings: Settings) -> WorkingCalendar:
    """The calendar from the stored special days and the settings of A-02."""
    days = connection.execute(select(CalendarDay.day, CalendarDay.works))
    return WorkingCalendar(
        windows=parse_windows(settings.hours_text),
        days={day: works for day, works in days},  # noqa: C416 - rows are not plain pairs
        weekdays=frozenset(int(c) - 1 for c in settings.workdays_text if c in "1234567"),
    )
