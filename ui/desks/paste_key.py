"""Ctrl+V in a line that would make one line of a copied table: the table goes to whoever can take it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.desks.pasted_table import is_table


class PasteKey(QObject):
    """Watches one line; single cells are pasted as ever.

    Args:
        line: where the cursor is.
        take: gets the copied table.
    """

    def __init__(self, line: QWidget, take: Callable[[str], None]) -> None:
        super().__init__(line)
        self._take = take
        line.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        pasting = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        text = QGuiApplication.clipboard().text() if pasting else ""
        if not is_table(text):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._take(text)
        return True
