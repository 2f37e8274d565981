"""The editors of one form together: walking, reading all values, showing problems at their fields."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desk.kernel.errors import Problem, Problems, Refused
from ui.editors.editor import Editor
from ui.editors.undo import UndoHistory

E = TypeVar("E", bound=Editor)


class FieldSet(QObject):
    """Editors by name, in walking order.

    The page they belong to is their parent: fields without one that hear of themselves are never let go of,
    nor is the window they know.

    Signals:
        finished: Enter in the last field.
        edited: the user changed any field.
    """

    finished = Signal()
    edited = Signal()

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._editors: dict[str, Editor] = {}
        self.history = UndoHistory(self)

    def add(self, editor: E) -> E:
        """Take an editor in as the next one."""
        self._editors[editor.name] = editor
        editor.walked.connect(lambda forwards: self._walk(editor, forwards))
        editor.edited.connect(self.edited)
        self.history.watch(editor)
        return editor

    def __getitem__(self, name: str) -> Editor:
        return self._editors[name]

    def __iter__(self) -> Iterator[Editor]:
        return iter(self._editors.values())

    def __contains__(self, name: object) -> bool:
        return name in self._editors

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._editors)

    @property
    def touched(self) -> bool:
        """Whether the user changed anything since the form was filled."""
        return any(editor.touched for editor in self)

    def values(self) -> dict[str, Any]:
        """Every value by field name.

        Raises:
            Refused: everything that cannot be read, and E001 for every required field left empty.
        """
        found, problems = {}, Problems()
        for editor in self:
            try:
                found[editor.name] = value = editor.value()
            except Refused as refused:
                problems.extend(refused.problems)
                continue
            if editor.field.required and editor.isEnabled():
                problems.require(value, editor.name, editor.field.label)
        problems.raise_if_any()
        return found

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values; names without an editor are passed over."""
        for name, value in values.items():
            if name in self._editors:
                self._editors[name].set_value(value)
        self.history.forget()

    def clear(self) -> None:
        """Empty every field and forget its problem."""
        for editor in self:
            editor.set_value(None)
            editor.problem(None)
        self.history.forget()

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field, focus the first, and return those that have none here.

        A problem's path ``customer.phone`` belongs to the editor of that name, else to ``phone``.
        """
        at: dict[str, list[str]] = {name: [] for name in self._editors}
        rest = []
        for problem in problems:
            name = self._place(problem.field)
            if name is None:
                rest.append(problem)
            else:
                at[name].append(problem.message)
        for name, sentences in at.items():
            self._editors[name].problem("\n".join(dict.fromkeys(sentences)) or None)
        wrong = next((name for name, sentences in at.items() if sentences), None)
        if wrong is not None:
            self._editors[wrong].take_focus()
        return tuple(rest)

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be filled."""
        first = next((e for e in self if self._open(e)), None)
        if first is not None:
            first.take_focus()

    def _place(self, path: str | None) -> str | None:
        if path is None:
            return None
        if path in self._editors:
            return path
        last = path.rsplit(".", 1)[-1]
        return last if last in self._editors else None

    def _walk(self, editor: Editor, forwards: bool) -> None:
        order = list(self._editors.values())
        at = order.index(editor)
        ahead = order[at + 1 :] if forwards else reversed(order[:at])
        following = next((e for e in ahead if self._open(e)), None)
        if following is not None:
            following.take_focus()
        elif forwards:
            self.finished.emit()

    @staticmethod
    def _open(editor: Editor) -> bool:
        return editor.isEnabled() and not editor.isHidden()
