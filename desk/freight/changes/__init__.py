"""变更: goods under way get another consignee or destination by the shipper's written word.

Owns `consignee_change`, append-only. Also tells the whole story of a consignment on one page, which
looks at exceptions, tracking and consignments below.
"""

from desk.archive.customers.personal import revealable
from desk.freight.changes import commands, queries, screens, story
from desk.kernel.rooms import Room

ROOM = Room(
    name="changes",
    title="运单变更",
    wing="freight",
    modules=(commands, queries, story),
    lists=(screens.CONSIGNEE_CHANGES,),
)

for _side in story.SIDES:
    revealable["consignment", f"{_side}_phone"] = story.phone_of(_side)
