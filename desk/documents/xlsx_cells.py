"""Cells of an Excel sheet: numbers as numbers, text as typed and never as a formula.

Source: spec 3.0, 4.0; reliability "Text is text".
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from desk.documents.papers import Align, Cell, Column, Kind
from desk.documents.xlsx_values import stored

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_FORMATS = {
    Kind.TEXT: "@",
    Kind.COUNT: "0",
    Kind.MONEY: '#,##0.00;-#,##0.00;"—"',
    Kind.PRICE: "0.00#",
    Kind.WEIGHT: "0.0",
    Kind.VOLUME: "0.000",
    Kind.PERCENT: "0.00%",
    Kind.DATE: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
_HAIR = Side(style="thin", color="999999")
BORDER = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_MM_A_CHARACTER = 2.0
_CHARACTERS_A_SHARE = 14.0
_LEAST_CHARACTERS = 5.0
_MONEY_CHARACTERS = 13.0
"""12,345,678.90: on paper a wide figure is made smaller, a spreadsheet shows ### instead."""


class CellWriter:
    """The cells of one column; a streaming sheet copies a cell out before it is filled again."""

    def __init__(self, sheet: "Worksheet", column: Column, bold: bool = False) -> None:
        self._kind = column.kind
        self._plain = _styled(sheet, column, bold)
        self._quoted = _styled(sheet, column, bold)
        self._quoted.quotePrefix = True

    def fill(self, value: Cell) -> "SheetCell":
        """Return a cell holding the value; text stays text whatever it begins with."""
        content = stored(value, self._kind)
        if not isinstance(content, str):
            self._plain.value = content
            return self._plain
        cell = self._quoted if content.startswith(_FORMULA_SIGNS) else self._plain
        cell.value = content
        cell.data_type = "s"
        return cell


def _styled(sheet: "Worksheet", column: Column, bold: bool) -> "SheetCell":
    cell = WriteOnlyCell(sheet)
    cell.number_format = "#,##0.00" if column.show_zero else _FORMATS[column.kind]
    cell.border = BORDER
    cell.font = Font(bold=bold or column.bold)
    numeric = column.kind.is_number
    usual = Align.RIGHT if numeric else Align.LEFT
    across = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
    cell.alignment = Alignment(
        horizontal=across[column.align or usual], vertical="center", wrap_text=not numeric
    )
    return cell


def header_cells(sheet: "Worksheet", columns: Sequence[Column]) -> list["SheetCell"]:
    """Return the row of column labels."""
    return [_headed(sheet, column.label) for column in columns]


def _headed(sheet: "Worksheet", label: str) -> "SheetCell":
    cell = plain_text(sheet, label, bold=True)
    cell.border = BORDER
    cell.fill = PatternFill("solid", fgColor="EDEDED")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def plain_text(
    sheet: "Worksheet", text: str, *, bold: bool = False, size: float = 11
) -> "SheetCell":
    """Return a text cell outside the table."""
    text = str(stored(text, Kind.TEXT))
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
    cell.font = Font(bold=bold, size=size)
    return cell


def set_widths(sheet: "Worksheet", columns: Sequence[Column]) -> None:
    """Give the sheet's columns the proportions they have on paper, and money the room it needs."""
    for n, column in enumerate(columns, 1):
        if column.width_mm is None:
            width = column.share * _CHARACTERS_A_SHARE
        else:
            width = column.width_mm / _MM_A_CHARACTER
        least = _MONEY_CHARACTERS if column.kind is Kind.MONEY else _LEAST_CHARACTERS
        sheet.column_dimensions[get_column_letter(n)].width = max(width, least)
