"""Periods of whole days: a month, a day or a range, as they are typed, shown and compared."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from desk.kernel.calendar import BEIJING
from desk.kernel.errors import refuse
from desk.kernel.moments import parse_date, show_date
from desk.kernel.text import tr

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_DAY = timedelta(days=1)


def period_of(text: str, today: date) -> tuple[date, date]:
    """Read 「2026-11」, 「2026-11-18」 or 「2026-11-18~2026-11-20」.

    Raises:
        Refused: E002.
    """
    month = _MONTH.fullmatch(text.strip())
    if month:
        return _month_of(date(int(month[1]), int(month[2]), 1))
    parts = re.split(r"[~～至]", text)
    if len(parts) > 2 or not all(part.strip() for part in parts):
        raise refuse("E002", "number", label=tr("期间"), v=text, example="2026-11-18~2026-11-20")
    days = [parse_date(part, today, label=tr("期间"), field="number") for part in parts]
    return days[0], days[-1]


def show_period(first_on: date, last_on: date) -> str:
    """Show a period as shortly as it can be typed: 「2026-11」, 「2026-11-18」, 「…~…」."""
    if (first_on, last_on) == _month_of(first_on):
        return f"{first_on:%Y-%m}"
    first, last = show_date(first_on), show_date(last_on)
    return first if first == last else f"{first}~{last}"


def period_before(first_on: date, last_on: date) -> tuple[date, date]:
    """Return the month before a whole month, else as many days directly before."""
    if (first_on, last_on) == _month_of(first_on):
        return _month_of(first_on - _DAY)
    return first_on - (last_on - first_on) - _DAY, first_on - _DAY


def moments_of(first_on: date, last_on: date) -> tuple[datetime, datetime]:
    """Return the first moment of a period in local time, and the first after it."""
    return (
        datetime.combine(first_on, time(), BEIJING),
        datetime.combine(last_on + _DAY, time(), BEIJING),
    )


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
