"""派送: delivery runs, the receipts signed at the door, and goods collected at the counter.

Owns `delivery_run`, `run_line`, `delivery_receipt`, `self_pickup`. Looks at the fleet, at tracking
(the shipper's consent to less cash on delivery), at the price check, at exceptions and at
consignments, whose ledger and money rows it books.
"""

from desk.freight.delivery import (
    cash,
    closing,
    commands,
    keeping,
    many_receipts,
    papers,
    pickup_papers,
    pickup_queries,
    queries,
    reactions,
    receipt_papers,
    replanning,
    screens,
    self_pickup,
    settling,
    signing,
    stock,
    today,
    withdrawing,
)
from desk.freight.delivery.rules import RUN_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="delivery",
    title="派送",
    wing="freight",
    modules=(
        commands,
        replanning,
        signing,
        withdrawing,
        many_receipts,
        settling,
        self_pickup,
        queries,
        stock,
        cash,
        pickup_queries,
        papers,
        receipt_papers,
        pickup_papers,
        reactions,
        closing,
        keeping,
    ),
    lists=(screens.RUNS, screens.STOPS, screens.PICKUPS),
    states=(RUN_STATES,),
    today=today.SOURCES,
    figures=today.FIGURES,
)
