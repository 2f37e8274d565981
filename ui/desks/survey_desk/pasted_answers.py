"""Answers copied from a spreadsheet into one sheet: all of them or none, and every change back by Ctrl+Z."""

from collections.abc import Sequence

from desk.care.surveys.answering import MOST_WORDS, chosen_numbers
from desk.care.surveys.choices import ItemKind
from desk.kernel.errors import Problems, Refused
from desk.kernel.text import tr
from ui.desks.pasted_table import in_row, keyed_rows, misplaced
from ui.desks.survey_desk.items import ItemLine


def answers_of(
    text: str, lines: Sequence[ItemLine], current: str
) -> tuple[dict[str, ItemLine], list[str]]:
    """The answered lines of a pasted table by key, and everything that is wrong with it.

    Args:
        text: a column of answers, for the items from `current` down, an empty cell for one without;
            or rows of an item's number and its answer.
        lines: the items as they stand.
        current: the item the cursor is on.
    """
    by_key = {line.key: line for line in lines}
    found: dict[str, ItemLine] = {}
    wrong: list[str] = []
    for row in keyed_rows(text, list(by_key), current, values_only=True):
        why = misplaced(row.key, by_key, found)
        try:
            if not why:
                found[row.key] = read_answer(by_key[row.key], row.cells[0] if row.cells else "")
        except Refused as refused:
            why = refused.problems[0].message
        if why:
            wrong.append(in_row(row.place, why))
    return found, wrong


def read_answer(line: ItemLine, cell: str) -> ItemLine:
    """The line with what a cell says; choices by their number or their word.

    Raises:
        Refused: E003, E005, E019 no answer of this item; E004 too many words.
    """
    label, words = tr("第 {n} 题").format(n=line.key), ""
    problems = Problems()
    if line.item.kind is ItemKind.TEXT:
        problems.fits(cell, MOST_WORDS, "words", label)
        problems.raise_if_any()
        return line.answered(words=cell)
    numbers = [_number(line, part, label, problems) for part in chosen_numbers(cell)]
    if line.item.kind is ItemKind.MANY:
        words = ",".join(str(number) for number in sorted(set(numbers)))
    elif len(numbers) > 1:
        problems.add("E019", "value", label=label, why=tr("只选一个"))
    problems.raise_if_any()
    if words:
        return line.answered(words=words)
    return line.answered(value=numbers[0] if numbers else None)


def _number(line: ItemLine, part: str, label: str, problems: Problems) -> int:
    """What a part of a cell answers; what is wrong with it is added."""
    if part in line.item.choices:
        return line.item.choices.index(part) + 1
    low, high = line.bounds
    number = int(part) if part.isdecimal() else None
    if number is None:
        choices = "、".join(line.item.choices) or f"{low}–{high}"
        problems.add("E005", "value", label=label, v=part, choices=choices)
    else:
        problems.check(low <= number <= high, "E003", "value", label=label, lo=low, hi=high, v=part)
    return number or 0
