"""The cells of a worksheet on their way to the window: of what kind they travel, and how many may.

Rows begin at row 1 and column A, so that their numbers are those the clerk sees, and end at their last
filled cell.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from desk.documents.intake import answer
from desk.documents.intake.limits import LIMITS, refuse_above
from desk.documents.intake.parts import ErrorCell
from desk.documents.intake.refusals import SheetRefused

if TYPE_CHECKING:
    import python_calamine

ROWS_PER_MESSAGE = 200
EXACT_INTEGERS = 2**53
LONGEST_TEXT = LIMITS["text"].most

Sent = tuple[object, ...]


class CellSink:
    """Sends rows on and keeps the totals within the limits, whatever format they came from."""

    def __init__(self, writer: answer.AnswerWriter) -> None:
        self._writer = writer
        self._cells = 0
        self._cells_before = 0

    def send(self, message: answer.Message) -> None:
        self._writer.send(message)

    def begin(self, name: str, hidden: bool, row_count: int) -> None:
        """Begin a worksheet of about so many rows.

        Raises:
            SheetRefused: more rows than the limit allows.
        """
        refuse_above("rows", row_count)
        self._cells_before = self._cells
        self.send(answer.SheetBegins(name, hidden, row_count))

    def expect(self, rows_so_far: int, share: float) -> None:
        """Tell how many rows are to come of the worksheet begun last, if so many are such a share of it.

        Raises:
            SheetRefused: more rows so far than the limit allows.
        """
        refuse_above("rows", rows_so_far)
        self.send(answer.RowCount(round(rows_so_far / share)))

    def begin_anew(self) -> None:
        """Take back what was sent of the worksheet begun last."""
        self._cells = self._cells_before
        self.send(answer.SheetAnew())

    def rows(self, rows: Iterable[Sent]) -> None:
        """Send the next rows of the worksheet begun last.

        Raises:
            SheetRefused: more columns, cells or text than the limits allow.
        """
        source = iter(rows)
        while batch := [_trimmed(row) for row in islice(source, ROWS_PER_MESSAGE)]:
            refuse_above("columns", max(map(len, batch)))
            self._cells += sum(map(len, batch))
            refuse_above("cells", self._cells)
            self.send(answer.Rows(batch))
            if self._writer.written_bytes > LIMITS["answer"].most:
                raise SheetRefused("memory")


def rows_of(content: "python_calamine.CalamineSheet") -> Iterator[Sent]:
    """Yield the rows of a parsed worksheet from row 1 on."""
    if content.start is not None:
        yield from _from_column_a(content.iter_rows(), content)


def filled_rows_of(content: "python_calamine.CalamineSheet") -> Iterator[Sent]:
    """Yield the rows of a parsed worksheet from its first filled row on."""
    yield from _from_column_a(iter(content.to_python()), content)


def _from_column_a(
    source: Iterator[list[Any]], content: "python_calamine.CalamineSheet"
) -> Iterator[Sent]:
    """The parser's rows begin at the first used column, and are all of one width.

    Most columns of a list hold one kind of cell: taken together they cost half of what each for itself does.
    """
    before = content.start[1] if content.start else 0
    if content.total_width >= LIMITS["columns"].most:
        # Hardly any cell of so wide a sheet holds something; taken together they would fill the memory.
        for row in source:
            yield (None,) * before + tuple(map(_cell, _trimmed(row)))
        return
    while batch := list(islice(source, ROWS_PER_MESSAGE)):
        left = [(None,) * len(batch)] * before
        yield from zip(*left, *map(_column, zip(*batch, strict=True)), strict=True)


def with_errors(
    rows: Iterable[Sent], errors: Iterable[ErrorCell], first_row: int = 1
) -> Iterator[Sent]:
    """Put #N/A and its like back where the parser left a blank, so that nobody takes it for one."""
    by_row: dict[int, list[ErrorCell]] = {}
    for error in errors:
        by_row.setdefault(error.row, []).append(error)
    for row_no, row in enumerate(rows, first_row):
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
