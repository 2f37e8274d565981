"""重大事件: the contingency plan as a live check-list with deadlines and named roles.

Owns `major_event`, `event_step`, `event_report`. Takes its steps from the effective controlled document
of the type 预案; a complaint that becomes major starts it by itself.
"""

from desk.care.major_events import commands, keeping, papers, queries, reactions, screens, today
from desk.care.major_events.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="major_events",
    title="重大事件",
    wing="care",
    modules=(commands, queries, papers, reactions, keeping),
    lists=(screens.MAJOR_EVENTS, screens.EVENT_STEPS),
    states=(STATES,),
    today=today.SOURCES,
)
