"""The ways of a pick-up order, and how its cost is shared. Pure.

Source: spec 3.5, 5.3.
"""

from collections.abc import Sequence
from typing import Protocol

from desk.freight.pickup.choices import PickupState, ShareBasis
from desk.kernel.quantities import round_half_up
from desk.kernel.shares import split_fen
from desk.kernel.states import Move, StateTable, moves_from

_S = PickupState
OPEN = (_S.WAITING, _S.ASSIGNED)
"""Orders that speak for goods still to come."""
STATES: StateTable[PickupState] = StateTable(
    obj="提货单",
    initial=_S.WAITING,
    moves=(
        Move("assign_pickup", moves_from(*OPEN), _S.ASSIGNED, "派车"),
        Move("finish_pickup", moves_from(_S.ASSIGNED), _S.DONE, "提货入库"),
        Move("fail_pickup", moves_from(_S.ASSIGNED), _S.FAILED, "登记失败", needs_reason=True),
        Move("void_pickup", moves_from(*OPEN), _S.VOID, "作废", needs_reason=True),
    ),
    final=frozenset({_S.DONE, _S.FAILED, _S.VOID}),
)


class Ticket(Protocol):
    """The whole of a consignment, of which an order may fetch a part."""

    declared: int
    weight_g: int
    volume_cm3: int


def part_of(whole: int, pieces: int, declared: int) -> int:
    """A weight or volume for some of the declared pieces, half-up."""
    return round_half_up(whole * pieces, max(1, declared))


def cost_shares(
    cost_fen: int, basis: ShareBasis, fetched: Sequence[tuple[Ticket, int]]
) -> list[int]:
    """The cost per ticket in fen, by the pieces that were fetched of each; nothing fetched, no share.

    The shares add up to the cost.
    """
    weights = {
        ShareBasis.WEIGHT: [part_of(t.weight_g, n, t.declared) for t, n in fetched],
        ShareBasis.PIECES: [n for _, n in fetched],
        ShareBasis.TICKET: [int(n > 0) for _, n in fetched],
        ShareBasis.VOLUME: [part_of(t.volume_cm3, n, t.declared) for t, n in fetched],
    }
    return split_fen(cost_fen, weights[basis])
