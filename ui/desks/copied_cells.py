"""The clipboard of a spreadsheet taken apart into rows of cells.

A spreadsheet wraps a cell in quotes only for a line break or a quote inside it, and no cell has a tab. Any other
quote is a sign of the text: 「"红星"牌」, an inch, or a lone 「"」 for the same as above. To take it for a wrapping would
swallow the rows down to the next one.
"""

import re
from collections.abc import Iterator

_WRAPPED = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\r\n]|\Z)')
_BARE = re.compile(r"[^\t\r\n]*")
_END = re.compile(r"\t|\r\n|\r|\n|\Z")
_BREAKS = "\r\n"


def copied_rows(text: str) -> list[list[str]]:
    """Every row of a copied table, its cells as they stood in the spreadsheet."""
    rows: list[list[str]] = [[]]
    for cell, end in _cells(text):
        rows[-1].append(cell)
        if end != "\t":
            rows.append([])
    return rows[:-1]


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Each cell, and what stands behind it: a tab, the end of its row, or nothing any more."""
    at = 0
    while at < len(text) or text[at - 1 : at] == "\t":
        wrapped = _WRAPPED.match(text, at)
        if wrapped and _wants_wrapping(wrapped[1]):
            cell, at = wrapped[1].replace('""', '"'), wrapped.end()
        else:
            bare = _BARE.match(text, at)
            assert bare is not None
            cell, at = bare[0], bare.end()
        end = _END.match(text, at)
        assert end is not None
        at = end.end()
        yield cell, end[0]
        if not end[0]:
            return


def _wants_wrapping(inside: str) -> bool:
    """Whether a spreadsheet would have wrapped this; breaks at its ends belong to two lone quotes."""
    breaks = any(sign in inside for sign in _BREAKS)
    return '""' in inside or (breaks and inside == inside.strip(_BREAKS))
