"""Hostile files of a second sort: parts no list needs, links outside, and text that is not what it claims."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from .workbooks import BOOK_LINKS, OFFICE, PACKAGE, SHEET, XML, book_of, book_with_rows, parts

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
UNC = "file://127.0.0.1/share/x"


def _packed(method: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return out.getvalue()


def _as_link() -> bytes:
    """A part that is a symbolic link to a file of the computer."""
    out = BytesIO(book_of({SHEET: None}))
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo(SHEET)
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _sizes_behind() -> bytes:
    """Sizes written behind the parts, in a zip made without looking back."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return out.getvalue()


def _outside(kind: str, target: str) -> str:
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


ODD_PARTS: dict[str, Callable[[], bytes]] = {
    "packed_bzip2.xlsx": lambda: _packed(zipfile.ZIP_BZIP2),
    "packed_lzma.xlsx": lambda: _packed(zipfile.ZIP_LZMA),
    "symbolic_link.xlsx": _as_link,
    "sizes_behind.xlsx": _sizes_behind,
    "directory_in_comment.xlsx": lambda: (
        book_of({})[:-2]
        + struct.pack("<H", 22)
        + b"PK\x05\x06"
        + bytes(18)
    ),
    "macros.xlsx": lambda: book_of({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(5_000)}),
    "sheet_from_outside.xlsx": lambda: book_of({BOOK_LINKS: _outside("worksheet", UNC)}),
    "links_outside.xlsx": lambda: book_of({SHEET_LINKS: _outside("hyperlink", UNC)}),
    "other_program_called.xlsx": lambda: book_with_rows(
        "<row r=\"1\"><c r=\"A1\"><f>cmd|' /C calc'!A0</f><v>1</v></c></row>"
    ),
    "entity_in_drawing.xlsx": lambda: book_of(
        {"xl/drawings/d.vml": '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>'}
    ),
    "attributes_200k.xlsx": lambda: book_with_rows(
        ONE.replace("<row", "<row" + "".join(f' a{n}="1"' for n in range(200_000)))
    ),
    "columns_200k.xlsx": lambda: book_with_rows(
        ONE, "<cols>" + '<col min="1" max="16384" width="9"/>' * 200_000 + "</cols>"
    ),
    "conditions_100k.xlsx": lambda: book_with_rows(
        ONE, "", '<conditionalFormatting sqref="A1:XFD1048576"/>' * 100_000
    ),
    "same_cell_200k_times.xlsx": lambda: book_with_rows(ONE * 200_000),
    "binary_workbook.xlsx": lambda: book_of({"xl/workbook.bin": bytes(9_000), "xl/workbook.xml": None}),
    "utf32.csv": lambda: "单号,件数\n1,2\n".encode("utf-32"),
    "columns_100k.csv": lambda: b",".join(b"%d" % n for n in range(100_000)) + b"\n1,2\n",
    "quotes_only.csv": lambda: b'"' * 300_000,
}  # fmt: skip
