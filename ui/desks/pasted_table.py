"""A table copied from a spreadsheet, as rows of cells; and what is wrong with them, cell by cell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk.kernel.choices import Choice
from desk.kernel.errors import Problem, Problems, Refused, problem
from desk.kernel.quantities import parse_count
from desk.kernel.quoting import quoted
from desk.kernel.row_words import in_rows
from desk.kernel.text import tr
from ui.desks.copied_cells import copied_rows
from ui.desks.keeping import put_raw
from ui.editors import Editor, FieldSet
from ui.editors.line import LineEditor
from ui.editors.picked import ChoiceEditor

MOST_NAMED = 8


def is_table(text: str) -> bool:
    """Whether a copied text is more than one cell."""
    return "\t" in text or "\n" in text.strip("\r\n")


def cells_of(text: str) -> list[list[str]]:
    """The rows of a copied table without its blank ones; breaks inside a cell become blanks."""
    return [row for row in all_rows(text) if any(row)]


def all_rows(text: str) -> list[list[str]]:
    """The rows of a copied table down to the last that holds anything."""
    plain = [[_plain(cell) for cell in row] for row in copied_rows(text)]
    while plain and not any(plain[-1]):
        plain.pop()
    return plain


@dataclass(frozen=True)
class KeyedRow:
    """A pasted row, its place counted from 1, and the key of what it belongs to."""

    place: int
    key: str
    cells: list[str]


def keyed_rows(
    text: str, keys: Sequence[str], current: str = "", *, values_only: bool = False
) -> tuple[KeyedRow, ...]:
    """Pasted rows with what they belong to; a row beyond the last one has no key.

    Args:
        text: a column of values, for the rows from `current` down; or rows that begin with a key,
            below a heading or not.
        keys: what there is, in the order shown.
        current: where a lone column begins; in it a blank cell keeps its place.
        values_only: a lone column never holds keys, for values look like them.
    """
    rows = cells_of(text)
    if rows and len(rows[0]) == 1 and (values_only or rows[0][0] not in keys):
        rows = all_rows(text)
        below = [*keys[keys.index(current) :]] if current in keys else []
        below += [""] * len(rows)
        return tuple(KeyedRow(n, below[n - 1], row) for n, row in enumerate(rows, 1))
    if rows and not any(sign.isdigit() for sign in "".join(rows[0])):
        del rows[0]  # a heading
    return tuple(KeyedRow(n, row[0], row[1:]) for n, row in enumerate(rows, 1))


def counts_of(
    rows: Sequence[KeyedRow],
    keys: Collection[str],
    least: int,
    usual: Mapping[str, int] | None = None,
) -> tuple[dict[str, int], list[str]]:
    """The number in the first cell of each pasted row by its key, and everything that is wrong.

    Args:
        rows: as pasted.
        keys: what there is.
        least: the smallest number that is taken.
        usual: the number of a row without a cell of its own.
    """
    found: dict[str, int] = {}
    wrong: list[str] = []
    for row in rows:
        cell = row.cells[0] if row.cells else ""
        why = misplaced(row.key, keys, found)
        try:
            if not why:
                found[row.key] = parse_count(cell) if cell or not usual else usual[row.key]
                why = tr("「{v}」太小").format(v=quoted(cell)) if found[row.key] < least else ""
        except Refused as refused:
            why = refused.problems[0].message
        if why:
            wrong.append(in_row(row.place, why))
    return found, wrong


def misplaced(key: str, keys: Collection[str], seen: Collection[str]) -> str:
    """Why a pasted row belongs to nothing, or to something another row has named."""
    if not key:
        return tr("表中没有这么多行")
    if key not in keys:
        return tr("表中没有「{v}」").format(v=quoted(key))
    return tr("「{v}」重复").format(v=quoted(key)) if key in seen else ""


class InRow(str):
    """What is wrong in one pasted row, and which row it is."""

    place: int
    why: str


def in_row(place: int, why: str) -> InRow:
    """What is wrong in one pasted row."""
    words = InRow(tr("第 {n} 行:{why}").format(n=place, why=why))
    words.place, words.why = place, why
    return words


def unfit(editor: Editor, cell: str) -> tuple[Problem, ...]:
    """Why a cell cannot stand in an editor; nothing when it can."""
    try:
        if isinstance(editor, ChoiceEditor):
            _chosen(editor, cell)
        elif isinstance(editor, LineEditor):
            editor.read(cell)
    except Refused as refused:
        return refused.problems
    return ()


def values_of(
    fields: FieldSet, rows: Sequence[Sequence[str]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The values of pasted rows by field, and everything that is wrong, cell by cell.

    The columns follow the fields; a row of their words is a heading and names them in its own order.
    """
    editors = list(fields)
    words = {editor.field.label: editor for editor in editors}
    if rows and all(cell in words for cell in rows[0]):
        editors, rows = [words[cell] for cell in rows[0]], rows[1:]
    found: list[dict[str, Any]] = []
    wrong: list[str] = []
    for number, row in enumerate(rows, 1):
        values, bad = row_values(fields, dict(zip(editors, row, strict=False)))
        wrong += [in_row(number, why) for why in bad]
        found.append(values)
    return found, wrong


