"""A complaint that becomes major starts the plan by itself, or again; one that is dismissed ends it."""

from sqlalchemy import select

from desk.care.complaints.events import BecameMajor, Dismissed
from desk.care.complaints.model import Complaint
from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.model import MajorEvent
from desk.care.major_events.opening import open_event, take_up_again
from desk.care.major_events.rules import STATES
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.storage.work import Work

_DISMISSED = "投诉已判定为"


@on(BecameMajor)
def start_plan(work: Work, happened: BecameMajor) -> None:
    """One event a complaint, however often its level changes; a closed one is taken up again."""
    complaint = happened.complaint
    known = _event_of(work, complaint)
    if known is None:
        title = f"{complaint.number} {complaint.complainant}:{complaint.content}"
        called = complaint.received_at
        event = open_event(work, EventType.COMPLAINT, title, called, happened.at, complaint)
        event.loss_fen = max(complaint.claimed_fen, complaint.estimated_fen)
    elif known.state is EventState.CLOSED:
        take_up_again(known, tr("投诉重新处理"), happened.at)
        if known.summary.startswith(tr(_DISMISSED)):
            known.summary = ""


def _event_of(work: Work, complaint: Complaint) -> MajorEvent | None:
    return work.session.scalar(select(MajorEvent).where(MajorEvent.complaint_id == complaint.id))


@on(Dismissed)
def end_plan(work: Work, happened: Dismissed) -> None:
    """Nobody works off the plan of a complaint that is none, or that stands under another number."""
    complaint = happened.complaint
    event = _event_of(work, complaint)
    if event is not None and event.state is not EventState.CLOSED:
        event.state, event.closed_at = STATES.step(event.state, "dismiss_complaint"), work.now
        first = f" {complaint.repeats.number}" if complaint.repeats else ""
        why = complaint.validity_reason
        event.summary = f"{tr(_DISMISSED)}{complaint.validity.label}{first}:{why}"
