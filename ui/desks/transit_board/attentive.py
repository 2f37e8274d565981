"""A table that also says that it is looked at when the keyboard comes to it, and keeps names readable."""

from typing import Any, Generic, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from ui.desks.typed_table import TypedTable
from ui.theme import SIZES, SPACE

R = TypeVar("R")
LEAST_LETTERS = 7


class AttentiveTable(TypedTable[R], Generic[R]):
    """`went` is sent, too, when the keyboard arrives; `looked_at` tells whether a row counts now.

    In a narrow window the stretched column keeps a readable width and the table scrolls sideways, but not for
    a few dots.
    """

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        index = self.currentIndex()
        if index.isValid() and not self.selectionModel().hasSelection():
            self.selectRow(index.row())
        self.went.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        header, columns = self.horizontalHeader(), self.row_model.columns
        least = LEAST_LETTERS * SIZES.em + 2 * SPACE.small
        for at, column in enumerate(columns):
            if column.stretch:
                others = sum(header.sectionSize(n) for n in range(len(columns)) if n != at)
                narrow = self.viewport().width() - others < least - SPACE.small
                mode = QHeaderView.ResizeMode
                header.setSectionResizeMode(at, mode.Interactive if narrow else mode.Stretch)
                if narrow:
                    header.resizeSection(at, least)

    @property
    def looked_at(self) -> bool:
        return self.hasFocus() and self.current() is not None
