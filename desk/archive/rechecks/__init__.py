"""档案复核: customers are picked by class and age of their last check, called, and verified.

Owns `recheck`, `recheck_card` and `recheck_answer`. What a customer changes goes through the
changes of the customers room, so it stands in the summary of changes (P-37) like any other.
"""

from desk.archive.rechecks import commands, queries, screens, to_call, today
from desk.archive.rechecks.rules import CARD_STATES, RECHECK_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="rechecks",
    title="档案复核",
    wing="archive",
    modules=(commands, queries, to_call, today),
    lists=(screens.RECHECKS, screens.RECHECK_CARDS),
    states=(RECHECK_STATES, CARD_STATES),
    today=today.SOURCES,
)
