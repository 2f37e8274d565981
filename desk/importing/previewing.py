"""The dry run: a stranger's list read, its columns found, every row checked; nothing is saved."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk.app import Desk
from desk.documents.intake.answer import Row
from desk.documents.intake.header import HeaderFound, find_header
from desk.documents.intake.mapping import (
    Column,
    ColumnMapping,
    layout_key,
    propose_mapping,
    vocabulary,
)
from desk.documents.intake.preview import Preview, preview_rows
from desk.documents.intake.reader import SheetText, read_workbook
from desk.importing.kinds import ImportKind, import_kinds
from desk.importing.steadily import keep_out_of_passes, without_garbage_passes
from desk.kernel.commands import entry_of
from desk.kernel.errors import FileRefused, refuse
from desk.kernel.text import tr
from desk.office.imports.queries import BatchRow, imports_of_file, learned_layout
from desk.storage.gate import check_right

NAMED_COLUMNS = 4

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do.

    Attributes:
        kind: kind of list.
        path: the file.
        sha256: digest of the file.
        sheets: all its worksheets.
        rows: the results of the chosen sheet, row by row (`good`, `bad`, `duplicates`, `mapping`).
        totals: sums over the good rows, by column key.
        booked_before: standing imports of the very same file, newest first; warn the user.
    """

    kind: ImportKind
    path: Path
    sha256: str
    sheets: tuple[SheetText, ...] = field(repr=False)
    rows: Preview = field(repr=False)
    totals: dict[str, int]
    booked_before: tuple[BatchRow, ...] = ()

    @property
    def layout_key(self) -> str:
        return layout_key(self.rows.header.names)

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that were not found; every row is bad until they are chosen."""
        return self.rows.mapping.missing(self.kind.columns)


def preview(
    desk: Desk,
    kind: ImportKind,
    path: Path,
    sheet: str | None = None,
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportPreview:
    """Read a list and check its rows.

    Args:
        desk: an open office with a signed-in user.
        kind: what the list holds.
        path: .xlsx, .xls, .csv or .tsv, decided by content.
        sheet: worksheet by name; the first visible one with a heading when None.
        mapping: which column is which; proposed from what was learned and from the words when None.
        progress: told (rows read, rows known so far).
        cancelled: asked every few milliseconds; True stops the reading.

    Raises:
        Refused: E210, E006 for an unknown sheet.
        FileRefused: the file is not read (the sentence says why), or no heading was found.
    """
    check_right(desk.signed_in(), entry_of(kind.book).needs)
    with without_garbage_passes():
        sheets = read_workbook(path, progress=progress, cancelled=cancelled)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        before = desk.ask(imports_of_file, kind=kind.name, sha256=digest)
        chosen, header = _chosen_sheet(kind, sheets, sheet)
        rows = _checked(desk, kind, chosen, header, mapping)
        keep_out_of_passes(len(rows.rows))
        totals = _totals(kind, rows)
    return ImportPreview(kind, path, digest, sheets, rows, totals, tuple(before))


def recheck(
    desk: Desk,
    found: ImportPreview,
    mapping: ColumnMapping | None = None,
    sheet: str | None = None,
) -> ImportPreview:
    """Check the rows again, with another mapping or sheet, without reading the file again.

    Raises:
        Refused, FileRefused: as `preview`.
    """
    wanted = sheet or found.rows.sheet.name
    chosen, header = _chosen_sheet(found.kind, found.sheets, wanted)
    rows = _checked(desk, found.kind, chosen, header, mapping)
    return replace(found, rows=rows, totals=_totals(found.kind, rows))


def _totals(kind: ImportKind, rows: Preview) -> dict[str, int]:
    return {key: rows.total(key) for key in kind.totals}


def choose_column(found: ImportPreview, key: str, heading: str) -> ColumnMapping:
    """The mapping of a preview with one of our columns pointed at a heading (「」 = not in the list).

    Raises:
        Refused: E011 for an unknown column or heading.
    """
    keys = [column.key for column in found.kind.columns]
    names = found.rows.header.names
    if key not in keys:
        raise refuse("E011", "map", label=tr("列"), v=key, choices="、".join(keys))
    if heading and heading not in names:
        known = "、".join(filter(None, names))
        raise refuse("E011", "map", label=tr("表头"), v=heading, choices=known)
    index = names.index(heading) if heading else None
    return found.rows.mapping.with_choice(key, index, names)


def _chosen_sheet(
    kind: ImportKind, sheets: tuple[SheetText, ...], name: str | None
) -> tuple[SheetText, HeaderFound]:
    words = vocabulary(kind.columns)
    wanted = [s for s in sheets if s.name == name] if name else _visible_first(sheets)
    if not wanted:
        known = "、".join(s.name for s in sheets)
        raise refuse("E011", "sheet", label=tr("工作表"), v=name, choices=known)
    for sheet in wanted:
        header = find_header(sheet.rows, words)
        if header is not None:
            return sheet, header
    labels = "、".join(f"「{tr(c.label)}」" for c in kind.columns[:NAMED_COLUMNS])
    words_said = tr("表格里找不到{title}的表头行:应有{labels}等列名。").format(
        title=tr(kind.title), labels=labels
    )
    other = _kind_alike(wanted)
    next_step = (
        tr("它像是「{other}」,请改选这一种再导入。").format(other=other)
        if other
        else tr("请核对是否选错了文件。")
    )
    raise FileRefused(words_said + next_step)


def _kind_alike(sheets: Sequence[SheetText]) -> str:
    """The title of the kind most of whose columns a file names; empty when it names those of none."""
    found: dict[str, int] = {}
    for kind in import_kinds().values():
        words = frozenset(vocabulary(kind.columns))
        headers = [header for s in sheets if (header := find_header(s.rows, words))]
        if headers:
            found[tr(kind.title)] = max(len(words.intersection(h.names)) for h in headers)
    return max(found, key=lambda title: found[title], default="")


def _visible_first(sheets: tuple[SheetText, ...]) -> list[SheetText]:
    return sorted(sheets, key=lambda sheet: sheet.hidden)


def _checked(
    desk: Desk,
    kind: ImportKind,
    sheet: SheetText,
    header: HeaderFound,
    mapping: ColumnMapping | None,
) -> Preview:
    if mapping is None:
        key = layout_key(header.names)
        learned = desk.ask(learned_layout, kind=kind.name, layout_key=key)
        mapping = propose_mapping(header.names, kind.columns, learned)
    with desk.reading() as reader:
        return preview_rows(sheet, header, mapping, kind.columns, kind.checker(reader))


def row_of(found: ImportPreview, row_no: int) -> Row:
    """A row of the chosen sheet by its number, counted from 1."""
    return found.rows.sheet.rows[row_no - 1]
