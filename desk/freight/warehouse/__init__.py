"""仓库: stock-in and stock-out slips, bins, write-offs, the stock on hand and the register P-06.

Owns no record: the rows are those of the goods ledger of the consignments below, which it moves by
slips of its own (pick-up, transit, line-haul, returns). Arrivals are booked by the inbound room,
deliveries and self-collection by the delivery room; all of them show in the register here.
"""

from desk.freight.warehouse import commands, papers, queries, screens
from desk.kernel.rooms import Room

ROOM = Room(
    name="warehouse",
    title="仓库",
    wing="freight",
    modules=(commands, queries, papers),
    lists=(screens.STOCK, screens.STOCK_MOVES),
)
