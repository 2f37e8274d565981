"""What the rows of a desk's table come to as words: their order by a column, cells to copy, sums."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, TypeVar

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale

from desk.kernel.text import tr
from ui.desks.row_model import Column
from ui.models.copying import as_cell

_SPELT = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")

NOTHING = ("", "—")

R = TypeVar("R")


def in_order(
    rows: Sequence[R], text_of: Callable[[R], str], figures: bool, *, descending: bool
) -> list[R]:
    """Rows ordered by what they show: figures by their size, words by their pinyin, nothing last."""
    rank = _by_figure if figures else _by_pinyin
    ranked = [(rank(text_of(row).strip()), row) for row in rows]
    filled = [pair for pair in ranked if pair[0] is not None]
    filled.sort(key=itemgetter(0), reverse=descending)
    return [row for _, row in filled] + [row for place, row in ranked if place is None]


def _by_figure(text: str) -> tuple[Decimal, str] | None:
    found = _FIGURE.search(text)
    return (_number(found.group()), text) if found else None


def _by_pinyin(text: str) -> QCollatorSortKey | None:
    return _SPELT.sortKey(text) if text not in NOTHING else None


def headings(columns: Sequence[Column[Any]]) -> list[str]:
    """The words above copied rows; a column of two lines becomes two."""
    words: list[str] = []
    for column in columns:
        first, _, second = column.heading.partition(" / ")
        words.append(first)
        if column.below is not None:
            words.append(second or tr("{first}(下行)").format(first=first))
    return words


def cells(columns: Sequence[Column[Any]], row: Any) -> list[str]:
    """A row as it is copied; a word never becomes a formula of the spreadsheet."""
    texts: list[str] = []
    for column in columns:
        texts.append(as_cell(column.text(row), is_word=not column.right))
        if column.below is not None:
            texts.append(as_cell(column.below(row), is_word=not column.right))
    return texts


def sum_words(columns: Sequence[Column[Any]], rows: Sequence[Any]) -> str:
    """How many rows are chosen, and what their figures come to.

    Of 「5/10」 and 「8 拒2」 the first figure counts; a row that only has a word (全部) is told beside the sum.
    """
    said = [tr("已选 {n} 行").format(n=len(rows))]
    for column in columns:
        texts = [column.text(row).strip() for row in rows] if column.total else []
        found = [(text, _FIGURE.match(text)) for text in texts if text not in NOTHING]
        figures = [_number(figure.group()) for _, figure in found if figure]
        words = [text for text, figure in found if not figure]
        if figures:
            left_out = (
                tr("(另有 {n} 行「{word}」)").format(n=len(words), word=words[0]) if words else ""
            )
            said.append(f"{column.heading} {sum(figures, Decimal(0)):,}{left_out}")
    return "   ".join(said)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
