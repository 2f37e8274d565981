"""The ways of a stock-take. Pure. Source: spec 3.9."""

from desk.freight.stocktake.choices import StocktakeState as S
from desk.kernel.states import Move, StateTable, moves_from

OPEN = (S.COUNTING, S.SUBMITTED)
STATES: StateTable[S] = StateTable(
    obj="盘点单",
    initial=S.COUNTING,
    moves=(
        Move("count_stock", moves_from(S.COUNTING), S.COUNTING, "录入实盘"),
        Move("submit_stocktake", moves_from(S.COUNTING), S.SUBMITTED, "提交"),
        Move("approve_stocktake", moves_from(S.SUBMITTED), S.APPROVED, "批准"),
        Move("reject_stocktake", moves_from(S.SUBMITTED), S.COUNTING, "驳回"),
        Move("void_stocktake", moves_from(S.COUNTING), S.VOID, "作废", needs_reason=True),
    ),
    final=frozenset({S.APPROVED, S.VOID}),
)
