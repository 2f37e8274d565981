"""A transit manifest and its hand-over as they are typed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class OneOffPrice:
    """A price agreed for this ticket only; per kg in 1/1000 yuan."""

    price_kg_mill: int
    door_fee_fen: int = 0
    transit_days: int


@dataclass(frozen=True, kw_only=True)
class TransitPlan:
    """To whom and where; the partner by his code."""

    partner: str
    dest: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class TransitGoods:
    """A ticket to hand over; without `pieces` everything of it that is free.

    Attributes:
        door: the partner delivers to the door; otherwise the consignee collects.
        price: a one-off price instead of the partner's rate.
        reason: why the price is as it is, when the check asks.
    """

    waybill: str
    pieces: int | None = None
    door: bool = True
    price: OneOffPrice | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Who handed the goods to whom, when, and on which vehicle; `at` is now unless said."""

    handed_by: str
    received_by: str
    plate_no: str = ""
    partner_bill_no: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A ticket of which not every listed piece went: what we gave and what the partner's man counted."""

    waybill: str
    handed: int
    received: int
    note: str = ""
