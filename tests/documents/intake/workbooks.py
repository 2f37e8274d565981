"""Workbooks for the tests: through openpyxl, and written part by part where it would not do it."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Iterable[str] = ()) -> bytes:
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name in hidden:
        book[name].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part around its rows."""
    return f"{XML}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def parts() -> dict[str, str | bytes]:
    """The parts of a small good workbook."""
    kinds = {SHEET: "worksheet", STRINGS: "sharedStrings", STYLES: "styles"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (kinds | {BOOK: "sheet.main"}).items()
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{name[3:]}"/>'
        for n, (name, kind) in enumerate(kinds.items(), 1)
    )
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{BOOK}"/></Relationships>',
        BOOK: f'{XML}<workbook {MAIN} {LINKS}><sheets><sheet name="清单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        BOOK_LINKS: f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        STRINGS: f"{XML}<sst {MAIN}><si><t>单号</t></si><si><t>件数</t></si></sst>",
        STYLES: f'{XML}<styleSheet {MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        SHEET: sheet_xml(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
            '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>12</v></c></row>'
        ),
    }


def zipped(contents: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def book_of(changes: dict[str, str | bytes | None]) -> bytes:
    """The small good workbook with parts replaced, added or (None) left out."""
    contents = parts() | {n: c for n, c in changes.items() if c is not None}
    return zipped({n: c for n, c in contents.items() if changes.get(n, c) is not None})


def book_with_rows(rows: str, before: str = "", after: str = "") -> bytes:
    """The small good workbook with other rows."""
    return book_of({SHEET: sheet_xml(rows, before, after)})
