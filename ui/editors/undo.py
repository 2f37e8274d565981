"""Ctrl+Z and Ctrl+Y over the fields of a form: first inside a text, then field by field.

While a line still knows its own typing, it takes back that. Else the last field that was changed gets
what stood there before, with the cursor in it. A pasted table is one step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.editors.editor import Editor
from ui.keyboard_moves import hear_keyboard

MOST_STEPS = 200


@dataclass(frozen=True)
class Step:
    """One change that can be taken back and made again; False when nothing would change."""

    back: Callable[[], bool]
    again: Callable[[], bool]


class UndoHistory(QObject):
    """The changes of one form."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._before: dict[Editor, Any] = {}
        self._editors: dict[QObject, Editor] = {}

    def watch(self, editor: Editor) -> None:
        """Follow the changes of an editor."""
        if editor.held() is not None:
            self._editors[editor.control] = editor
            hear_keyboard(editor.control, self._focus_moved)
            editor.committed.connect(lambda: self._note(editor))

    def settle(self) -> None:
        """Remember what is being typed as a step of its own; said before many fields change."""
        for editor in list(self._before):
            self._note(editor)

    def push(self, back: Callable[[], None], again: Callable[[], None]) -> None:
        """Take in a change of many fields, made since `settle`, as one step."""
        self._before = {editor: editor.held() for editor in self._before}
        self._push(Step(lambda: _done(back), lambda: _done(again)))

    def forget(self) -> None:
        """Other values were shown: nothing of the former ones comes back."""
        self._done.clear()
        self._undone.clear()
        self._before = {editor: editor.held() for editor in self._before}

    def undo(self) -> bool:
        """Take the last change back; False when there is none."""
        return self._move(self._done, self._undone, lambda step: step.back())

    def redo(self) -> bool:
        """Make the change again that was taken back last."""
        return self._move(self._undone, self._done, lambda step: step.again())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = self._editors.get(watched)
        if editor is None:
            return False
        return isinstance(event, QKeyEvent) and self._key(editor, event)

    # -- inside -----------------------------------------------------------------------------------

    def _focus_moved(self, left: QWidget | None, entered: QWidget | None) -> None:
        """Listen to the field with the cursor only: a page being dressed tells each a dozen things."""
        editor = self._editors.get(left) if left is not None else None
        if left is not None and editor is not None:
            left.removeEventFilter(self)
            self._note(editor)
        editor = self._editors.get(entered) if entered is not None else None
        if entered is not None and editor is not None:
            entered.installEventFilter(self)
            self._before[editor] = editor.held()

    def _key(self, editor: Editor, event: QKeyEvent) -> bool:
        back, again = is_undo(event), is_redo(event)
        if not (back or again):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if not _inside(editor.control, back=back):
            self._note(editor)
            _ = self.undo() if back else self.redo()
        return True

    def _note(self, editor: Editor) -> None:
        """Remember what was changed in an editor since the cursor came."""
        before, now = self._before.get(editor), editor.held()
        if before is None or now is None or before[0] == now[0]:
            return
        self._before[editor] = now
        self._push(Step(lambda: _put(editor, before), lambda: _put(editor, now)))

    def _push(self, step: Step) -> None:
        self._done.append(step)
        del self._done[:-MOST_STEPS]
        self._undone.clear()

    def _move(self, source: list[Step], target: list[Step], does: Callable[[Step], bool]) -> bool:
        while source:
            step = source.pop()
            target.append(step)
            if does(step):
                self._before = {editor: editor.held() for editor in self._before}
                return True
        return False


def is_undo(event: QKeyEvent) -> bool:
    """Ctrl+Z."""
    return event.matches(QKeySequence.StandardKey.Undo)


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y, on every system, and what the system says."""
    ctrl_y = (
        event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
    return ctrl_y or event.matches(QKeySequence.StandardKey.Redo)


def _inside(control: QObject, *, back: bool) -> bool:
    """Let a text take back (or make again) its own typing; False when it knows none."""
    if isinstance(control, QLineEdit):
        able = control.isUndoAvailable() if back else control.isRedoAvailable()
    elif isinstance(control, QPlainTextEdit):
        document = control.document()
        able = document.isUndoAvailable() if back else document.isRedoAvailable()
    else:
        return False
    if able and back:
        control.undo()
    elif able:
        control.redo()
    return able


def _put(editor: Editor, held: Any) -> bool:
    now = editor.held()
    if now is None or now[0] == held[0]:
        return False
    editor.put_held(held)
    editor.problem(None)
    editor.edited.emit()
    editor.take_focus()
    return True


def _done(change: Callable[[], None]) -> bool:
    change()
    return True
