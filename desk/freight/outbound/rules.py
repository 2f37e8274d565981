"""What follows from a truck's figures: states, cost shares, loading rates, margin. Pure.

Source: spec 3.6, 5.3, 5.4 (rule 4), P-04.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desk.freight.outbound.choices import PreadviceState, TruckShare
from desk.kernel.quantities import round_half_up
from desk.kernel.shares import split_fen
from desk.kernel.states import Move, StateTable, moves_from

_S = PreadviceState
STATES: StateTable[PreadviceState] = StateTable(
    obj="出港预报",
    initial=_S.DRAFT,
    moves=(
        Move("update_preadvice", moves_from(_S.DRAFT), _S.DRAFT, "修改"),
        Move("load_preadvice", moves_from(_S.DRAFT), _S.DRAFT, "加票"),
        Move("unload_preadvice", moves_from(_S.DRAFT), _S.DRAFT, "撤票"),
        Move("confirm_preadvice", moves_from(_S.DRAFT), _S.CONFIRMED, "确认"),
        Move("reopen_preadvice", moves_from(_S.CONFIRMED), _S.DRAFT, "退回修改", True),
        Move("send_preadvice", moves_from(_S.CONFIRMED), _S.SENT, "发送预报"),
        Move("depart_preadvice", moves_from(_S.SENT), _S.DEPARTED, "发车"),
        Move("arrive_preadvice", moves_from(_S.DEPARTED), _S.ARRIVED, "到达"),
        Move("close_preadvice", moves_from(_S.ARRIVED), _S.CLOSED, "关闭"),
        Move("void_preadvice", moves_from(_S.DRAFT, _S.CONFIRMED), _S.VOID, "作废", True),
    ),
    final=frozenset({_S.CLOSED, _S.VOID}),
)
HOLDING = (_S.DRAFT, _S.CONFIRMED, _S.SENT, _S.DEPARTED)
"""Pre-advices that hold their vehicle and driver."""
LOADED = (_S.CONFIRMED, _S.SENT)
"""The goods are on the truck, and the truck has not left."""
OPEN = (*HOLDING, _S.ARRIVED)
ACKNOWLEDGED_IN = frozenset({_S.SENT, _S.DEPARTED, _S.ARRIVED})
SEND_WITHIN = timedelta(hours=2)


def sent_late(sent_at: datetime | None, depart_at: datetime | None) -> bool:
    """Whether the receiver was told later than two hours after the truck left."""
    return sent_at is not None and depart_at is not None and sent_at > depart_at + SEND_WITHIN


class Ticket(Protocol):
    """The whole of a consignment, of which a truck may carry a part."""

    declared: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    total_fen: int


@dataclass(frozen=True)
class Load:
    """What some pieces of a ticket weigh, fill and earn; each pro rata of the pieces, half-up."""

    pieces: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    revenue_fen: int


def load_of(ticket: Ticket, pieces: int) -> Load:
    """The part of a ticket that some of its pieces are."""
    whole = (ticket.weight_g, ticket.volume_cm3, ticket.chargeable_kg, ticket.total_fen)
    weight, volume, kg, fen = (
        round_half_up(value * pieces, max(1, ticket.declared)) for value in whole
    )
    return Load(pieces, weight, volume, kg, fen)


def share_truck_cost(cost_fen: int, basis: TruckShare, loads: Sequence[Load]) -> list[int]:
    """The truck's price per line in fen; the shares sum to it, the largest takes the remainder."""
    weights = {
        TruckShare.CHARGEABLE: [load.chargeable_kg for load in loads],
        TruckShare.WEIGHT: [load.weight_g for load in loads],
        TruckShare.PIECES: [load.pieces for load in loads],
        TruckShare.TICKET: [1 for _ in loads],
        TruckShare.VOLUME: [load.volume_cm3 for load in loads],
    }
    return split_fen(cost_fen, weights[basis]) if loads else []


def loading_permille(load: int, most: int) -> int:
    """How full a truck is in tenths of a percent, half-up (196 = 19.6 %)."""
    return round_half_up(load * 1000, most) if most else 0


def show_permille(rate: int) -> str:
    """「19.6%」."""
    return f"{rate // 10}.{rate % 10}%"
