"""运单: consignments with cargo lines, money, state and the goods ledger.

Owns `consignment`, `cargo_line`, `stock_move`, `money_row`. Looks at the tariffs and the customer
archive below it; rooms above learn of what happens through its events.
"""

from desk.freight.consignments import (
    closing,
    commands,
    deviations,
    drafting,
    figures,
    finding,
    keeping,
    lookups,
    papers,
    pasting,
    price_preview,
    pricing,
    queries,
    quoting,
    screens,
    today,
    voiding,
)
from desk.freight.consignments.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="consignments",
    title="运单",
    wing="freight",
    modules=(
        commands,
        drafting,
        pasting,
        lookups,
        queries,
        finding,
        pricing,
        price_preview,
        quoting,
        papers,
        closing,
        keeping,
        voiding,
    ),
    lists=(screens.CONSIGNMENTS, deviations.PRICE_DEVIATIONS),
    states=(STATES,),
    today=today.SOURCES,
)

figures.tell_the_archive()
