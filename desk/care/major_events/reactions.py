"""A complaint that becomes major starts the plan by itself; one that is dismissed ends it."""

from sqlalchemy import select

from desk.care.complaints.events import BecameMajor, Dismissed
from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.model import MajorEvent
from desk.care.major_events.opening import open_event
from desk.care.major_events.rules import STATES
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.storage.work import Work


@on(BecameMajor)
def start_plan(work: Work, happened: BecameMajor) -> None:
    """One event a complaint, however often its level changes."""
    complaint = happened.complaint
    known = select(MajorEvent.id).where(MajorEvent.complaint_id == complaint.id)
    if work.session.scalar(known) is None:
        title = f"{complaint.number} {complaint.complainant}:{complaint.content}"
        called = complaint.received_at
        event = open_event(work, EventType.COMPLAINT, title, called, happened.at, complaint)
        event.loss_fen = max(complaint.claimed_fen, complaint.estimated_fen)


@on(Dismissed)
def end_plan(work: Work, happened: Dismissed) -> None:
    """Nobody works off the plan of a complaint that is none, or that stands under another number."""
    complaint = happened.complaint
    event = work.session.scalar(select(MajorEvent).where(MajorEvent.complaint_id == complaint.id))
    if event is not None and event.state is not EventState.CLOSED:
        event.state, event.closed_at = STATES.step(event.state, "dismiss_complaint"), work.now
        first = f" {complaint.repeats.number}" if complaint.repeats else ""
        words = tr("投诉已判定为{v}{first}:{why}")
        event.summary = words.format(
            v=complaint.validity.label, first=first, why=complaint.validity_reason
        )
