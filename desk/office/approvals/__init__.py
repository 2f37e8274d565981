"""审批: what one person asked for and another decides, with who, when and why.

Owns `approval`, `approval_deputy`. It does not know what is approved: the room that asks names its record and the right
to decide, and does what follows when it hears `Approved`, `Rejected` or `TakenBack`. What a request
is about it answers to `ApprovalSummaryAsked`.
"""

from desk.kernel.rooms import Room
from desk.office.approvals import (
    closing,
    commands,
    deputies,
    queries,
    screens,
    summary,
    today,
)
from desk.office.approvals.rules import STATES

ROOM = Room(
    name="approvals",
    title="审批",
    wing="office",
    modules=(commands, deputies, queries, summary, closing),
    lists=(screens.APPROVALS, screens.DEPUTIES),
    states=(STATES,),
    today=today.SOURCES,
)
