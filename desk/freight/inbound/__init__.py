"""进港: trucks from inland with their tickets, from the announced list to counted goods in stock.

Owns `inbound_manifest` and `manifest_line`. Looks at exceptions, tracking and consignments below.
Lists of origin stations are read row by row in `imports` and booked as one manifest in `booking`.
"""

from desk.freight.inbound import (
    booking,
    closing,
    commands,
    counting,
    papers,
    queries,
    reactions,
    screens,
    ticket_queries,
    today,
)
from desk.freight.inbound.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="inbound",
    title="进港",
    wing="freight",
    modules=(commands, counting, booking, queries, ticket_queries, papers, reactions, closing),
    lists=(screens.INBOUND_MANIFESTS, screens.MANIFEST_LINES),
    states=(STATES,),
    today=today.SOURCES,
    figures=(today.figures,),
)
