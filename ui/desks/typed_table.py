"""A table in which something is typed: a copied table is pasted into it, and Ctrl+Z takes changes back."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.desks.paste_key import PasteKey
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

    def pastes_from(self, line: QWidget) -> None:
        """A copied table goes here, too, when it is pasted into the line beside it."""
        PasteKey(line, self._copied_beside)

    def _copied_beside(self, text: str) -> None:
        if not self.locked:
            self.copied_in.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.locked:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.copied_in.emit(QGuiApplication.clipboard().text())
        elif is_undo(event) or is_redo(event):
            self.stepped.emit(is_undo(event))
        else:
            super().keyPressEvent(event)
