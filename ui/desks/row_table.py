"""A table over the rows of one query: typed columns, the row remembered by its key over a refresh."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QKeyCombination, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desk.screens.lists import Sort
from ui.desks.row_model import Column as Column
from ui.desks.row_model import RowDelegate, RowModel
from ui.desks.row_words import cells, headings, in_order, sum_words
from ui.editors.editor import ENTER
from ui.models.arranging import let_arrange, show_sort_arrow
from ui.models.copying import as_table
from ui.models.heading import Heading
from ui.models.table_layout import Columns
from ui.pages.table_layouts import (
    UNSORTED,
    context_of,
    keep_layout_of_desk,
    put_layout_of_desk,
)
from ui.theme import SIZES, SPACE

R = TypeVar("R")
_BY_HAND = QHeaderView.ResizeMode.Interactive
_ARRANGE = QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_C)


class RowTable(QTableView, Generic[R]):
    """A view of rows, one of them current.

    Its columns are moved, hidden, widened and sorted like those of a list, and stay so.

    Attributes:
        sortable: whether the rows may stand in another order than they are given.
        sorted_by: the column the user ordered them by.

    Signals:
        opened: Enter or a double click on the current row.
        went: another row is current.
        typed: a letter or digit was typed; the page decides what it begins.
        arranges: the user wants to arrange the columns.
    """

    opened = Signal()
    went = Signal()
    typed = Signal(str)
    arranges = Signal()
    sortable = True
    sorted_by: Sort
    columns: Columns
    _recalled: tuple[str, ...] | None = None

    def __init__(self, name: str, columns: Sequence[Column[R]], key: Callable[[R], str]) -> None:
        super().__init__()
        self.row_model: RowModel[R] = RowModel(columns, key)
        self._given: list[R] = []
        self.sorted_by = UNSORTED
        self.setHorizontalHeader(Heading(self))
        self.setModel(self.row_model)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self, self.row_model))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._dress()
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.went.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_sums())

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the current one and the scroll stay if they are still there."""
        self._given = list(rows)
        self._show_in_order()

    def _show_in_order(self) -> None:
        current, place = self.current(), self.verticalScrollBar().value()
        changed = self.row_model.replace(self._ordered())
        if current is not None and changed:
            self.go_to(self.row_model.key(current))
            self.verticalScrollBar().setValue(place)
        if self.hasFocus():
            self._have_current()

    def show_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns; the rows are shown anew afterwards."""
        self.row_model.beginResetModel()
        self.row_model.columns, self.row_model.rows = tuple(columns), []
        self.row_model.endResetModel()
        self._given, self.sorted_by = [], UNSORTED
        self._dress_columns()
        self._recall_layout()

    @property
    def rows(self) -> list[R]:
        return self.row_model.rows

    def current(self) -> R | None:
        """The row the cursor is on."""
        index = self.currentIndex()
        return self.rows[index.row()] if index.isValid() else None

    def selectRow(self, row: int) -> None:
        """Make a row current and select it alone; Qt would toggle it while Ctrl is held down."""
        flags = QItemSelectionModel.SelectionFlag
        place = self.row_model.index(row, max(0, self.horizontalHeader().logicalIndexAt(0)))
        self.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)

    def go_to(self, key: str) -> bool:
        """Make a row current; False when there is none of that key."""
        row = self.row_model.row_of(key)
        if row is None:
            return False
        self.selectRow(row)
        self.scrollTo(self.row_model.index(row, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.current() is not None:
            self.opened.emit()
        elif self._is_word(event):
            self.typed.emit(event.text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.keyCombination() == _ARRANGE:
            self.arranges.emit()
        else:
            super().keyPressEvent(event)

    def _is_word(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return plain and event.text().isalnum() and self.current() is not None

    def chosen(self) -> list[R]:
        """The selected rows from the top; the current one when none is."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        current = self.current()
        return [self.rows[at] for at in places] or ([current] if current is not None else [])

    def copy(self) -> None:
        """Put the selected rows on the clipboard, below their headings, as a spreadsheet takes it."""
        rows, columns = self.chosen(), self._shown_columns()
        if rows:
            texts = [headings(columns), *(cells(columns, row) for row in rows)]
            QGuiApplication.clipboard().setText(as_table(texts))

    def focusInEvent(self, event: Any) -> None:
        self._have_current()  # before Qt, which makes the first row current without showing it
        super().focusInEvent(event)

    def _have_current(self) -> None:
        """The keyboard needs a row to act on."""
        if self.current() is None and self.rows:
            self.selectRow(0)

    # -- arranged by the user ---------------------------------------------------------------------

    def sort_by(self, name: str) -> None:
        """Order by a column; again turns the order round, a third time gives the usual order."""
        if not self.sortable:
            return
        now = self.sorted_by
        if now.field != name:
            self.order(Sort(name))
        else:
            self.order(UNSORTED if now.descending else Sort(name, descending=True))

    def order(self, sort: Sort) -> None:
        """Order the rows, and remember it with the columns."""
        self.show_sort(sort)
        self.columns.changed.emit()

    def show_sort(self, sort: Sort) -> None:
        """Order the rows by a column, or as they are given."""
        self.sorted_by = sort
        show_sort_arrow(self, sort)
        self._show_in_order()
        across = self.horizontalScrollBar().value()
        self.scrollTo(self.currentIndex())
        self.horizontalScrollBar().setValue(across)

    def show_column(self, at: int) -> None:
        """Bring a column into view in which something is typed."""
        self.columns.show_column(self.row_model.columns[at].name, on=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._recall_layout()

    def _ordered(self) -> list[R]:
        by = next((c for c in self.row_model.columns if c.name == self.sorted_by.field), None)
        if by is None or not self.sorted_by.field:
            return list(self._given)
        turned = self.sorted_by.descending
        return in_order(self._given, by.text, by.right, descending=turned)

    def _shown_columns(self) -> list[Column[R]]:
        by_name = {column.name: column for column in self.row_model.columns}
        return [by_name[name] for name in self.columns.shown()]

    def _tell_sums(self) -> None:
        """Say what several selected rows come to in the status line."""
        context = context_of(self)
        if context is not None and len(self.selectionModel().selectedRows()) > 1:
            context.say(sum_words(self._shown_columns(), self.chosen()))

    def _recall_layout(self) -> None:
        """Arrange it as this user left it, once it is known where it stands."""
        if self.isVisible() and self._recalled != self.columns.names:
            self._recalled = self.columns.names
            put_layout_of_desk(self)

    def _arrange(self) -> None:
        from ui.pages.column_chooser import ColumnChooser

        ColumnChooser(self, UNSORTED, self.window()).show()

    # -- looks ------------------------------------------------------------------------------------

    def _dress(self) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        tall = any(column.below is not None for column in self.row_model.columns)
        rows.setDefaultSectionSize(SIZES.row + (SPACE.wide if tall else 0))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(2 * SIZES.em)
        self.columns = Columns(self, (), ())
        self.columns.changed.connect(lambda: keep_layout_of_desk(self))
        self.arranges.connect(self._arrange)
        let_arrange(self)
        self._dress_columns()

    def _dress_columns(self) -> None:
        columns = self.row_model.columns
        for number in range(len(columns)):
            self.horizontalHeader().setSectionResizeMode(number, _BY_HAND)
        elastic = [column.name for column in columns if column.stretch]
        self.columns.renew(columns, [_wide(column) for column in columns], elastic)
        self._stretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        """Columns take the room that is left; in a narrow table they keep their own width."""
        columns, header = self.row_model.columns, self.horizontalHeader()
        widths = (
            _wide(column) if column.stretch else header.sectionSize(number)
            for number, column in enumerate(columns)
            if not header.isSectionHidden(number)
        )
        mode = QHeaderView.ResizeMode.Stretch
        if sum(widths) > self.viewport().width():
            mode = _BY_HAND
        for number, column in enumerate(columns):
            if column.stretch and header.sectionResizeMode(number) != mode:
                header.setSectionResizeMode(number, mode)
                if mode == _BY_HAND:
                    self.setColumnWidth(number, _wide(column))


def _wide(column: Column[Any]) -> int:
    """The width a column needs for its letters or its heading."""
    heading = sum(1 if ord(sign) > 255 else 0.6 for sign in column.heading) + 0.5
    return int(max(column.width, heading) * SIZES.em) + 2 * SPACE.small
