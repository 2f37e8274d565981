"""Papers and lists as Excel workbooks, with the columns of the paper.

Source: spec 4.0 (lists also to Excel, numbers as numbers), 3.28.
"""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desk.documents.papers import (
    Boxes,
    Cell,
    Charts,
    Column,
    Field,
    HeadGrid,
    Paper,
    Pictures,
    Section,
    Signatures,
    SumRow,
    Table,
    Text,
    shown,
)
from desk.documents.text_snapshot import chart_words
from desk.documents.xlsx_cells import CellWriter, header_cells, plain_text, set_widths
from desk.kernel.text import tr

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS_A_REPORT = 500
_SHEET_NAME = 31
_NOT_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def render_xlsx(paper: Paper) -> bytes:
    """Return a paper as a workbook with one sheet: title rows, head, tables with totals, signatures."""
    book, sheet = _book(paper.title)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    set_widths(sheet, max((t.columns for t in tables), key=len, default=()))
    if len(tables) == 1:
        _freeze(sheet, sum(1 for _ in _lines_before_table(paper)) + 1)
    for line in _lines_before_table(paper) if tables else _title_lines(paper):
        _append_line(sheet, line)
    begun = not tables
    for block in paper.blocks:
        begun = begun or isinstance(block, Table)
        if isinstance(block, Table):
            _append_table(sheet, block)
        elif begun:
            for line in _block_lines(block):
                _append_line(sheet, line)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def write_list_xlsx(
    target: Path | str | BinaryIO,
    title: str,
    filter_text: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write a list of any length row by row and return how many rows it has.

    Args:
        target: path or open binary file.
        title: what is listed.
        filter_text: what was filtered and sorted by, for the reader; stands with the title in row 1.
        columns: labels stand in row 2, frozen and with filter buttons.
        rows: raw values in the order of the columns.
        progress: called with the number of rows written, every 500 rows; it may raise to cancel.
    """
    book, sheet = _book(title)
    try:
        count = _append_list(sheet, title, filter_text, columns, rows, progress)
    except BaseException:
        sheet.close()  # type: ignore[attr-defined]  # the streaming sheet has a file open
        raise
    book.save(target)
    return count


def _append_list(
    sheet: "Worksheet",
    title: str,
    filter_text: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
    progress: Callable[[int], None] | None,
) -> int:
    set_widths(sheet, columns)
    _freeze(sheet, 2)
    heading = f"{title}　{filter_text}" if filter_text else title
    sheet.append([plain_text(sheet, heading, bold=True)])
    sheet.append(header_cells(sheet, columns))
    writers = [CellWriter(sheet, column) for column in columns]
    count = 0
    for count, row in enumerate(rows, 1):
        sheet.append([w.fill(value) for w, value in zip(writers, row, strict=True)])
        if progress and count % _ROWS_A_REPORT == 0:
            progress(count)
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{count + 2}"
    return count


def _book(title: str) -> tuple[Workbook, "Worksheet"]:
    book = Workbook(write_only=True)
    name = title.translate(_NOT_IN_SHEET_NAME).strip()[:_SHEET_NAME]
    return book, cast("Worksheet", book.create_sheet(name or "Sheet1"))


def _freeze(sheet: "Worksheet", rows: int) -> None:
    sheet.freeze_panes = f"A{rows + 1}"


def _append_line(sheet: "Worksheet", texts: tuple[str, ...]) -> None:
    sheet.append([plain_text(sheet, text) for text in texts])


def _title_lines(paper: Paper) -> Iterator[tuple[str, ...]]:
    yield (paper.firm,)
    yield (" ".join(filter(None, (paper.title, paper.watermark and f"【{paper.watermark}】"))),)
    yield (tr("编号：") + (paper.number or tr("草稿")), f"{paper.form_code} {paper.edition}")


def _lines_before_table(paper: Paper) -> Iterator[tuple[str, ...]]:
    yield from _title_lines(paper)
    for block in paper.blocks:
        if isinstance(block, Table):
            return
        yield from _block_lines(block)


def _block_lines(block: object) -> Iterator[tuple[str, ...]]:
    if isinstance(block, HeadGrid):
        for start in range(0, len(block.fields), block.columns):
            yield tuple(_pair(f) for f in block.fields[start : start + block.columns])
    elif isinstance(block, Boxes):
        for box in block.boxes:
            yield (box.title, *(_pair(field) for field in box.fields))
    elif isinstance(block, Text):
        yield (block.text,)
    elif isinstance(block, Signatures):
        yield tuple(f"{name}：" for name in block.names)
    elif isinstance(block, Pictures):
        yield tuple(f"{tr('照片')}：{photo.label}" for photo in block.photos)
    elif isinstance(block, Charts):
        for chart in block.charts:
            yield (chart.title, *chart_words(chart))


def _pair(field: Field) -> str:
    return f"{field.label}：{shown(field.value, field.kind, show_zero=field.show_zero)}"


def _append_table(sheet: "Worksheet", table: Table) -> None:
    if table.title:
        _append_line(sheet, (table.title,))
    sheet.append(header_cells(sheet, table.columns))
    writers = [CellWriter(sheet, column) for column in table.columns]
    bold = [CellWriter(sheet, column, bold=True) for column in table.columns]
    for row in table.rows:
        if isinstance(row, Section):
            sheet.append([plain_text(sheet, row.label, bold=True)])
            continue
        cells, style = (row.cells, bold) if isinstance(row, SumRow) else (row, writers)
        sheet.append([w.fill(value) for w, value in zip(style, cells, strict=True)])
    if table.has_totals:
        _append_totals(sheet, table, bold)
    for text in table.closing:
        _append_line(sheet, (text,))


def _append_totals(sheet: "Worksheet", table: Table, bold: list[CellWriter]) -> None:
    sums = table.sums()
    label = tr("合计")
    if table.counted:
        label += f" {sum(1 for _ in table.data_rows)} {table.counted}"
    row: list[object] = [w.fill(value) for w, value in zip(bold, sums, strict=True)]
    if sums[0] is None:
        row[0] = plain_text(sheet, label, bold=True)
    sheet.append(row)
