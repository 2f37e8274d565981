"""A list of parts with the form that adds or mends one: the dimensions, the items."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desk.care.surveys.choices import ItemKind
from desk.care.surveys.drafts import DimensionDraft, ItemDraft
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.former import Former
from ui.desks.pasted_table import cells_of, not_pasted, values_of
from ui.desks.pieces import Card
from ui.desks.row_table import Column
from ui.desks.stale import Whole
from ui.desks.typed_table import TypedTable
from ui.editors import FieldSet, editor_for
from ui.registry import Context

R = TypeVar("R")
Numbered = tuple[int, R]
SPLIT, SPLITS = "、", r"[、,;\uff0c\uff1b]"


class PartTable(TypedTable[Numbered[R]], Generic[R]):
    """Delete takes a row out, Ctrl+Up and Ctrl+Down move it, Ctrl+V pastes rows, Ctrl+Z undoes."""

    removed = Signal()
    moved = Signal(int)
    sortable = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.locked:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif held and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class Grid(Card, Generic[R]):
    """Parts in order and one form: Enter in its last field adds, or mends the part in work.

    Signals:
        changed: the user changed the parts.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        heading: str,
        columns: Sequence[Column[Numbered[R]]],
        lines: Sequence[Sequence[tuple[Field, int]]],
        reads: tuple[Callable[[dict[str, Any]], R], Callable[[R], dict[str, Any]]],
    ) -> None:
        super().__init__(heading)
        self.heading = heading
        self.parts: list[R] = []
        self._make, self._spread = reads
        self._mending: int | None = None
        self.locked = False
        self.table: PartTable[R] = PartTable(heading, columns, lambda row: str(row[0]))
        self.fields = FieldSet(self)
        self._form = DenseGrid(columns=sum(span for _, span in lines[0]))
        for line in lines:
            made = [(self.fields.add(editor_for(field, context)), n) for field, n in line]
            self._form.line(*made)
        self.fields.finished.connect(self.put)
        self.table.opened.connect(self.mend)
        self.table.removed.connect(self.take_out)
        self.table.moved.connect(self.move_part)
        self.table.copied_in.connect(self.paste)
        self.table.stepped.connect(self.step_back)
        self.wrong = plain_label("", "problem")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self._former: Former[list[R]] = Former()
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.wrong)
        self.column.addWidget(self._form)

    def show_parts(self, parts: Sequence[R], *, locked: bool) -> None:
        """Show other parts; locked ones are only read."""
        self.parts, self.locked, self._mending = list(parts), locked, None
        self._former.forget()
        self._say_wrong("")
        self._form.setVisible(not locked)
        self.table.locked = locked
        self.fields.clear()
        self._show()

    def whole(self, label: str, kind: Any, words: Callable[[R], str]) -> Whole:
        """The parts as one thing that is saved with the fields of a page."""

        def put(parts: Sequence[R]) -> None:
            self._remember()
            self.parts, self._mending = list(parts), None
            self._told(min(0, len(self.parts) - 1))

        def text(parts: Sequence[R]) -> str:
            return "、".join(words(part) for part in parts)

        return Whole(label, tuple[kind, ...], lambda: tuple(self.parts), put, text)

    def put(self) -> bool:
        """Take the form over: a new part, or the one in work; False when it cannot be read."""
        try:
            part = self._make(self.fields.values())
        except Refused as refused:
            self.fields.show_problems(refused.problems)
            return False
        at = self._mending
        self._remember()
        if at is None:
            self.parts.append(part)
        else:
            self.parts[at] = part
        self._mending = None
        self.fields.clear()
        self._told(len(self.parts) - 1 if at is None else at)
        self.fields.focus_first()
        return True

    def mend(self) -> None:
        """Bring the current part into the form."""
        row = self.table.current()
        if row is not None and not self.locked:
            self._mending = row[0] - 1
            self.fields.fill(self._spread(row[1]))
            self.fields.focus_first()

    def paste(self, text: str) -> None:
        """Take copied rows in behind the others: all of them, or none and everything wrong is said."""
        if self.locked:
            return
        values, wrong = values_of(self.fields, cells_of(text))
        if wrong:
            self._say_wrong(not_pasted(wrong))
        elif values:
            self._remember()
            self.parts += [self._make(one) for one in values]
            self._mending = None
            self._say_wrong("")
            self._told(len(self.parts) - 1)

    def step_back(self, back: bool) -> None:
        """Take the last change of the parts back, or make it again."""
        former = None if self.locked else self._former.step(list(self.parts), back=back)
        if former is not None:
            self.parts, self._mending = former, None
            self._told(min(0, len(self.parts) - 1))

    def _remember(self) -> None:
        self._former.remember(list(self.parts))

    def _say_wrong(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def take_out(self) -> None:
        """Drop the current part."""
        row = self.table.current()
        if row is not None and not self.locked:
            self._remember()
            del self.parts[row[0] - 1]
            self._mending = None
            self._told(min(row[0] - 1, len(self.parts) - 1))

    def move_part(self, step: int) -> None:
        """Move the current part up or down."""
        row = self.table.current()
        to = row[0] - 1 + step if row is not None else -1
        if row is not None and not self.locked and 0 <= to < len(self.parts):
            self._remember()
            self.parts.insert(to, self.parts.pop(row[0] - 1))
            self._mending = None
            self._told(to)

    def _told(self, at: int) -> None:
        self._show()
        if at >= 0:
            self.table.go_to(str(at + 1))
        self.changed.emit()

    def _show(self) -> None:
        self.table.show_rows(list(enumerate(self.parts, 1)))
        self.table.viewport().update()


def dimension_grid(context: Context) -> Grid[DimensionDraft]:
    """The dimensions with their weights."""
    return Grid(
        context,
        tr("维度与权重"),
        (
            Column(tr("维度"), lambda row: row[1].name, 6, stretch=True),
            Column(tr("权重"), lambda row: str(row[1].weight), 4, right=True, total=True),
        ),
        (
            (
                (Field("name", tr("维度"), width=6, required=True), 3),
                (Field("weight", tr("权重"), Kind.COUNT, width=3, required=True), 2),
            ),
        ),
        (
            lambda typed: DimensionDraft(**typed),
            lambda d: {"name": d.name, "weight": d.weight},
        ),
    )


def item_grid(context: Context) -> Grid[ItemDraft]:
    """The items in the order they are asked."""
    return Grid(
        context,
        tr("题目"),
        (
            Column(tr("题"), lambda row: str(row[0]), 2, right=True),
            Column(tr("维度"), lambda row: row[1].dimension or "—", 5),
            Column(tr("题目"), lambda row: row[1].text, 12, stretch=True),
            Column(tr("题型"), lambda row: row[1].kind.label, 4),
            Column(tr("权重"), lambda row: str(row[1].weight), 3, right=True, total=True),
            Column(tr("选项"), lambda row: SPLIT.join(row[1].options), 6),
        ),
        (
            (
                (Field("dimension", tr("维度(空着不计入)"), width=6), 4),
                (Field("text", tr("题目"), width=14, required=True), 10),
            ),
            (
                (Field("kind", tr("题型"), Kind.CHOICE, ItemKind, 5), 4),
                (Field("weight", tr("题内权重"), Kind.COUNT, width=3), 3),
                (Field("options", tr("选项(用、隔开)"), width=10), 7),
            ),
        ),
        (_item_of, _typed_of),
    )


def _item_of(typed: dict[str, Any]) -> ItemDraft:
    """An empty kind is 5 levels, an empty weight 1."""
    options = re.split(SPLITS, typed["options"])
    return ItemDraft(
        text=typed["text"],
        kind=typed["kind"] or ItemKind.FIVE,
        dimension=typed["dimension"],
        weight=1 if typed["weight"] is None else typed["weight"],
        options=tuple(option.strip() for option in options if option.strip()),
    )


def _typed_of(item: ItemDraft) -> dict[str, Any]:
    return {
        "dimension": item.dimension,
        "text": item.text,
        "kind": item.kind,
        "weight": item.weight,
        "options": SPLIT.join(item.options),
    }


def part_words(part: DimensionDraft | ItemDraft) -> str:
    """A dimension or an item in a few words."""
    return f"{part.name if isinstance(part, DimensionDraft) else part.text} {part.weight}"
