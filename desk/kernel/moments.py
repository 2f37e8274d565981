"""Dates and moments: shown in Beijing time, read as clerks type them and spreadsheets store them.

Source: spec 3 (notation), 3.28; design windows.md 5.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from desk.kernel.calendar import BEIJING
from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.text import tr

_YEAR = "(?:19|20)[0-9]{2}"
_DAY_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<y>{_YEAR})(?P<sep>[-./])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})",
        rf"(?:(?P<y>{_YEAR})年)?(?P<m>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})[日号]?",
        rf"(?P<y>{_YEAR})?(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})",
        r"(?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})",
    )
)
_CLOCK = re.compile(r"([0-9]{1,2})[:时点]([0-9]{1,2})(?:(?::|分)([0-9]{1,2})(?:\.0+)?秒?|分)?")
_DAY_AND_CLOCK = re.compile(r"(.*?[0-9日号])(?:\s+|(?<=[日号])|T)([0-9]{1,2}[:时点].*)")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone
_SERIALS = (61, 73_050)  # March 1900 (before it Excel invents a day) to the end of 2099
_OTHER_YEAR_DAYS = 300

Dated = str | int | float | date | None


def local(moment: datetime) -> datetime:
    """Return an aware moment in Beijing time."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(BEIJING)


def end_of(day: date) -> datetime:
    """The last minute of a business day: until then what is due on it is not late."""
    return datetime.combine(day, time(23, 59), BEIJING)


def show_moment(moment: datetime) -> str:
    """Show a moment to the minute: 「2026-11-18 16:20」."""
    return local(moment).isoformat(" ", "minutes")[:16]  # a third of what a format costs


def show_span(start: datetime, end: datetime) -> str:
    """Show a time from-to, the day of its end only when it is another: 「2026-11-18 10:30 至 14:00」."""
    same_day = local(start).date() == local(end).date()
    shown = show_moment(end)
    return tr("{a} 至 {b}").format(a=show_moment(start), b=shown[11:] if same_day else shown)


def show_date(day: date) -> str:
    """Show a business date: 「2026-11-18」; a moment shows its date in Beijing."""
    return (local(day).date() if isinstance(day, datetime) else day).isoformat()


def parse_date(
    value: Dated,
    today: date,
    *,
    serial: bool = False,
    label: str = "日期",
    field: str | None = None,
) -> date:
    """Read a business date; a time of day behind it is dropped.

    Reads 2026-11-18, 2026.11.18, 2026/11/18, 2026年11月18日, 20261118, and without a year 11月18日,
    1118, 11-18, 11.18: then it is this year's, or the neighbouring year's if this year's lies more
    than 300 days off (「0105」 typed in December). A year of two digits is refused as ambiguous.

    Args:
        value: what was typed or what the cell holds; a moment without zone is Beijing time.
        today: the business date of the reader.
        serial: numbers are day counts of a spreadsheet with the 1900 system.
        label: the field's name for the user.
        field: path of the field at fault.

    Raises:
        Refused: E002 if it is not one certain day of the years 1900 to 2099.
    """
    read = _moment_of(value, serial)
    # A cell that holds 3.1 may have been typed 3.10: a fraction is no month and day.
    typed = "" if isinstance(value, float) and not value.is_integer() else _text(value)
    day = read.date() if read else _day(typed, today)
    if day is None:
        raise refuse("E002", field, label=tr(label), v=_text(value), example="2026-11-18")
    return day


def parse_moment(
    value: Dated,
    today: date,
    *,
    serial: bool = False,
    label: str = "时间",
    field: str | None = None,
) -> datetime:
    """Read a day with its time of day, or a time of day alone (then of `today`); return it in UTC.

    Text and cells without a zone are Beijing time. The days are those of `parse_date`.

    Raises:
        Refused: E002 if it is not one certain moment; a day without a time is none.
    """
    read = _moment_of(value, serial) or _zoned(_text(value)) or _typed_moment(_text(value), today)
    if read is None:
        raise refuse("E002", field, label=tr(label), v=_text(value), example="2026-11-18 16:20")
    return read.astimezone(UTC)


def _text(value: Dated) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None or isinstance(value, bool) else fold_width(str(value))


def _moment_of(value: Dated, serial: bool) -> datetime | None:
    """Return the moment in Beijing that a cell holds as a date or as a serial number."""
    if isinstance(value, datetime):
        return local(value) if value.tzinfo else value.replace(tzinfo=BEIJING)
    text = _text(value)
    if not serial or not _SERIAL.fullmatch(text):
        return None
    days = float(text)
    if not _SERIALS[0] <= days < _SERIALS[1] + 1:
        return None
    # Half a second of float error must not turn 16:20:00 into 16:19:59.
    seconds = round(days * 86_400)
    return (_SERIAL_START + timedelta(seconds=seconds)).replace(tzinfo=BEIJING)


def _day(text: str, today: date) -> date | None:
    with_clock = _DAY_AND_CLOCK.fullmatch(text)
    if with_clock:
        text = with_clock[1] if _clock(with_clock[2]) else ""
    for form in _DAY_FORMS:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            month, day = int(parts["m"]), int(parts["d"])
            if parts.get("y"):
                return _real_day(int(parts["y"]), month, day)
            return _in_likely_year(month, day, today)
    return None


def _in_likely_year(month: int, day: int, today: date) -> date | None:
    this_year = _real_day(today.year, month, day)
    if this_year is None or abs((this_year - today).days) <= _OTHER_YEAR_DAYS:
        return this_year
    return _real_day(today.year + (1 if this_year < today else -1), month, day)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _typed_moment(text: str, today: date) -> datetime | None:
    match = _DAY_AND_CLOCK.fullmatch(text)
    day = _day(match[1], today) if match else today
    clock = _clock(match[2] if match else text)
    return datetime.combine(day, clock, BEIJING) if day and clock else None


def _zoned(text: str) -> datetime | None:
    """Return an ISO moment that names its zone, as other programs export it."""
    try:
        read = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return read if read and read.tzinfo else None
