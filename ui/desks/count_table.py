"""A table in which one column of numbers is typed in place, as on a calculator: digits, Enter, next row."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desk.kernel.errors import Refused
from desk.kernel.quantities import parse_count
from ui.desks.pasted_table import counts_of, keyed_rows, not_pasted
from ui.desks.row_table import Column
from ui.desks.typed_table import TypedTable
from ui.editors.line import Line

R = TypeVar("R")


class CountTable(TypedTable[R], Generic[R]):
    """See the module. Ctrl+V takes a pasted column of numbers, or pairs of key and number.

    Signals:
        counted: the key of a row and the number typed for it.
        removed: the key of a row that is to be taken off (Delete).
        pasted: the numbers of a pasted table by key; they were all read.
        unread: what is wrong with a pasted table, of which nothing was taken.

    Attributes:
        at: the column that is typed.
        least: the smallest number that is taken.
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
        self.at, self.least = at, least
        self._cell: Line | None = None
        self.typed.connect(self.begin)
        self.copied_in.connect(self.paste)
        self.opened.connect(lambda: self.begin(""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        takes_off = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if takes_off and row is not None and not self.locked:
            self.removed.emit(self.row_model.key(row))
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Take pasted numbers from the current row down, or by the key in their first column."""
        current = self.current()
        if current is None:
            return
        keys = [self.row_model.key(one) for one in self.rows]
        rows = keyed_rows(text, keys, self.row_model.key(current))
        found, wrong = counts_of(rows, keys, self.least)
        if wrong:
            self.unread.emit(not_pasted(wrong))
        elif found:
            self.pasted.emit(found)

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
        self.show_column(self.at)
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
