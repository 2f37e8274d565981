"""Editors that pick from what there is: choice and flag; and the note of several lines."""

from functools import cached_property
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desk.kernel.choices import Choice
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.editors.editor import ENTER, Editor, walking
from ui.theme import SPACE, TYPE

TYPING_MS = 900


class _Numbered(QStyledItemDelegate):
    """Shows the digit that picks a line before its word."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        row = index.row()
        if row <= 9 and index.data():
            option.text = f"{row}  {option.text}"


class _Combo(QComboBox):
    """A closed list: digits and pinyin initials pick, Enter walks, the wheel never changes it."""

    walked = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""

    @cached_property
    def _forget(self) -> QTimer:
        """Forgets the letters typed so far; most lists are never typed into."""
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(self._clear_typed)
        return made

    def showPopup(self) -> None:
        if not isinstance(self.itemDelegate(), _Numbered):  # asking for it makes the list
            self.setItemDelegate(_Numbered(self))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forwards = walking(event)
        text = event.text()
        if forwards is not None:
            event.accept()
            self.walked.emit(forwards)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(0)
        elif text.isascii() and text.isalnum() and not _held(event):
            self._type(text.lower())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _type(self, key: str) -> None:
        if key.isdigit():
            if int(key) < self.count():
                self._choose(int(key))
            return
        self._typed += key
        self._forget.start(TYPING_MS)
        if not self._find(self._typed):
            self._typed = key
            self._find(key)

    def _find(self, typed: str) -> bool:
        from desk.kernel.pinyin import initials

        start = self.currentIndex() + (len(typed) == 1)
        for step in range(self.count()):
            row = (start + step) % self.count()
            word = self.itemText(row)
            readings = initials(word)
            if word.lower().startswith(typed) or any(r.startswith(typed) for r in readings):
                self._choose(row)
                return True
        return False

    def _choose(self, row: int) -> None:
        if row != self.currentIndex():
            self.setCurrentIndex(row)
            self.activated.emit(row)

    def _clear_typed(self) -> None:
        self._typed = ""


def _held(event: QKeyEvent) -> bool:
    ctrl_or_alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & ctrl_or_alt)


class ChoiceEditor(Editor):
    """One of a stored enumeration; 0 or Delete empties it."""

    def __init__(self, field: Field) -> None:
        self.combo = _Combo()
        super().__init__(field, self.combo)
        self._members: tuple[Choice, ...] = tuple(field.choices or ())
        self.combo.addItem("")
        self.combo.addItems([member.label for member in self._members])
        self.combo.setMaxVisibleItems(16)
        self.combo.activated.connect(self._picked)
        self.combo.walked.connect(self.commit)

    def value(self) -> Choice | None:
        row = self.combo.currentIndex()
        return self._members[row - 1] if row > 0 else None

    def set_value(self, value: Any) -> None:
        row = self._members.index(value) + 1 if value is not None and value != "" else 0
        self.combo.setCurrentIndex(row)
        self.touched = False

    def is_empty(self) -> bool:
        return self.combo.currentIndex() <= 0

    def held(self) -> tuple[Any, bool] | None:
        return self.combo.currentIndex(), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        row, self.touched = held
        self.combo.setCurrentIndex(row)

    def _picked(self) -> None:
        self.touch()


class _Check(QCheckBox):
    walked = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forwards = walking(event)
        if forwards is not None:
            event.accept()
            self.walked.emit(forwards)
        elif event.text() in ("1", "y", "0", "n"):
            if self.isChecked() != (event.text() in ("1", "y")):
                self.click()
        else:
            super().keyPressEvent(event)


class FlagEditor(Editor):
    """Yes or no: Space, 1/0 or y/n."""

    def __init__(self, field: Field) -> None:
        self.check = _Check(tr("是"))
        super().__init__(field, self.check)
        self.check.walked.connect(self.commit)
        self.check.clicked.connect(self.touch)

    def value(self) -> bool:
        return self.check.isChecked()

    def set_value(self, value: Any) -> None:
        self.check.setChecked(bool(value))
        self.touched = False

    def is_empty(self) -> bool:
        return False

    def held(self) -> tuple[Any, bool] | None:
        return self.check.isChecked(), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        checked, self.touched = held
        self.check.setChecked(checked)


class Note(QPlainTextEdit):
    """Several lines: Enter walks on, Ctrl+Enter breaks the line."""

    walked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self.setTabChangesFocus(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        breaks = event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        forwards = walking(event)
        if self.composing or (forwards is None and not breaks):
            super().keyPressEvent(event)
        elif breaks:
            self.insertPlainText("\n")
        else:
            event.accept()
            self.walked.emit(bool(forwards))


class NoteEditor(Editor):
    """Several lines: Ctrl+Enter breaks the line, Enter walks on."""

    def __init__(self, field: Field, lines: int = 3) -> None:
        self.note = Note()
        super().__init__(field, self.note)
        self.note.setFixedHeight(lines * TYPE.line + 2 * SPACE.small)
        self.note.setPlaceholderText(tr("Ctrl+Enter 换行"))
        self.note.textChanged.connect(self._changed)
        self.note.walked.connect(self.commit)
        self._filling = False

    def value(self) -> str:
        return self.note.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self._filling = True
        self.note.setPlainText("" if value is None else str(value))
        self._filling = False
        self.touched = False

    def is_empty(self) -> bool:
        return not self.value()

    def held(self) -> tuple[Any, bool] | None:
        return self.note.toPlainText(), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        text, touched = held
        self.set_value(text)
        self.touched = touched

    def _changed(self) -> None:
        if not self._filling:
            self.touch()
