"""A list as Excel and WPS save it: what senders send, where openpyxl would write another kind of file.

Both keep every text once, in a table of its own, and name it in the cells by its number; they give
every cell a reference and a style, every row its span and the sheet its dimension. openpyxl's own way
for long lists writes each text into its cell and no dimension, and takes more than twice as long to
read that again: without the dimension it goes through the sheet twice.
"""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from tests.documents.intake.workbooks import (
    LINKS,
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    parts,
)

Written = str | float | dt.date

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ROWS_ARE_FINE = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
MARGINS = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
PLAIN, DAY = 1, 2
DAY_ZERO = dt.date(1899, 12, 30)
LOOK = (
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
)


def write_as_excel(path: Path, rows: Iterable[Sequence[Written]]) -> None:
    """Write one worksheet as Excel would."""
    texts: dict[str, int] = {}
    contents = {n: c for n, c in parts().items() if n not in {SHEET, STRINGS}}
    contents[STYLES] = f"{HEAD}<styleSheet {MAIN}>{LOOK}</styleSheet>"
    lines = list(_lines(rows, texts))
    reach = f'<dimension ref="A1:{get_column_letter(lines[0].count("<c "))}{len(lines)}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in contents.items():
            book.writestr(name, content)
        with book.open(SHEET, "w") as sheet:
            head = f"{HEAD}<worksheet {MAIN} {LINKS} {ROWS_ARE_FINE}>{reach}<sheetData>"
            sheet.write(head.encode())
            for line in lines:
                sheet.write(line.encode())
            sheet.write(f"</sheetData>{MARGINS}</worksheet>".encode())
        kept = "".join(f"<si>{_text(text)}</si>" for text in texts)
        count = f'count="{len(texts)}" uniqueCount="{len(texts)}"'
        book.writestr(STRINGS, f"{HEAD}<sst {MAIN} {count}>{kept}</sst>")


def _text(text: str) -> str:
    keeps_blanks = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{keeps_blanks}>{escape(text)}</t>"


def _lines(rows: Iterable[Sequence[Written]], texts: dict[str, int]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{get_column_letter(column)}{number}", value, texts)
            for column, value in enumerate(row, 1)
        )
        yield f'<row r="{number}" spans="1:{len(row)}" x14ac:dyDescent="0.25">{cells}</row>'


def _cell(place: str, value: Written, texts: dict[str, int]) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" s="{PLAIN}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    if isinstance(value, dt.date):
        return f'<c r="{place}" s="{DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    shown = int(value) if value == int(value) else value
    return f'<c r="{place}" s="{PLAIN}"><v>{shown}</v></c>'
