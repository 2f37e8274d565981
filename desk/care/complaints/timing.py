"""Starting, meeting, lengthening and raising the clocks of one complaint."""

from datetime import datetime

from desk.care.complaints.choices import ClockKind, Level
from desk.care.complaints.clocks import (
    LONGEST_PAUSE_MINUTES,
    MINUTES,
    PROGRESS_MINUTES,
    Clock,
    call_back,
    clock,
    clocks,
    minutes_between,
)
from desk.care.complaints.events import BecameMajor
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.storage.work import Work

ONCE = (ClockKind.ANSWER, ClockKind.REPORT_MGR, ClockKind.REPORT_DGM, ClockKind.PLAN)


def start_clocks(work: Work, complaint: Complaint, level: Level, start: datetime) -> None:
    """Begin the clocks of a level; what was done already is not asked for twice."""
    done = {c.kind: c.met_at for c in complaint.clocks if c.met_at is not None}
    for old in complaint.clocks:
        old.superseded = old.superseded or old.met_at is None
    for fresh in clocks(work.calendar, level, start):
        if fresh.kind in done and fresh.kind in ONCE:
            continue
        _add(complaint, level, fresh)
    if level is Level.MAJOR:
        work.emit(BecameMajor(complaint))


def _add(complaint: Complaint, level: Level, fresh: Clock) -> None:
    complaint.clocks.append(
        ComplaintClock(
            kind=fresh.kind,
            level=level,
            started_at=fresh.started_at,
            due_at=fresh.due_at,
            remind_at=fresh.remind_at,
            raise_at=fresh.raise_at,
        )
    )


def meet(complaint: Complaint, kind: ClockKind, at: datetime) -> None:
    """Stop the running clock of a kind; the superseded ones of it are met by the same deed."""
    for running in complaint.clocks:
        if running.kind is kind and running.met_at is None:
            running.met_at = at


def start_progress(work: Work, complaint: Complaint, start: datetime) -> None:
    """A major complaint's customer hears something every 24 hours, from the plan on."""
    if complaint.level is Level.MAJOR:
        kind = ClockKind.PROGRESS
        _add(
            complaint,
            complaint.level,
            clock(work.calendar, complaint.level, kind, start, PROGRESS_MINUTES),
        )


def start_call_back(work: Work, complaint: Complaint, closed_at: datetime) -> None:
    """The call-back begins with the closing."""
    _add(complaint, complaint.level, call_back(work.calendar, complaint.level, closed_at))


def paused_minutes(work: Work, complaint: Complaint, until: datetime) -> int:
    """Minutes of waiting for papers, in the level's time, five working days at most."""
    total = sum(
        minutes_between(work.calendar, complaint.level, p.began_at, p.ended_at or until)
        for p in complaint.pauses
    )
    return min(total, LONGEST_PAUSE_MINUTES)


def lengthen_closing(work: Work, complaint: Complaint) -> None:
    """Move the closing clock by all pauses so far."""
    running = complaint.running(ClockKind.CLOSE)
    if running is None or running.met_at is not None:
        return
    paused = paused_minutes(work, complaint, work.now)
    minutes = MINUTES[running.level][ClockKind.CLOSE]
    longer = clock(
        work.calendar, running.level, ClockKind.CLOSE, running.started_at, minutes, paused
    )
    running.due_at, running.remind_at = longer.due_at, longer.remind_at
    running.raise_at = longer.raise_at


def raise_if_due(work: Work, complaint: Complaint) -> bool:
    """At 150 % of its closing clock a complaint goes up one level, once per clock."""
    running = complaint.running(ClockKind.CLOSE)
    late = (
        complaint.closed_at is None
        and complaint.pause is None
        and complaint.level is not Level.MAJOR
        and running is not None
        and running.met_at is None
        and running.raise_at is not None
        and running.raise_at <= work.now
    )
    if not late or running is None or running.raise_at is None:
        return False
    complaint.level = complaint.level.next
    start_clocks(work, complaint, complaint.level, running.raise_at)
    return True
