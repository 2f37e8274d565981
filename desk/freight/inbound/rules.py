"""The ways of a manifest, cost shares, the order of its tickets. Pure.

Source: spec 3.5, 4.1 (P-01), 5.3, 5.15.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from desk.freight.consignments.dues import due_on as due_on
from desk.freight.inbound.choices import CostBasis
from desk.freight.inbound.choices import ManifestState as S
from desk.kernel.shares import split_fen
from desk.kernel.states import Move, StateTable, moves_from

STATES: StateTable[S] = StateTable(
    obj="进港清单",
    initial=S.DRAFT,
    moves=(
        Move("expect_manifest", moves_from(S.DRAFT), S.EXPECTED, "确认待到"),
        Move("arrive_truck", moves_from(S.EXPECTED), S.ARRIVED, "登记到车"),
        Move("start_unloading", moves_from(S.ARRIVED), S.UNLOADING, "开始卸车"),
        Move("finish_unloading", moves_from(S.UNLOADING), S.STOCKED, "完成入库"),
        Move("close_manifest", moves_from(S.STOCKED), S.CLOSED, "关闭"),
        Move("void_manifest", moves_from(S.EXPECTED), S.VOID, "作废", needs_reason=True),
        Move("undo_inbound_import", moves_from(S.EXPECTED), S.VOID, "撤销导入", needs_reason=True),
    ),
    final=frozenset({S.CLOSED, S.VOID}),
)
BEFORE_UNLOADING = frozenset({S.DRAFT, S.EXPECTED, S.ARRIVED})
BEFORE_STOCK = BEFORE_UNLOADING | {S.UNLOADING}
CORRECTABLE = BEFORE_STOCK | {S.STOCKED}


class Ticket(Protocol):
    """What a truck's cost is shared by."""

    weight_g: int
    volume_cm3: int
    declared: int


def cost_shares(cost_fen: int, basis: CostBasis, tickets: Sequence[Ticket]) -> list[int]:
    """The truck's cost per ticket in fen, by what was declared (the truck was paid for that)."""
    weights = {
        CostBasis.WEIGHT: [t.weight_g for t in tickets],
        CostBasis.PIECES: [t.declared for t in tickets],
        CostBasis.TICKET: [1 for _ in tickets],
        CostBasis.VOLUME: [t.volume_cm3 for t in tickets],
    }
    return split_fen(cost_fen, weights[basis]) if tickets else []


def paper_order(destination_code: str, number: str, hub_city_code: str) -> tuple[bool, str, str]:
    """Sort key of a ticket on the list: hub city first, then by city code, then by number."""
    city = destination_code[:4]
    return city != hub_city_code, city, number


def uncounted(received: Iterable[int | None]) -> int:
    """How many lines nobody has counted yet."""
    return sum(1 for pieces in received if pieces is None)
