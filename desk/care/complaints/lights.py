"""Where the clocks of a case stand now."""

from dataclasses import dataclass
from datetime import datetime

from desk.care.complaints.choices import ClockKind, Level
from desk.care.complaints.clocks import minutes_between, overdue_minutes
from desk.care.complaints.model import ComplaintClock
from desk.kernel.choices import Choice
from desk.storage.work import Reader


class Light(Choice):
    """Where a clock stands, in a word; the window adds the colour."""

    DONE = "DONE", "已完成"
    GREEN = "GREEN", "正常"
    YELLOW = "YELLOW", "将到期"
    RED = "RED", "超时"


@dataclass(frozen=True)
class ClockRow:
    """One clock; `late_minutes` and `left_minutes` count in the level's own time."""

    kind: ClockKind
    level: Level
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    light: Light
    late_minutes: int
    superseded: bool
    left_minutes: int


def clock_row(read: Reader, clock: ComplaintClock) -> ClockRow:
    """A clock as it stands now."""
    until = clock.met_at or read.now
    late = overdue_minutes(read.calendar, clock.level, clock.due_at, until)
    return ClockRow(
        clock.kind,
        clock.level,
        clock.started_at,
        clock.due_at,
        clock.met_at,
        light_of(clock, read.now),
        late,
        clock.superseded,
        minutes_left(read, clock, until),
    )


def minutes_left(read: Reader, clock: ComplaintClock, until: datetime) -> int:
    """Minutes of the level's time from a moment to the due time; below 0 when it is past."""
    if until > clock.due_at:
        return -overdue_minutes(read.calendar, clock.level, clock.due_at, until)
    return minutes_between(read.calendar, clock.level, until, clock.due_at)


def light_of(clock: ComplaintClock, now: datetime) -> Light:
    """Red from the due time on, yellow from 80 % of it, done when it was met in time."""
    if clock.met_at is not None:
        return Light.DONE if clock.met_at <= clock.due_at else Light.RED
    if now > clock.due_at:
        return Light.RED
    return Light.YELLOW if now >= clock.remind_at else Light.GREEN
