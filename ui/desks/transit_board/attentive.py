"""A table that also says that it is looked at when the keyboard comes to it."""

from typing import Any, Generic, TypeVar

from ui.desks.row_table import RowTable

R = TypeVar("R")


class AttentiveTable(RowTable[R], Generic[R]):
    """`went` is sent, too, when the keyboard arrives; `looked_at` tells whether a row counts now."""

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        index = self.currentIndex()
        if index.isValid() and not self.selectionModel().hasSelection():
            self.selectRow(index.row())
        self.went.emit()

    @property
    def looked_at(self) -> bool:
        return self.hasFocus() and self.current() is not None
