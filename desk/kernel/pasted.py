"""A pasted column of numbers, from a spreadsheet or a chat, taken apart.

Source: issue (one search box: a pasted column of numbers).
"""

import re
import unicodedata
from dataclasses import dataclass

MOST = 5_000
_LINES = re.compile(r"[\r\n\u2028\u2029\v\f]+")
_CELLS = re.compile(r"[\t,、;|]")
_DIGITS, _WIDE = 3, 2
_SIGNS, _SIGNS_IN_A_LINE = 4, 8
"""A number has so many digits at least, so many Chinese signs at most (新A-0012), and so many signs
at least, more of them when only blanks stand between the numbers."""


@dataclass(frozen=True)
class Cell:
    """One pasted number and the column it stood in."""

    text: str
    column: int


def pasted_cells(text: str) -> tuple[Cell, ...]:
    """The numbers of a pasted column, every one once, in their order; empty for anything else.

    Full-width signs count as their plain ones. Headings and cells without digits are passed over.
    """
    plain = unicodedata.normalize("NFKC", text)
    cells: dict[str, Cell] = {}
    parts = 0
    for line in _LINES.split(plain):
        for column, cell in enumerate(_CELLS.split(line)):
            for part in _parts(cell.strip(" '\"#")):
                parts += 1
                cells.setdefault(part.upper(), Cell(part, column))
    return tuple(cells.values()) if parts > 1 else ()


def _parts(cell: str) -> list[str]:
    """A cell's number, or its numbers when blanks stand between several long ones."""
    words = cell.split()
    if len(words) > 1 and all(_is_number(word, _SIGNS_IN_A_LINE) for word in words):
        return words
    return [" ".join(words)] if _is_number(cell, _SIGNS) else []


def _is_number(word: str, signs: int) -> bool:
    digits, wide = sum(map(str.isdigit, word)), sum(sign > "\u00ff" for sign in word)
    return len(word) >= signs and digits >= _DIGITS and wide <= _WIDE
