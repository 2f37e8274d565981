"""询价与报价: a call for a price, the clock of its answer, and the quotes given on it.

Owns `inquiry`, `quote`, `quote_line`, `quote_cost`; data sheets hang on the inquiry in the file
cabinet. Looks at the tariffs below, the partners' rates and the approvals; asks the rooms above what
their trucks cost by the event `CostAsked`. The consignments call `winning` for the agreed price.
"""

from desk.archive.customers.personal import revealable
from desk.kernel.rooms import Room
from desk.pricing.quotes import (
    beside,
    closing,
    commands,
    figures,
    keeping,
    papers,
    queries,
    reactions,
    screens,
    summary,
    taking,
    today,
    unanswered,
)
from desk.pricing.quotes.finding import caller_phone
from desk.pricing.quotes.rules import INQUIRY_STATES, QUOTE_STATES

ROOM = Room(
    name="quotes",
    title="询价与报价",
    wing="pricing",
    modules=(
        taking,
        commands,
        closing,
        reactions,
        queries,
        beside,
        figures,
        papers,
        keeping,
        unanswered,
        summary,
    ),
    lists=(screens.INQUIRIES, screens.QUOTES),
    states=(INQUIRY_STATES, QUOTE_STATES),
    today=today.SOURCES,
)

revealable["inquiry", "phone"] = caller_phone
