"""运价合理性: what a document's prices were found to be, and who explained or approved them.

Owns `price_check`. Looks at the consignments and the approvals; the rooms above check their papers
with its rules and record what was found.
"""

from desk.freight.price_checks import commands, queries, reactions, screens, summary
from desk.kernel.rooms import Room

ROOM = Room(
    name="price_checks",
    title="运价检查",
    wing="freight",
    modules=(commands, queries, reactions, summary),
    lists=(screens.PRICE_CHECKS,),
)
