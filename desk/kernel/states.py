"""States as data: one table per record says which moves exist and who may make them.

From the table come the check inside the gate, the visible buttons, the diagram and the tests.
Source: architecture of the house; spec 3.x lists the states of each record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from desk.kernel.choices import Choice
from desk.kernel.errors import refuse

S = TypeVar("S", bound=Choice)


@dataclass(frozen=True)
class Move(Generic[S]):
    """One allowed step.

    Attributes:
        command: name of the command that makes the move.
        sources: states it may start from.
        target: state it ends in.
        label: the word on the button and in refusals (受理, 作废 …).
        needs_reason: whether a reason must be typed.
    """

    command: str
    sources: frozenset[S]
    target: S
    label: str
    needs_reason: bool = False


@dataclass(frozen=True)
class StateTable(Generic[S]):
    """All moves of one record. `final` states need no way out."""

    obj: str
    initial: S
    moves: tuple[Move[S], ...]
    final: frozenset[S]

    def from_(self, state: S) -> tuple[Move[S], ...]:
        """The moves a record in this state may make."""
        return tuple(move for move in self.moves if state in move.sources)

    def step(self, state: S, command: str, reason: str | None = None) -> S:
        """Return the state after the command, or refuse.

        Raises:
            Refused: E008 when the state does not allow it, E009 when the reason is missing.
        """
        candidates = [move for move in self.moves if move.command == command]
        for move in candidates:
            if state in move.sources:
                if move.needs_reason and not (reason or "").strip():
                    raise refuse("E009", "reason", action=move.label)
                return move.target
        label = candidates[0].label if candidates else command
        raise refuse("E008", obj=self.obj, state=state.label, action=label)

    def by_command(self) -> Mapping[str, tuple[Move[S], ...]]:
        found: dict[str, tuple[Move[S], ...]] = {}
        for move in self.moves:
            found[move.command] = (*found.get(move.command, ()), move)
        return found


def moves_from(*sources: S) -> frozenset[S]:
    """Shorthand for the sources of a move."""
    return frozenset(sources)
