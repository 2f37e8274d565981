"""A table copied from a spreadsheet, as rows of cells; and what is wrong with them, cell by cell."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from desk.kernel.choices import Choice
from desk.kernel.errors import Problem, Problems, Refused, problem
from desk.kernel.text import tr
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
    rows = csv.reader(io.StringIO(text, newline=""), "excel-tab")
    plain = [[_plain(cell) for cell in row] for row in rows]
    return [row for row in plain if any(row)]


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
        cells = dict(zip(editors, row, strict=False))
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
        wrong += [tr("第 {n} 行:{why}").format(n=number, why=p.message) for p in problems.found]
        found.append(values)
    return found, wrong


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
    """All that is wrong with a pasted table, and that nothing of it was taken."""
    told = list(sentences)
    more = len(told) - MOST_NAMED
    lines = [tr("没有粘贴,有 {n} 处要先在表格里改好:").format(n=len(told)), *told[:MOST_NAMED]]
    if more > 0:
        lines.append(tr("……还有 {n} 处").format(n=more))
    return "\n".join(lines)


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
