"""A part of the navigation behind a button: a click or Enter folds it, and the arrow tells which."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.asking import button_text
from ui.icons import icon

ARROW = 14


class Fold(QWidget):
    """A button and what it shows or hides; `column` takes the contents.

    Signals:
        chosen: the user folded (False) or unfolded (True) it.
    """

    chosen = Signal(bool)

    def __init__(self, title: str, role: str, is_open: bool = False) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        self.button = QPushButton(button_text(title))
        self.button.setProperty("role", role)
        self.button.setAccessibleName(title)
        self.button.setAutoDefault(True)  # Enter presses it, too
        self.button.setIconSize(QSize(ARROW, ARROW))
        self.button.clicked.connect(self._turn)
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(1)
        whole.addWidget(self.button)
        whole.addWidget(self._inside)
        self.open(is_open)

    @property
    def is_open(self) -> bool:
        return not self._inside.isHidden()

    def open(self, is_open: bool = True) -> None:
        """Show or hide the contents."""
        self._inside.setVisible(is_open)
        self.button.setIcon(icon("chevron-down" if is_open else "chevron-right"))

    def _turn(self) -> None:
        self.open(not self.is_open)
        self.chosen.emit(self.is_open)
