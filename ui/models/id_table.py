"""The table view of lists: Enter opens, a header click sorts, a refresh loses nothing."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter, Sort
from ui import at_work
from ui.editors.editor import ENTER
from ui.models import chosen_rows
from ui.models.arranging import let_arrange, show_sort_arrow
from ui.models.heading import Heading
from ui.models.id_list_model import IdListModel, Wanted
from ui.models.row_painting import RowPainting
from ui.models.table_layout import WIDEST, Columns
from ui.theme import SIZES, SPACE

_KIND_WIDTH = {Kind.MOMENT: 9, Kind.DATE: 6, Kind.PHONE: 7, Kind.MONEY: 6, Kind.NUMBER: 5}


class IdTable(QTableView):
    """A view of an `IdListModel`.

    Signals:
        opened: Enter or a double click on a row (its id).
        chosen_changed: the selection is another one.
        arranges: the user wants to arrange the columns.
        copies: the user wants the selected rows on the clipboard.
    """

    opened = Signal(int)
    chosen_changed = Signal()
    arranges = Signal()
    copies = Signal()

    def __init__(self, model: IdListModel) -> None:
        super().__init__()
        self.list_model = model
        self.setHorizontalHeader(Heading(self))
        self.setModel(model)
        self._rows = RowPainting(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(SIZES.row)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header()
        self.doubleClicked.connect(
            lambda index: self.opened.emit(self.list_model.id_at(index.row()))
        )
        self.selectionModel().selectionChanged.connect(lambda *_: self._chose())
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.settled.connect(self._choose_the_rest)
        self._all_of: Wanted | None = None
        self._kept: tuple[list[array[int]], int | None, int, int] = ([], None, 0, 0)
        self._kept_all: Wanted | None = None
        self._narrowed: tuple[tuple[Filter, ...], str] = ((), "")
        self._turned: Sort | None = None
        self._awaited: tuple[list[array[int]], int | None] | None = None

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        unchosen = QItemSelectionModel(self.list_model, header)
        header.setSelectionModel(unchosen)  # else it is drawn anew for every row gone to
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(4 * SPACE.normal)
        fields = self.list_model.fields
        self.columns = Columns(self, fields, [column_width(field) for field in fields])
        let_arrange(self)

    @property
    def sorted_by(self) -> Sort | None:
        """What the rows are ordered by."""
        return self.list_model.wanted.sort

    def show_sort(self, sort: Sort) -> None:
        """Show by which column the list is ordered."""
        show_sort_arrow(self, sort)

    # -- what is chosen -------------------------------------------------------------------------------

    def chosen_rows(self) -> list[chosen_rows.Span]:
        """The selected rows as spans (first, last), from the top."""
        return chosen_rows.spans(self.selectionModel().selection())

    @property
    def chooses_all(self) -> bool:
        """Whether everything is chosen of a list whose end is still being read."""
        return self._all_of == self.list_model.wanted and self.list_model.more

    def selectAll(self) -> None:
        """Choose every row, also those that are still being read (「1,000+」)."""
        super().selectAll()
        if self.list_model.more:
            self._all_of = self.list_model.wanted
            self.chosen_changed.emit()

    def _choose_the_rest(self) -> None:
        all_of, self._all_of = self._all_of, None
        awaited, self._awaited = self._awaited, None
        if all_of is not None and all_of == self.list_model.wanted:
            self.selectAll()
        elif awaited is not None:
            top = self.verticalScrollBar().value()
            self._choose_again(*awaited)
            if top:  # somebody has gone on reading meanwhile
                self.verticalScrollBar().setValue(top)
            else:
                self._look_at_current()

    def _chose(self) -> None:
        self._all_of = self._awaited = None
        self.chosen_changed.emit()

    def chosen_count(self) -> int:
        """How many rows are selected; a million are counted as fast as one."""
        return chosen_rows.count(self.chosen_rows())

    def chosen_ids(self) -> list[int]:
        """The ids of the selected rows, from the top."""
        parts = chosen_rows.pieces(self.list_model.ids, self.chosen_rows())
        return [one for part in parts for one in part]

    def current_row(self) -> int | None:
        """The row the cursor is on, or None."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def choose(self, ids: Iterable[int]) -> None:
        """Select rows by id; ids that are not in the list are passed over."""
        rows = chosen_rows.rows_of(self.list_model.ids, list(ids))
        chosen_rows.choose(self.selectionModel(), self.list_model, rows)

    def go_to(self, ids: Sequence[int]) -> None:
        """Put the cursor on the first of these rows, in view, and select them all."""
        row = self.list_model.row_of(ids[0]) if ids else None
        if row is not None:
            first = self.list_model.index(row, 0)
            no_update = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(first, no_update)
            self.scrollTo(first)
            self.choose(ids)

    # -- looks ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        at_work.begin()
        painter = QPainter(self.viewport())
        try:
            self._rows.paint(painter, event.rect())
        finally:
            painter.end()

    def sizeHintForColumn(self, column: int) -> int:
        """What a double click beside the heading makes room for: the rows in view; no others are read."""
        return min(self._rows.room_for(column), WIDEST)

    # -- keys and mouse -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() in ENTER and row is not None:
            self.opened.emit(self.list_model.id_at(row))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copies.emit()
        else:
            super().keyPressEvent(event)

    def shown_columns(self) -> list[str]:
        """The names of the fields in view, from the left."""
        return self.columns.shown()

    def focusInEvent(self, event: Any) -> None:
        nowhere = self.current_row() is None  # Qt goes to the first row then, without choosing it
        super().focusInEvent(event)
        if nowhere and self.list_model.rowCount():
            self.selectRow(0)

    def sort_by(self, name: str) -> None:
        """Order by a column; by the same one again turns the order round."""
        sort = self.list_model.wanted.sort
        descending = sort is not None and sort.field == name and not sort.descending
        self.order(Sort(name, descending))

    def order(self, sort: Sort) -> None:
        """Order the rows, and remember it with the columns."""
        self.list_model.show(replace(self.list_model.wanted, sort=sort))
        self.show_sort(sort)
        self.columns.changed.emit()

    # -- over a refresh -------------------------------------------------------------------------------

    def _remember(self) -> None:
        row, ids = self.current_row(), self.list_model.ids
        current = ids[row] if row is not None and row < len(ids) else None
        # not rowAt(0): at the end of the list a part of the row before is in view
        top = self.verticalScrollBar().value()
        anchor = ids[top] if 0 <= top < len(ids) else -1
        chosen = [part for part in chosen_rows.pieces(ids, self.chosen_rows()) if part]
        self._kept = (chosen, current, anchor, self.horizontalScrollBar().value())
        self._kept_all = self._all_of

    def _restore(self) -> None:
        wanted = self.list_model.wanted
        before, self._narrowed = self._narrowed, (wanted.filters, wanted.search)
        turned, self._turned = self._turned, wanted.sort
        if before != self._narrowed:
            self._start_at_the_top()
            return
        self._find_again()
        if turned != self._turned:
            self._look_at_current()

    def _look_at_current(self) -> None:
        """Another order: the row that was looked at is in sight, wherever it stands now."""
        row, across = self.current_row(), self.horizontalScrollBar().value()
        self.executeDelayedItemsLayout()
        if row is None:
            self.scrollToTop()
        else:
            self.scrollTo(self.list_model.index(row, 0), self.ScrollHint.PositionAtCenter)
        self.horizontalScrollBar().setValue(across)

    def _start_at_the_top(self) -> None:
        """Other filters or search words: what was looked at before is over."""
        self._all_of = self._awaited = None
        self.scrollToTop()
        self.horizontalScrollBar().setValue(self._kept[-1])
        if self.hasFocus() and self.list_model.rowCount():
            self.selectRow(0)

    def _find_again(self) -> None:
        chosen, current, anchor, across = self._kept
        self._choose_again(chosen, current)
        something = bool(chosen) or current is not None
        self._awaited = (chosen, current) if something and self.list_model.more else None
        self._all_of = self._kept_all
        top = self.list_model.row_of(anchor) if anchor >= 0 else None
        self.executeDelayedItemsLayout()
        if top is not None:
            self.verticalScrollBar().setValue(top)
        self.horizontalScrollBar().setValue(across)

    def _choose_again(self, chosen: list["array[int]"], current: int | None) -> None:
        """What was chosen, as far as the list has it; what is still to come is awaited."""
        row = self.list_model.row_of(current) if current is not None else None
        if row is not None:
            index = self.list_model.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        if chosen:
            rows = chosen_rows.found_again(self.list_model.ids, chosen)
            chosen_rows.choose(self.selectionModel(), self.list_model, rows)

    def row_point(self, row: int) -> QPoint:
        """The middle of a row's first cell, for context menus and tests."""
        return self.visualRect(self.list_model.index(row, 0)).center()


def column_width(field: Field) -> int:
    """The wished width of a column in pixels; never too narrow for its kind or its heading."""
    words = [len(choice.label) + 1 for choice in field.choices or ()]
    letters = max(field.width, _KIND_WIDTH.get(field.kind, 0), len(field.label) + 1, *words, 0)
    return letters * SIZES.em + 2 * SPACE.small
