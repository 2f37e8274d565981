"""The statutory holidays and make-up workdays a new office starts with."""

from desk.kernel.calendar import seed_days
from desk.kernel.text import tr
from desk.storage.tables import CalendarDay
from desk.storage.work import Work


def seed_calendar(work: Work) -> None:
    """Write last year's, this year's and next year's special days, as far as they are published."""
    for year in range(work.today.year - 1, work.today.year + 2):
        for day, works in sorted(seed_days(year).items()):
            note = tr("调休上班") if works else tr("法定节假日")
            work.session.add(CalendarDay(day=day, works=works, note=note))
            work.trail.add("calendar_day", 0, "U", {day.isoformat(): [None, works]})
