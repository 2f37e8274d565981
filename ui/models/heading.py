"""The heading of a table, as high as its one line of words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.theme import SIZES

_HIGH = QSize(0, SIZES.row + 1)


class Heading(QHeaderView):
    """Columns side by side.

    By itself it would ask for words, font and picture of every column to know how high it is: ten times
    while one page is built, dressed and shown.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As the sheet has it: a row and the line below."""
        return _HIGH
