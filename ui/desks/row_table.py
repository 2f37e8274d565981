"""A table over the rows of one query: typed columns, the row remembered by its key over a refresh."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.desks.texts import plain_tip
from ui.editors.editor import ENTER
from ui.formats import LEFT, RIGHT
from ui.models.copying import as_table
from ui.models.id_table import draw_chip
from ui.theme import SIZES, SPACE, TYPE, Tone, colour

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_BY_HAND = QHeaderView.ResizeMode.Interactive


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    Attributes:
        heading: its word.
        text: what a row shows there.
        width: in Chinese characters.
        right: numbers stand at the right.
        stretch: takes the room that is left.
        chip: the tone of a chip around the text, or None for plain text.
        ink: the tone whose colour the text has, or None for the usual one.
        below: a second, smaller line in tall rows.
    """

    heading: str
    text: Callable[[R], str]
    width: int = 6
    right: bool = False
    stretch: bool = False
    chip: Callable[[R], Tone | None] = lambda _row: None
    ink: Callable[[R], Tone | None] = lambda _row: None
    below: Callable[[R], str] | None = None


class RowModel(QAbstractTableModel, Generic[R]):
    """The rows as Qt sees them."""

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], str]) -> None:
        super().__init__()
        self.columns, self.key = tuple(columns), key
        self.rows: list[R] = []

    def replace(self, rows: Sequence[R]) -> bool:
        """Show other rows; returns whether they are other ones and not only changed."""
        same = [self.key(row) for row in rows] == [self.key(row) for row in self.rows]
        if same:
            self.rows = list(rows)
            if self.rows:
                last = self.index(len(self.rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return True

    def row_of(self, key: str) -> int | None:
        return next((i for i, row in enumerate(self.rows) if self.key(row) == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
            more = column.below(row) if column.below and role != _DISPLAY else ""
            text = f"{column.text(row)}\n{more}".strip()
            return text if role == _DISPLAY else plain_tip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | Qt.AlignmentFlag | None:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == _DISPLAY:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[section].right else LEFT
        return None


class RowDelegate(QStyledItemDelegate, Generic[R]):
    """Draws chips, coloured figures and plain text, without a focus rectangle."""

    def __init__(self, view: QTableView, model: RowModel[R]) -> None:
        super().__init__(view)
        self._model = model
        self._small = QFont(view.font())
        self._small.setPixelSize(TYPE.small)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = self._model.rows[index.row()], self._model.columns[index.column()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, colour("accent_soft"))
        text = column.text(row)
        tone = column.chip(row) if text else None
        if tone is not None:
            draw_chip(painter, QRectF(option.rect), text, tone, raised=chosen)
            return
        ink = column.ink(row)
        room = option.rect.adjusted(SPACE.small, 0, -SPACE.small, 0)
        elide = Qt.TextElideMode.ElideRight
        shown = option.fontMetrics.elidedText(text, elide, room.width())
        painter.setPen(ink.ink if ink is not None else colour("text"))
        side = RIGHT if column.right else LEFT
        if column.below is None:
            painter.drawText(room, side, shown)
            return
        middle = room.height() // 2
        painter.drawText(room.adjusted(0, SPACE.hair, 0, -middle), side, shown)
        painter.save()
        painter.setFont(self._small)
        painter.setPen(colour("muted"))
        lower = QFontMetrics(self._small).elidedText(column.below(row), elide, room.width())
        painter.drawText(room.adjusted(0, middle, 0, -SPACE.hair), side, lower)
        painter.restore()


class RowTable(QTableView, Generic[R]):
    """A view of rows, one of them current.

    Signals:
        opened: Enter or a double click on the current row.
        went: another row is current.
        typed: a letter or digit was typed; the page decides what it begins.
    """

    opened = Signal()
    went = Signal()
    typed = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column[R]], key: Callable[[R], str]) -> None:
        super().__init__()
        self.row_model: RowModel[R] = RowModel(columns, key)
        self.setModel(self.row_model)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self, self.row_model))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._dress()
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.went.emit())

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the current one and the scroll stay if they are still there."""
        current, place = self.current(), self.verticalScrollBar().value()
        changed = self.row_model.replace(rows)
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
        self._dress_columns()

    @property
    def rows(self) -> list[R]:
        return self.row_model.rows

    def current(self) -> R | None:
        """The row the cursor is on."""
        index = self.currentIndex()
        return self.rows[index.row()] if index.isValid() else None

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
        else:
            super().keyPressEvent(event)

    def _is_word(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return plain and event.text().isalnum() and self.current() is not None

    def copy(self) -> None:
        """Put the current row on the clipboard, below its headings, as a spreadsheet takes it."""
        row = self.current()
        if row is not None:
            columns = self.row_model.columns
            rows = [
                [column.heading for column in columns],
                [column.text(row) for column in columns],
            ]
            QGuiApplication.clipboard().setText(as_table(rows))

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._have_current()

    def _have_current(self) -> None:
        """The keyboard needs a row to act on."""
        if self.current() is None and self.rows:
            self.selectRow(0)

    def _dress(self) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        tall = any(column.below is not None for column in self.row_model.columns)
        rows.setDefaultSectionSize(SIZES.row + (SPACE.wide if tall else 0))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(2 * SIZES.em)
        self._dress_columns()

    def _dress_columns(self) -> None:
        for number, column in enumerate(self.row_model.columns):
            self.horizontalHeader().setSectionResizeMode(number, _BY_HAND)
            self.setColumnWidth(number, _wide(column))
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
