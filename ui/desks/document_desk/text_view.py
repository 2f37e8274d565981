"""A text to read: whole, or what a revision changed in it, new lines green and gone ones red."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desk.filing.documents.rules import DiffLine
from desk.kernel.text import tr
from ui.theme import Tone

_TONES = {"+": Tone.DONE, "-": Tone.WRONG}


class TextView(QPlainTextEdit):
    """Read only; the marks + and − stand before changed lines, so colour is not all that tells."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("正文与修改对照"))
        self._lines: Sequence[DiffLine] = ()

    def show_text(self, text: str) -> None:
        """Show a whole text."""
        self._lines = ()
        self.setPlainText(text)

    def show_difference(self, lines: Sequence[DiffLine]) -> None:
        """Show changed lines with a few kept ones around them."""
        self._lines = lines
        self.clear()
        cursor = self.textCursor()
        for line in lines:
            form = QTextCharFormat()
            tone = _TONES.get(line.mark)
            if tone is not None:
                form.setForeground(tone.ink)
                form.setBackground(tone.ground)
            mark = "−" if line.mark == "-" else line.mark
            cursor.insertText(f"{mark} {line.text}\n", form)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        """Written colours stay: write the lines anew in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._lines:
            self.show_difference(self._lines)
