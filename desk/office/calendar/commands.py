"""The manager keeps the calendar. Deadlines already stored never move by themselves (spec 5.14)."""

from datetime import date

from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.tables import CalendarDay
from desk.storage.work import Work


@command(
    "calendar.update",
    "设定节假日或调休",
    example='{"day": "2026-10-10", "works": true, "note": "国庆调休"}',
)
def set_calendar_day(work: Work, *, day: date, works: bool, note: str = "") -> None:
    """Say that a day is worked or free, whatever its weekday."""
    row = work.session.get(CalendarDay, day)
    old = row.works if row else None
    if row is None:
        row = CalendarDay(day=day)
        work.session.add(row)
    row.works, row.note = works, note[:40]
    _noted(work, day, old, works)


@command("calendar.update", "取消特别日", example='{"day": "2026-10-10"}')
def clear_calendar_day(work: Work, *, day: date) -> None:
    """Let a day be as its weekday says.

    Raises:
        Refused: E006 when it is not a special day.
    """
    row = work.session.get(CalendarDay, day)
    if row is None:
        raise refuse("E006", "day", label=tr("特别日"), v=day)
    _noted(work, day, row.works, None)
    work.session.delete(row)


def _noted(work: Work, day: date, old: bool | None, new: bool | None) -> None:
    work.trail.add("calendar_day", 0, "U", {day.isoformat(): [old, new]})
    work.changes.setdefault("calendar_day", set()).add(0)
