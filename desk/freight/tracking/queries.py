"""Reading the way of a consignment and the talks about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.freight.consignments.queries import load
from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
    Topic,
)
from desk.freight.tracking.model import ContactLog, TrackingEvent
from desk.kernel.commands import query
from desk.storage.work import Reader


@dataclass(frozen=True)
class EventRow:
    at: datetime
    kind: EventKind
    place: str
    source: EventSource
    text: str
    doc_no: str
    customer_notified: bool
    channel: Channel | None


@dataclass(frozen=True)
class ContactRow:
    at: datetime
    topic: Topic
    party: Party
    party_kind: PartyKind
    direction: CallDirection
    channel: Channel
    who: str
    content: str
    next_action_at: datetime | None


@query("tracking.read", "跟踪记录")
def events_of(read: Reader, *, number: str) -> list[EventRow]:
    """The nodes of a consignment in order of time.

    Raises:
        Refused: E006.
    """
    wanted = TrackingEvent.consignment_id == load(read, number).id
    rows = select(TrackingEvent).where(wanted).order_by(TrackingEvent.at, TrackingEvent.id)
    return [
        EventRow(e.at, e.kind, e.place, e.source, e.text, e.doc_no, e.customer_notified, e.channel)
        for e in read.session.scalars(rows)
    ]


@query("tracking.read", "沟通记录")
def contacts_of(read: Reader, *, number: str) -> list[ContactRow]:
    """The talks about a consignment, newest first.

    Raises:
        Refused: E006.
    """
    wanted = ContactLog.consignment_id == load(read, number).id
    rows = select(ContactLog).where(wanted).order_by(ContactLog.at.desc(), ContactLog.id.desc())
    return [
        ContactRow(
            c.at,
            c.topic,
            c.party,
            c.party_kind,
            c.direction,
            c.channel,
            c.who,
            c.content,
            c.next_action_at,
        )
        for c in read.session.scalars(rows)
    ]


def latest_consent(session: Session, consignment_id: int, topic: Topic) -> ContactLog | None:
    """The shipper's last word on a topic, or None when he was not asked.

    Only a talk with the shipper counts: he alone may change or release what he sent (spec 5.16).
    """
    return session.scalar(
        select(ContactLog)
        .where(
            ContactLog.consignment_id == consignment_id,
            ContactLog.topic == topic,
            ContactLog.party_kind == PartyKind.SHIPPER,
        )
        .order_by(ContactLog.at.desc(), ContactLog.id.desc())
        .limit(1)
    )
