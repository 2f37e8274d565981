"""回访: every customer is called as often as his class asks, and what he says is followed up.

Owns `callback_plan` with its tasks, omissions and attempts, `callback` with answers, and the
follow-ups. Does the calls for which a closed complaint waits. Looks at complaints beside it, at
customers, consignments, exceptions and the documents in force below, and at the approvals.
"""

from desk.archive.customers.personal import revealable
from desk.care.callbacks import (
    board,
    closing,
    commands,
    keeping,
    moving,
    owed,
    papers,
    phrases,
    planning,
    queries,
    reactions,
    screens,
    sheet,
    summary,
    today,
    typing_in,
    visiting,
)
from desk.care.callbacks.finding import phone_of
from desk.care.callbacks.rules import FOLLOW_UP_STATES, ITEM_STATES, PLAN_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="callbacks",
    title="回访",
    wing="care",
    modules=(
        commands,
        typing_in,
        planning,
        moving,
        board,
        owed,
        queries,
        sheet,
        phrases,
        papers,
        reactions,
        closing,
        keeping,
        summary,
    ),
    lists=(
        screens.PLANS,
        screens.ITEMS,
        screens.CALLBACKS,
        screens.FOLLOW_UPS,
        screens.OMISSIONS,
    ),
    states=(PLAN_STATES, ITEM_STATES, FOLLOW_UP_STATES),
    today=(*today.SOURCES, visiting.SOURCE),
    figures=(owed.low_score_figures,),
)

revealable["callback", "phone"] = phone_of
