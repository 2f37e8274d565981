"""A list of suggestions under a line, without taking the focus: the input method keeps working.

QCompleter and input methods do not get on (QTBUG-108522); this is a plain window that never becomes
active. The line keeps the keyboard and passes Up, Down, Page keys on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.theme import SIZES, SPACE

MOST_SHOWN = 10


@dataclass(frozen=True)
class Suggestion:
    """One line of the list.

    Attributes:
        value: what the editor's value becomes.
        text: what the line shows once it is picked.
        more: shown after it in the list (phone, city), to tell namesakes apart.
    """

    value: Any
    text: str
    more: str = ""


class DropDown(QFrame):
    """The list itself, made when it is first needed; `picked` carries the suggestion a click chose."""

    picked = Signal(object)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("dropDown")
        self._line = line
        self._found: list[Suggestion] = []
        self._watched: QWidget | None = None

    @cached_property
    def _list(self) -> QListWidget:
        made = QListWidget(self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.itemClicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(made)
        return made

    def offer(self, found: Sequence[Suggestion]) -> None:
        """Show these suggestions, the first highlighted; none closes the list."""
        self._found = list(found)
        if not self._found:
            self.hide()
            return
        self._list.clear()
        for suggestion in self._found:
            more = f"    {suggestion.more}" if suggestion.more else ""
            QListWidgetItem(suggestion.text + more, self._list)
        self._list.setCurrentRow(0)
        rows = min(len(self._found), MOST_SHOWN)
        wide = self._list.sizeHintForColumn(0) + 2 * SPACE.wide
        self.setFixedSize(max(self._line.width(), min(wide, 560)), rows * SIZES.row + 4)
        self._place()
        self._watch(self._line.window())
        self.show()

    @property
    def found(self) -> list[Suggestion]:
        return self._found

    def current(self) -> Suggestion | None:
        """The highlighted suggestion while the list is open."""
        if not self.isVisible():
            return None
        row = self._list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def step(self, lines: int) -> None:
        """Move the highlight."""
        last = len(self._found) - 1
        self._list.setCurrentRow(max(0, min(last, self._list.currentRow() + lines)))

    def hideEvent(self, event: Any) -> None:
        self._watch(None)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self.hide()
        return False

    def _watch(self, window: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def _place(self) -> None:
        below = self._line.mapToGlobal(QPoint(0, self._line.height() + 1))
        screen = self._line.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            above = self._line.mapToGlobal(QPoint(0, -self.height() - 1))
            below = above if above.y() >= screen.top() else below
        self.move(min(below.x(), screen.right() - self.width()), below.y())

    def _clicked(self, item: QListWidgetItem) -> None:
        self.picked.emit(self._found[self._list.row(item)])
