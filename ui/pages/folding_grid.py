"""Labels and editors in columns, in fewer of them where the window is too narrow for all."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.editors.editor import Editor
from ui.pages.field_grid import FieldGrid, indent
from ui.theme import SPACE

_TOP = Qt.AlignmentFlag.AlignTop


@dataclass
class _Put:
    editor: Editor
    label: QWidget
    span: int
    begins_line: bool


class FoldingGrid(FieldGrid):
    """Has `columns` pairs in a line where they fit, else `fewest`; the order stays.

    It says it wants the room of all columns and can do with that of the fewest, so that grids beside
    each other fold together.
    """

    def __init__(self, columns: int, fewest: int) -> None:
        super().__init__(columns)
        self._most, self._fewest = columns, fewest
        self._held: list[_Put] = []
        self._begins_line = False
        self._label_width = 0
        self._stretches, self._inputs = [1] * columns, [0] * columns

    def put(self, editor: Editor, span: int = 1) -> QWidget:
        label = super().put(editor, span)
        self._held.append(_Put(editor, label, span, self._begins_line))
        self._begins_line = False
        return label

    def next_line(self) -> None:
        super().next_line()
        self._begins_line = True

    def align_labels(self, width: int) -> None:
        self._label_width = width
        super().align_labels(width)

    def stretch(self, *shares: int) -> None:
        self._stretches = list(shares)
        super().stretch(*shares)

    def least_inputs(self, *widths: int) -> None:
        """Give the inputs of the columns at least these widths, so that grids below each other line up."""
        self._inputs = list(widths)
        self._keep_inputs(self._columns)

    # -- folding ----------------------------------------------------------------------------------

    def least_width(self, columns: int) -> int:
        """What so many columns need at least."""
        labels, inputs = [self._label_width] * columns, self._inputs[:columns]
        for held, _, column, span in self._places(columns):
            if held.editor.isHidden():
                continue
            before = indent(held.label)
            labels[column] = max(labels[column], held.label.minimumSizeHint().width() - before)
            if span == 1:
                inputs[column] = max(inputs[column], held.editor.minimumSizeHint().width())
        gaps = (2 * columns - 1) * self.grid.horizontalSpacing() + (columns - 1) * SPACE.normal
        return sum(labels) + sum(inputs) + gaps

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width(self._fewest), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.least_width(self._most), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = event.size().width() >= self.least_width(self._most)
        columns = self._most if fits else self._fewest
        if columns != self._columns:
            self._fold(columns)

    def _fold(self, columns: int) -> None:
        """Put everything into so many columns."""
        while self.grid.takeAt(0) is not None:
            pass
        for column in range(self._most):
            self.grid.setColumnMinimumWidth(column * 2, 0)
            self.grid.setColumnMinimumWidth(column * 2 + 1, 0)
            self.grid.setColumnStretch(column * 2 + 1, 0)
        self._columns = columns
        for held, row, column, span in self._places(columns):
            indent(held.label, SPACE.normal if column else 0)
            self._lay(held.label, held.editor, row, column, span)
        super().stretch(*self._stretches[:columns])
        super().align_labels(self._label_width)
        self._keep_inputs(columns)
        self.updateGeometry()

    def _keep_inputs(self, columns: int) -> None:
        for column, width in enumerate(self._inputs[:columns]):
            self.grid.setColumnMinimumWidth(column * 2 + 1, width)

    def _places(self, columns: int) -> list[tuple[_Put, int, int, int]]:
        """Where everything stands in so many columns: line, column and columns taken.

        Folded, the last of a line takes what is left of it.
        """
        places: list[tuple[_Put, int, int, int]] = []
        row = column = 0
        for held in self._held:
            span = min(held.span, columns)
            if column and (held.begins_line or column + span > columns):
                if columns < self._most:
                    before, line, start, _ = places[-1]
                    places[-1] = before, line, start, columns - start
                row, column = row + 1, 0
            places.append((held, row, column, span))
            column += span
        return places
