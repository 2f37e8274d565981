"""A complaint that becomes major starts the plan by itself."""

from sqlalchemy import select

from desk.care.complaints.events import BecameMajor
from desk.care.major_events.choices import EventType
from desk.care.major_events.model import MajorEvent
from desk.care.major_events.opening import open_event
from desk.kernel.commands import on
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
