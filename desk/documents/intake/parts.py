"""One part of a workbook: inflated piece by piece, and counted while it passes."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from desk.documents.intake.limits import LIMITS, refuse_above
from desk.documents.intake.refusals import SheetRefused
from desk.kernel.text import tr

PIECE = 1 << 18
LOCAL_HEADER = b"PK\x03\x04"
WAITING = 1 << 15
"""So many bytes of one cell wait for its end: a piece may be short, and an error is found in a whole cell only."""
XML_NAMES = (".xml", ".rels", ".vml")
ROOT = re.compile(rb"<(?:\w+:)?(worksheet|sst|styleSheet|workbook)\b")
# Each count costs one pass over the part, so no more is counted than the limits need, and in its
# short form: half as long, with a blank behind every tag's name.
COUNTED: dict[bytes, dict[str, tuple[bytes, ...]]] = {
    b"worksheet": {"cells": (b"c ",), "rows": (b"row",), "merges": (b"mergeCell ",)},
    b"sst": {"strings": (b"si ", b"si/")},
    b"styleSheet": {"styles": (b"xf ", b"xf/")},
    b"workbook": {"sheets": (b"sheet ",), "names": (b"definedName ",)},
}
BLANK_BEHIND = bytes.maketrans(b">\t\r\n", b"    ")
IN_NO_TAG = b'0123456789"=.'
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Cells far outside that hold something; blank styled cells end in "/>" and harm nobody.
FAR_COLUMN = rb"(?P<column>[A-Za-z]{3,}\d*)"
FAR_ROW = rb"[A-Za-z]{1,2}(?:(?!200000[\"'])[2-9]\d{5}|\d{7,})"
FAR_CELL = re.compile(rb' r="(?:' + FAR_COLUMN + rb"|" + FAR_ROW + rb')"(?:[^<>]*[^/<>])?>')
FAR_CELL_ODDLY = re.compile(
    rb"\sr\s*=\s*[\"'](?:" + FAR_COLUMN + rb"|" + FAR_ROW + rb")[\"'](?:[^<>]*[^/<>])?>"
)
NOT_NEAR = re.compile(rb' r="(?![A-Z]{0,2}+[0-9]{1,5}+")')
"""A reference that is neither a row up to 99,999 nor a cell in it up to column ZZ; found in half the time."""
ERROR_SIGN, ERROR_MARK = b"#", b' t="e"'
ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,6})"[^<>]* t="e"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>(#[^<]{1,20})</v>'
)


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error such as #N/A, which the parser would pass off as blank."""

    row: int
    column: int
    text: str


class Inflated:
    """The pieces of one zip entry, inflated under our own count.

    The sizes written in the directory are only believed as far as the bytes agree with them.
    """

    def __init__(self, file: BinaryIO, entry: zipfile.ZipInfo) -> None:
        self._file = file
        self._entry = entry

    def __iter__(self) -> Iterator[bytes]:
        left, crc = self._entry.file_size, 0
        for piece in self._raw_pieces():
            left -= len(piece)
            crc = zlib.crc32(piece, crc)
            if left < 0:
                raise SheetRefused("disguised", what=tr("大小不符"))
            yield piece
        if left or crc != self._entry.CRC:
            raise SheetRefused("damaged")

    def _raw_pieces(self) -> Iterator[bytes]:
        self._seek_content()
        stored = self._entry.compress_type == zipfile.ZIP_STORED
        inflater = None if stored else zlib.decompressobj(-zlib.MAX_WBITS)
        left = self._entry.compress_size
        while left > 0:
            packed = self._file.read(min(PIECE, left))
            if not packed:
                raise SheetRefused("damaged")
            left -= len(packed)
            if inflater is None:
                yield packed
            else:
                yield from _inflate(inflater, packed)
        if inflater is not None and not inflater.eof:
            raise SheetRefused("damaged")

    def _seek_content(self) -> None:
        self._file.seek(self._entry.header_offset)
        header = self._file.read(30)
        if header[:4] != LOCAL_HEADER or len(header) < 30:
            raise SheetRefused("damaged")
        name_bytes, extra_bytes = (int.from_bytes(header[i : i + 2], "little") for i in (26, 28))
        self._file.seek(name_bytes + extra_bytes, 1)


