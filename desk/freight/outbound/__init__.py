"""出港预报: line-haul trucks to other cities, the list that goes ahead of them, the day's dispatches.

Owns `outbound_preadvice`, `preadvice_line`. Books the goods ledger and the tickets' line-haul cost,
asks the fleet for its trucks and the price check for its verdict; the warehouse's sign-off at a far
place ends the way of its goods.
"""

from desk.freight.outbound import (
    closing,
    commands,
    dispatch_paper,
    dispatches,
    message,
    papers,
    planning,
    queries,
    reactions,
    screens,
    today,
    waiting,
)
from desk.freight.outbound.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="outbound",
    title="出港预报",
    wing="freight",
    modules=(
        planning,
        commands,
        queries,
        waiting,
        message,
        dispatches,
        papers,
        dispatch_paper,
        reactions,
        closing,
    ),
    lists=(screens.PREADVICES, screens.LINES),
    states=(STATES,),
    today=today.SOURCES,
    figures=today.FIGURES,
)
