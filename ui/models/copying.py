"""Rows of a table onto the clipboard, as a spreadsheet takes them: tabs, headings, quotes."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.formats import show
from ui.models import chosen_rows
from ui.models.id_list_model import Row
from ui.models.id_table import IdTable

if TYPE_CHECKING:
    from ui.registry import Context

MOST_COPIED = 1_000
FORMULA_SIGNS = ("=", "+", "-", "@")
_WORDS = frozenset({Kind.TEXT, Kind.NOTE, Kind.NUMBER})


def copy_chosen(
    context: "Context", table: IdTable, rows_of: Callable[[Sequence[int]], Mapping[int, Row]]
) -> None:
    """Copy the selected rows as they are shown; what is not loaded yet is read beside the window.

    More than `MOST_COPIED` rows are an export, which is written down.
    """
    spans = table.chosen_rows()
    if chosen_rows.count(spans) > MOST_COPIED:
        words = tr("一次最多复制 {n} 行,更多请用「导出 Excel」。")
        context.say(words.format(n=f"{MOST_COPIED:,}"))
        return
    ids, fields = table.chosen_ids(), table.list_model.fields
    names = [field.name for field in fields]
    columns = [names.index(name) for name in table.shown_columns()]
    headings = [fields[column].label for column in columns]

    def text() -> str:
        rows = rows_of(ids)
        shown = [[_cell(fields[c], rows[i][c]) for c in columns] for i in ids if i in rows]
        return as_table([headings, *shown])

    def copied(made: str) -> None:
        QGuiApplication.clipboard().setText(made)
        context.say(tr("已复制 {n} 行(含列名)。").format(n=len(ids)))

    if ids:
        context.bridge.later(text, copied, context.tell, owner=table)


def as_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as the clipboard of a spreadsheet has them."""
    made = io.StringIO()
    csv.writer(made, "excel-tab", lineterminator="\n").writerows(rows)
    return made.getvalue().rstrip("\n")


def as_cell(text: str, *, is_word: bool) -> str:
    """A cell as shown; a word never becomes a formula of the spreadsheet."""
    return f"'{text}" if is_word and text.startswith(FORMULA_SIGNS) else text


def _cell(field: Field, value: object) -> str:
    return as_cell(show(field, value), is_word=field.kind in _WORDS)
