"""提货: goods fetched at a shipper's door or at a station, from the order to the warehouse.

Owns `pickup_order`, `pickup_line`. Looks at the fleet (whose question about busy trucks it asks and
answers), at exceptions, tracking and consignments, whose ledger it books.
"""

from desk.freight.pickup import commands, finishing, papers, queries, reactions, screens, today
from desk.freight.pickup.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="pickup",
    title="提货",
    wing="freight",
    modules=(commands, finishing, queries, papers, reactions),
    lists=(screens.PICKUP_ORDERS,),
    states=(STATES,),
    today=today.SOURCES,
)
