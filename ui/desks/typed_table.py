"""A table in which something is typed: a copied table is pasted into it, and Ctrl+Z takes changes back."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from ui.desks.paste_key import PasteKey
from ui.desks.row_table import RowTable
from ui.editors.undo import is_redo, is_undo
from ui.pages.table_layouts import context_of

R = TypeVar("R")
_CHANGING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


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
        if self.locked:
            self._say_locked()
        else:
            self.copied_in.emit(text)

    def _say_locked(self) -> None:
        context = context_of(self)
        if context is not None:
            context.say(tr("这里现在只能看,不能改;能做的都写在上面的按钮上。"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.locked:
            if event.matches(QKeySequence.StandardKey.Paste) or event.key() in _CHANGING:
                self._say_locked()
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.copied_in.emit(QGuiApplication.clipboard().text())
        elif is_undo(event) or is_redo(event):
            self.stepped.emit(is_undo(event))
        else:
            super().keyPressEvent(event)
