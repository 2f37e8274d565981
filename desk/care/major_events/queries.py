"""Reading major events."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.commands import event_by_number
from desk.care.major_events.model import EventStep, MajorEvent
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class StepRow:
    """One step; `late` when it was or is done after its time."""

    seq: int
    text: str
    role: str
    due_at: datetime | None
    done_at: datetime | None
    done_by: str
    note: str
    late: bool


@dataclass(frozen=True)
class ReportRow:
    person: str
    how: str
    at: datetime
    note: str
    entered_at: datetime


@dataclass(frozen=True)
class ToldRow:
    """What the customer of a complaint was told meanwhile."""

    at: datetime
    who: str
    text: str
    entered_at: datetime


@dataclass(frozen=True)
class EventCard:
    """One event; the reports upward and the words to the customer of its complaint are part of it."""

    number: str
    state: EventState
    event_type: EventType
    title: str
    occurred_at: datetime
    found_at: datetime
    complaint_no: str
    plan_label: str
    loss_fen: int
    aftermath: str
    summary: str
    closed_at: datetime | None
    steps: tuple[StepRow, ...]
    reports: tuple[ReportRow, ...]
    told: tuple[ToldRow, ...]


@query("complaint.read", "重大事件详情")
def major_event_card(read: Reader, *, number: str) -> EventCard:
    """One event with its check-list and its reports.

    Raises:
        Refused: E006.
    """
    event = event_by_number(read, number)
    same = (
        "number state event_type title occurred_at found_at plan_label loss_fen aftermath summary"
    )
    return EventCard(
        **{name: getattr(event, name) for name in same.split()},
        complaint_no=event.complaint.number if event.complaint else "",
        closed_at=event.closed_at,
        steps=tuple(_step(step, read.now) for step in event.steps),
        reports=_reports(event),
        told=tuple(
            ToldRow(
                p.at,
                tr("{who}({how})").format(who=p.who, how=p.channel.label),
                p.text,
                p.created_at,
            )
            for p in (event.complaint.progress if event.complaint else ())
        ),
    )


def _reports(event: MajorEvent) -> tuple[ReportRow, ...]:
    """Reports of the event and of its complaint together, in the order they were made."""
    own = [ReportRow(r.person, r.how, r.at, r.note, r.created_at) for r in event.reports]
    upward = [
        ReportRow(
            tr("{who}({to})").format(who=r.person, to=r.report_to.label),
            r.how,
            r.at,
            r.note,
            r.created_at,
        )
        for r in (event.complaint.reports if event.complaint else ())
    ]
    return tuple(sorted([*upward, *own], key=lambda row: row.at))


def _step(step: EventStep, now: datetime) -> StepRow:
    until = step.done_at or now
    owed = step.done_at is not None or not step.note  # an explained step is not owed any more
    late = step.due_at is not None and until > step.due_at and owed
    return StepRow(
        step.seq, step.text, step.role, step.due_at, step.done_at, step.done_by, step.note, late
    )


@query("complaint.read", "投诉的重大事件")
def major_event_of(read: Reader, *, number: str) -> str:
    """The number of the event a complaint started; empty without one."""
    wanted = select(MajorEvent).where(MajorEvent.complaint.has(number=number.strip()))
    found = read.session.scalar(wanted)
    return found.number if found else ""
