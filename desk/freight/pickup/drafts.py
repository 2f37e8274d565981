"""A pick-up as it is typed."""

from dataclasses import dataclass
from datetime import datetime

from desk.freight.pickup.choices import PickupKind, ShareBasis


@dataclass(frozen=True, kw_only=True)
class PickupPlan:
    """Where, when and for how much; `fee_fen` is what was agreed with the customer."""

    kind: PickupKind
    place: str
    contact: str
    phone: str = ""
    planned_out_at: datetime
    planned_back_at: datetime
    fee_fen: int = 0
    cost_fen: int = 0
    share_basis: ShareBasis = ShareBasis.WEIGHT
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class PickupGoods:
    """A ticket to fetch; without `pieces` everything of it that has not come yet."""

    waybill: str
    pieces: int | None = None


@dataclass(frozen=True, kw_only=True)
class PickedUp:
    """What was really fetched of a ticket."""

    waybill: str
    pieces: int
