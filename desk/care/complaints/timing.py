"""Starting, meeting, lengthening and raising the clocks of one complaint."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from desk.care.complaints.choices import ClockKind, ComplaintState, Level
from desk.care.complaints.clocks import (
    LONGEST_PAUSE_MINUTES,
    PROGRESS_MINUTES,
    Clock,
    after,
    call_back,
    clock,
    clocks,
    minutes_between,
)
from desk.care.complaints.events import BecameMajor
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.care.complaints.rules import STATES, needs_approval
from desk.kernel.text import tr
from desk.office.approvals.deciding import waiting_approval
from desk.storage.work import Reader, Work

ONCE = (ClockKind.ANSWER, ClockKind.REPORT_MGR, ClockKind.REPORT_DGM, ClockKind.PLAN)


def start_clocks(
    work: Work, complaint: Complaint, level: Level, start: datetime, *, by_hand: bool = False
) -> None:
    """Begin the clocks of a level; what was done already is not asked for twice.

    A level changed by hand gives nobody more time than he had: the earlier deadline stays, with the
    moment its clock began.
    """
    done = {c.kind: c.met_at for c in complaint.clocks if c.met_at is not None}
    held = {c.kind: c for c in complaint.clocks if c.met_at is None and not c.superseded}
    for old in complaint.clocks:
        old.superseded = old.superseded or old.met_at is None
    for fresh in clocks(work.calendar, level, start):
        if fresh.kind in done and fresh.kind in ONCE:
            continue
        before = held.get(fresh.kind) if by_hand else None
        if before is not None and before.due_at < fresh.due_at:
            first = min(before.remind_at, fresh.remind_at)
            began, due = before.started_at, before.due_at
            fresh = replace(fresh, started_at=began, due_at=due, remind_at=first)
        _add(complaint, level, fresh)
    if ClockKind.PLAN in done:
        start_progress(work, complaint, start)
    if level is Level.MAJOR:
        work.emit(BecameMajor(complaint, start))


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
    if complaint.level is Level.MAJOR and not _word_due(complaint):
        kind = ClockKind.PROGRESS
        _add(
            complaint,
            complaint.level,
            clock(work.calendar, complaint.level, kind, start, PROGRESS_MINUTES),
        )


def start_call_back(work: Work, complaint: Complaint, closed_at: datetime) -> None:
    """The call-back begins with the closing."""
    _add(complaint, complaint.level, call_back(work.calendar, complaint.level, closed_at))


def told(work: Work, complaint: Complaint, at: datetime) -> None:
    """The customer heard something: the word that was due is given, the next one is due in 24 hours."""
    running = complaint.running(ClockKind.PROGRESS)
    if running is not None and _word_due(complaint) and at >= running.started_at:
        meet(complaint, ClockKind.PROGRESS, at)
        start_progress(work, complaint, at)


def _word_due(complaint: Complaint) -> bool:
    running = complaint.running(ClockKind.PROGRESS)
    return running is not None and running.met_at is None and not running.superseded


def waited_minutes(work: Reader, complaint: Complaint, running: ComplaintClock) -> list[int]:
    """What each pause adds to a clock, in the time of its level.

    All pauses of a complaint together count for five working days at most.
    """
    left, found = LONGEST_PAUSE_MINUTES, []
    for pause in complaint.pauses:
        ended = pause.ended_at or work.now
        waited = work.calendar.elapsed_minutes(pause.began_at, ended)
        if waited >= left:
            ended = min(ended, work.calendar.deadline(pause.began_at, minutes=left))
        left -= min(left, waited)
        began = max(pause.began_at, running.started_at)
        counted = minutes_between(work.calendar, running.level, began, max(began, ended))
        found.append(counted)
    return found


def waiting_minutes(read: Reader, complaint: Complaint, running: ComplaintClock) -> int:
    """What the pause that lasts adds to the closing clock so far, in the clock's time; 0 for others."""
    closing = running.kind is ClockKind.CLOSE and running.met_at is None and not running.superseded
    if complaint.pause is None or not closing:
        return 0
    return waited_minutes(read, complaint, running)[-1]


def stands_still(read: Reader, complaint: Complaint) -> bool:
    """Whether papers are waited for and the five working days for it are not used up."""
    waited = sum(
        read.calendar.elapsed_minutes(p.began_at, p.ended_at or read.now) for p in complaint.pauses
    )
    return complaint.pause is not None and waited < LONGEST_PAUSE_MINUTES


def end_pause(work: Work, complaint: Complaint) -> None:
    """The papers came, or are not waited for any more; the closing clock is longer by the pause.

    So is the one of an earlier level, which the appraisal still counts by.
    """
    pause = complaint.pause
    if pause is None:
        return
    pause.ended_at = work.now
    for running in complaint.clocks:
        if running.kind is ClockKind.CLOSE and running.met_at is None:
            lengthen(work, running, waited_minutes(work, complaint, running)[-1])


def lengthen(work: Work, running: ComplaintClock, minutes: int) -> None:
    """Move a clock by minutes of its level's time."""
    if minutes == 0:
        return
    later = partial(after, work.calendar, running.level, minutes=minutes)
    running.due_at, running.remind_at = later(running.due_at), later(running.remind_at)
    running.raise_at = later(running.raise_at) if running.raise_at else None


def start_lower_clocks(work: Work, complaint: Complaint, level: Level) -> None:
    """Begin the clocks of a lower level at the call, longer by the pauses; it is not raised at once again.

    A case that was taken up again counts from there.
    """
    closing = (c for c in complaint.clocks if c.kind is ClockKind.CLOSE and c.met_at is None)
    began = min((c.started_at for c in closing), default=complaint.received_at)
    start_clocks(work, complaint, level, began)
    running = complaint.running(ClockKind.CLOSE)
    if running is not None and running.met_at is None:
        ended = zip(complaint.pauses, waited_minutes(work, complaint, running), strict=True)
        lengthen(work, running, sum(minutes for pause, minutes in ended if pause.ended_at))
        if running.raise_at is not None and running.raise_at <= work.now:
            running.raise_at = None


def rises_at(read: Reader, complaint: Complaint) -> datetime | None:
    """When a complaint goes up one level by itself: at 150 % of its closing clock, once per clock.

    A pause that lasts holds this up only as long as pauses may last.
    """
    running = complaint.running(ClockKind.CLOSE)
    if complaint.closed_at is not None or complaint.level is Level.MAJOR:
        return None
    if running is None or running.met_at is not None or running.raise_at is None:
        return None
    if running.raise_at > read.now:
        return running.raise_at
    waited = waiting_minutes(read, complaint, running)
    return (
        after(read.calendar, running.level, running.raise_at, waited)
        if waited
        else running.raise_at
    )


def raise_if_due(work: Work, complaint: Complaint) -> bool:
    """Raise a complaint whose time to rise has come."""
    raise_at = rises_at(work, complaint)
    if raise_at is None or raise_at > work.now:
        return False
    complaint.level = complaint.level.next
    start_clocks(work, complaint, complaint.level, raise_at)
    think_again(work, complaint)
    return True


def think_again(work: Work, complaint: Complaint) -> None:
    """A proposal nobody was asked about cannot be told at a level that wants the manager's approval."""
    state = complaint.state
    asked = needs_approval(complaint.level, complaint.compensation_fen)
    if state is ComplaintState.PROPOSED and asked and waiting_approval(work, complaint) is None:
        complaint.state = STATES.step(state, "recall_decision")
        words = tr("等级已升为「{v}」,请重新拟定处理意见并报经理批准")
        complaint.answer = words.format(v=complaint.level.label)
