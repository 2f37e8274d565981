"""Drawing the part of a table that stands on one page: head, rows, hairlines.

Source: spec 4.0.
"""

from itertools import pairwise

from desk.documents.pdf_cells import PAD
from desk.documents.pdf_pen import HAIRLINE, Pen
from desk.documents.pdf_table import LINE, TITLE_SIZE, SetRow, TableSlice
from desk.kernel.courtesy import one_by_one

_HEAD_GREY = 0.93
_OUTER = 0.8


def draw_table(part: TableSlice, pen: Pen, x: float, y: float) -> None:
    """Draw a table part with its upper left corner at (x, y)."""
    layout = part.layout
    pen.background(True)
    if part.with_title and layout.table.title:
        pen.text(x, y + layout.title_height / 2, layout.table.title, TITLE_SIZE, bold=True)
        y += layout.title_height
    top = y
    if not layout.size.carbon:
        pen.fill(x, y, layout.width, layout.head_height, _HEAD_GREY)
    _draw_head(part, pen, x, y)
    y += layout.head_height
    pen.line(x, y, x + layout.width, y, _OUTER)
    pen.background(False)
    rules = _Rules(part, pen, x, top, y)
    for row in one_by_one(part.rows):
        _draw_row(row, part, pen, x, y)
        y += row.height
        rules.row_ends(row, y)
    pen.background(True)
    rules.finish(y)
    pen.frame(x, top, layout.width, y - top, _OUTER)
    pen.background(False)


def _draw_head(part: TableSlice, pen: Pen, x: float, y: float) -> None:
    layout = part.layout
    size = layout.text_size
    for lines, (left, right) in zip(layout.head, pairwise(layout.edges), strict=True):
        first = y + layout.head_height / 2 - (len(lines) - 1) * size * LINE / 2
        for n, line in enumerate(lines):
            middle = x + (left + right) / 2
            fitting = min(1, (right - left - 1) / max(pen.width(line, size, bold=True), 1))
            pen.centred(middle, first + n * size * LINE, line, size * fitting, bold=True)


def _draw_row(row: SetRow, part: TableSlice, pen: Pen, x: float, y: float) -> None:
    middle = y + row.height / 2
    size = part.layout.text_size
    step = size * LINE
    for n, line in enumerate(row.label):
        shift = (n - (len(row.label) - 1) / 2) * step
        pen.text(x + PAD, middle + shift, line, size, row.bold)
    for column, (lines, cell_size) in zip(part.layout.table.columns, row.cells, strict=False):
        bold = row.bold or column.bold
        if len(lines) == 1:
            left, text = lines[0]
            pen.text(x + left, middle, text, cell_size, bold)
        elif lines:
            shift = -(len(lines) - 1) / 2 * step
            for left, text in lines:
                pen.text(x + left, middle + shift, text, cell_size, bold)
                shift += step


class _Rules:
    """Draws each upright rule once over all neighbouring rows that have it."""

    def __init__(self, part: TableSlice, pen: Pen, x: float, top: float, head_end: float) -> None:
        self._part, self._pen, self._x = part, pen, x
        self._tops = dict.fromkeys(range(1, len(part.layout.edges) - 1), top)
        self._last_y = head_end

    def row_ends(self, row: SetRow, y: float) -> None:
        layout = self._part.layout
        self._pen.background(True)
        for column in range(1, len(layout.edges) - 1):
            ruled = column >= row.first_ruled
            if ruled and column not in self._tops:
                self._tops[column] = self._last_y
            elif not ruled and column in self._tops:
                self._upright(column, self._last_y)
        self._pen.line(self._x, y, self._x + layout.width, y)
        self._pen.background(False)
        self._last_y = y

    def finish(self, y: float) -> None:
        for column in list(self._tops):
            self._upright(column, y)

    def _upright(self, column: int, y: float) -> None:
        at = self._x + self._part.layout.edges[column]
        self._pen.line(at, self._tops.pop(column), at, y, HAIRLINE)
