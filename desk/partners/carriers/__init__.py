"""合作商: the carriers who run the leg from the hub to the town, their papers and how we stand to them.

Owns `partner`; scans of papers hang on it in the file cabinet. Looks at no other room (text checks
come from the archive). Rooms above ask `finding.check_usable` before goods are handed over.
"""

from desk.kernel.rooms import Room
from desk.partners.carriers import commands, queries, screens, standing, today
from desk.partners.carriers.rules import PARTNER_STATES

ROOM = Room(
    name="carriers",
    title="合作商",
    wing="partners",
    modules=(commands, standing, queries),
    lists=(screens.PARTNERS,),
    states=(PARTNER_STATES,),
    today=today.SOURCES,
)
