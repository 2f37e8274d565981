"""What the states of every record mean to the eye, read from the state tables of the rooms."""

from functools import cache

from desk.kernel.choices import Choice
from desk.registry import ROOMS
from desk.screens.fields import Field, Kind
from ui.theme import Tone

_WRONG = ("VOID", "CANCEL", "REFUS", "REJECT", "LOST", "DAMAGE", "SUSPEND", "FROZEN", "TERMINAT")

_USABLE = {
    "USABLE": Tone.ACTIVE,
    "REPAIR": Tone.WAITING,
    "AWAY": Tone.WAITING,
    "RETIRED": Tone.DONE,
}
"""Trucks and drivers wait for nothing while they are there."""


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
    if value.value in _USABLE:
        return _USABLE[value.value]
    initial, final = state_types().get(type(value), (None, frozenset()))
    if value in final:
        return Tone.DONE
    return Tone.WAITING if value == initial else Tone.ACTIVE
