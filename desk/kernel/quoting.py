"""What somebody typed, as it stands in a sentence: a whole page may have been pasted."""

from itertools import takewhile
from operator import eq

MOST_QUOTED = 24
_ALIKE = 4
"""So many signs stand before what two texts differ in."""


def quoted(text: str, most: int = MOST_QUOTED) -> str:
    """The beginning of a text on one line; a short one whole."""
    text = text.strip()
    begun = " ".join(text[: 4 * most].split())
    cut = len(begun) > most or len(text) > 4 * most
    return f"{begun[:most]}…" if cut else begun


def quoted_apart(text: str, other: str) -> str:
    """A text by the part in which it differs from another: addresses begin alike and differ at their end."""
    line, beside = " ".join(text.split()), " ".join(other.split())
    alike = sum(takewhile(bool, map(eq, line, beside)))
    start = max(0, min(alike - _ALIKE, len(line) - MOST_QUOTED))
    part = line[start : start + MOST_QUOTED]
    return ("…" if start else "") + part + ("…" if start + MOST_QUOTED < len(line) else "")
