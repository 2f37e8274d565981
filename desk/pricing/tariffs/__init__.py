"""运价: what the office charges per lane, by public, contract and surcharge sheets in versions.

Owns `tariff_sheet`, `tariff_line`, `tariff_fee`. Looks at the customer archive and the approvals;
rooms above ask `lookup.find_price`, `fees.find_fees` and `discounts.check_discount`.
"""

from desk.kernel.rooms import Room
from desk.pricing.tariffs import (
    approving,
    commands,
    fee_commands,
    imports,
    line_commands,
    queries,
    reactions,
    screens,
    summary,
)
from desk.pricing.tariffs.rules import STATES

ROOM = Room(
    name="tariffs",
    title="运价",
    wing="pricing",
    modules=(
        commands,
        line_commands,
        fee_commands,
        approving,
        reactions,
        imports,
        queries,
        summary,
    ),
    lists=(screens.TARIFF_SHEETS, screens.TARIFF_LINES, screens.TARIFF_FEES),
    states=(STATES,),
)
