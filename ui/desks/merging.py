"""Two people corrected one record: what each changed, put together.

What only the other changed is taken over; where both changed the same field, the user decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desk.kernel.text import tr


@dataclass(frozen=True)
class Clash:
    """A field with the other's value and the user's own."""

    name: str
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
        """What is taken over from the other."""
        return {clash.name: clash.theirs for clash in self.taken}

    def points(self, label: Callable[[str], str], shown: Callable[[str, Any], str]) -> list[str]:
        """What to tell the user, one sentence a field; a field without a label is not spoken of."""
        both = tr("{label}:对方改为「{theirs}」,您填写「{mine}」")
        only = tr("{label}:采用对方的「{theirs}」")
        said = [*((both, c) for c in self.clashes), *((only, c) for c in self.taken)]
        return [
            sentence.format(
                label=label(c.name),
                theirs=shown(c.name, c.theirs) or tr("空"),
                mine=shown(c.name, c.mine) or tr("空"),
            )
            for sentence, c in said
            if label(c.name)
        ]


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Compare two corrections of one record with what both began from, field by field."""
    changed = [name for name in base if theirs[name] != base[name]]
    clashes = [n for n in changed if mine[n] not in (base[n], theirs[n])]
    taken = [n for n in changed if mine[n] == base[n]]
    return Merged(
        tuple(Clash(name, theirs[name], mine[name]) for name in clashes),
        tuple(Clash(name, theirs[name], mine[name]) for name in taken),
    )
