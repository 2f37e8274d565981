"""What the states of every record mean to the eye, read from the state tables of the rooms."""

from functools import cache

from desk.freight.consignments.choices import ConsignmentState
from desk.kernel.choices import Choice
from desk.registry import ROOMS
from desk.screens.fields import Field, Kind
from ui.theme import Tone

_WRONG = (
    *("VOID", "CANCEL", "REFUS", "REJECT", "LOST", "DAMAGE", "SUSPEND", "FROZEN", "TERMINAT"),
    *("FAIL", "INVALID", "WITHDRAW"),
)
_KNOWN = {
    "USABLE": Tone.ACTIVE,
    "ACTIVE": Tone.ACTIVE,
    "REPAIR": Tone.WAITING,
    "AWAY": Tone.WAITING,
    "UNREACHED": Tone.WAITING,
    "RETIRED": Tone.DONE,
    "CLOSED": Tone.DONE,
    "REMITTED": Tone.DONE,
    "FILED": Tone.DONE,
    "PLACED": Tone.DONE,
    "WON": Tone.DONE,
    **dict.fromkeys(("EXPIRED", "OBSOLETE", "SUPERSEDED", "REPLACED", "DROPPED"), Tone.NEUTRAL),
    **dict.fromkeys(("MERGED", "ARCHIVED", "DUPLICATE", "DISCARDED"), Tone.NEUTRAL),
}
"""What is there to be used waits for nothing; what only ran out is neither good nor bad."""


@cache
def state_types() -> dict[type[Choice], tuple[Choice, frozenset[Choice]]]:
    """Every enumeration that is a state: its initial and its final members."""
    tables = [table for room in ROOMS for table in room.states]
    return {type(t.initial): (t.initial, frozenset(t.final)) for t in tables}


def is_state(field: Field) -> bool:
    """Whether a field shows a state (and is drawn as a chip)."""
    if field.kind is not Kind.CHOICE or field.choices is None:
        return False
    return field.choices in state_types() or field.name in ("state", "status")


def tone_of(value: Choice) -> Tone:
    """Waiting at the start, active on the way, done at the end, wrong when it came to nothing."""
    if any(word in value.value for word in _WRONG):
        return Tone.WRONG
    if value is ConsignmentState.SIGNED:  # done to the eye, though papers may still be open
        return Tone.DONE
    known = _KNOWN.get(value.value)
    if known is not None:
        return known
    initial, final = state_types().get(type(value), (None, frozenset()))
    if value in final:
        return Tone.DONE
    return Tone.WAITING if value == initial else Tone.ACTIVE
