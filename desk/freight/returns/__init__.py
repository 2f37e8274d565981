"""返货: goods that were not delivered go back to their shipper, by his written order and at his cost.

Owns `return_order`. Makes the return consignment from the original, moves the goods from one to the
other when they leave, and objects to closing until they are home and paid for.
"""

from desk.freight.returns import (
    charging,
    closing,
    commands,
    ordering,
    papers,
    queries,
    reactions,
    screens,
    today,
)
from desk.freight.returns.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="returns",
    title="返货",
    wing="freight",
    modules=(ordering, commands, charging, queries, papers, reactions, closing),
    lists=(screens.RETURNS,),
    states=(STATES,),
    today=today.SOURCES,
)
