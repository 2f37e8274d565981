"""The frame of a dialog that is one list worked by keyboard: title, list, what the keys do, two buttons."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from ui.asking import plain_label
from ui.dialog import Dialog
from ui.theme import SPACE

NAME = Qt.ItemDataRole.UserRole
WIDE = 440


class ListDialog(Dialog):
    """Blocks its window and is gone when it is closed; a subclass fills `list` and names its keys."""

    chapter: ClassVar[str] = "02_tables"

    def __init__(self, title: str, names: QListWidget, high: int, window: QWidget | None) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.resize(WIDE, high)
        self.list = names
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.wide)
        self._column.setSpacing(SPACE.normal)
        self._column.addWidget(plain_label(title, "title"))

    def lay_out(self, *parts: QWidget | str) -> None:
        """Put parts below each other; the list takes the room, a text is a small line."""
        for part in parts:
            widget = plain_label(part, "small") if isinstance(part, str) else part
            self._column.addWidget(widget, 1 if widget is self.list else 0)

    def add_buttons(
        self, word: str, does: Callable[[], object], main: str, ends: Callable[[], object]
    ) -> None:
        """Add the button at the left and the main one at the right; Enter belongs to the list."""
        row = QHBoxLayout()
        left, right = QPushButton(word), QPushButton(main)
        self.main = right
        right.setProperty("role", "primary")
        for button, clicked in ((left, does), (right, ends)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, clicked=clicked: clicked())
        row.addWidget(left)
        row.addStretch(1)
        row.addWidget(right)
        self._column.addLayout(row)
