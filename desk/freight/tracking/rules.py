"""Which node follows from which movement of goods, which nodes a person may type, what comes next.

Pure; no database, clock or file. Source: spec 3.14, 3.0 (dates).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from desk.freight.consignments.choices import ConsignmentState as S
from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.choices import MoveReason as R
from desk.freight.tracking.choices import EventKind as K
from desk.kernel.text import tr

TOLERANCE = timedelta(minutes=5)

NODES_OF_MOVE: Mapping[R, tuple[K, ...]] = MappingProxyType(
    {
        R.ARRIVAL: (K.STOCKED_IN,),
        R.PICKUP: (K.PICKED_UP, K.STOCKED_IN),
        R.RETURN_IN: (K.STOCKED_IN,),
        R.RUN_OUT: (K.OUT_FOR_DELIVERY,),
        R.RUN_BACK: (K.STOCKED_IN,),
        R.RUN_SIGNED: (K.SIGNED,),
        R.TRANSIT_OUT: (K.HANDED_TO_PARTNER,),
        R.TRANSIT_BACK: (K.STOCKED_IN,),
        R.TRANSIT_SIGNED: (K.SIGNED,),
        R.SHIP_OUT: (K.DEPARTED,),
        R.SHIP_SIGNED: (K.SIGNED,),
        R.SELF_PICKUP: (K.SIGNED,),
        R.RETURN_OUT: (K.RETURNED,),
        R.WRITEOFF: (),
        R.STOCKTAKE_MORE: (),
        R.STOCKTAKE_LESS: (),
    }
)
TYPED = (K.PASSED, K.DELAYED, K.ARRIVED, K.PARTNER_ARRIVED)
"""Nodes that a driver, a partner or the operations desk reports; all others come from documents."""

BESIDE_THE_WAY = frozenset({K.NOTICE_SENT, K.CHANGED, K.RECEIPT_IN, K.RECEIPT_OUT})
"""Nodes about talks, changes and papers: they neither follow nor precede a movement of the goods."""


def in_future(at: datetime, now: datetime) -> bool:
    """More than five minutes ahead of the clock (spec 3.0)."""
    return at > now + TOLERANCE


class Standing(Protocol):
    """What decides the next step of a consignment."""

    state: S
    direction: Direction
    delivery_mode: DeliveryMode
    hold_release: bool
    released_at: datetime | None
    notice_at: datetime | None


_NEXT: Mapping[S, str] = MappingProxyType(
    {
        S.DRAFT: "受理",
        S.EXPECTED: "到车后点收",
        S.SHIPPED: "跟踪到站",
        S.ON_RUN: "登记签收",
        S.AT_PARTNER: "跟踪合作商签收",
        S.PART_SIGNED: "安排余货",
        S.REFUSED: "与发货人商定去向",
        S.SIGNED: "收回单、结清后完结",
        S.RETURNED: "结清后完结",
    }
)
_NEXT_IN_STOCK: Mapping[DeliveryMode, str] = MappingProxyType(
    {DeliveryMode.TRANSIT: "安排中转", DeliveryMode.DOOR: "安排派送"}
)


def next_step(c: Standing) -> str:
    """What somebody has to do with the goods next; nothing when they are done or void."""
    inbound = c.direction is Direction.INBOUND
    if c.state is S.ACCEPTED:
        return tr("编入进港清单或提货") if inbound else tr("提货或收货入库")
    if c.state is not S.IN_STOCK:
        return tr(_NEXT[c.state]) if c.state in _NEXT else ""
    if not inbound:
        return tr("安排发运")
    if c.hold_release and c.released_at is None:
        return tr("等发货人放货通知")
    waits = tr("等客户提货") if c.notice_at else tr("通知客户提货")
    return tr(_NEXT_IN_STOCK[c.delivery_mode]) if c.delivery_mode in _NEXT_IN_STOCK else waits
