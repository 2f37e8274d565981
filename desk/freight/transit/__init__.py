"""中转: goods handed to a partner, followed to the signature, and settled with him.

Owns `transit_manifest`, `transit_line`. Looks at the partners and their rates, the price check, the
goods ledger and the warehouse, whose remote signatures it hears of by events.
"""

from desk.freight.transit import (
    closing,
    commands,
    following,
    handing,
    papers,
    queries,
    reactions,
    screens,
    today,
)
from desk.freight.transit.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="transit",
    title="中转",
    wing="freight",
    modules=(commands, handing, following, queries, papers, reactions, closing),
    lists=(screens.TRANSIT_MANIFESTS, screens.TRANSIT_LINES),
    states=(STATES,),
    today=today.SOURCES,
)
