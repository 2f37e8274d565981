"""The workbook of rows that were not imported, as they were, each with its reasons.

The clerk repairs it and imports it again: its heading is found like any other, and the two columns
added here are passed over.

Source: spec 3.28, AT-19.
"""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desk.documents.intake import answer
from desk.documents.intake.mapping import OWN_HEADINGS, REASON_HEADING, ROW_NO_HEADING
from desk.documents.intake.preview import Preview
from desk.kernel.text import tr

ROW_NO_WIDTH = 10
COLUMN_WIDTH = 16
REASON_WIDTH = 60
TEXT_FORMAT = "@"
BOLD = Font(bold=True)
RED = Font(color="C00000")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_error_book(path: Path, preview: Preview, header_names: Sequence[str]) -> int:
    """Write the bad rows of a preview to an .xlsx and return how many.

    Every text is written as text, so that nothing a sender wrote can start a formula.
    """
    kept = [i for i, name in enumerate(header_names) if name not in OWN_HEADINGS]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = tr("未导入的行")
    _write_headings(sheet, [header_names[index] for index in kept])
    for line, result in enumerate(preview.bad, 2):
        row = preview.sheet.rows[result.row_no - 1]
        _write(sheet, line, 1, result.row_no)
        for column, index in enumerate(kept, 2):
            _write(sheet, line, column, row[index] if index < len(row) else None)
        reasons = "\n".join(problem.message for problem in result.problems)
        cell = _write(sheet, line, len(kept) + 2, reasons)
        cell.font, cell.alignment = RED, WRAPPED
    book.save(path)
    return len(preview.bad)


def _write_headings(sheet: Worksheet, names: Sequence[str]) -> None:
    widths = [ROW_NO_WIDTH, *[COLUMN_WIDTH] * len(names), REASON_WIDTH]
    headings = (ROW_NO_HEADING, *names, REASON_HEADING)
    for column, (name, width) in enumerate(zip(headings, widths, strict=True), 1):
        _write(sheet, 1, column, name).font = BOLD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _write(sheet: Worksheet, line: int, column: int, value: answer.Cell) -> Cell:
    """Write a value as it was; text gets the text type and format, whatever it begins with."""
    cell = sheet.cell(line, column)
    assert isinstance(cell, Cell)  # nothing is merged here
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT
    else:
        cell.value = value
    return cell
