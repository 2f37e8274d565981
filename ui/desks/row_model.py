"""The rows of a desk's table as Qt sees them: typed columns, drawn as text, figures and chips."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desk.kernel.text import tr
from ui.desks.texts import plain_tip
from ui.formats import LEFT, RIGHT
from ui.models.chip import draw_chip
from ui.theme import SPACE, TYPE, Tone, colour

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole


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
        below_ink: the tone whose colour that line has, or None for the usual one.
        total: its numbers can be added up.
    """

    heading: str
    text: Callable[[R], str]
    width: int = 6
    right: bool = False
    stretch: bool = False
    chip: Callable[[R], Tone | None] = lambda _row: None
    ink: Callable[[R], Tone | None] = lambda _row: None
    below: Callable[[R], str] | None = None
    below_ink: Callable[[R], Tone | None] = lambda _row: None
    total: bool = False

    @property
    def name(self) -> str:
        """What it is known by among the columns of its table."""
        return self.heading

    @property
    def label(self) -> str:
        """Its word where columns are arranged."""
        return self.heading or tr("标记")

    @property
    def hidden(self) -> bool:
        """Whether it is left out at first: never."""
        return False


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
        below_ink = column.below_ink(row)
        painter.setPen(below_ink.ink if below_ink is not None else colour("muted"))
        lower = QFontMetrics(self._small).elidedText(column.below(row), elide, room.width())
        painter.drawText(room.adjusted(0, middle, 0, -SPACE.hair), side, lower)
        painter.restore()
