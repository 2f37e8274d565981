"""The event, the live check-list made from the plan, and the reports upward (spec 3.24)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.care.complaints.model import Complaint
from desk.care.major_events.choices import EventState, EventType
from desk.storage.base import Record
from desk.storage.columns import Chosen, Fen


class MajorEvent(Record):
    """重大事件. `plan_label` names the revision of the plan its steps were taken from."""

    __tablename__ = "major_event"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[EventState] = mapped_column(Chosen(EventState), index=True)
    event_type: Mapped[EventType] = mapped_column(Chosen(EventType))
    title: Mapped[str] = mapped_column(String(120))
    occurred_at: Mapped[datetime]
    found_at: Mapped[datetime]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), unique=True)
    plan_label: Mapped[str] = mapped_column(String(90), default="")
    loss_fen: Mapped[Fen]
    aftermath: Mapped[str] = mapped_column(String(1000), default="")
    summary: Mapped[str] = mapped_column(String(1000), default="")
    closed_at: Mapped[datetime | None]

    complaint: Mapped[Complaint | None] = relationship()
    steps: Mapped[list["EventStep"]] = relationship(
        order_by="EventStep.seq", cascade="all, delete-orphan", lazy="selectin"
    )
    reports: Mapped[list["EventReport"]] = relationship(
        order_by="EventReport.id", cascade="all, delete-orphan", lazy="selectin"
    )


class EventStep(Record):
    """One step of the live check-list."""

    __tablename__ = "event_step"

    event_id: Mapped[int] = mapped_column(ForeignKey("major_event.id"), index=True)
    seq: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(60), default="")
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(200), default="")


class EventReport(Record):
    """A report to somebody above or outside, with its time."""

    __tablename__ = "event_report"

    event_id: Mapped[int] = mapped_column(ForeignKey("major_event.id"), index=True)
    person: Mapped[str] = mapped_column(String(60))
    how: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(300), default="")
