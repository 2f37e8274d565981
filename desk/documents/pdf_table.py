"""A table measured for one paper: column widths, set rows, totals, and how it is cut into pages.

Source: spec 4.0 (repeated head, 本页小计, 合计 with at least one data row, rows never split).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desk.documents.fonts import typefaces
from desk.documents.papers import Column, PaperSize, Row, Section, SumRow, Table
from desk.documents.pdf_cells import PAD, ColumnSetter, SetCell
from desk.documents.pdf_pen import MM
from desk.documents.pdf_text import lines_of
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
        heights = [self._height(n) for n in range(3)]
        rows = []
        for row in self.table.rows:
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


def cut_into_pages(
    layout: TableLayout, first_room: float, later_room: float, tail: float
) -> Iterator[TableSlice | None]:
    """Yield the slice of every page; None means: nothing fits here, start a new page.

    Args:
        layout: the measured table.
        first_room: height left on the current page.
        later_room: height of a fresh page.
        tail: height of what must stay on the page of the totals (signatures).
    """
    rows = layout.rows
    top = layout.title_height + layout.head_height
    if top + sum(r.height for r in rows) + layout.ending_height + tail <= first_room:
        yield TableSlice(layout, [*rows, *layout.ending], with_title=True)
        return
    if top + layout.ending_height + layout.subtotal_height + tail + _tallest(rows) > later_room:
        tail = 0
    yield from _many_pages(layout, first_room, later_room, tail)


def _many_pages(
    layout: TableLayout, room: float, later_room: float, tail: float
) -> Iterator[TableSlice | None]:
    groups = list(_unbreakable(layout.rows))
    last = len(groups) - 1
    page: list[SetRow] = []
    used = layout.title_height + layout.head_height + layout.subtotal_height
    titled = True
    for i, group in enumerate(groups):
        height = sum(row.height for row in group)
        ending = layout.ending_height + tail if i == last else 0
        if used + height + ending > room:
            if page or room < later_room:
                yield _with_subtotal(layout, page, titled) if page else None
            titled = titled and not page
            page, room = [], later_room
            used = layout.head_height + layout.subtotal_height
            used += layout.title_height if titled else 0
        page.extend(group)
        used += height
    if not groups and used + layout.ending_height + tail > room:
        yield None
    final = _with_subtotal(layout, page, titled)
    final.rows.extend(layout.ending)
    yield final


def _with_subtotal(layout: TableLayout, page: list[SetRow], titled: bool) -> TableSlice:
    subtotal = [layout.subtotal(page)] if layout.table.has_totals else []
    return TableSlice(layout, [*page, *subtotal], titled)


def _unbreakable(rows: Sequence[SetRow]) -> Iterator[list[SetRow]]:
    """Group rows that stay together: a heading with its first row, a computed sum with its last."""
    group: list[SetRow] = []
    for i, row in enumerate(rows):
        group.append(row)
        following = rows[i + 1].source if i + 1 < len(rows) else None
        if not isinstance(row.source, Section) and not isinstance(following, SumRow):
            yield group
            group = []
    if group:
        yield group


def _tallest(rows: Sequence[SetRow]) -> float:
    return max((row.height for row in rows), default=0)
