"""How a request ends. Pure."""

from desk.kernel.states import Move, StateTable, moves_from
from desk.office.approvals.choices import Decision

STATES: StateTable[Decision] = StateTable(
    obj="审批申请",
    initial=Decision.WAITING,
    moves=(
        Move("grant_approval", moves_from(Decision.WAITING), Decision.APPROVED, "批准"),
        Move("refuse_approval", moves_from(Decision.WAITING), Decision.REJECTED, "驳回"),
        Move("cancel_approval", moves_from(Decision.WAITING), Decision.CANCELLED, "撤回"),
    ),
    final=frozenset({Decision.APPROVED, Decision.REJECTED, Decision.CANCELLED}),
)
