"""What every editor of one field can do, whatever its kind."""

from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.theme import SIZES, SPACE

_MOMENT = 8  # 2026-11-18 10:40
_AROUND_CHOICE = 44  # the arrow and the edges
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Editor(QWidget):
    """An input with a red line below it for what is wrong.

    Signals:
        edited: the user changed something (typing included).
        committed: the user is done with the field: Enter, or the focus left it after a change.
        walked: Enter (True: forwards) or Shift+Enter (False: back).
    """

    edited = Signal()
    committed = Signal()
    walked = Signal(bool)

    def __init__(self, field: Field, control: QWidget) -> None:
        super().__init__()
        self.field = field
        self.control = control
        self.touched = False
        control.setAccessibleName(field.label)
        control.setToolTip("")
        self.setFocusProxy(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addWidget(control)
        self.problem_column, self.problem_indent = column, -1
        control.setMinimumWidth(least_width(field))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def name(self) -> str:
        return self.field.name

    def value(self) -> Any:
        """The typed value; None (text kinds: "") when empty.

        Raises:
            Refused: E002 and the like when what is typed cannot be read; the field is its name.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; the field counts as untouched."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nothing is typed or chosen."""
        raise NotImplementedError

    def held(self) -> tuple[Any, bool] | None:
        """What stands here, readable or not, and whether it was typed; None when undo knows it not."""
        return None

    def put_held(self, held: tuple[Any, bool]) -> None:
        """Put back what stood here; nobody is told of it."""
        raise NotImplementedError

    def problem(self, text: str | None) -> None:
        """Show what is wrong in a red line below, or take it away."""
        if not (text or self.problem_text):
            return
        self._problem.setText(text or "")
        self._problem.setVisible(bool(text))
        self.control.setAccessibleDescription(text or "")
        if bool(self.control.property("wrong")) != bool(text):
            self.control.setProperty("wrong", bool(text))
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    @property
    def problem_text(self) -> str:
        return self._problem.text() if "_problem" in self.__dict__ else ""

    @cached_property
    def _problem(self) -> QLabel:
        """The red line, made when it is first needed: of a hundred fields hardly one is ever wrong."""
        line = plain_label("", "problem")
        line.setWordWrap(True)
        line.setIndent(self.problem_indent)
        self.problem_column.addWidget(line)
        return line

    def take_focus(self) -> None:
        """Put the cursor here with everything selected, as if by Tab."""
        self.control.setFocus(Qt.FocusReason.TabFocusReason)

    def touch(self) -> None:
        """The user changed the value by hand."""
        self.touched = True
        self.problem(None)
        self.edited.emit()

    def commit(self, forwards: bool = True) -> None:
        """The user pressed Enter here."""
        self.committed.emit()
        self.walked.emit(forwards)


def least_width(field: Field) -> int:
    """The least width of a field's input: five characters, or what the field ever holds."""
    most = _MOMENT if field.kind is Kind.MOMENT else min(field.width, 5)
    least = most * SIZES.em + 2 * SPACE.normal
    if field.kind is Kind.CHOICE and field.choices is not None:
        longest = max(len(choice.label) for choice in field.choices)
        least = max(least, min(longest, 5) * SIZES.em + _AROUND_CHOICE)
    return least


def walking(event: QKeyEvent) -> bool | None:
    """Whether a key walks: True forwards (Enter), False back (Shift+Enter), None not at all."""
    if event.key() not in ENTER:
        return None
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == Qt.KeyboardModifier.NoModifier:
        return True
    return False if held == Qt.KeyboardModifier.ShiftModifier else None
