"""来访: who came, why, what was answered, and what was agreed to be done.

Owns `visit` and `visit_action`; minutes hang in the cabinet. Looks at the customers below.
"""

from desk.archive.customers.personal import revealable
from desk.care.visits import closing, commands, keeping, papers, queries, screens, today
from desk.care.visits.commands import visitor_phone
from desk.care.visits.rules import ACTION_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="visits",
    title="来访",
    wing="care",
    modules=(commands, queries, papers, closing, keeping),
    lists=(screens.VISITS, screens.ACTIONS),
    states=(ACTION_STATES,),
    today=today.SOURCES,
)

revealable["visit", "phone"] = visitor_phone
