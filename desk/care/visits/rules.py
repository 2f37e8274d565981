"""The ways of an action after a visit. Pure."""

from desk.care.visits.choices import ActionState
from desk.kernel.states import Move, StateTable, moves_from

ACTION_STATES: StateTable[ActionState] = StateTable(
    obj="来访跟进",
    initial=ActionState.OPEN,
    moves=(
        Move("finish_visit_action", moves_from(ActionState.OPEN), ActionState.DONE, "完成跟进"),
    ),
    final=frozenset({ActionState.DONE}),
)
