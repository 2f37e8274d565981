"""A long worksheet is parsed slice by slice, beside the guard, which is a slice ahead.

The parser needs no interpreter for its work, so a thread of the capped process is enough: while it reads
a slice, the guard looks at the next one and the cells of the last one leave. What a slice's parser gets
is what the guard has passed and nothing else.
"""

import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from threading import Thread

import python_calamine

from desk.documents.intake.limits import refuse_above
from desk.documents.intake.sending import CellSink, filled_rows_of, with_errors
from desk.documents.intake.sheet_parts import parts_by_sheet
from desk.documents.intake.slices import Slices, Slicing, book_of

TURN_SECONDS = 0.0005
"""So long a thread keeps the interpreter while the other one waits: the parser's waits are short and many."""


class LongSheets:
    """Sends the long worksheets with which a workbook begins."""

    def __init__(self, path: Path, slicing: Slicing, sink: CellSink) -> None:
        sys.setswitchinterval(TURN_SECONDS)
        self._slicing, self._sink = slicing, sink
        self._parts = parts_by_sheet(path)
        self._beside = slicing.beside()

    def send_first(self) -> list["python_calamine.SheetMetadata"]:
        """Send them up to the first that is not long or not usual; return the worksheets that are left.

        What was sent has gone out of `Slicing.long`, which is what the guard has not seen to its end.

        Raises:
            SheetRefused: by the guard, or because a limit is passed.
        """
        long = self._slicing.long
        with python_calamine.CalamineWorkbook.from_filelike(book_of(self._beside)) as book:
            sheets = worksheets(book)
        for number, sheet in enumerate(sheets):
            part = self._parts.get(sheet.name, "")
            if part not in long or not self._send(sheet, self._slicing.slices(part)):
                return sheets[number:]
            del long[part]
        return []

    def _send(self, sheet: "python_calamine.SheetMetadata", slices: Slices) -> bool:
        """Send one worksheet; False if it is no usual one: then nothing of it counts as sent."""
        self._sink.begin(sheet.name, is_hidden(sheet), 0)
        sent = self._send_rows(sheet.name, slices)
        if not sent:
            self._sink.begin_anew()
        return sent

    def _send_rows(self, name: str, slices: Slices) -> bool:
        read = 0
        for parsing in self._parsings(name, slices):
            content = parsing.result()
            if content is None:
                return False
            if content.start is None or content.end is None:
                continue
            first, end = content.start[0], content.end[0] + 1
            if first < read:
                return False
            self._sink.expect(end, parsing.share)
            self._sink.rows(repeat((), first - read))
            errors = [error for error in slices.errors if first < error.row <= end]
            self._sink.rows(with_errors(filled_rows_of(content), errors, first + 1))
            read = end
        return slices.whole

    def _parsings(self, name: str, slices: Slices) -> Iterator["_Parsing"]:
        """The slices at the parser, each while the next is looked at and handed to it."""
        before: _Parsing | None = None
        for rows in slices:
            parsing = _Parsing([*self._beside, (slices.part, rows)], name, slices.share)
            if before:
                yield before
            before = parsing
        if before:
            yield before


class _Parsing(Thread):
    """One slice at the parser; `share` is how much of the sheet has come with it."""

    def __init__(self, parts: list[tuple[str, bytes]], name: str, share: float) -> None:
        super().__init__(daemon=True)
        self.share = share
        self._parts, self._sheet_name = parts, name
        self._raised: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            with python_calamine.CalamineWorkbook.from_filelike(book_of(self._parts)) as book:
                self._content = book.get_sheet_by_name(self._sheet_name)
        except BaseException as raised:
            self._raised = raised

    def result(self) -> "python_calamine.CalamineSheet | None":
        """The slice's cells; None if the parser does not take it, as it may not take the whole."""
        self.join()
        if isinstance(self._raised, python_calamine.CalamineError):
            return None
        if self._raised:
            raise self._raised
        return self._content


def worksheets(book: "python_calamine.CalamineWorkbook") -> list["python_calamine.SheetMetadata"]:
    """The sheets of a workbook that have cells.

    Raises:
        SheetRefused: too many sheets of any kind.
    """
    refuse_above("sheets", len(book.sheets_metadata))
    return [s for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet]


def is_hidden(sheet: "python_calamine.SheetMetadata") -> bool:
    """Whether the sender hid this sheet."""
    return bool(sheet.visible != python_calamine.SheetVisibleEnum.Visible)
