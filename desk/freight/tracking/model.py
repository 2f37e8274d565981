"""What happened to a consignment, and what was said about it (spec 3.14)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
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
