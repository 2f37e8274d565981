"""The line below a list: how many rows, what they come to, and the keys that work here."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.theme import SPACE


class ListFoot(QWidget):
    """See the module. The figures go before the keys where both have no room."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.wide)
        self.count = plain_label("", "muted")
        self.keys = plain_label("", "small")
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.keys)

    def tell(
        self,
        rows: int,
        chosen: int,
        sums: str,
        *,
        narrowed: bool,
        more: bool = False,
        more_chosen: bool = False,
    ) -> None:
        """Say how many there are, or that there are more; how many are chosen, and their sums."""
        found = tr("筛选出 {n} 条") if narrowed else tr("共 {n} 条")
        parts = [found.format(n=f"{rows:,}{'+' * more}")]
        if chosen > 1:
            parts.append(tr("已选 {n} 条").format(n=f"{chosen:,}{'+' * more_chosen}"))
        if sums:
            parts.append(tr("合计  ") + sums)
        self.count.setText("   ·   ".join(parts))
        self._make_room()

    def show_keys(self, keys: str) -> None:
        """Name the keys."""
        self.keys.setText(keys)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        needed = self.count.sizeHint().width() + SPACE.wide + self.keys.sizeHint().width()
        self.keys.setVisible(needed <= self.width())
