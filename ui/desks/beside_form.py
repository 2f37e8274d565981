"""Fields of a form beside what stood there before."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.asking import plain_label
from ui.desks.texts import wrapped
from ui.editors import Editor
from ui.pages.field_grid import FieldGrid, field_label
from ui.theme import SIZES, TYPE


class BesideGrid(FieldGrid):
    """One field a line, what stands there now between its label and its editor."""

    def __init__(self, before: Mapping[str, str], headings: tuple[str, str]) -> None:
        super().__init__(1)
        self._before, self._rows = before, dict[str, int]()
        self.grid.setColumnStretch(1, 2)
        self.grid.setColumnStretch(2, 3)
        for column, heading in enumerate(headings, 1):
            self.grid.addWidget(plain_label(heading, "strong"), 0, column)
        self._next = 1

    def put(self, editor: Editor, span: int = 1) -> QWidget:
        row, top = self._next, Qt.AlignmentFlag.AlignTop
        label = field_label(editor)
        self.grid.addWidget(label, row, 0, top | Qt.AlignmentFlag.AlignRight)
        if editor.name in self._before:
            self._rows[editor.name] = row
            self._show_before(editor.name)
        self.grid.addWidget(editor, row, 2, 1, 1, top)
        self._next += 1
        return label

    def show_before(self, before: Mapping[str, str]) -> None:
        """Something else stands there now."""
        self._before = before
        for name in self._rows:
            self._show_before(name)

    def _show_before(self, name: str) -> None:
        row = self._rows[name]
        if (shown := self.grid.itemAtPosition(row, 1)) is not None and (old := shown.widget()):
            self.grid.removeWidget(old)
            old.deleteLater()
        now = wrapped(self._before[name] or "—")
        now.setContentsMargins(0, (SIZES.control - TYPE.line) // 2, 0, 0)
        self.grid.addWidget(now, row, 1, Qt.AlignmentFlag.AlignTop)
