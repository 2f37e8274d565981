"""Counted marks with a simple bar each."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from ui.formats import LEFT, RIGHT
from ui.theme import SIZES, SPACE, colour

LABEL_SHARE, FIGURE_WIDTH, LINE = 40, 8 * SIZES.em, SIZES.chip + SPACE.tight


class Bars(QWidget):
    """One line a mark: its words, a bar as long as its count, the count and its share.

    Args:
        name: what a screen reader calls them.
        unit: what is counted.
    """

    def __init__(self, name: str, unit: str = "") -> None:
        super().__init__()
        self.name, self._unit = name, unit or tr("件")
        self.lines: list[tuple[str, int, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[tuple[str, int, int]]) -> None:
        """Show (words, count, share in basis points) triples, in order."""
        self.lines = list(lines)
        self.setFixedHeight(max(1, len(self.lines)) * LINE)
        told = (f"{words} {self._figure(count, share)}" for words, count, share in self.lines)
        self.setAccessibleName(f"{self.name}:{';'.join(told) or tr('没有')}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.lines:
            painter.setPen(colour("muted"))
            painter.drawText(self.rect(), LEFT, tr("没有"))
        most = max((count for _, count, _ in self.lines), default=1)
        for at, (words, count, share) in enumerate(self.lines):
            self._line(painter, QRect(0, at * LINE, self.width(), LINE), words, count / most)
            place = QRect(self.width() - FIGURE_WIDTH, at * LINE, FIGURE_WIDTH, LINE)
            painter.setPen(colour("muted"))
            painter.drawText(place, RIGHT, self._figure(count, share))
        painter.end()

    def _line(self, painter: QPainter, place: QRect, words: str, part: float) -> None:
        left = place.width() * LABEL_SHARE // 100
        painter.setPen(colour("text"))
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, left)
        painter.drawText(QRect(0, place.y(), left, LINE), LEFT, shown)
        room = max(0, place.width() - left - FIGURE_WIDTH - 2 * SPACE.small)
        bar = QRect(
            left + SPACE.small, place.y() + SPACE.tight, int(room * part), LINE - SPACE.small
        )
        painter.fillRect(bar, colour("accent"))

    def _figure(self, count: int, share_bp: int) -> str:
        return tr("{n} {unit} {p}").format(n=count, unit=self._unit, p=show_percent(share_bp))
