"""The reading process: looks at one stranger's file under tight ceilings and answers with its cells.

It is started by ``reader.py`` and is the only place where a parser meets such a file. Whatever
happens here, the window lives on.
"""

import datetime as dt
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from desk.documents.intake import answer
from desk.documents.intake.caps import cap_this_process
from desk.documents.intake.guard import check_workbook
from desk.documents.intake.limits import LIMITS, refuse_above
from desk.documents.intake.parts import ErrorCell
from desk.documents.intake.plain_text import TextShape, text_records
from desk.documents.intake.refusals import SheetRefused
from desk.documents.intake.sheet_parts import errors_by_sheet
from desk.documents.intake.sniff import Kind, sniff

ROWS_PER_MESSAGE = 200
EXACT_INTEGERS = 2**53
LONGEST_TEXT = LIMITS["text"].most
OUT_OF_MEMORY_EXIT = 77
CPU_SECONDS = 60

Sent = tuple[object, ...]


def main(arguments: list[str] | None = None) -> int:
    """Read one file: ``<file> <answer file> <megabytes>``; return the exit code.

    The answer file stands in a folder of its own, where a copy of the file is kept while reading.
    """
    path, answer_path, megabytes = sys.argv[1:] if arguments is None else arguments
    with Path(answer_path).open("wb") as file:
        sink = CellSink(answer.AnswerWriter(file))
        cap_this_process(int(megabytes), CPU_SECONDS)
        sink.send(answer.Ready())
        return _answer(Path(path), Path(answer_path).parent, sink)


class CellSink:
    """Sends rows on and keeps the totals within the limits, whatever format they came from."""

    def __init__(self, writer: answer.AnswerWriter) -> None:
        self._writer = writer
        self._cells = 0

    def send(self, message: answer.Message) -> None:
        self._writer.send(message)

    def sheet(self, name: str, hidden: bool, row_count: int, rows: Iterable[Sent]) -> None:
        """Send one worksheet.

        Raises:
            SheetRefused: more rows, columns, cells or text than the limits allow.
        """
        refuse_above("rows", row_count)
        self.send(answer.SheetBegins(name, hidden, row_count))
        source = iter(rows)
        while batch := [_trimmed(row) for row in islice(source, ROWS_PER_MESSAGE)]:
            refuse_above("columns", max(map(len, batch)))
            self._cells += sum(map(len, batch))
            refuse_above("cells", self._cells)
            self.send(answer.Rows(batch))
            if self._writer.written_bytes > LIMITS["answer"].most:
                raise SheetRefused("memory")


def _answer(path: Path, folder: Path, sink: CellSink) -> int:
    try:
        _read(path, folder, sink)
        sink.send(answer.Finished())
    except SheetRefused as refused:
        sink.send(answer.Refusal(refused.reason, refused.values_shown))
    except MemoryError:
        return OUT_OF_MEMORY_EXIT
    except python_calamine.PasswordError:
        sink.send(answer.Refusal("encrypted", {}))
    # The parser's panics are no Exceptions, and all failures mean the same to the clerk.
    except BaseException:
        sink.send(answer.Refusal("damaged", {}))
    return 0


def _read(path: Path, folder: Path, sink: CellSink) -> None:
    kind = sniff(path)
    # The parser believes the extension, so it gets a copy with the true one; nor can anybody swap
    # the file between the guard's look and the parser's.
    copy = folder / f"book.{kind.kind}"
    shutil.copyfile(path, copy)
    if kind.kind is Kind.XLSX:
        errors = check_workbook(copy, lambda size: sink.send(answer.Weighed(size)))
        _read_workbook(copy, sink, errors_by_sheet(copy, errors))
        return
    sink.send(answer.Weighed(copy.stat().st_size))
    if kind.shape:
        _read_text(copy, path.stem, kind.shape, sink)
    else:
        _read_workbook(copy, sink, {})


def _read_text(path: Path, name: str, shape: TextShape, sink: CellSink) -> None:
    records = text_records(path.read_bytes(), shape)
    rows = list(islice(records, LIMITS["rows"].most + 1))
    sink.sheet(name, False, len(rows), (tuple([cell or None for cell in row]) for row in rows))


def _read_workbook(path: Path, sink: CellSink, errors: dict[str, list[ErrorCell]]) -> None:
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        refuse_above("sheets", len(book.sheets_metadata))
        for sheet in book.sheets_metadata:
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
                content = book.get_sheet_by_name(sheet.name)
                rows = _with_errors(_rows(content), errors.get(sheet.name, []))
                sink.sheet(sheet.name, hidden, content.total_height, rows)


def _rows(content: "python_calamine.CalamineSheet") -> Iterator[Sent]:
    """Yield the rows from row 1 and column A on, so that row numbers are those the clerk sees.

    The parser's rows begin at the first row, but at the first used column, and are all of one width.
    Most columns of a list hold one kind of cell: taken together they cost half of what each for itself does.
    """
    if content.start is None or content.end is None:
        return
    source, before = content.iter_rows(), content.start[1]
    if content.end[1] >= LIMITS["columns"].most:
        # Hardly any cell of so wide a sheet holds something; taken together they would fill the memory.
        for row in source:
            yield (None,) * before + tuple(map(_cell, _trimmed(row)))
        return
    while batch := list(islice(source, ROWS_PER_MESSAGE)):
        left = [(None,) * len(batch)] * before
        yield from zip(*left, *map(_column, zip(*batch, strict=True)), strict=True)


def _with_errors(rows: Iterator[Sent], errors: list[ErrorCell]) -> Iterator[Sent]:
    """Put #N/A and its like back where the parser left a blank, so that nobody takes it for one."""
    by_row: dict[int, list[ErrorCell]] = {}
    for error in errors:
        by_row.setdefault(error.row, []).append(error)
    for row_no, row in enumerate(rows, 1):
        yield _with_those_of_a_row(row, by_row[row_no]) if row_no in by_row else row


def _with_those_of_a_row(row: Sent, errors: list[ErrorCell]) -> Sent:
    cells = list(row)
    for error in errors:
        cells.extend([None] * (error.column - len(cells)))
        cells[error.column - 1] = error.text
    return tuple(cells)


def _column(cells: tuple[Any, ...]) -> Iterable[object]:
    """The cells of a column as they travel."""
    kinds = set(map(type, cells))
    if kinds == {str} and max(map(len, cells)) <= LONGEST_TEXT:
        return cells if all(cells) else [text or None for text in cells]
    if kinds == {float}:
        return [int(n) if n % 1 == 0 and -EXACT_INTEGERS < n < EXACT_INTEGERS else n for n in cells]
    return map(_cell, cells)


def _cell(value: object) -> object:
    """One cell as it travels; whole numbers lose their ``.0`` so that phones stay phones."""
    if type(value) is float:
        return int(value) if value % 1 == 0 and -EXACT_INTEGERS < value < EXACT_INTEGERS else value
    if isinstance(value, str):
        refuse_above("text", len(value))
        return value or None
    if isinstance(value, dt.timedelta):
        return str(value)
    return answer.packed(value)


def _trimmed(row: Sequence[object]) -> Sent:
    end = len(row)
    while end and (row[end - 1] is None or row[end - 1] == ""):
        end -= 1
    return tuple(row[:end])


if __name__ == "__main__":
    sys.exit(main())
