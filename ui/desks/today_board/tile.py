"""One figure of the day: its number and its word; a click or Enter opens the list behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.kernel.today import DayFigure
from ui.asking import plain_label
from ui.editors.editor import ENTER
from ui.theme import SPACE

_HIGH, _DENSE = ("figure", SPACE.tight), ("strong", SPACE.hair)


class Tile(QFrame):
    """See the module.

    Signals:
        opened: go there.
    """

    opened = Signal()

    def __init__(self, figure: DayFigure) -> None:
        super().__init__()
        self.figure = figure
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(SPACE.small)
        self.value = plain_label("")
        self.word = plain_label("", "muted")
        row.addWidget(self.word)
        row.addStretch(1)
        row.addWidget(self.value)
        self.show_figure(figure)
        self.show_dense(False)

    def show_dense(self, dense: bool) -> None:
        """Take little height, or show the number large."""
        role, above = _DENSE if dense else _HIGH
        if self.value.property("role") != role:
            self.value.setProperty("role", role)
            self.value.style().polish(self.value)
            self._row.setContentsMargins(SPACE.normal, above, SPACE.normal, above)

    def show_figure(self, figure: DayFigure) -> None:
        """Show another state of the figure."""
        self.figure = figure
        self.value.setText(f"{figure.value:,}")
        self.word.setText(figure.label)
        self.setAccessibleName(f"{figure.label} {figure.value}")
        if self.property("late") != figure.is_bad:
            self.setProperty("late", figure.is_bad)
            self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
