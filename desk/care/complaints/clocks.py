"""The clocks of a complaint by its level, in working or natural time. Pure.

GENERAL and SERIOUS run in working time, MAJOR in natural time; closing is bounded by seven natural
days for all. Source: spec 5.6, 5.14, A-14.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from desk.care.complaints.choices import ClockKind, Level
from desk.kernel.calendar import WorkingCalendar

_K, _L = ClockKind, Level
MINUTES: Mapping[Level, Mapping[ClockKind, int]] = MappingProxyType(
    {
        _L.GENERAL: {_K.ANSWER: 4 * 60, _K.PLAN: 12 * 60, _K.CLOSE: 16 * 60},
        _L.SERIOUS: {
            _K.ANSWER: 2 * 60,
            _K.REPORT_MGR: 2 * 60,
            _K.PLAN: 16 * 60,
            _K.CLOSE: 24 * 60,
        },
        _L.MAJOR: {
            _K.ANSWER: 60,
            _K.REPORT_MGR: 30,
            _K.REPORT_DGM: 2 * 60,
            _K.PLAN: 24 * 60,
            _K.CLOSE: 7 * 24 * 60,
        },
    }
)
REGISTER_MINUTES: Mapping[Level, int] = MappingProxyType(
    {_L.GENERAL: 60, _L.SERIOUS: 60, _L.MAJOR: 15}
)
"""From the call to the writing down, in the level's time; 「at once」 is taken as a quarter of an hour."""
CALL_BACK_MINUTES = 24 * 60
PROGRESS_MINUTES = 24 * 60
OUTER_BOUND = timedelta(days=7)
REMIND_SHARE, RAISE_SHARE = 80, 150
LONGEST_PAUSE_MINUTES = 5 * 8 * 60


@dataclass(frozen=True)
class Clock:
    """One clock: when it began, when it is due, when its owner is reminded, when the level rises.

    Attributes:
        raise_at: only the closing clock raises the level; None for the others.
    """

    kind: ClockKind
    started_at: datetime
    due_at: datetime
    remind_at: datetime
    raise_at: datetime | None


def is_natural(level: Level) -> bool:
    """Whether clocks of a level run day and night."""
    return level is Level.MAJOR


def after(calendar: WorkingCalendar, level: Level, start: datetime, minutes: int) -> datetime:
    """The moment so many minutes of the level's time after `start`."""
    if is_natural(level):
        return start + timedelta(minutes=minutes)
    return calendar.deadline(start, minutes=minutes)


def clocks(calendar: WorkingCalendar, level: Level, start: datetime) -> tuple[Clock, ...]:
    """All clocks that begin when a complaint of that level is received, or raised to it."""
    return tuple(
        clock(calendar, level, kind, start, minutes) for kind, minutes in MINUTES[level].items()
    )


def clock(
    calendar: WorkingCalendar,
    level: Level,
    kind: ClockKind,
    start: datetime,
    minutes: int,
    paused: int = 0,
) -> Clock:
    """One clock; `paused` minutes of waiting for the customer's papers lengthen it and its outer bound.

    Every share is rounded to a whole minute, half-up.
    """
    outer = start + OUTER_BOUND
    if paused:
        outer = after(calendar, level, outer, paused)
    closing = kind is ClockKind.CLOSE
    due = after(calendar, level, start, minutes + paused)
    remind = after(calendar, level, start, _share(minutes, REMIND_SHARE) + paused)
    raised = after(calendar, level, start, _share(minutes, RAISE_SHARE) + paused)
    if closing:
        due, remind = min(due, outer), min(remind, outer)
    return Clock(kind, start, due, remind, raised if closing else None)


def _share(minutes: int, per_cent: int) -> int:
    return (minutes * per_cent * 2 + 100) // 200


def call_back(calendar: WorkingCalendar, level: Level, closed_at: datetime) -> Clock:
    """The call-back after closing: 24 working hours, for a major complaint 24 natural ones."""
    return clock(calendar, level, ClockKind.CALL_BACK, closed_at, CALL_BACK_MINUTES)


def minutes_between(calendar: WorkingCalendar, level: Level, start: datetime, end: datetime) -> int:
    """Whole minutes of the level's time between two moments."""
    if is_natural(level):
        return (end - start) // timedelta(minutes=1)
    return calendar.elapsed_minutes(start, end)


def overdue_minutes(
    calendar: WorkingCalendar, level: Level, due_at: datetime, done_at: datetime
) -> int:
    """How late something was done (or is by now), in the level's time; 0 in time."""
    return max(0, minutes_between(calendar, level, due_at, done_at))
