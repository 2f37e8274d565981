"""What follows from the figures of a return. Pure; no database, clock or file.

Source: AT-08, 民法典 829 (the shipper's written order).
"""

from collections.abc import Sequence

from desk.freight.consignments.drafts import CargoDraft
from desk.freight.consignments.model import CargoLine
from desk.freight.delivery.rules import part_of
from desk.freight.returns.choices import ReturnState
from desk.freight.tracking.choices import Channel
from desk.kernel.shares import split_fen
from desk.kernel.states import Move, StateTable, moves_from

_S = ReturnState
STATES: StateTable[ReturnState] = StateTable(
    obj="返货",
    initial=_S.OPEN,
    moves=(
        Move("issue_return", moves_from(_S.OPEN), _S.ISSUED, "开返货单"),
        Move("void_consignment", moves_from(_S.ISSUED), _S.OPEN, "作废返货单", True),
        Move("ship_return", moves_from(_S.ISSUED), _S.SHIPPED, "返货发运"),
        Move("recall_return", moves_from(_S.SHIPPED), _S.ISSUED, "撤销返货发运", True),
        Move("settle_return", moves_from(_S.ISSUED), _S.ISSUED, "结返货费用"),
        Move("settle_return", moves_from(_S.SHIPPED), _S.SHIPPED, "结返货费用"),
        Move("cancel_return", moves_from(_S.OPEN), _S.VOID, "取消返货", needs_reason=True),
    ),
    final=frozenset({_S.SHIPPED, _S.VOID}),
)
WRITTEN = (Channel.WECHAT, Channel.SMS, Channel.MAIL, Channel.FAX)
"""Channels that leave something to read; a word on the phone does not send goods back."""


def goods_going_back(lines: Sequence[CargoLine], pieces: int) -> tuple[CargoDraft, ...]:
    """So many pieces of a consignment, its lines, weights and volumes pro rata (half-up)."""
    shares = split_fen(pieces, [line.pieces for line in lines])
    return tuple(
        CargoDraft(
            goods_name=line.goods_name,
            pieces=share,
            weight_g=part_of(line.weight_g, share, line.pieces),
            volume_cm3=part_of(line.volume_cm3, share, line.pieces),
            category=line.category,
            packing=line.packing,
            mark=line.mark,
        )
        for line, share in zip(lines, shares, strict=True)
        if share
    )
