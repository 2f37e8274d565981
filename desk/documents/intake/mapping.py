"""Which column of a stranger's list is which of ours.

What the clerk corrects is learned per sender's layout: the caller keeps `learned` under
`layout_key` and hands it back the next time.

Source: spec 3.28 (columns mapped once and remembered per partner's layout).
"""

import enum
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from desk.documents.intake.labels import Label, read_label

ROW_NO_HEADING = "原表行号"
REASON_HEADING = "未导入原因"
OWN_HEADINGS = frozenset({ROW_NO_HEADING, REASON_HEADING})
LAYOUT_KEY_LENGTH = 16


class Confidence(enum.StrEnum):
    """Why a column was taken for ours."""

    CHOSEN = "chosen"
    LEARNED = "learned"
    EXACT = "exact"
    ALIAS = "alias"


@dataclass(frozen=True)
class Column:
    """One column that an import wants.

    Attributes:
        key: our name of it.
        label: the clerk's word for it.
        aliases: other words senders use.
        required: whether every record must have a value.
    """

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Match:
    """Where one of our columns was found, and the unit its heading names."""

    index: int
    confidence: Confidence
    unit: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """Our columns in a stranger's list; a column that was not found is not in it."""

    matches: Mapping[str, Match]

    @cached_property
    def places(self) -> dict[str, int]:
        """Column indices by our keys."""
        return {key: match.index for key, match in self.matches.items()}

    def index_of(self, key: str) -> int | None:
        """Column index of one of ours, or None."""
        return self.places.get(key)

    def missing(self, columns: Iterable[Column]) -> tuple[Column, ...]:
        """Required columns that were not found."""
        return tuple(c for c in columns if c.required and c.key not in self.matches)

    def with_choice(
        self, key: str, index: int | None, header_names: Sequence[str]
    ) -> "ColumnMapping":
        """The mapping after the clerk points at another column (None: not in this list)."""
        kept = {k: m for k, m in self.matches.items() if k != key and m.index != index}
        if index is not None:
            unit = read_label(header_names[index]).unit
            kept[key] = Match(index, Confidence.CHOSEN, unit)
        return ColumnMapping(MappingProxyType(kept))

    def learned(self, header_names: Sequence[str]) -> dict[str, str]:
        """What to remember for this layout: normalised heading → our key."""
        return {read_label(header_names[m.index]).name: k for k, m in self.matches.items()}


def vocabulary(columns: Iterable[Column]) -> frozenset[str]:
    """Every word by which these columns are known, for `find_header`."""
    return frozenset(word for column in columns for word in (column.label, *column.aliases))


def propose_mapping(
    header_names: Sequence[str],
    columns: Sequence[Column],
    learned: Mapping[str, str] = MappingProxyType({}),
) -> ColumnMapping:
    """Propose where our columns are: first as learned, then by label, then by alias.

    A heading serves one column only; the leftmost of equal headings is taken.
    """
    labels = {
        index: read_label(name)
        for index, name in enumerate(header_names)
        if name not in OWN_HEADINGS and read_label(name).name
    }
    matches: dict[str, Match] = {}
    for confidence, words in _ways(columns, learned):
        for key, word in words:
            taken = {match.index for match in matches.values()}
            index = _first_named(word, labels, taken)
            if key not in matches and index is not None:
                matches[key] = Match(index, confidence, labels[index].unit)
    return ColumnMapping(MappingProxyType(matches))


def _first_named(word: str, labels: Mapping[int, Label], taken: set[int]) -> int | None:
    free = (i for i, label in labels.items() if label.name == word and i not in taken)
    return next(free, None)


def layout_key(header_names: Iterable[str]) -> str:
    """A stable mark of a sender's layout: the same headings in the same order give the same mark."""
    names = [read_label(name).name for name in header_names if name not in OWN_HEADINGS]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:LAYOUT_KEY_LENGTH]


def _ways(
    columns: Sequence[Column], learned: Mapping[str, str]
) -> Iterable[tuple[Confidence, list[tuple[str, str]]]]:
    """The three ways of matching, each with its (key, normalised word) in order of preference."""
    ours = {column.key for column in columns}
    yield Confidence.LEARNED, [(key, word) for word, key in learned.items() if key in ours]
    yield Confidence.EXACT, [(c.key, read_label(c.label).name) for c in columns]
    yield Confidence.ALIAS, [(c.key, read_label(a).name) for c in columns for a in c.aliases]
