"""Editors that are one line of text: text, number, password."""

import re
import unicodedata
from functools import cache
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit

from desk.screens.fields import Field, Kind
from ui.editors.editor import Editor, walking

_WENT_ON = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.MouseFocusReason,
    }
)


class Line(QLineEdit):
    """A line that walks with Enter, except while an input method is composing."""

    walked = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forwards = walking(event)
        if forwards is None or self.composing:
            super().keyPressEvent(event)
            return
        event.accept()
        self.walked.emit(forwards)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)
        self.left.emit()
        if event.reason() in _WENT_ON and not self.hasSelectedText():
            self.setCursorPosition(0)  # what is too long shows how it begins


class OneLine(QValidator):
    """A cell or two lines pasted into one line: breaks and tabs, which nobody sees, become a blank."""

    _BREAKS = re.compile(r"[\r\n\t\v\f\u2028\u2029]+")

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """Take any text; the cursor stays behind what was pasted."""
        if not self._BREAKS.search(text):
            return QValidator.State.Acceptable, text, cursor
        before = self._joined(text[:cursor]).lstrip()
        behind = self._joined(text[cursor:])
        behind = behind.lstrip() if before.endswith(" ") else behind
        whole = (before + behind).rstrip() if not behind.strip() else before + behind
        return QValidator.State.Acceptable, whole, min(len(before), len(whole))

    def _joined(self, text: str) -> str:
        """With one blank for breaks and the blanks around them; a pattern for both would try each blank anew."""
        first, *others = self._BREAKS.split(text)
        if not others:
            return text
        between = filter(None, map(str.strip, others[:-1]))
        return " ".join((first.rstrip(), *between, others[-1].lstrip()))


@cache
def one_line() -> OneLine:
    """The one for all lines; it keeps nothing."""
    return OneLine()


class LineEditor(Editor):
    """One line of text whose meaning a subclass reads (`read`) and shows (`show_as`)."""

    control: Line

    def __init__(self, field: Field, line: Line | None = None) -> None:
        self.line = line or Line()
        super().__init__(field, self.line)
        self._value: Any = None
        self._committed = ""
        self.line.setValidator(one_line())
        self.line.textEdited.connect(self.touch)
        self.line.walked.connect(self._enter)
        self.line.left.connect(self._leave)

    def value(self) -> Any:
        return self.read(self.line.text().strip()) if self.touched else self._value

    def set_value(self, value: Any) -> None:
        self._value = value if value is not None else self.empty()
        self.line.setText("" if value is None else self.show_as(value))
        self.line.setCursorPosition(0)
        self._committed = self.line.text()
        self.touched = False

    def is_empty(self) -> bool:
        return not self.line.text().strip()

    def held(self) -> tuple[Any, bool] | None:
        return (self.line.text(), self._value), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        (text, self._value), self.touched = held
        self.line.setText(text)
        self._committed = text

    def take_focus(self) -> None:
        super().take_focus()
        self.line.selectAll()  # also when the cursor is here already: a refused text is retyped

    def empty(self) -> Any:
        """The value of an empty field."""
        return None

    def read(self, text: str) -> Any:
        """The value of a typed text.

        Raises:
            Refused: it cannot be read.
        """
        raise NotImplementedError

    def show_as(self, value: Any) -> str:
        """A value as the line shows it."""
        raise NotImplementedError

    def settle(self) -> None:
        """Rewrite what was typed the way it is kept, when it can be read."""

    def _enter(self, forwards: bool) -> None:
        if self.touched:  # what came from the record (a masked phone) stays as it is
            self.settle()
        self._committed = self.line.text()
        self.commit(forwards)

    def _leave(self) -> None:
        if self.line.text() != self._committed:
            self.settle()
            self._committed = self.line.text()
            self.committed.emit()


class TextEditor(LineEditor):
    """Text as typed, without blanks around it; a document number without full-width signs."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._value = ""

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        return unicodedata.normalize("NFKC", text) if self.field.kind is Kind.NUMBER else text

    def settle(self) -> None:
        """A number stands as it is kept."""
        if self.field.kind is Kind.NUMBER and self.touched:
            self.line.setText(self.read(self.line.text().strip()))

    def show_as(self, value: Any) -> str:
        return str(value)


class PasswordEditor(TextEditor):
    """A password: never shown, kept with every blank."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.line.text()

    def held(self) -> None:
        """A password comes back from nowhere."""
