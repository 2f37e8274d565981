"""The search box: it asks on committed text, a short moment after the last key."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from desk.kernel.pasted import pasted_cells
from desk.kernel.text import tr
from ui.editors.line import Line
from ui.icons import icon

TYPING_MS = 250
MOST_SIGNS = 400_000
ICONS = ("清空", "搜索")


class SearchBox(Line):
    """`asked` carries the text; Down asks to go to the results; Esc empties.

    A column of numbers that is pasted leaves the text as it was and goes out by `pasted`, if
    `takes_columns` says so.
    """

    asked = Signal(str)
    went_down = Signal()
    pasted = Signal(str)
    takes_columns = False

    def __init__(self, hint: str = "", wait_ms: int = TYPING_MS) -> None:
        super().__init__()
        self.setPlaceholderText(hint or tr("搜索"))
        self.setAccessibleName(tr("搜索"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        for button, word in zip(self.findChildren(QToolButton), ICONS, strict=True):
            button.setAccessibleName(tr(word))
        self.setMaxLength(MOST_SIGNS)
        self._last = self._before = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(wait_ms)
        self._wait.timeout.connect(self.ask)
        self.textChanged.connect(self._changed)
        self.walked.connect(self._entered)

    def ask(self) -> None:
        """Search now, unless this was already asked."""
        self._wait.stop()
        if self.text().strip() != self._last:
            self._last = self.text().strip()
            self.asked.emit(self._last)

    @property
    def waits(self) -> bool:
        """Whether a key was just pressed and nothing is asked yet."""
        return self._wait.isActive()

    def put(self, text: str) -> None:
        """Show a text that is searched for already."""
        self.setText(text)
        self._wait.stop()
        self._last = text.strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() and not self.composing:
            self.clear()
        elif event.key() == Qt.Key.Key_Down and not self.composing:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)

    def _changed(self, text: str) -> None:
        before, self._before = self._before, text
        several = self.takes_columns and len(text) > len(before) + 1 and pasted_cells(text)
        if several:
            self.setText("" if pasted_cells(before) else before)
            self._wait.stop()
            self.pasted.emit(text)
        else:
            self._wait.start()

    def _entered(self) -> None:
        self.ask()
        self.went_down.emit()
