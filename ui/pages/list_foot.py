"""The line below a list: how many rows, what they come to, and the keys that work here."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.theme import SPACE

GAP = "  "
"""Between two figures; a line of them breaks here and nowhere else."""


class ListFoot(QWidget):
    """See the module. The figures go before the keys where both have no room, and into two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._said, self._wide = "", 0
        self._made: tuple[object, ...] = ()
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
        self._said = "   ·   ".join(parts)
        self._make_room()

    def show_keys(self, keys: str) -> None:
        """Name the keys."""
        self.keys.setText(keys)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """What has no room is broken or left out: the list may be as narrow as it likes."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wide = event.size().width()
        self._make_room()

    def _make_room(self) -> None:
        """Break the figures and show the keys as there is room; a row gone to seldom changes anything."""
        now = (self._said, self.keys.text(), self._wide, self.count.font(), self.keys.font())
        if now == self._made:
            return
        self._made = now
        self.count.setText("\n".join(self._lines()) if self._wide else self._said)
        needed = self._length(self._said) + SPACE.wide + self.keys.sizeHint().width()
        self.keys.setVisible(needed <= self._wide)

    def _lines(self) -> list[str]:
        first, *others = self._said.split(GAP)
        lines = [first]
        for figure in others:
            longer = lines[-1] + GAP + figure
            if self._length(longer) <= self._wide:
                lines[-1] = longer
            else:
                lines.append(figure.strip(" ·"))
        return lines

    def _length(self, text: str) -> int:
        return self.count.fontMetrics().horizontalAdvance(text)
