"""个人信息保护: what is kept too long is listed, cleared with the manager's leave; who looked at what.

Owns `clearing`, `clearing_item`. Knows no room that keeps personal data: they answer the events of
`desk.kernel.retention`.
"""

from desk.filing.retention import commands, queries, reactions, screens, summary, today
from desk.filing.retention.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="retention",
    title="个人信息保护",
    wing="filing",
    modules=(commands, queries, reactions, summary),
    lists=(screens.CLEARINGS, screens.CLEARING_ITEMS, screens.PERSONAL_LOOKS, screens.EXPORTS),
    states=(STATES,),
    today=today.SOURCES,
)
