"""A major event begins with the plan in force: its lines become a live check-list."""

from datetime import datetime

from sqlalchemy import select

from desk.care.complaints.model import Complaint
from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.model import EventStep, MajorEvent
from desk.care.major_events.rules import STATES, steps_of
from desk.filing.documents.choices import DocumentType, RevisionState
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.storage.work import Reader, Work


def plan_in_force(read: Reader, event_type: EventType) -> DocumentRevision | None:
    """The effective contingency plan: one that names the type in its title, else the first there is."""
    plans = list(
        read.session.scalars(
            select(DocumentRevision)
            .join(ControlledDocument)
            .where(
                ControlledDocument.document_type == DocumentType.YA,
                DocumentRevision.state == RevisionState.EFFECTIVE,
            )
            .order_by(ControlledDocument.doc_no)
        )
    )
    named = [plan for plan in plans if event_type.label in plan.document.title]
    return next(iter([*named, *plans]), None)


def open_event(
    work: Work,
    event_type: EventType,
    title: str,
    occurred_at: datetime,
    found_at: datetime,
    complaint: Complaint | None = None,
) -> MajorEvent:
    """Write a major event with the steps of its plan; without a plan it has none, and says so."""
    plan = plan_in_force(work, event_type)
    event = MajorEvent(
        number=work.number("major_event"),
        state=STATES.initial,
        event_type=event_type,
        title=title[:120],
        occurred_at=occurred_at,
        found_at=found_at,
        complaint_id=complaint.id if complaint else None,
        plan_label=f"{plan.label}《{plan.document.title}》"[:90] if plan else "",
    )
    for seq, step in enumerate(steps_of(plan.body) if plan else (), 1):
        due = found_at + step.within if step.within is not None else None
        event.steps.append(EventStep(seq=seq, text=step.text, role=step.role, due_at=due))
    return work.add(event)


def take_up_again(event: MajorEvent, reason: str, at: datetime) -> None:
    """Work a closed plan off again: what is not done is due later by the time the event was closed.

    Raises:
        Refused: E008, E009.
    """
    closed_at = event.closed_at if event.state is EventState.CLOSED else None
    event.state, event.closed_at = STATES.step(event.state, "reopen_event", reason), None
    for step in event.steps:
        if closed_at is not None and step.due_at is not None and step.done_at is None:
            step.due_at += at - closed_at
