"""How the rows of a list are drawn: a whole row at a time, states as chips, the rest as one line of text.

Qt's own way asks a delegate, the style and the sheet for every cell anew; a page of the consignment list
has three hundred. Here the model is asked once a row, the ground is filled once a row, and a text is put
on its base line without being laid out. Everything reckoned from the font is kept while the font stays.
"""

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter

from ui.formats import alignment, shower
from ui.models.chip import AROUND_CHIP, draw_chip
from ui.models.id_list_model import LOADING
from ui.theme import SIZES, SPACE, Tone, colour
from ui.tones import is_state, tone_of

if TYPE_CHECKING:
    from ui.models.id_table import IdTable

_LETTER = 0.95  # no Latin letter, digit or sign is wider, in parts of a Chinese letter
_APART = 0.05  # however far two of them stand apart, it is no more for each, in parts of a Chinese letter
_usual = re.compile(
    "[ -~\u2e80-\u9fff\uff01-\uff60]*"
).fullmatch  # no sign is wider than a Chinese one
_MOST_WORDS = 4096


class _Column(NamedTuple):
    """A column in view: where it stands, and how its values look."""

    place: int
    left: int
    width: int
    show: Callable[[Any], str]
    state: bool
    side: float  # the part of the free room that is left of the text


class RowPainting:
    """Draws the rows of one table."""

    def __init__(self, table: "IdTable") -> None:
        self._table, self._model = table, table.list_model
        fields = self._model.fields
        self._looks = [
            (shower(field), is_state(field), _side(alignment(field))) for field in fields
        ]

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw the rows of an area of the viewport."""
        table, model = self._table, self._model
        columns = list(self._columns(area))
        first, last = table.rowAt(area.top()), table.rowAt(area.bottom())
        if first < 0 or not columns:
            return
        pen = _Pen(painter, _Measures.of(painter.font()))
        is_chosen = table.selectionModel().rowIntersectsSelection
        root = table.rootIndex()
        last = last if last >= 0 else model.rowCount() - 1
        for number in range(first, last + 1):
            top, chosen = table.rowViewportPosition(number), is_chosen(number, root)
            if chosen or number & 1:
                ground = colour("accent_soft" if chosen else "stripe")
                left = columns[0].left
                wide = columns[-1].left + columns[-1].width - left
                painter.fillRect(left, top, wide, SIZES.row, ground)
            self._row(pen, number, top, columns, chosen=chosen)
        model.read_on(first, last)

    def room_for(self, column: int) -> int:
        """How wide a column must be for what of it is in view and has come."""
        table, model = self._table, self._model
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        if first < 0:
            return 0
        show, state, _ = self._looks[column]
        rows = map(model.row_at, range(first, (last if last >= 0 else model.rowCount() - 1) + 1))
        values = (row[column] for row in rows if row is not None)
        advance = _Measures.of(table.viewport().font()).advance
        widest = max((advance(show(value)) for value in values if value is not None), default=0.0)
        beside = 2 * SPACE.small + (AROUND_CHIP if state else 0)
        return math.ceil(widest) + beside

    def _columns(self, area: QRect) -> Iterator[_Column]:
        header = self._table.horizontalHeader()
        first, last = header.visualIndexAt(area.left()), header.visualIndexAt(area.right())
        if first < 0:
            return
        for place in range(first, (last if last >= 0 else header.count() - 1) + 1):
            column = header.logicalIndex(place)
            if not header.isSectionHidden(column):
                left, width = header.sectionViewportPosition(column), header.sectionSize(column)
                yield _Column(column, left, width, *self._looks[column])

    def _row(
        self, pen: "_Pen", number: int, top: int, columns: list[_Column], *, chosen: bool
    ) -> None:
        values = self._model.row_at(number)
        if values is None:
            for column in columns:
                pen.write(LOADING, column, top, colour("faint"))
            return
        ink = colour("text")
        for column in columns:
            value = values[column.place]
            text = column.show(value) if value is not None else ""
            if text and column.state:
                pen.chip(text, column, top, tone_of(value), raised=chosen)
            elif text:
                pen.write(text, column, top, ink)


class _Measures:
    """How wide texts of one font are, and where they stand in a row."""

    _last: ClassVar["_Measures | None"] = None  # all lists have the same font

    @classmethod
    def of(cls, font: QFont) -> "_Measures":
        """Those of a font; a font's description in words would not tell all of it."""
        if cls._last is None or cls._last._font != font:
            cls._last = cls(font)
        return cls._last

    def __init__(self, font: QFont) -> None:
        self._font = QFont(font)
        exact, whole = QFontMetricsF(font), QFontMetrics(font)
        self.base = (SIZES.row - exact.height()) / 2 + exact.ascent()
        self._em = exact.horizontalAdvance("国")

        # Not Qt's own methods: whoever wraps them asks for their description, 40 ms the first time.
        @lru_cache(_MOST_WORDS)
        def advance(text: str) -> float:
            return exact.horizontalAdvance(text)

        @lru_cache(_MOST_WORDS)
        def elided(text: str, room: int) -> str:
            return whole.elidedText(text, Qt.TextElideMode.ElideRight, room)

        self.advance, self.elided = advance, elided

    def fits(self, text: str, room: float) -> bool:
        """Whether a text has room for certain, without being measured."""
        if text.isascii():
            most = len(text) * self._em
            return most * _LETTER <= room or self._apart(text) + most * _APART <= room
        return len(text) * self._em <= room and _usual(text) is not None

    def _apart(self, text: str) -> float:
        """How wide the letters of a text are, each by itself."""
        return sum(map(self.advance, text))


class _Pen:
    """Writes into cells, for one painting; changes its colour only where it is another one."""

    def __init__(self, painter: QPainter, measures: _Measures) -> None:
        self._painter, self._measures = painter, measures
        self._ink: QColor | None = None

    def write(self, text: str, column: _Column, top: int, ink: QColor) -> None:
        """Write a text into its cell, shortened if it has no room."""
        measures, room = self._measures, column.width - 2 * SPACE.small
        if not measures.fits(text, room):
            text = measures.elided(text, room)
        left: float = column.left + SPACE.small
        if column.side:
            left += (room - measures.advance(text)) * column.side
        if ink is not self._ink:
            self._ink = ink
            self._painter.setPen(ink)
        self._painter.drawText(QPointF(left, top + measures.base), text)

    def chip(self, text: str, column: _Column, top: int, tone: Tone, *, raised: bool) -> None:
        """Draw a state."""
        self._ink = None
        cell = QRectF(column.left, top, column.width, SIZES.row)
        draw_chip(self._painter, cell, text, tone, raised=raised)


def _side(aligned: Qt.AlignmentFlag) -> float:
    """The part of the free room of a cell that is left of its text."""
    if aligned & Qt.AlignmentFlag.AlignRight:
        return 1.0
    return 0.5 if aligned & Qt.AlignmentFlag.AlignHCenter else 0.0
