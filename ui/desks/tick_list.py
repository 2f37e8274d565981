"""A list to tick: Space takes a row in or out and goes on, Ctrl+A all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.desks.stale import Whole
from ui.theme import Tone

MARK = "✓"


@dataclass(frozen=True)
class Choosable:
    """One row: what it stands for, and what is said about it."""

    id: int
    words: str
    more: str = ""

    @property
    def key(self) -> str:
        return str(self.id)


class _Ticks(RowTable[Choosable]):
    ticked = Signal()
    all_ticked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current() is not None:
            self.ticked.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_ticked.emit()
        else:
            super().keyPressEvent(event)


class TickList(Card):
    """See the module.

    Attributes:
        chosen: ids of the ticked rows.

    Signals:
        changed: the user ticked something.
        walked: Enter: on to what follows.
    """

    changed = Signal()
    walked = Signal()

    def __init__(self, heading: str, empty: str) -> None:
        super().__init__(heading)
        self.heading = heading
        self.chosen: set[int] = set()
        self.locked = False
        self._count, self._problem = plain_label("", "muted"), plain_label("", "problem")
        self.head.addWidget(self._count)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._empty = plain_label(empty, "muted")
        self._empty.setWordWrap(True)
        columns: tuple[Column[Choosable], ...] = (
            Column("", lambda r: MARK if r.id in self.chosen else "", 2, ink=lambda _: Tone.DONE),
            Column(heading, lambda r: r.words, 8, stretch=True, below=lambda r: r.more),
        )
        self.table = _Ticks(heading, columns, lambda r: r.key)
        self.table.ticked.connect(self.tick)
        self.table.all_ticked.connect(self.tick_all)
        self.table.clicked.connect(lambda index: self.tick() if index.column() == 0 else None)
        self.table.opened.connect(self.walked)
        for part in (self._problem, self._empty):
            self.column.addWidget(part)
        self.column.addWidget(self.table, 1)

    def show_rows(self, rows: Sequence[Choosable]) -> None:
        """Show what there is to choose; what is gone is not chosen any more."""
        self.chosen &= {row.id for row in rows}
        self.table.show_rows(rows)
        self._empty.setVisible(not rows)
        self._renew()

    def choose(self, ids: Sequence[int]) -> None:
        """Tick these and no others."""
        self.chosen = {row.id for row in self.table.rows} & set(ids)
        self._renew()

    @property
    def whole(self) -> Whole:
        """The ticks as one thing that is saved with the fields of a page."""

        def words(ids: tuple[int, ...]) -> str:
            names = {row.id: row.words for row in self.table.rows}
            return "、".join(names.get(number, str(number)) for number in ids)

        def put(ids: tuple[int, ...]) -> None:
            self.choose(ids)
            self.changed.emit()

        return Whole(self.heading, tuple[int, ...], lambda: self.in_order, put, words)

    @property
    def in_order(self) -> tuple[int, ...]:
        """The chosen ids as they stand in the list."""
        return tuple(row.id for row in self.table.rows if row.id in self.chosen)

    def problem(self, text: str) -> None:
        """Show what is wrong with the choice, or take it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def tick(self) -> None:
        """Take the current row in or out, and go on to the next."""
        row = self.table.current()
        if row is None or self.locked:
            return
        self.chosen ^= {row.id}
        at = self.table.currentIndex().row() + 1
        if at < len(self.table.rows):
            self.table.selectRow(at)
        self._told()

    def tick_all(self) -> None:
        """Take all in, or all out when they are in already."""
        every = {row.id for row in self.table.rows}
        if not self.locked:
            self.chosen = set() if self.chosen == every else every
            self._told()

    def _told(self) -> None:
        self.problem("")
        self._renew()
        self.changed.emit()

    def _renew(self) -> None:
        words = tr("已选 {n}/{all}").format(n=len(self.chosen), all=len(self.table.rows))
        self._count.setText(words)
        self.table.viewport().update()