def row_values(fields: FieldSet, cells: Mapping[Editor, str]) -> tuple[dict[str, Any], list[str]]:
    """The values of one pasted row by field, and everything that is wrong with it."""
    values: dict[str, Any] = {}
    problems = Problems()
    for editor in fields:
        cell = cells.get(editor, "")
        bad = unfit(editor, cell)
        problems.extend(bad)
        if not bad:
            values[editor.name] = _value(editor, cell)
            if editor.field.required:
                problems.require(values[editor.name], editor.name, editor.field.label)
    return values, [p.message for p in problems.found]


def _value(editor: Editor, cell: str) -> Any:
    if isinstance(editor, ChoiceEditor):
        return _chosen(editor, cell)
    return editor.read(cell) if isinstance(editor, LineEditor) else cell


def put_pasted(editor: Editor, cell: str) -> None:
    """Put a cell that fits in as if it had been typed."""
    if isinstance(editor, ChoiceEditor):
        editor.set_value(_chosen(editor, cell))
        editor.touch()
        return
    put_raw(editor, cell)
    if isinstance(editor, LineEditor):
        editor.settle()


def not_pasted(sentences: Iterable[str]) -> str:
    """All that is wrong with a pasted table, and that nothing of it was taken.

    What is wrong with several rows is said once for all of them.
    """
    told = list(sentences)
    by_why: dict[str, list[str]] = {}
    for one in told:
        by_why.setdefault(one.why if isinstance(one, InRow) else one, []).append(one)
    named = list(by_why.values())[:MOST_NAMED]
    lines = [tr("没有粘贴,有 {n} 处要先在表格里改好:").format(n=len(told))]
    lines += [_together(same) for same in named]
    more = len(told) - sum(map(len, named))
    if more:
        lines.append(tr("…还有 {n} 处").format(n=more))
    return "\n".join(lines)


def _together(same: Sequence[str]) -> str:
    rows = [(one.place, one.why) for one in same if isinstance(one, InRow)]
    return in_rows(rows)[0] if rows else same[0]


def _chosen(editor: ChoiceEditor, cell: str) -> Choice | None:
    choices = editor.field.choices
    chosen: Choice | None = choices.from_word(cell) if choices is not None and cell else None
    if chosen is None and cell and choices is not None:
        words = "、".join(choice.label for choice in choices)
        raise Refused(problem("E005", editor.name, label=editor.field.label, v=cell, choices=words))
    return chosen


def _plain(cell: str) -> str:
    """A cell in one line, without the apostrophe that keeps a text from being a formula."""
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
