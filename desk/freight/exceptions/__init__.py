"""异常: shortage, damage and everything else that is not as it should be.

Owns `exception_case`; photos hang on it in the file cabinet. Looks at tracking (a told customer is a
talk) and consignments. Rooms above open exceptions with `opening.open_exception`.
"""

from desk.freight.exceptions import closing, commands, papers, queries, reactions, screens, today
from desk.freight.exceptions.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="exceptions",
    title="异常",
    wing="freight",
    modules=(commands, queries, reactions, papers, closing),
    lists=(screens.EXCEPTIONS,),
    states=(STATES,),
    today=today.SOURCES,
)
