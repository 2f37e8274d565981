"""A table copied from a spreadsheet, as rows of cells; and what is wrong with them, cell by cell."""

import csv
import io
from collections.abc import Iterable

from desk.kernel.choices import Choice
from desk.kernel.errors import Problem, Refused, problem
from desk.kernel.text import tr
from ui.desks.keeping import put_raw
from ui.editors import Editor
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
