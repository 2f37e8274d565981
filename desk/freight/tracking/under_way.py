"""Consignments under way with their last node and the last word to the customer, read in three gulps."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from desk.freight.consignments.choices import ConsignmentState as S
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import CallDirection, EventKind, Party
from desk.freight.tracking.model import ContactLog, TrackingEvent
from desk.freight.tracking.rules import BESIDE_THE_WAY
from desk.storage.work import Reader

OPEN = (
    S.ACCEPTED,
    S.EXPECTED,
    S.IN_STOCK,
    S.SHIPPED,
    S.ON_RUN,
    S.AT_PARTNER,
    S.PART_SIGNED,
    S.REFUSED,
)


@dataclass(frozen=True)
class LastNode:
    """The last node of the goods' way."""

    at: datetime
    kind: EventKind
    place: str
    text: str


@dataclass(frozen=True)
class UnderWay:
    """One open consignment: `told_at` is when the customer was last told anything."""

    ticket: Consignment
    last: LastNode | None
    told_at: datetime | None

    @property
    def heard_at(self) -> datetime:
        """When anything was last heard of the goods."""
        return self.last.at if self.last else self.ticket.accept_at

    def late_days(self, today: date) -> int:
        """Days past the due date; 0 while it is not past."""
        due = self.ticket.due_on
        return max(0, (today - due).days) if due else 0


def under_way(read: Reader) -> list[UnderWay]:
    """Everything that is accepted and not delivered: overdue first, then urgent, then by due date."""
    open_ones = Consignment.state.in_(OPEN)
    nodes, told = _last_nodes(read, open_ones), _told(read, open_ones)
    found = [
        UnderWay(ticket, nodes.get(ticket.id), told.get(ticket.id))
        for ticket in read.session.scalars(select(Consignment).where(open_ones))
    ]
    return sorted(found, key=lambda row: _order(row, read.today))


def of_ticket(read: Reader, ticket: Consignment) -> UnderWay:
    """The same for one consignment in any state."""
    this = Consignment.id == ticket.id
    nodes, told = _last_nodes(read, this), _told(read, this)
    return UnderWay(ticket, nodes.get(ticket.id), told.get(ticket.id))


def _order(row: UnderWay, today: date) -> tuple[bool, bool, date, int]:
    ticket = row.ticket
    return (
        not row.late_days(today),
        not ticket.urgent,
        ticket.due_on or date.max,
        ticket.id,
    )


def _last_nodes(read: Reader, which: ColumnElement[bool]) -> dict[int, LastNode]:
    rows = read.session.execute(
        select(
            TrackingEvent.consignment_id,
            TrackingEvent.at,
            TrackingEvent.kind,
            TrackingEvent.place,
            TrackingEvent.text,
        )
        .join(Consignment, Consignment.id == TrackingEvent.consignment_id)
        .where(which, TrackingEvent.kind.not_in(BESIDE_THE_WAY))
        .order_by(TrackingEvent.at, TrackingEvent.id)
    )
    return {row[0]: LastNode(row[1], row[2], row[3], row[4]) for row in rows}


def _told(read: Reader, which: ColumnElement[bool]) -> dict[int, datetime]:
    talks = (
        select(ContactLog.consignment_id, func.max(ContactLog.at))
        .join(Consignment, Consignment.id == ContactLog.consignment_id)
        .where(
            which,
            ContactLog.party == Party.CUSTOMER,
            ContactLog.direction == CallDirection.OUT,
        )
        .group_by(ContactLog.consignment_id)
    )
    told_nodes = (
        select(TrackingEvent.consignment_id, func.max(TrackingEvent.notified_at))
        .join(Consignment, Consignment.id == TrackingEvent.consignment_id)
        .where(which, TrackingEvent.customer_notified)
        .group_by(TrackingEvent.consignment_id)
    )
    told: dict[int, datetime] = {}
    for query in (talks, told_nodes):
        for ticket_id, at in read.session.execute(query):
            told[ticket_id] = max(at, told.get(ticket_id, at))
    return told
