"""Lists and papers leave the office as files, written down before they go.

A list goes out as it is shown: its visible columns in their order, filtered, searched and sorted,
the filter named in row 1. Personal fields stay masked unless the user's role may export customers
(`customer.export`); a list with personal fields always needs a purpose (E212), masked or not.

Source: spec 3.26 (export customers), 3.28, 3.25 (export log).
"""

import csv
import io
import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from desk.app import Desk
from desk.documents.list_writing import write_list_beside
from desk.documents.outgoing import whole_file, whole_path
from desk.documents.papers import Cell, Column, Paper, Table
from desk.documents.papers import Kind as PaperKind
from desk.documents.xlsx_values import stored
from desk.kernel.choices import Choice
from desk.kernel.courtesy import one_by_one
from desk.kernel.errors import refuse
from desk.kernel.quantities import show_percent
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.office.printing.commands import record_export
from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter, ListSpec, Sort
from desk.storage import listing
from desk.storage.gate import check_right
from desk.storage.plain_lists import plain_reading

BLOCK = 500
REVEALING_RIGHT = "customer.export"
MOST_TOLD = 200
"""So many signs of a search stand in the file and in the log of what left the office: what is asked for, not a page."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

Progress = Callable[[int, int], None]
Row = tuple[Cell, ...]

_PAPER_KINDS = {
    Kind.COUNT: PaperKind.COUNT,
    Kind.MONEY: PaperKind.MONEY,
    Kind.PRICE: PaperKind.PRICE,
    Kind.WEIGHT: PaperKind.WEIGHT,
    Kind.VOLUME: PaperKind.VOLUME,
    Kind.PERCENT: PaperKind.PERCENT,
    Kind.DATE: PaperKind.DATE,
    Kind.MOMENT: PaperKind.MOMENT,
}
_WORDS = {
    "is": "是",
    "not": "不是",
    "in": "属于",
    "from": "从",
    "to": "到",
    "empty": "为空",
    "contains": "含",
}


def export_list(
    desk: Desk,
    name: str,
    out: Path,
    filters: Sequence[Filter] | None = None,
    search: str = "",
    sort: Sort | None = None,
    purpose: str = "",
    progress: Progress | None = None,
    columns: Sequence[str] | None = None,
    order: Sequence[int] = (),
) -> int:
    """Save a list as .xlsx or .csv (by the extension) and return how many rows it has.

    Args:
        desk: an open office with a signed-in user.
        name: list, ``consignments``.
        out: the file; it gets its name when it is whole.
        filters: conditions; the list's own opening filters when None.
        search: a typed fragment.
        sort: order; the list's own when None.
        purpose: what the export is for; required when the list has personal fields.
        progress: told (rows written, rows in all); may raise to cancel.
        columns: names of the columns as shown; all that are not hidden when None.
        order: ids in the order they are shown, of a pasted set; else `sort` decides.

    Raises:
        Refused: E210, E212, E011 for an unknown list, column or kind of file.
        FileRefused: the file cannot be written.
    """
    spec = desk.list_spec(name)
    check_right(desk.signed_in(), spec.right)
    check_right(desk.signed_in(), spec.export_right or spec.right)
    shown = _shown_fields(spec, columns)
    write = _writer_for(out)
    ids = desk.list_ids(name, filters, search, sort)
    used = spec.filters if filters is None else filters
    if order:
        listed = set(ids)
        ids = array("q", (number for number in order if number in listed))
    text = describe(spec, used, search, sort, as_pasted=bool(order))
    desk.run(
        record_export,
        list_name=tr(spec.title),
        filter_text=text,
        row_count=len(ids),
        purpose=purpose,
        personal=any(f.personal for f in spec.fields),
    )
    blocks = _blocks(desk, replace(spec, fields=shown), ids, progress)
    if write is _write_xlsx and len(ids) > BLOCK:
        write = _beside(lambda: progress(len(ids), len(ids)) if progress else None)
    write(out, tr(spec.title), text, tuple(paper_column(f) for f in shown), blocks)
    return len(ids)


def describe(
    spec: ListSpec,
    filters: Sequence[Filter] = (),
    search: str = "",
    sort: Sort | None = None,
    *,
    as_pasted: bool = False,
) -> str:
    """What was filtered, searched and sorted by, in words for the reader of the file."""
    parts = [_condition(spec.field(f.field), f) for f in filters]
    if search.strip():
        parts.append(tr("搜索「{text}」").format(text=quoted(search, MOST_TOLD)))
    if as_pasted:
        return "；".join((*parts, tr("按粘贴的顺序")))
    chosen = sort or spec.sort
    way = tr("降序") if chosen.descending else tr("升序")
    parts.append(tr("按{label}{way}").format(label=tr(spec.field(chosen.field).label), way=way))
    return "；".join(parts)


def paper_xlsx(desk: Desk, code: str, number: str, out: Path, **options: Any) -> int:
    """Save a form with tables as Excel, with the columns of the paper; returns its data rows.

    Raises:
        Refused: E210, E011 for an unknown form, what the form refuses, E019 when it has no table.
        FileRefused: the file cannot be written.
    """
    from desk.documents.xlsx import render_xlsx  # openpyxl is loaded when it is needed

    form = desk.form(code)
    papers: list[Paper] = list(desk.paper(code, number, **options))
    rows = [row for p in papers for b in p.blocks if isinstance(b, Table) for row in b.data_rows]
    if len(papers) != 1 or not any(isinstance(b, Table) for b in papers[0].blocks):
        raise refuse("E019", label=tr(form.title), why=tr("不是清单,不能存为 Excel,请存为 PDF"))
    desk.run(
        record_export,
        list_name=code,
        filter_text=number,
        row_count=len(rows),
        personal=False,
    )
    with whole_file(out) as file:
        file.write(render_xlsx(papers[0]))
    return len(rows)


def _shown_fields(spec: ListSpec, columns: Sequence[str] | None) -> tuple[Field, ...]:
    if columns is None:
        return tuple(f for f in spec.fields if not f.hidden)
    known = {f.name: f for f in spec.fields}
    for name in columns:
        if name not in known:
            raise refuse("E011", "columns", label=tr("列"), v=name, choices="、".join(known))
    return tuple(known[name] for name in columns)


def _condition(field: Field, condition: Filter) -> str:
    if condition.op == "ids":
        return tr("粘贴的号码找到的 {n} 条").format(n=len(json.loads(condition.value)))
    values = condition.value if isinstance(condition.value, tuple | list) else (condition.value,)
    shown = "、".join(_in_words(field, value) for value in values if value is not None)
    return f"{tr(field.label)}{tr(_WORDS[condition.op])}{shown}"


def _in_words(field: Field, value: Any) -> str:
    cell = paper_cell(field, value)
    return str(stored(cell, paper_column(field).kind)) if cell is not None else ""


def paper_column(field: Field) -> Column:
    kind = _PAPER_KINDS.get(field.kind, PaperKind.TEXT)
    return Column(field.name, tr(field.label), kind, share=field.width / 7, total=field.total)


def _blocks(
    desk: Desk, spec: ListSpec, ids: Sequence[int], progress: Progress | None
) -> Iterator[list[Row]]:
    """The rows block by block, each its own short read; a row deleted meanwhile is left out."""
    if desk.may(REVEALING_RIGHT):
        spec = replace(spec, fields=tuple(replace(f, personal=False) for f in spec.fields))
    for start in range(0, len(ids), BLOCK):
        block = ids[start : start + BLOCK]
        with plain_reading(desk.engine) as reading:
            found = listing.list_rows(reading, spec, block)
        shown = (zip(spec.fields, found[i], strict=True) for i in block if i in found)
        yield [tuple(paper_cell(field, value) for field, value in row) for row in one_by_one(shown)]
        if progress is not None:
            progress(min(start + BLOCK, len(ids)), len(ids))


def paper_cell(field: Field, value: Any) -> Cell:
    if field.kind is Kind.FLAG:
        return tr("是") if value else ""
    if isinstance(value, Choice):
        return value.label
    cell: Cell = value
    return cell


Writer = Callable[[Path, str, str, tuple[Column, ...], Iterator[list[Row]]], None]


def _writer_for(out: Path) -> Writer:
    writers: dict[str, Writer] = {".xlsx": _write_xlsx, ".csv": _write_csv}
    if out.suffix.lower() not in writers:
        raise refuse(
            "E011",
            "out",
            label=tr("文件类型"),
            v=out.suffix or out.name,
            choices="、".join(writers),
        )
    return writers[out.suffix.lower()]


def _write_xlsx(
    out: Path, title: str, text: str, columns: tuple[Column, ...], blocks: Iterator[list[Row]]
) -> None:
    """A short list; starting a process would take longer."""
    from desk.documents.xlsx import write_list_xlsx

    with whole_file(out) as file:
        write_list_xlsx(file, title, text, columns, chain.from_iterable(blocks))


def _beside(waiting: Callable[[], None]) -> Writer:
    """The writer of long lists: a process of its own."""

    def write(
        out: Path, title: str, text: str, columns: tuple[Column, ...], blocks: Iterator[list[Row]]
    ) -> None:
        with whole_path(out) as part:
            write_list_beside(part, title, text, columns, blocks, waiting)

    return write


def _write_csv(
    out: Path, title: str, text: str, columns: tuple[Column, ...], blocks: Iterator[list[Row]]
) -> None:
    """UTF-8 with the mark Excel needs; text that a spreadsheet would run as a formula gets a 「'」."""
    with (
        whole_file(out) as file,
        io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as wrapped,
    ):
        lines = csv.writer(wrapped)
        lines.writerow([_safe(f"{title}　{text}")])
        lines.writerow([_safe(column.label) for column in columns])
        for row in chain.from_iterable(blocks):
            lines.writerow([_csv_cell(v, c) for v, c in zip(row, columns, strict=True)])


def _csv_cell(value: Cell, column: Column) -> str:
    if column.kind is PaperKind.PERCENT and isinstance(value, int):
        return show_percent(value)  # a text has no format that would show a share so
    plain = stored(value, column.kind)
    if plain is None:
        return ""
    if isinstance(plain, datetime):
        return f"{plain:%Y-%m-%d %H:%M}"
    return _safe(plain) if isinstance(plain, str) else str(plain)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
