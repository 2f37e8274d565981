"""The totals of up to eight periods as bars, with the lines of the grades."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.evaluation.reports.queries import HistoryPoint
from desk.kernel.text import tr
from desk.partners.carriers.choices import Grade
from ui.desks.evaluation_desk.words import GRADE_TONES, period_words, points, total_words
from ui.theme import SIZES, SPACE, colour

FULL, HIGH, MOST = 100_00, 236, 8
Bands = Sequence[tuple[Grade, int, int]]


class TrendPicture(QWidget):
    """See the module. What is drawn is told in words as well."""

    def __init__(self) -> None:
        super().__init__()
        self.history: tuple[HistoryPoint, ...] = ()
        self._bands: Bands = ()
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, HIGH)

    def show_history(self, history: Sequence[HistoryPoint], bands: Bands) -> None:
        """Show the periods in order, this one last."""
        self.history, self._bands = tuple(history)[-MOST:], bands
        told = "、".join(f"{p.period} {total_words(p.total, p.grade)}" for p in self.history)
        self.setAccessibleName(tr("总分走势:{t}").format(t=told or tr("没有")))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        below = painter.fontMetrics().height() + SPACE.tight
        area = QRect(SIZES.em * 2, below, self.width() - SIZES.em * 2, self.height() - 2 * below)
        for grade, low, _high in self._bands[:-1]:
            self._line(painter, area, low, grade.label)
        width = area.width() // max(4, len(self.history))
        for at, point in enumerate(self.history):
            place = QRect(area.x() + at * width, area.y(), width, area.height())
            self._bar(painter, place, point, last=at == len(self.history) - 1)
        painter.end()

    def _line(self, painter: QPainter, area: QRect, low: int, label: str) -> None:
        y = area.bottom() - area.height() * low // FULL
        painter.setPen(QPen(colour("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.left(), y, area.right(), y)
        painter.setPen(colour("muted"))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRect(0, y - SIZES.em, SIZES.em * 2, SIZES.em * 2), middle, label)

    def _bar(self, painter: QPainter, place: QRect, point: HistoryPoint, *, last: bool) -> None:
        middle, line = Qt.AlignmentFlag.AlignCenter, painter.fontMetrics().height()
        period = QRect(place.x(), place.bottom() + SPACE.tight, place.width(), line)
        painter.setPen(colour("text" if last else "muted"))
        shown = painter.fontMetrics().elidedText(
            period_words(point.period), Qt.TextElideMode.ElideLeft, place.width()
        )
        painter.drawText(period, middle, shown)
        if point.total is None:
            return
        high = place.height() * max(0, min(FULL, point.total)) // FULL
        wide = min(place.width() - SPACE.small, 3 * SIZES.em)
        bar = QRect(place.center().x() - wide // 2, place.bottom() - high, wide, high)
        tone = GRADE_TONES.get(point.grade) if point.grade else None
        ink = tone.ink if tone else colour("accent")
        painter.fillRect(bar, ink if last else ink.lighter(150))
        top = QRect(place.x(), bar.top() - line, place.width(), line)
        words = points(point.total)
        behind = painter.fontMetrics().boundingRect(top, middle, words)
        painter.fillRect(behind, colour("surface"))  # the dashed lines stay off the figure
        painter.drawText(top, middle, words)
