"""A pre-advice as it is typed: plain values, nothing derived."""

from dataclasses import dataclass
from datetime import datetime

from desk.freight.outbound.choices import LineOrder, TruckShare


@dataclass(frozen=True, kw_only=True)
class PreadvicePlan:
    """The head of a pre-advice.

    `receiver` is a partner's code (``P003``); a branch is written as `receiver_name` instead. Contact
    and phone of a partner are taken from the archive when left empty. `plate_no` may also be a
    vehicle code.
    """

    dest_station: str
    plate_no: str
    driver_no: str
    depart_plan_at: datetime
    eta_at: datetime
    receiver: str = ""
    receiver_name: str = ""
    receiver_contact: str = ""
    receiver_phone: str = ""
    route: str = ""
    truck_cost_fen: int = 0
    share_basis: TruckShare = TruckShare.CHARGEABLE
    quoted_by: str = ""
    line_order: LineOrder = LineOrder.LOADING
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class LoadDraft:
    """A ticket to load; without `pieces` everything of it that is free in stock."""

    waybill: str
    pieces: int | None = None
