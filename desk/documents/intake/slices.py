"""A long worksheet in slices of whole rows, each of which the guard has seen before anybody parses it.

Together with the short parts beside it a slice is a workbook of its own. So the parser reads what has
passed while the guard looks at the rest, and neither ever holds the whole sheet.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from desk.documents.intake.limits import MEGABYTE
from desk.documents.intake.parts import XML_NAMES, ErrorCell, Inflated, PartCheck

SLICE = 4 * MEGABYTE
MOST_BESIDE = 4 * MEGABYTE
"""Every slice takes the texts and styles along: where those are larger, slices cost more than they save."""
SHEETS = "xl/worksheets/"
BODY, ROW, END = b"<sheetData>", b'<row r="', b"</sheetData>"
# The parser goes through a sheet once more in search of these, unless it has met some before the rows.
NO_MERGES = b"<mergeCells></mergeCells>"
TAIL = b"</sheetData></worksheet>"


class Slicing:
    """Which worksheets of a workbook are cut, and what goes into every slice.

    Attributes:
        long: the parts that are cut; empty where it would not pay.
    """

    def __init__(self, path: Path, entries: list[zipfile.ZipInfo]) -> None:
        self._path = path
        self._beside = [e for e in entries if _goes_along(e.filename)]
        size = sum(entry.file_size for entry in self._beside)
        self._size = max(SLICE, 2 * size)
        long = (
            e for e in entries if e.filename.startswith(SHEETS) and e.file_size > 2 * self._size
        )
        self.long = {e.filename: e for e in long} if size <= MOST_BESIDE else {}

    def slices(self, part: str) -> "Slices":
        """The slices of one of the long parts."""
        return Slices(self._path, self.long[part], self._size)

    def beside(self) -> list[tuple[str, bytes]]:
        """What goes along; the guard must have seen it."""
        with zipfile.ZipFile(self._path) as book:
            return [(entry.filename, book.read(entry)) for entry in self._beside]


def _goes_along(name: str) -> bool:
    return name.endswith(XML_NAMES) and not name.startswith(SHEETS)


class Slices:
    """The rows of one long part, each slice a worksheet.

    When all have come, the guard has seen the whole part. A sheet with comments, or whose rows do not tell
    their numbers, is cut no further: then neither is true, and it must be checked and read otherwise. So is
    one with more beginnings of elements than ends: the parser refuses the whole, and a slice it may not.

    Attributes:
        part: the part's name.
        errors: the cells so far that show an error.
        share: how much of the part has come.
        whole: whether all rows have come.
    """

    def __init__(self, path: Path, entry: zipfile.ZipInfo, size: int) -> None:
        self.part = entry.filename
        self.share = 0.0
        self.whole = False
        self._path, self._entry, self._size = path, entry, size
        self._check = PartCheck(entry.filename)
        self.errors: list[ErrorCell] = self._check.errors
        self._head = b""
        self._rows = bytearray()
        self._out = 0

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            for piece in Inflated(file, self._entry):
                self._check.feed(piece)
                if self.whole:
                    continue
                self._rows += piece
                if len(self._rows) > self._size:
                    rows = self._cut(len(self._rows) - self._check.unseen)
                    if not rows:
                        return
                    yield rows
        self._check.finish()
        if self._check.still_open != self._head.count(b"<?"):
            self.whole = False
            return
        rows = b"" if self.whole else self._cut(len(self._rows))
        if rows and self.whole:
            yield rows

    def _cut(self, seen: int) -> bytes:
        """Take the next rows out of the first so many bytes; nothing where they are written unusually."""
        if not self._head:
            begin = self._rows.find(BODY, 0, seen)
            self._head = bytes(self._rows[: max(begin, 0)])
            if not self._head or b"<!" in self._head:
                return b""
            del self._rows[: begin + len(BODY)]
            seen -= begin + len(BODY)
        end = self._rows.find(END, 0, seen)
        cut = end if end >= 0 else self._rows.rfind(ROW, 1, seen)
        rows = bytes(self._rows[: max(cut, 0)])
        if cut < 0 or not _plain(rows):
            return b""
        del self._rows[:cut]
        self.whole = end >= 0
        self._out += cut
        self.share = 1.0 if self.whole else self._out / self._entry.file_size
        return b"".join((self._head, NO_MERGES, BODY, rows, TAIL))


def _plain(rows: bytes) -> bool:
    """Whether no comment or the like stands among the rows, in which a row's beginning would be none."""
    return not any(sign[1:] in rows and sign in rows for sign in (b"<!", b"<?"))


def book_of(parts: Iterable[tuple[str, bytes]]) -> io.BytesIO:
    """A workbook of these parts, in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in parts:
            book.writestr(name, content)
    out.seek(0)
    return out
