"""评估计划: which partners are evaluated over which period, by whom, and the scorecards they fill in.

Owns `evaluation_plan` with partners and evaluators, and `scorecard` with its scores. Looks at schemes
and measures below, at partners, users and the approvals. Rooms above answer `PlanFinishing`.

To use: `draft_evaluation_plan` → `submit_evaluation_plan` → `approve_evaluation_plan` →
`start_evaluation_plan` → each evaluator `enter_scorecard` (sheet: `scorecard_sheet`, list of one's own:
`my_scorecards`); `plan_card` shows how far it is.
"""

from desk.evaluation.plans import (
    approving,
    cards,
    closing,
    commands,
    papers,
    queries,
    rounds,
    screens,
    today,
)
from desk.evaluation.plans.rules import CARD_STATES, PLAN_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="plans",
    title="评估计划",
    wing="evaluation",
    modules=(commands, approving, cards, queries, rounds, papers, closing),
    lists=(screens.EVALUATION_PLANS, screens.SCORECARDS),
    states=(PLAN_STATES, CARD_STATES),
    today=today.SOURCES,
)
