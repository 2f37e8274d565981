"""Dense lines of inputs: labels above, and whatever is wrong in a line in full width below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.asking import plain_label
from ui.editors import Editor
from ui.theme import SPACE

_LINE = 3  # grid rows of one line: labels, editors, problems


class DenseGrid(QWidget):
    """Lines of editors over common columns; a red line never pushes its neighbours down."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns, self._lines = columns, 0
        self._labels: dict[Editor, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.hair)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def line(self, *editors: tuple[Editor, int]) -> None:
        """Add a line: each editor with the columns it takes."""
        top, column = self._lines * _LINE, 0
        problems = QVBoxLayout()
        problems.setSpacing(0)
        for editor, span in editors:
            self._labels[editor] = label = plain_label("", "label")
            self.star(editor, needed=editor.field.required)
            self._grid.addWidget(label, top, column, 1, span)
            self._grid.addWidget(editor, top + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
            editor.problem_column = problems
            column += span
        self._grid.addLayout(problems, top + 2, 0, 1, self._columns)
        self._lines += 1

    def star(self, editor: Editor, *, needed: bool) -> None:
        """Mark a field as one that must be filled in; some are only after another one was."""
        self._labels[editor].setText(editor.field.label + (" *" if needed else ""))
