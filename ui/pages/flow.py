"""A layout that puts widgets beside each other and breaks the line when it is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import SIZES, SPACE


class Flow(QLayout):
    """Left to right, then the next line; each line at the left end of its room, or `to_right`.

    Every layout around it asks for its height again and again; the answers hold until a widget changes.
    """

    _heights: dict[int, int] | None = None
    _least: QSize | None = None

    def __init__(self, parent: QWidget | None = None, *, to_right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._to_right = to_right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACE.small)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights = self._least = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        known = self._heights
        if known is None:
            known = self._heights = {}
        if width not in known:
            known[width] = self._place(QRect(0, 0, width, 0), move=False)
        return known[width]

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = self._smallest()
        return self._least

    def _smallest(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        height = max((size.height() for size in sizes), default=SIZES.control)
        return QSize(max((size.width() for size in sizes), default=0), height)

    def _place(self, area: QRect, *, move: bool) -> int:
        y = area.y()
        for line in self._lines(area.width()):
            height = max(SIZES.control, *(item.sizeHint().height() for item in line))
            x = area.x() + (area.width() - self._length(line)) * self._to_right
            for item in line:
                hint = item.sizeHint()
                if move:
                    top = y + (height - hint.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), hint))
                x += hint.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - area.y())

    def _length(self, line: list[QLayoutItem]) -> int:
        gaps = self.spacing() * (len(line) - 1)
        return sum(item.sizeHint().width() for item in line) + gaps

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide + self.spacing()
        return lines
