"""The dry run of an import: every row with its result, before anything is saved.

Source: spec 3.28, AT-19.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from desk.documents.intake.cells import CellReader
from desk.documents.intake.header import HeaderFound, RowKind, row_kind
from desk.documents.intake.mapping import Column, ColumnMapping
from desk.documents.intake.reader import SheetText
from desk.kernel.courtesy import give_way
from desk.kernel.errors import Problem


@dataclass(frozen=True)
class RowResult:
    """What one row gives.

    Attributes:
        row_no: its number in the sheet, counted from 1.
        values: what was read, by column key.
        problems: why it cannot be imported.
        duplicate_of: what it repeats, in words for the user; None when it is new.
    """

    row_no: int
    values: dict[str, object]
    problems: tuple[Problem, ...] = ()
    duplicate_of: str | None = None

    @property
    def is_good(self) -> bool:
        return not self.problems and self.duplicate_of is None


CheckRow = Callable[[CellReader], RowResult]


@dataclass(frozen=True)
class Preview:
    """The results of a sheet's rows.

    Attributes:
        sheet: the sheet as read.
        header: where its heading is.
        mapping: which column is which.
        rows: one result per record; each is good, bad or a duplicate.
        good: rows that can be imported.
        bad: rows with problems.
        duplicates: rows without problems that repeat what is already there.
        passed_over: rows that are no records (totals, repeated headings), with their kind.
    """

    sheet: SheetText
    header: HeaderFound
    mapping: ColumnMapping
    rows: tuple[RowResult, ...]
    good: tuple[RowResult, ...]
    bad: tuple[RowResult, ...]
    duplicates: tuple[RowResult, ...]
    passed_over: tuple[tuple[int, RowKind], ...] = field(default=())

    def total(self, key: str, rows: Iterable[RowResult] | None = None) -> int:
        """Sum of a whole-number column over `rows`, by default the good ones."""
        values = (row.values.get(key) for row in (self.good if rows is None else rows))
        return sum(value for value in values if isinstance(value, int))


def preview_rows(
    sheet: SheetText,
    header: HeaderFound,
    mapping: ColumnMapping,
    columns: Sequence[Column],
    check_row: CheckRow,
) -> Preview:
    """Check every record below the heading; nothing is saved.

    Args:
        sheet: the sheet as read.
        header: its heading, from `find_header`.
        mapping: which column is which, from `propose_mapping` and the clerk.
        columns: the wanted columns.
        check_row: the room's own reading of one record, usually ending in `result_of`.
    """
    by_key = {column.key: column for column in columns}
    results: list[RowResult] = []
    passed_over: list[tuple[int, RowKind]] = []
    for index in range(header.row_index + 1, len(sheet.rows)):
        give_way()
        row = sheet.rows[index]
        kind = row_kind(row, header)
        if kind is RowKind.RECORD:
            results.append(check_row(CellReader(index + 1, row, mapping, by_key)))
        elif kind is not RowKind.BLANK:
            passed_over.append((index + 1, kind))
    return Preview(
        sheet,
        header,
        mapping,
        tuple(results),
        good=tuple(row for row in results if row.is_good),
        bad=tuple(row for row in results if row.problems),
        duplicates=tuple(row for row in results if not row.problems and not row.is_good),
        passed_over=tuple(passed_over),
    )


def result_of(cells: CellReader, duplicate_of: str | None = None) -> RowResult:
    """The result of a row from what its cells gave."""
    return RowResult(cells.row_no, cells.values, tuple(cells.problems), duplicate_of)
