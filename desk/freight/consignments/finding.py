"""Finding a consignment by whatever the clerk types, and whom goods went to before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from desk.freight.consignments.choices import ConsignmentState, DeliveryMode
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import query
from desk.kernel.grams import plain
from desk.storage.finding import newest_with, words_of
from desk.storage.listing import escape_like
from desk.storage.work import Reader

NEWEST_LOOKED_THROUGH = 100_000
MOST_FOUND = 20
MOST_LOOKED_AT = 200
"""Hits among which tails of numbers are looked for."""


@dataclass(frozen=True)
class FoundRow:
    """One hit of the quick search."""

    id: int
    number: str
    state: ConsignmentState
    consignee_name: str
    destination: str
    pieces: int


@query("consignment.read", "查找运单")
def find_consignments(read: Reader, *, text: str) -> list[FoundRow]:
    """Up to 20 consignments by number or its tail, paper number, phone tail, party or person, newest first.

    What is the tail of a number or telephone is meant as one: other hits are told only when none is.
    """
    session, words = read.session, words_of(text)
    newest = select(Consignment).order_by(Consignment.id.desc())
    if words.signs:
        found = newest_with(session.connection(), Consignment, words, MOST_LOOKED_AT)
        hits = list(session.scalars(newest.where(Consignment.id.in_(found))))
    else:
        hits = [] if text.strip() else list(session.scalars(newest.limit(MOST_FOUND)))
    tail = "".join(words.signs)
    told = [c for c in hits if tail and any(plain(no).endswith(tail) for no in _numbers_of(c))]
    return [
        FoundRow(c.id, c.label, c.state, c.consignee_name, c.destination, c.declared)
        for c in (told or hits)[:MOST_FOUND]
    ]


def _numbers_of(ticket: Consignment) -> list[str]:
    """What a ticket is called by, number by number."""
    every = (ticket.number, ticket.paper_no, ticket.consignee_phone, ticket.shipper_phone)
    return [number for number in every if number]


@dataclass(frozen=True)
class LastConsigneeRow:
    """A consignee as last written, to be taken over with one key."""

    customer_id: int | None
    name: str
    contact: str
    phone: str
    address: str
    destination: str
    delivery_mode: DeliveryMode
    last_on: datetime


@query("consignment.read", "以往收货人")
def last_consignees(
    read: Reader, *, text: str, shipper_id: int | None = None
) -> list[LastConsigneeRow]:
    """Up to 10 former consignees by phone, name or pinyin initials; of one shipper first if given.

    Source: assumed. Beyond one shipper's own only the newest 100,000 tickets are looked through, as
    long as nobody wants to wait for a suggestion.
    """
    wanted = text.strip()
    if not wanted:
        return []
    fragment = f"%{escape_like(wanted)}%"
    hits = select(Consignment).where(
        Consignment.voided.is_(False),
        or_(
            Consignment.consignee_phone.like(fragment, escape="\\"),
            Consignment.consignee_name.like(fragment, escape="\\"),
            Consignment.consignee_initials.like(escape_like(wanted.lower()) + "%", escape="\\"),
            Consignment.consignee_initials.like(
                "% " + escape_like(wanted.lower()) + "%", escape="\\"
            ),
        ),
    )
    hits = hits.order_by(Consignment.id.desc()).limit(200)
    newest = read.session.scalar(select(func.max(Consignment.id))) or 0
    every = [hits.where(Consignment.id > newest - NEWEST_LOOKED_THROUGH)]
    if shipper_id is not None:
        every.insert(0, hits.where(Consignment.shipper_id == shipper_id))
    found: dict[tuple[str, str], LastConsigneeRow] = {}
    for c in (c for some in every if len(found) < 10 for c in read.session.scalars(some)):
        key = (c.consignee_name, c.consignee_phone)
        if key not in found and len(found) < 10:
            found[key] = LastConsigneeRow(
                c.consignee_id,
                c.consignee_name,
                c.consignee_contact,
                c.consignee_phone,
                c.consignee_address,
                c.destination,
                c.delivery_mode,
                c.accept_at,
            )
    return list(found.values())
