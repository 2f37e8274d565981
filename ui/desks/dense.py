"""Dense lines of inputs: labels above, and whatever is wrong in a line in full width below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.asking import plain_label
from ui.editors import Editor
from ui.theme import SPACE

_LINE = 3  # grid rows of one line: labels, editors, problems


class DenseGrid(QWidget):
    """Lines of editors over common columns; a red line never pushes its neighbours down."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns, self._lines = columns, 0
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
            star = " *" if editor.field.required else ""
            label = plain_label(editor.field.label + star, "label")
            self._grid.addWidget(label, top, column, 1, span)
            self._grid.addWidget(editor, top + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
            editor.problem_column = problems
            column += span
        self._grid.addLayout(problems, top + 2, 0, 1, self._columns)
        self._lines += 1
