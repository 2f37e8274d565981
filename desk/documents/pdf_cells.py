"""Setting one table cell: its text, size and place inside the column.

A number, an amount or a date is never cut and never wrapped but set smaller; text wraps to two
lines and is then cut with 「…」.

Source: spec 4.0.
"""

from typing import NamedTuple

from desk.documents.fonts import Typeface
from desk.documents.papers import Align, Cell, Column, Kind, shown
from desk.documents.pdf_text import cut, lines_of, shrunk_size

PAD = 2.2
MOST_LINES = 2
_LEAST_NOWRAP = 0.75
_CENTRED = {Kind.DATE, Kind.MOMENT}


class SetCell(NamedTuple):
    """Lines as (distance from the table's left edge, text)."""

    lines: tuple[tuple[float, str], ...]
    size: float


class ColumnSetter(dict[Cell, SetCell]):
    """Raw value → set cell, for one column; equal values are set once."""

    def __init__(
        self,
        column: Column,
        left: float,
        width: float,
        size: float,
        face: Typeface,
        thousands: bool,
    ) -> None:
        self._column = column
        self._left = left + PAD
        self._width = max(width - 2 * PAD, 1.0)
        self._size = size
        self._face = face
        self._thousands = thousands
        self._align = column.align or _usual_align(column.kind)

    def __missing__(self, value: Cell) -> SetCell:
        column = self._column
        text = shown(value, column.kind, thousands=self._thousands, show_zero=column.show_zero)
        cell = self[value] = self._set(text, value)
        return cell

    def _set(self, text: str, value: Cell) -> SetCell:
        if not text:
            return SetCell((), self._size)
        face, size, width = self._face, self._size, self._width
        if not isinstance(value, str):
            lines = self._unbroken(text)
            size = min(shrunk_size(face, line, size, width) for line in lines)
        elif self._column.nowrap:
            size = shrunk_size(face, text, size, width, _LEAST_NOWRAP)
            lines = (cut(face, text, size, width + 0.01),)
        else:
            lines = lines_of(face, text, size, width, MOST_LINES)
        return SetCell(tuple((self._x(line, size), line) for line in lines), size)

    def _unbroken(self, text: str) -> tuple[str, ...]:
        """A moment that is too long stands in two lines, day over time."""
        if self._face.width(text) * self._size <= self._width * 1000:
            return (text,)
        return tuple(text.split(" "))

    def _x(self, line: str, size: float) -> float:
        spare = self._width - self._face.width(line) * size / 1000
        if self._align is Align.RIGHT:
            return self._left + spare
        return self._left + (max(spare, 0) / 2 if self._align is Align.CENTRE else 0)


def _usual_align(kind: Kind) -> Align:
    if kind.is_number:
        return Align.RIGHT
    return Align.CENTRE if kind in _CENTRED else Align.LEFT
