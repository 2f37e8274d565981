"""A complaint as it is taken down on the telephone."""

from dataclasses import dataclass
from datetime import datetime

from desk.care.complaints.choices import Channel, Circumstance, ComplaintKind, Level, Source


@dataclass(frozen=True, kw_only=True)
class ComplaintDraft:
    """What the caller says.

    Attributes:
        complainant: who complains.
        phone: where he can be reached.
        kind: what about.
        content: in his words.
        waybill: the consignment, if it is about one.
        customer: code or name, when it is not the shipper or consignee of the ticket.
        received_at: when the call came; now unless said.
        demand: what he wants.
        claimed_fen: what he claims.
        estimated_fen: what the office thinks it is.
        circumstances: what makes it grave.
        level: another level than the proposed one, with a reason.
        level_reason: why.
    """

    complainant: str
    phone: str = ""
    kind: ComplaintKind
    content: str
    waybill: str = ""
    customer: str = ""
    received_at: datetime | None = None
    channel: Channel = Channel.PHONE
    source: Source = Source.OUTSIDE
    demand: str = ""
    claimed_fen: int = 0
    estimated_fen: int = 0
    circumstances: tuple[Circumstance, ...] = ()
    level: Level | None = None
    level_reason: str = ""
