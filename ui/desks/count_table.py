"""A table in which one column of numbers is typed in place, as on a calculator: digits, Enter, next row."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from desk.kernel.errors import Refused
from desk.kernel.quantities import parse_count
from desk.kernel.text import tr
from ui.desks.pasted_table import cells_of, not_pasted
from ui.desks.row_table import Column, RowTable
from ui.editors.line import Line

R = TypeVar("R")


class CountTable(RowTable[R], Generic[R]):
    """See the module. Ctrl+V takes a pasted column of numbers, or pairs of key and number.

    Signals:
        counted: the key of a row and the number typed for it.
        removed: the key of a row that is to be taken off (Delete).
        pasted: the numbers of a pasted table by key; they were all read.
        unread: what is wrong with a pasted table, of which nothing was taken.

    Attributes:
        at: the column that is typed.
        least: the smallest number that is taken.
        locked: whether the rows are only read.
    """

    counted = Signal(str, int)
    removed = Signal(str)
    pasted = Signal(object)
    unread = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        key: Callable[[R], str],
        at: int,
        least: int = 0,
    ) -> None:
        super().__init__(name, columns, key)
        self.at, self.least, self.locked = at, least, False
        self._cell: Line | None = None
        self.typed.connect(self.begin)
        self.opened.connect(lambda: self.begin(""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        takes_off = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if takes_off and row is not None and not self.locked:
            self.removed.emit(self.row_model.key(row))
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.locked:
            self.paste(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Take pasted numbers from the current row down, or by the key in their first column."""
        rows, row = cells_of(text), self.current()
        keys = [self.row_model.key(one) for one in self.rows]
        if not rows or row is None:
            return
        if len(rows[0]) == 1:
            below = keys[self.rows.index(row) :]
            pairs = [(below[at] if at < len(below) else "", one[0]) for at, one in enumerate(rows)]
        else:
            pairs = [(one[0], one[1] if len(one) > 1 else "") for one in rows]
        found, wrong = {}, []
        for place, (key, cell) in enumerate(pairs, 1):
            why = self._why_not(key, keys, cell)
            if why:
                wrong.append(tr("第 {n} 行:{why}").format(n=place, why=why))
            else:
                found[key] = parse_count(cell)
        if wrong:
            self.unread.emit(not_pasted(wrong))
        else:
            self.pasted.emit(found)

    def _why_not(self, key: str, keys: Sequence[str], cell: str) -> str:
        """Why a pasted number cannot be taken; empty when it can."""
        if key not in keys:
            return tr("表中没有「{v}」").format(v=key) if key else tr("表中没有这么多行")
        try:
            number = parse_count(cell)
        except Refused as refused:
            return refused.problems[0].message
        return "" if number >= self.least else tr("「{v}」太小").format(v=cell)

    def begin(self, text: str) -> None:
        """Open the number of the current row; a digit that was typed replaces it."""
        row = self.current()
        if row is None or self.locked or (text and not text.isdigit()):
            return
        self._close()
        column, key = self.row_model.columns[self.at], self.row_model.key(row)
        cell = Line()
        cell.setParent(self.viewport())
        cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        cell.setAccessibleName(column.heading)
        place = self.row_model.index(self.rows.index(row), self.at)
        self.scrollTo(place)
        cell.setGeometry(self.visualRect(place))
        cell.setText(text or column.text(row))
        cell.walked.connect(lambda forwards: self._take(key, forwards))
        cell.left.connect(self._close)
        self._cell = cell
        cell.show()
        cell.setFocus()
        if not text:
            cell.selectAll()

    def _take(self, key: str, forwards: bool) -> None:
        if self._cell is None:
            return
        try:
            number = parse_count(self._cell.text())
        except Refused:
            number = self.least - 1
        if number < self.least:
            self._cell.setProperty("wrong", True)
            self._cell.style().polish(self._cell)
            return
        self._close()
        row = self.row_model.row_of(key)
        if row is not None:
            self.selectRow(min(max(0, row + (1 if forwards else -1)), len(self.rows) - 1))
        self.counted.emit(key, number)

    def _close(self) -> None:
        cell, self._cell = self._cell, None
        if cell is not None:
            cell.hide()
            cell.deleteLater()
            self.setFocus()
