"""A table of rows to tick: Space ticks the current one."""

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.desks.row_table import RowTable

R = TypeVar("R")


class TickTable(RowTable[R]):
    """Space ticks the row and goes on.

    Signals:
        ticked_one: the current row is to be ticked.
    """

    ticked_one = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current() is not None:
            self.ticked_one.emit()
        else:
            super().keyPressEvent(event)
