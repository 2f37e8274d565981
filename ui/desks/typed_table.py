"""A table in which something is typed: a copied table is pasted into it, and Ctrl+Z takes changes back."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.desks.row_table import RowTable
from ui.editors.undo import is_redo, is_undo

R = TypeVar("R")


class TypedTable(RowTable[R], Generic[R]):
    """See the module.

    Attributes:
        locked: whether the rows are only read.

    Signals:
        copied_in: the text of the clipboard is pasted (Ctrl+V).
        stepped: the last change is taken back (True: Ctrl+Z) or made again (False: Ctrl+Y).
    """

    copied_in = Signal(str)
    stepped = Signal(bool)
    locked = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.locked:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.copied_in.emit(QGuiApplication.clipboard().text())
        elif is_undo(event) or is_redo(event):
            self.stepped.emit(is_undo(event))
        else:
            super().keyPressEvent(event)
