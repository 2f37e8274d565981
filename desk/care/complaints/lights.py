"""Where the clocks of a case stand now."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from desk.care.complaints.choices import ClockKind, Level
from desk.care.complaints.clocks import after, minutes_between, overdue_minutes
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.care.complaints.timing import stands_still, waiting_minutes
from desk.kernel.choices import Choice
from desk.storage.work import Reader


class Light(Choice):
    """Where a clock stands, in a word; the window adds the colour."""

    DONE = "DONE", "已完成"
    GREEN = "GREEN", "正常"
    YELLOW = "YELLOW", "将到期"
    RED = "RED", "超时"
    PAUSED = "PAUSED", "暂停"


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


def clock_row(read: Reader, complaint: Complaint, clock: ComplaintClock) -> ClockRow:
    """A clock as it stands now; one that is held up is due later by the pause so far."""
    waited = waiting_minutes(read, complaint, clock)
    later = partial(after, read.calendar, clock.level, minutes=waited)
    due_at, remind_at = clock.due_at, clock.remind_at
    if waited:
        due_at, remind_at = later(due_at), later(remind_at)
    stopped = complaint.closed_at if clock.superseded else None
    until = clock.met_at or stopped or read.now
    late = overdue_minutes(read.calendar, clock.level, due_at, until)
    left = minutes_between(read.calendar, clock.level, until, due_at) if until <= due_at else -late
    light = _light(clock, due_at, remind_at, stopped or read.now)
    still = waited_for(read, complaint, clock) and light is not Light.RED
    return ClockRow(
        clock.kind,
        clock.level,
        clock.started_at,
        due_at,
        clock.met_at,
        Light.PAUSED if still else light,
        late,
        clock.superseded,
        left,
    )


def waited_for(read: Reader, complaint: Complaint, clock: ComplaintClock) -> bool:
    """Whether a clock is the closing clock that stands still for the customer's papers."""
    closing = clock.kind is ClockKind.CLOSE and clock.met_at is None and not clock.superseded
    return closing and stands_still(read, complaint)


def _light(clock: ComplaintClock, due_at: datetime, remind_at: datetime, now: datetime) -> Light:
    """Red from the due time on, yellow from 80 % of it, done when it was met in time."""
    if clock.met_at is not None:
        return Light.DONE if clock.met_at <= due_at else Light.RED
    if now > due_at:
        return Light.RED
    return Light.YELLOW if now >= remind_at else Light.GREEN
