"""A paper as aligned plain text: what its tests compare and a reviewer can read.

It says everything the tree says and nothing about how the PDF breaks lines or pages.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from desk.documents.papers import (
    Align,
    BarChart,
    Block,
    Boxes,
    Chart,
    Charts,
    Column,
    Field,
    HeadGrid,
    LineChart,
    PageBreak,
    Paper,
    Pictures,
    Placed,
    PlacedBarcode,
    PlacedLine,
    PlacedMark,
    PlacedText,
    Section,
    Signatures,
    Spacer,
    SumRow,
    Table,
    Text,
    shown,
    shown_value,
)
from desk.documents.papers.cells import Cell, Kind
from desk.kernel.text import tr


def snapshot_text(paper: Paper) -> str:
    """Return the paper as text that stays the same as long as its content does."""
    lines = [*_head(paper)]
    for block in paper.blocks:
        lines.extend(_block(block, paper.size.thousands))
    lines.extend(_foot(paper))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(paper: Paper) -> Iterator[str]:
    yield f"{paper.size.key}  {paper.form_code} {paper.edition}"
    yield paper.firm
    yield f"《{paper.title}》  {paper.number or tr('草稿')}"
    if paper.barcode:
        yield f"||| {paper.barcode}"
    if paper.qr:
        yield f"[QR] {paper.qr}"
    if paper.watermark:
        yield f"水印 {paper.watermark}"
    if paper.copies:
        yield "  ".join(paper.copies)


def _foot(paper: Paper) -> Iterator[str]:
    if not paper.bare:
        footer = paper.footer
        printed = shown(footer.printed_at, Kind.MOMENT)
        yield f"-- {footer.prepared_by}  {printed}  {footer.nth}"


def _block(block: Block, thousands: bool) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block, thousands)
    elif isinstance(block, HeadGrid):
        if block.title:
            yield f"# {block.title}"
        for start in range(0, len(block.fields), block.columns):
            part = block.fields[start : start + block.columns]
            yield "  ".join(_pair(field, thousands) for field in part)
    elif isinstance(block, Boxes):
        for box in block.boxes:
            yield f"[{box.title}] " + "  ".join(_pair(f, thousands) for f in box.fields)
    elif isinstance(block, Text):
        yield from block.text.splitlines()
    elif isinstance(block, Signatures):
        yield "  ".join(f"{name}:____" for name in block.names)
    elif isinstance(block, PageBreak):
        yield "=" * 20
    elif isinstance(block, Pictures):
        yield "  ".join(f"[图 {photo.label}]" for photo in block.photos)
    elif isinstance(block, Charts):
        for chart in block.charts:
            yield f"[图 {chart.title}] " + "  ".join(chart_words(chart))
    elif isinstance(block, Spacer):
        yield ""
    else:
        yield from _placed(block)


def chart_words(chart: Chart) -> Iterator[str]:
    """What a chart shows, in words: 「时效 76.00」."""
    if isinstance(chart, BarChart):
        for bar in chart.bars:
            yield f"{bar.label} {shown_value(bar.value, chart.places)}"
    elif isinstance(chart, LineChart):
        for line in chart.series:
            for step, value in zip(chart.steps, line.values, strict=True):
                yield f"{line.name} {step} {shown_value(value, chart.places)}"
    else:
        across, upward = chart.across.places, chart.upward.places
        for dot in chart.dots:
            yield f"{dot.label} ({shown_value(dot.x, across)}, {shown_value(dot.y, upward)})"


def _pair(field: Field, thousands: bool) -> str:
    value = shown(field.value, field.kind, thousands=thousands, show_zero=field.show_zero)
    return f"{field.label}: {'____' if field.blank else value}"


def _placed(block: Placed) -> Iterator[str]:
    for item in block.items:
        at = f"({item.x_mm:g},{item.y_mm:g})"
        if isinstance(item, PlacedText):
            yield f"{at} {item.size_pt:g}pt {item.text}"
        elif isinstance(item, PlacedBarcode):
            yield f"{at} ||| {item.value}"
        elif isinstance(item, PlacedMark):
            yield f"{at} [{item.text}]"
        elif isinstance(item, PlacedLine):
            yield f"{at} -> ({item.to_x_mm:g},{item.to_y_mm:g})"


def _table(table: Table, thousands: bool) -> Iterator[str]:
    if table.title:
        yield f"# {table.title}"
    lines = list(_table_lines(table, thousands))
    widths = [
        max(_wide(line[i]) for line in lines if not isinstance(line, str))
        for i in range(len(table.columns))
    ]
    for line in lines:
        if isinstance(line, str):
            yield line
        else:
            yield " | ".join(map(_padded, line, widths, table.columns))
    yield from table.closing


def _table_lines(table: Table, thousands: bool) -> Iterator[Sequence[str] | str]:
    yield [column.label for column in table.columns]
    for row in table.rows:
        if isinstance(row, Section):
            yield f"-- {row.label}"
        elif isinstance(row, SumRow):
            yield _texts(row.cells, table.columns, thousands)
        else:
            yield _texts(row, table.columns, thousands)
    if table.has_totals:
        sums = _texts(table.sums(), table.columns, thousands)
        count = f"{sum(1 for _ in table.data_rows)} {table.counted}" if table.counted else ""
        yield f"-- {tr('合计')} {count}".rstrip()
        yield sums


def _texts(cells: Sequence[Cell], columns: Sequence[Column], thousands: bool) -> list[str]:
    return [
        shown(value, c.kind, thousands=thousands, show_zero=c.show_zero).replace("\n", "⏎")
        for value, c in zip(cells, columns, strict=True)
    ]


def _padded(text: str, width: int, column: Column) -> str:
    space = " " * (width - _wide(text))
    numeric = column.kind.is_number and column.align in (None, Align.RIGHT)
    return space + text if numeric else text + space


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
