"""Which node follows from which movement of goods, and which nodes a person may type.

Pure; no database, clock or file. Source: spec 3.14, 3.0 (dates).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from desk.freight.consignments.choices import MoveReason as R
from desk.freight.tracking.choices import EventKind as K

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

BESIDE_THE_WAY = frozenset({K.NOTICE_SENT, K.RECEIPT_IN, K.RECEIPT_OUT})
"""Nodes about talks and papers: they neither follow nor precede a movement of the goods."""


def in_future(at: datetime, now: datetime) -> bool:
    """More than five minutes ahead of the clock (spec 3.0)."""
    return at > now + TOLERANCE
