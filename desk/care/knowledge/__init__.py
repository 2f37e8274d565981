"""知识库: phrases to say and cases once solved, found while a call runs.

Owns `knowledge_card`. Phrases come from the controlled document in force or from the desk's own hand;
cases from closed complaints and exceptions, without anybody's name or number. Looks at the rooms of
complaints, call-backs (how the document is cut into cards) and documents below.
"""

from desk.care.knowledge import cases, commands, queries, screens, taking, today
from desk.care.knowledge.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="knowledge",
    title="知识库",
    wing="care",
    modules=(commands, taking, cases, queries),
    lists=(screens.CARDS,),
    states=(STATES,),
    today=today.SOURCES,
)
