"""盘点: what really lies in the warehouse, counted by one hand and approved by another.

Owns `stocktake`, `stocktake_line`. An approved difference becomes rows of the goods ledger of the
consignments below.
"""

from desk.freight.stocktake import commands, deciding, papers, queries, screens, today
from desk.freight.stocktake.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="stocktake",
    title="盘点",
    wing="freight",
    modules=(commands, deciding, queries, papers),
    lists=(screens.STOCKTAKES,),
    states=(STATES,),
    today=today.SOURCES,
)
