"""审批: what one person asked for and another decides, with who, when and why.

Owns `approval`. It does not know what is approved: the room that asks names its record and the right
to decide, and does what follows when it hears `Approved`, `Rejected` or `TakenBack`.
"""

from desk.kernel.rooms import Room
from desk.office.approvals import closing, commands, queries, screens, today
from desk.office.approvals.rules import STATES

ROOM = Room(
    name="approvals",
    title="审批",
    wing="office",
    modules=(commands, queries, closing),
    lists=(screens.APPROVALS,),
    states=(STATES,),
    today=today.SOURCES,
)
