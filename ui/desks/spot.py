"""Fields that Enter passes over, and places for refusals that belong to no single input."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk.screens.fields import Field
from ui.editors import Editor, FieldSet


class Spot(Editor):
    """A label or picture as the place of a problem; it holds no value."""

    def __init__(self, name: str, control: QWidget, label: str = "") -> None:
        super().__init__(Field(name, label), control)
        self.setEnabled(False)  # Enter passes it over

    def value(self) -> Any:
        return None

    def set_value(self, value: Any) -> None:
        self.touched = False

    def is_empty(self) -> bool:
        return True

    def take_focus(self) -> None:
        """The cursor stays where it is."""


class PassingFields(FieldSet):
    """Editors some of which keep their usual value: Enter passes those over, Tab reaches them."""

    def __init__(self, parent: QObject | None, aside: frozenset[str] = frozenset()) -> None:
        super().__init__(parent)
        self.aside = aside

    def _walk(self, editor: Editor, forwards: bool) -> None:
        order = list(self._editors.values())
        at = order.index(editor)
        ahead = order[at + 1 :] if forwards else order[:at][::-1]
        following = next((e for e in ahead if self._open(e) and e.name not in self.aside), None)
        if following is not None:
            following.take_focus()
        elif forwards:
            self.finished.emit()
