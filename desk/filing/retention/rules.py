"""The ways of a clearing. Pure."""

from desk.filing.retention.choices import ClearingState
from desk.kernel.states import Move, StateTable, moves_from

_S = ClearingState
STATES: StateTable[ClearingState] = StateTable(
    obj="清理清单",
    initial=_S.SUBMITTED,
    moves=(
        Move("approve_clearing", moves_from(_S.SUBMITTED), _S.DONE, "批准清理"),
        Move("reject_clearing", moves_from(_S.SUBMITTED), _S.REJECTED, "驳回"),
        Move("recall_clearing", moves_from(_S.SUBMITTED), _S.RECALLED, "撤回"),
    ),
    final=frozenset({_S.DONE, _S.REJECTED, _S.RECALLED}),
)
