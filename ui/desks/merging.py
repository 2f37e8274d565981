"""Two people corrected one record: what each changed, put together.

What only the other changed is taken over; where both changed the same field, the user decides.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from ui.desks.side_by_side import Difference


@dataclass(frozen=True)
class Clash:
    """A field with what stood there, the other's value and the user's own."""

    name: str
    before: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merged:
    """Two corrections of one record.

    Attributes:
        clashes: fields both changed, differently; the user's own values stand until he decides.
        taken: fields only the other changed; his values are taken over.
    """

    clashes: tuple[Clash, ...]
    taken: tuple[Clash, ...]

    @property
    def values(self) -> dict[str, Any]:
        """What is taken over from the other unless the user says otherwise."""
        return self.chosen({clash.name for clash in self.taken})

    def chosen(self, theirs: Container[str]) -> dict[str, Any]:
        """The values of the fields that are taken from the other."""
        both = (*self.clashes, *self.taken)
        return {clash.name: clash.theirs for clash in both if clash.name in theirs}

    def differences(
        self, label: Callable[[str], str], shown: Callable[[str, Any], str]
    ) -> list[Difference]:
        """What to show the user, field by field; a field without a label is not spoken of."""
        said = [*((True, c) for c in self.clashes), *((False, c) for c in self.taken)]
        return [
            Difference(
                name=c.name,
                label=label(c.name),
                before=shown(c.name, c.before),
                theirs=shown(c.name, c.theirs),
                mine=shown(c.name, c.mine),
                clash=both,
            )
            for both, c in said
            if label(c.name)
        ]

    def answered(
        self, theirs: frozenset[str] | None, label: Callable[[str], str]
    ) -> dict[str, Any]:
        """What is taken from the other after the user's answer; unspoken fields follow the other."""
        if theirs is None:
            return self.values
        unspoken = {c.name for c in self.taken if not label(c.name)}
        return self.chosen(theirs | unspoken)


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Compare two corrections of one record with what both began from, field by field."""
    changed = [name for name in base if theirs[name] != base[name]]
    clashes = [n for n in changed if mine[n] not in (base[n], theirs[n])]
    taken = [n for n in changed if mine[n] == base[n]]
    return Merged(
        tuple(Clash(name, base[name], theirs[name], mine[name]) for name in clashes),
        tuple(Clash(name, base[name], theirs[name], mine[name]) for name in taken),
    )
