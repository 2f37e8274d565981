"""What happened to a consignment, and what was said about it (spec 3.14)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
    Severity,
    Topic,
)
from desk.storage.base import Record
from desk.storage.columns import Chosen


class TrackingEvent(Record):
    """跟踪: one node of a consignment's way; never changed once written."""

    __tablename__ = "tracking_event"
    __table_args__ = (
        Index("ix_tracking_event_consignment", "consignment_id", "id"),
        Index("ix_tracking_event_at", "at", "id"),
    )
    append_only = True

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"))
    kind: Mapped[EventKind] = mapped_column(Chosen(EventKind))
    at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(60), default="")
    source: Mapped[EventSource] = mapped_column(Chosen(EventSource), default=EventSource.SYSTEM)
    text: Mapped[str] = mapped_column(String(200), default="")
    doc_no: Mapped[str] = mapped_column(String(30), default="")
    customer_notified: Mapped[bool] = mapped_column(default=False)
    notified_at: Mapped[datetime | None]
    notified_by: Mapped[str] = mapped_column(String(60), default="")
    channel: Mapped[Channel | None] = mapped_column(Chosen(Channel))


class ContactLog(Record):
    """沟通: one talk with a customer, partner, driver or department; the proof of what was agreed."""

    __tablename__ = "contact_log"
    __table_args__ = (
        Index("ix_contact_log_consignment", "consignment_id", "topic", "id"),
        Index("ix_contact_log_at", "at", "id"),
    )
    append_only = True

    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"))
    party: Mapped[Party] = mapped_column(Chosen(Party))
    party_kind: Mapped[PartyKind] = mapped_column(Chosen(PartyKind))
    direction: Mapped[CallDirection] = mapped_column(Chosen(CallDirection))
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(60))
    content: Mapped[str] = mapped_column(String(500))
    topic: Mapped[Topic] = mapped_column(Chosen(Topic), default=Topic.GENERAL)
    next_action_at: Mapped[datetime | None]


class LaneNote(Record):
    """途径信息: what hinders the traffic of a lane from one time to another."""

    __tablename__ = "lane_note"
    __table_args__ = (CheckConstraint("from_at < to_at", name="ordered"),)

    lane: Mapped[str] = mapped_column(String(60))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(String(200))
    severity: Mapped[Severity] = mapped_column(Chosen(Severity))


class WatchEntry(Record):
    """关注: a consignment somebody must look after this morning, and what was done about it."""

    __tablename__ = "watch_entry"
    __table_args__ = (
        Index("ix_watch_entry_drawn", "drawn_on"),
        Index("ix_watch_entry_late", "late_days", sqlite_where=text("note = ''")),
    )

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), unique=True)
    drawn_on: Mapped[date]
    late_days: Mapped[int] = mapped_column(default=0)
    silent_hours: Mapped[int] = mapped_column(default=0)
    urgent: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[str] = mapped_column(String(80))
    last_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), default="")