def _inflate(inflater: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while packed and not inflater.eof:
        piece = inflater.decompress(packed, PIECE)
        packed = inflater.unconsumed_tail
        if piece:
            yield piece
        elif not packed:
            return


class PartCheck:
    """Counts what passes through one part and refuses at the first limit."""

    def __init__(self, name: str) -> None:
        self.errors: list[ErrorCell] = []
        self._is_xml = name.lower().endswith(XML_NAMES)
        self._counts: Counter[str] = Counter()
        self._counted: dict[str, tuple[bytes, ...]] | None = None
        self._carry = b""
        self._carried = 0
        self._depth = 0
        self._far_cell = FAR_CELL

    @property
    def unseen(self) -> int:
        """How many bytes at the end of what was fed wait for the next piece to be checked."""
        return self._carried

    @property
    def still_open(self) -> int:
        """How many elements have not ended; what has no end of its own, like the declaration, counts as one."""
        return self._depth

    def feed(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            SheetRefused: a limit is passed, or the XML is of a kind no spreadsheet program writes.
        """
        if not self._is_xml:
            return
        if b"\0" in piece:
            raise SheetRefused("disguised", what=tr("XML 编码"))
        text = self._carry + piece
        cell = text.rfind(b"<c ")
        waits = cell == 0 and len(text) < WAITING  # the cell may have come in part
        cut = cell if cell > 0 or waits else text.rfind(b"<")
        cut = len(text) if cut < 0 else cut
        self._carried = self._carried + len(piece) if cut == 0 else len(text) - cut
        self._carry, text = text[cut:], text[:cut]
        self._check(text)
        if self._counted and self._carried > LIMITS["text_bytes"].most:
            raise SheetRefused("text", most=f"{LIMITS['text'].most:,}")
        if self._carried > PIECE:
            self._carry = self._carry[:1024]

    def finish(self) -> None:
        """Check what is left after the last piece."""
        if self._is_xml:
            self._check(self._carry, last=True)

    def _check(self, text: bytes, *, last: bool = False) -> None:
        if b"!" in text and DOCTYPE.search(text):
            raise SheetRefused("disguised", what=tr("DTD 或实体定义"))
        short = _short(text)
        self._depth += _opened(text, short, exactly=last)
        if self._depth > LIMITS["nesting"].most:
            raise SheetRefused("disguised", what=tr("嵌套过深"))
        if self._counted is None and text:
            self._counted = _patterns(text)
            self._far_cell = FAR_CELL if b' r="' in text else FAR_CELL_ODDLY
        counted = self._counted or {}
        for reason, tags in counted.items():
            self._counts[reason] += sum(short.count(tag) for tag in tags)
            refuse_above(reason, self._counts[reason])
        if "cells" in counted:
            self._refuse_far_cells(text)
            self._refuse_wide_rows()
            if ERROR_SIGN in text and ERROR_MARK in text:
                self.errors.extend(_error_cells(text))

    def _refuse_far_cells(self, text: bytes) -> None:
        near = self._far_cell is FAR_CELL and not NOT_NEAR.search(text)
        far = None if near else self._far_cell.search(text)
        if far:
            reason = "columns" if far.group("column") else "rows"
            raise SheetRefused(reason, most=f"{LIMITS[reason].most:,}")

    def _refuse_wide_rows(self) -> None:
        """Cells without a reference stand side by side: too many per row are too many columns."""
        rows = max(1, self._counts["rows"])
        if self._counts["cells"] > rows * LIMITS["columns"].most:
            raise SheetRefused("columns", most=f"{LIMITS['columns'].most:,}")


def _short(text: bytes) -> bytes:
    """The text without what stands between the tags' names, so that the passes over it are short."""
    return text.translate(BLANK_BEHIND, IN_NO_TAG)


def _opened(text: bytes, short: bytes, *, exactly: bool) -> int:
    """How many elements stay open, rather too many: where as many begin as end, none is taken to end in itself.

    Between two cells that is so. At the end of a part more end than begin, and they are counted exactly.
    """
    opened = short.count(b"<") - 2 * short.count(b"</")
    return opened - text.count(b"/>") if opened or exactly else 0


def _error_cells(text: bytes) -> Iterator[ErrorCell]:
    for letters, row, shown in ERROR_CELL.findall(text):
        column = 0
        for letter in letters:
            column = column * 26 + letter - ord("A") + 1
        yield ErrorCell(int(row), column, shown.decode("ascii", "replace"))


def _patterns(text: bytes) -> dict[str, tuple[bytes, ...]]:
    """What to count in a part, by its root element; nothing in parts that no reader opens."""
    root = ROOT.search(text[:4096])
    if root is None:
        return {}
    prefix = root.group(0)[1:].removesuffix(root.group(1))
    return {
        reason: tuple(_short(b"<" + prefix + tag) for tag in tags)
        for reason, tags in COUNTED[root.group(1)].items()
    }
