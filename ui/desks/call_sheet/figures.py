"""Rows of words and figures that stay in place while their content changes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.asking import plain_label
from ui.desks.texts import Elided
from ui.theme import SPACE

Row = tuple[str, str, str]


class FigureRows(QWidget):
    """A word, how it comes about, and a figure at the right; labels are made once and used again."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows: list[Row] = []
        self._labels: list[tuple[QLabel, Elided, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.hair)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of the former ones."""
        self.rows = list(rows)
        while len(self._labels) < len(rows):
            self._labels.append(self._line(len(self._labels)))
        for place, labels in enumerate(self._labels):
            there = place < len(rows)
            for label, text in zip(labels, rows[place] if there else ("", "", ""), strict=True):
                label.setText(text)
                label.setVisible(there)
        self.setVisible(bool(rows))

    def _line(self, row: int) -> tuple[QLabel, Elided, QLabel]:
        labels = plain_label(""), Elided("small"), plain_label("")
        labels[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, label in enumerate(labels):
            self._grid.addWidget(label, row, column)
        return labels
