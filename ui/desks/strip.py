"""A row of open documents to choose from; the one in work is marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.asking import button_text
from ui.pages.flow import Flow

MOST = 8


class Strip(QWidget):
    """One chip a document; `chosen` carries its key."""

    chosen = Signal(str)

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._most = most
        self._flow = Flow(self)
        self._group = QButtonGroup(self)
        self._items: list[tuple[str, str]] = []
        self.chips: dict[str, QPushButton] = {}

    def show_items(self, items: Sequence[tuple[str, str]], current: str = "") -> None:
        """Show (key, words) pairs, at most so many; the current one is marked."""
        shown = list(items[: self._most])
        if shown != self._items:
            self._items = shown
            self._rebuild()
        self.mark(current)

    def mark(self, current: str) -> None:
        """Mark one chip, or none."""
        self._group.setExclusive(False)
        for key, chip in self.chips.items():
            chip.setChecked(key == current)
        self._group.setExclusive(True)

    def _rebuild(self) -> None:
        for chip in self.chips.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {key: self._chip(key, words) for key, words in self._items}
        self._place_for_tab()
        self.setVisible(bool(self.chips))
        self.updateGeometry()

    def _place_for_tab(self) -> None:
        """Chips are made late and would come last for Tab; they follow where the strip stands."""
        before: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt places nothing beside what takes no focus
        for chip in self.chips.values():
            QWidget.setTabOrder(before, chip)
            before = chip
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _chip(self, key: str, words: str) -> QPushButton:
        chip = QPushButton(button_text(words))
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        return chip
