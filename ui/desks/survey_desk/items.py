"""The items of one sheet: a digit answers and goes on, words are typed in the line below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desk.care.surveys.answering import chosen_numbers
from desk.care.surveys.choices import ItemKind
from desk.care.surveys.drafts import Answer
from desk.care.surveys.queries import ItemRow
from desk.kernel.text import tr
from ui.desks.former import Former
from ui.desks.row_table import Column
from ui.desks.stale import Whole
from ui.desks.typed_table import TypedTable
from ui.theme import Tone

WORDED = (ItemKind.TEXT, ItemKind.MANY)
_BOUNDS = {ItemKind.FIVE: (1, 5), ItemKind.TEN: (0, 10)}


@dataclass(frozen=True)
class ItemLine:
    """One item with what was answered."""

    item: ItemRow
    value: int | None = None
    words: str = ""

    @property
    def key(self) -> str:
        return str(self.item.position)

    @property
    def is_worded(self) -> bool:
        return self.item.kind in WORDED

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number that answers it."""
        return _BOUNDS.get(self.item.kind, (1, len(self.item.choices)))

    @property
    def mark(self) -> int | None:
        """What counts for completeness: the number, or 1 for ticked choices."""
        if self.item.kind is ItemKind.MANY:
            return 1 if self.words else None
        return self.value

    def answered(self, value: int | None = None, words: str = "") -> "ItemLine":
        """The same item with another answer, or none."""
        return replace(self, value=value, words=words)

    def answer(self) -> Answer | None:
        """What is sent; None when nothing was answered."""
        if self.value is None and not self.words:
            return None
        return Answer(item=self.item.position, value=self.value, words=self.words)


def shown(line: ItemLine) -> str:
    """The answer as it is read on the screen."""
    choices = line.item.choices
    if line.value is not None:
        named = choices[line.value - 1] if 0 < line.value <= len(choices) else ""
        return f"{line.value} {named}".strip()
    return line.words


def _how(line: ItemLine) -> str:
    choices = line.item.choices
    if choices:
        return "  ".join(f"{n} {word}" for n, word in enumerate(choices, 1))
    return tr("文字") if line.is_worded else "{}–{}".format(*line.bounds)


def _tone(line: ItemLine) -> Tone | None:
    five = line.item.kind is ItemKind.FIVE
    return Tone.WRONG if five and line.value is not None and line.value <= 2 else None


COLUMNS: tuple[Column[ItemLine], ...] = (
    Column(tr("题"), lambda n: n.key, 2, right=True),
    Column(tr("维度"), lambda n: n.item.dimension, 5),
    Column(tr("题目"), lambda n: n.item.text, 16, stretch=True),
    Column(tr("可填"), _how, 4),
    Column(tr("回答"), shown, 12, ink=_tone),
)


class ItemTable(TypedTable[ItemLine]):
    """See the module. Ctrl+Z takes every answer back, a pasted column in one step.

    Signals:
        answered: something was answered or taken back.
        worded: the cursor came to an item that is answered in words.
        done: the last item was answered.
    """

    answered = Signal()
    worded = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__(tr("题目与回答"), COLUMNS, lambda line: line.key)
        self._begun = self._wording = ""
        self._former: Former[list[ItemLine]] = Former()
        self.stepped.connect(self._step)
        self.typed.connect(self._digit)
        self.opened.connect(self.go_on)
        self.went.connect(self._forget_digits)

    @property
    def values(self) -> dict[int, int]:
        """The marks by position."""
        return {line.item.position: mark for line in self.rows if (mark := line.mark) is not None}

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Everything answered, in order."""
        return tuple(answer for line in self.rows if (answer := line.answer()) is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        takes_back = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if takes_back and line is not None and not self.locked:
            self._put(line.answered())
        else:
            super().keyPressEvent(event)

    def show_sheet(self, lines: Sequence[ItemLine]) -> None:
        """Show another sheet: nothing of the former one comes back."""
        self._former.forget()
        self.show_rows(lines)

    def wholes(self) -> dict[str, Whole]:
        """Every answer by its item, to stand beside the other's when somebody else saves the sheet."""
        return {line.key: self._whole(line) for line in self.rows}

    def _whole(self, line: ItemLine) -> Whole:
        words = tr("第 {n} 题 {text}").format(n=line.key, text=line.item.text)

        def now() -> ItemLine:
            return next(one for one in self.rows if one.key == line.key)

        return Whole(words, ItemLine, now, lambda mine: self.put_answers({line.key: mine}), shown)

    def put_answers(self, answered: Mapping[str, ItemLine]) -> None:
        """Answer several items at once, by their keys; one step to take back."""
        self._former.remember(list(self.rows))
        self._wording = ""
        self._show_answers([answered.get(line.key, line) for line in self.rows])

    def go_on(self) -> None:
        """To the next item, or out of the table behind the last."""
        row = self.currentIndex().row() + 1
        if row >= len(self.rows):
            self.done.emit()
            return
        self.selectRow(row)
        line = self.current()
        if line is not None and line.is_worded:
            self.worded.emit()

    def put_words(self, words: str) -> None:
        """Answer the current item in words; 「1、3」 becomes 「1,3」 for several choices."""
        line = self.current()
        if line is None or not line.is_worded or self.locked:
            return
        many = line.item.kind is ItemKind.MANY
        new = line.answered(words=",".join(chosen_numbers(words)) if many else words)
        if self._wording == line.key:  # the letters of one text are one step
            self._show_answers([new if one is line else one for one in self.rows])
        else:
            self._put(new)
            self._wording = line.key

    def _digit(self, text: str) -> None:
        line = self.current()
        if line is None or self.locked:
            return
        if line.is_worded:
            self.worded.emit()
            return
        typed = self._begun + text if (self._begun + text).isdecimal() else ""
        low, high = line.bounds
        if not typed or not low <= int(typed) <= high:
            typed = text if text.isdecimal() and low <= int(text) <= high else ""
        if not typed:
            return
        self._put(line.answered(int(typed)))
        if 0 < int(typed) * 10 <= high:  # 1 may still become 10
            self._begun = typed
        else:
            self.go_on()

    def _forget_digits(self) -> None:
        self._begun = self._wording = ""

    def _put(self, line: ItemLine) -> None:
        if line not in self.rows:
            self.put_answers({line.key: line})

    def _step(self, back: bool) -> None:
        former = self._former.step(list(self.rows), back=back)
        if former is not None:
            self._wording = ""
            self._show_answers(former)

    def _show_answers(self, lines: Sequence[ItemLine]) -> None:
        self.show_rows(lines)
        self.viewport().update()
        self.answered.emit()
