"""代收货款: money collected for shippers, handed in, and remitted to them less the fee.

Owns `cod_entry` (append-only) and `cod_account` (its sums by consignment). Hears of money taken at the
door or the counter and of runs settled; objects to closing while a shipper waits for his money.
"""

from desk.freight.cod import closing, commands, papers, queries, reactions, screens, today, waiting
from desk.freight.cod.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="cod",
    title="代收货款",
    wing="freight",
    modules=(commands, queries, waiting, papers, reactions, closing),
    lists=(screens.COD,),
    states=(STATES,),
    today=today.SOURCES,
)
