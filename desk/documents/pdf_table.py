"""A table measured for one paper: column widths, set rows, totals.

Source: spec 4.0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desk.documents.fonts import typefaces
from desk.documents.papers import Column, PaperSize, Row, Section, SumRow, Table
from desk.documents.pdf_cells import PAD, ColumnSetter, SetCell
from desk.documents.pdf_pen import MM
from desk.documents.pdf_text import lines_of
from desk.kernel.courtesy import one_by_one
from desk.kernel.text import tr

LINE = 1.22
"""Distance of two lines of one cell, in sizes."""
_ROW_PAD = 3.6
TITLE_SIZE = 9.5
_NARROWEST = 5 * MM


@dataclass
class SetRow:
    """One row ready to draw.

    Attributes:
        label: text across the columns before `first_ruled`.
        first_ruled: vertical rules are drawn from this column on.
        is_data: counts for the sums.
    """

    height: float
    cells: Sequence[SetCell]
    label: tuple[str, ...] = ()
    first_ruled: int = 0
    bold: bool = False
    source: Row | None = None


@dataclass
class TableLayout:
    """All rows of a table, set for the width of one paper."""

    table: Table
    size: PaperSize
    width: float
    text_size: float = field(init=False)
    edges: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.text_size = _text_size(len(self.table.columns), self.size.carbon)
        self.edges = _edges(self.table.columns, self.width)

    @cached_property
    def rows(self) -> list[SetRow]:
        setters = self._setters(False)
        least = self.table.least_row_mm * MM
        heights = [max(self._height(n), least) for n in range(3)]
        rows = []
        for row in one_by_one(self.table.rows):
            if isinstance(row, tuple):
                cells = [setter[value] for setter, value in zip(setters, row, strict=True)]
                most = max(len(cell.lines) for cell in cells)
                rows.append(SetRow(heights[most], cells, source=row))
            elif isinstance(row, Section):
                rows.append(self._labelled(row.label, (), len(self.edges), source=row))
            else:
                rows.append(self._bold_row(row))
        rows += [SetRow(heights[1], ())] * (self.table.min_rows - len(rows))
        return rows

    @cached_property
    def head(self) -> list[tuple[str, ...]]:
        """Lines of every column label."""
        face = typefaces()[1]
        return [
            lines_of(face, column.label, self.text_size, right - left - PAD, 3)
            for column, left, right in zip(
                self.table.columns, self.edges, self.edges[1:], strict=False
            )
        ]

    @property
    def title_height(self) -> float:
        return TITLE_SIZE * 1.8 if self.table.title else 0

    @cached_property
    def head_height(self) -> float:
        return self._height(max(len(lines) for lines in self.head)) + 1

    def subtotal(self, rows: Sequence[SetRow]) -> SetRow:
        """Set 「本页小计」 for the rows of one page."""
        return self._sums(tr("本页小计"), [r.source for r in rows if isinstance(r.source, tuple)])

    @cached_property
    def ending(self) -> list[SetRow]:
        """合计 and the closing lines."""
        rows = []
        if self.table.has_totals:
            rows.append(self._sums(tr("合计"), list(self.table.data_rows)))
        for text in self.table.closing:
            rows.append(self._labelled(text, (), len(self.edges)))
        return rows

    @property
    def ending_height(self) -> float:
        return sum(row.height for row in self.ending)

    @property
    def subtotal_height(self) -> float:
        return self._height(1) if self.table.has_totals else 0

    def _sums(self, title: str, data: Sequence[Row]) -> SetRow:
        part = Table(self.table.columns, tuple(data))
        counted = f" {len(data)} {self.table.counted}" if self.table.counted else ""
        return self._labelled(title + counted, part.sums(), self._first_total, bold=True)

    @cached_property
    def _first_total(self) -> int:
        totals = [i for i, column in enumerate(self.table.columns) if column.total]
        return totals[0] if totals else len(self.edges)

    def _bold_row(self, row: SumRow) -> SetRow:
        cells = [setter[value] for setter, value in zip(self._bold, row.cells, strict=True)]
        height = self._height(max(len(cell.lines) for cell in cells))
        return SetRow(height, cells, bold=True, source=row)

    def _labelled(
        self,
        label: str,
        sums: Sequence[int | None],
        first_ruled: int,
        bold: bool = True,
        source: Row | None = None,
    ) -> SetRow:
        cells = [setter[value] for setter, value in zip(self._bold, sums, strict=False)]
        room = self.edges[min(first_ruled, len(self.edges) - 1)] - 2 * PAD
        lines = lines_of(typefaces()[1], label, self.text_size, room) if room > 0 else ()
        return SetRow(self._height(len(lines)), cells, lines, first_ruled, bold, source)

    @cached_property
    def _bold(self) -> list[ColumnSetter]:
        return self._setters(True)

    def _setters(self, bold: bool) -> list[ColumnSetter]:
        faces = typefaces()
        return [
            ColumnSetter(
                column,
                left,
                right - left,
                self.text_size,
                faces[bold or column.bold],
                self.size.thousands,
            )
            for column, left, right in zip(
                self.table.columns, self.edges, self.edges[1:], strict=False
            )
        ]

    def _height(self, lines: int) -> float:
        return max(lines, 1) * self.text_size * LINE + _ROW_PAD


@dataclass
class TableSlice:
    """The part of a table on one page."""

    layout: TableLayout
    rows: list[SetRow]
    with_title: bool

    @property
    def height(self) -> float:
        title = self.layout.title_height if self.with_title else 0
        return title + self.layout.head_height + sum(row.height for row in self.rows)


def _text_size(columns: int, carbon: bool) -> float:
    """Many columns need small letters; pin printers cannot print them well."""
    if carbon or columns <= 10:
        return 9
    return 8 if columns <= 16 else 7.5


def _edges(columns: Sequence[Column], width: float) -> list[float]:
    """Return the left edge of every column and the right edge of the table."""
    fixed = sum(c.width_mm * MM for c in columns if c.width_mm is not None)
    shares = sum(c.share for c in columns if c.width_mm is None)
    spare = max(width - fixed, shares * _NARROWEST)
    widths = [spare * c.share / shares if c.width_mm is None else c.width_mm * MM for c in columns]
    scale = width / sum(widths)
    edges = [0.0]
    for w in widths:
        edges.append(edges[-1] + w * scale)
    return edges
