"""What hinders a lane is noted; a closed road may put due dates off, and both dates are kept.

Source: spec 3.14, 5.15.
"""

from datetime import date, datetime

from desk.freight.consignments.choices import ConsignmentState as S
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import EventKind, EventSource, Severity
from desk.freight.tracking.events import record_event
from desk.freight.tracking.model import LaneNote
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.work import Work

DONE = frozenset({S.SIGNED, S.RETURNED, S.CLOSED, S.VOID, S.DRAFT})
"""States in which no due date can be missed any more."""


@command(
    "tracking.create",
    "登记途径信息",
    example='{"lane": "G3012 吐鲁番-喀什", "from_at": "2026-11-21T00:00:00+08:00", '
    '"to_at": "2026-11-23T20:00:00+08:00", "text": "G3012 封路", "severity": "CLOSED"}',
)
def add_lane_note(
    work: Work, *, lane: str, from_at: datetime, to_at: datetime, text: str, severity: Severity
) -> int:
    """Note that a lane is hindered from one time to another: closed, snow, checkpoints.

    Raises:
        Refused: E001, E004, E012, E019 when it ends before it begins.
    """
    problems = Problems()
    for name, label, value, longest in (
        ("lane", tr("线路"), lane, 60),
        ("text", tr("说明"), text, 200),
    ):
        if problems.require(value, name, label):
            problems.fits(clean_text(value), longest, name, label)
            problems.check(not has_control_characters(value), "E012", name, label=label)
    why = tr("应晚于开始时间")
    problems.check(from_at < to_at, "E019", "to_at", label=tr("结束时间"), why=why)
    problems.raise_if_any()
    note = LaneNote(
        lane=clean_text(lane),
        from_at=from_at,
        to_at=to_at,
        text=clean_text(text),
        severity=severity,
    )
    return work.add(note).id


@command(
    "tracking.create",
    "更正途径信息的结束时间",
    example='{"lane_note_id": 1, "to_at": "2026-11-22T20:00:00+08:00"}',
)
def end_lane_note(work: Work, *, lane_note_id: int, to_at: datetime) -> None:
    """The lane is free earlier, or later, than noted.

    Raises:
        Refused: E006, E019.
    """
    note = work.get(LaneNote, lane_note_id, tr("途径信息"))
    if to_at <= note.from_at:
        raise refuse("E019", "to_at", label=tr("结束时间"), why=tr("应晚于开始时间"))
    note.to_at = to_at


@command(
    "due.extend",
    "因封路延长应到日期",
    example='{"lane_note_id": 1, "numbers": ["YD2611180001"], "due_on": "2026-11-25", '
    '"reason": "G3012 封路 3 天", "force_majeure": true}',
)
def extend_due(
    work: Work,
    *,
    lane_note_id: int,
    numbers: tuple[str, ...],
    due_on: date,
    reason: str,
    force_majeure: bool = False,
) -> None:
    """Put the due dates of some tickets off because a road is closed; the first date stays on record.

    Args:
        work: the running command.
        lane_note_id: the closed road.
        numbers: the tickets on it.
        due_on: their new due date.
        reason: why, kept with every ticket.
        force_majeure: whether the tickets leave the measure of punctuality (H1).

    Raises:
        Refused: E001 without tickets, E004, E006, E008 a ticket that is done, E009, E012, E019 a road
            that is not closed, a ticket without a date or one not due earlier.
    """
    note = work.get(LaneNote, lane_note_id, tr("途径信息"))
    _check_extension(note, numbers, reason)
    problems = Problems()
    tickets = [by_number(work, number) for number in dict.fromkeys(numbers)]
    for ticket in tickets:
        _check_ticket(problems, ticket, due_on)
    problems.raise_if_any()
    for ticket in tickets:
        _extend(work, ticket, due_on, clean_text(reason), force_majeure, note)


def _check_extension(note: LaneNote, numbers: tuple[str, ...], reason: str) -> None:
    problems = Problems()
    problems.require(numbers, "numbers", tr("运单"))
    closed = note.severity is Severity.CLOSED
    why = tr("为「{s}」,只有封路才能延长").format(s=note.severity.label)
    problems.check(closed, "E019", "lane_note_id", label=note.text, why=why)
    problems.check(bool(reason.strip()), "E009", "reason", action=tr("延长应到日期"))
    size, label = len(clean_text(reason)), tr("原因")
    problems.check(size <= 200, "E004", "reason", label=label, n=200, v=size)
    problems.check(not has_control_characters(reason), "E012", "reason", label=label)
    problems.raise_if_any()


def _check_ticket(problems: Problems, ticket: Consignment, due_on: date) -> None:
    if ticket.state in DONE:
        state = ticket.state.label
        problems.add("E008", "numbers", obj=ticket.label, state=state, action=tr("延长应到日期"))
    elif ticket.due_on is None:
        problems.add("E019", "numbers", label=ticket.label, why=tr("还没有应到日期"))
    elif due_on <= ticket.due_on:
        why = tr("{no} 现应到 {d},只能往后延").format(no=ticket.label, d=show_date(ticket.due_on))
        problems.add("E019", "due_on", label=tr("应到日期"), why=why)


def _extend(
    work: Work, ticket: Consignment, due_on: date, reason: str, force_majeure: bool, note: LaneNote
) -> None:
    before = ticket.due_on
    ticket.due_before_on = ticket.due_before_on or before
    ticket.due_on, ticket.extension_reason = due_on, reason
    ticket.force_majeure = force_majeure
    words = tr("{why},应到日期由 {a} 延至 {b}")
    text = words.format(why=note.text, a=show_date(before or due_on), b=show_date(due_on))
    event = record_event(
        work,
        ticket,
        EventKind.DELAYED,
        place=note.lane,
        source=EventSource.OPERATIONS,
        text=text[:200],
    )
    work.add(event)
