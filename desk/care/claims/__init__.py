"""理赔: what a loss is worth, the papers for it, who allows it, and who pays it back.

Owns `claim`; its papers hang in the cabinet, one drawer a kind. Looks at complaints beside it, at the
consignments, exceptions and partners below, and at the approvals.
"""

from desk.care.claims import (
    commands,
    keeping,
    papers,
    queries,
    reactions,
    screens,
    settling,
    summary,
    today,
)
from desk.care.claims.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="claims",
    title="理赔",
    wing="care",
    modules=(commands, settling, queries, papers, reactions, summary, keeping),
    lists=(screens.CLAIMS, screens.RECOURSES),
    states=(STATES,),
    today=today.SOURCES,
)
