"""A count of the last days as bars, its figure over each; a bar opens the list of its day."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desk.kernel.text import tr
from desk.kernel.today import DayBars, DayFigure
from ui.editors.editor import ENTER
from ui.theme import SIZES, SPACE, TYPE, colour

WIDTH, HEIGHT = 380, 88
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
_SIDES = Qt.AlignmentFlag.AlignVCenter


class DayPlot(QWidget):
    """See the module. Left and right go from day to day, Enter opens the day.

    Signals:
        opened: the figure of a bar.
    """

    opened = Signal(object)

    def __init__(self, bars: DayBars) -> None:
        super().__init__()
        self.setMinimumWidth(WIDTH // 2)
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._small = QFont(self.font())
        self._small.setPixelSize(TYPE.small)
        self.show_bars(bars)

    def show_bars(self, bars: DayBars) -> None:
        """Show other days; the latest is the one in hand."""
        self.bars = bars
        self.at = len(bars.bars) - 1
        told = ";".join(f"{bar.label} {bar.value}" for bar in bars.bars)
        self.setAccessibleName(f"{bars.label}:{told}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    @property
    def figure(self) -> DayFigure | None:
        """The day in hand."""
        return self.bars.bars[self.at] if self.bars.bars else None

    def place_of(self, at: int) -> QRect:
        """Where a day stands, its figure and its date included."""
        room = self.width() - 2 * SPACE.small
        left = SPACE.small + room * at // len(self.bars.bars)
        right = SPACE.small + room * (at + 1) // len(self.bars.bars)
        return QRect(left, _HEAD, right - left, self.height() - _HEAD - SPACE.tight)

    # -- hands ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.at = max(0, min(len(self.bars.bars) - 1, self.at + step))
            self.update()
        elif event.key() in ENTER and self.figure is not None:
            self.opened.emit(self.figure)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._day_at(event.position().toPoint().x())
        if at is not None:
            self.at = at
            self.update()
            self.opened.emit(self.bars.bars[at])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._day_at(event.pos().x())
            bar = self.bars.bars[at] if at is not None else None
            QToolTip.showText(event.globalPos(), _told(self.bars, bar) if bar else "", self)
            return True
        return super().event(event)

    def _day_at(self, x: int) -> int | None:
        days = range(len(self.bars.bars))
        return next((at for at in days if self.place_of(at).left() <= x < self._end(at)), None)

    def _end(self, at: int) -> int:
        place = self.place_of(at)
        return place.left() + place.width()

    # -- the picture ------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line"))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        self._title(painter)
        painter.setFont(self._small)
        most = max((bar.value for bar in self.bars.bars), default=0) or 1
        for at, bar in enumerate(self.bars.bars):
            self._day(painter, at, bar, most)
        painter.end()

    def _title(self, painter: QPainter) -> None:
        room = QRect(SPACE.normal, 0, self.width() - 2 * SPACE.normal, _HEAD)
        painter.setPen(colour("muted"))
        painter.drawText(
            room,
            _SIDES,
            tr("{what} · 近 {n} 天").format(what=self.bars.label, n=len(self.bars.bars)),
        )
        bar = self.figure
        if bar is not None:
            painter.setPen(colour("text"))
            last = self.at == len(self.bars.bars) - 1
            day = tr("今天") if last else bar.label
            right = _SIDES | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, right, f"{day} {bar.value:,}")

    def _day(self, painter: QPainter, at: int, bar: DayFigure, most: int) -> None:
        place = self.place_of(at)
        in_hand, last = at == self.at and self.hasFocus(), at == len(self.bars.bars) - 1
        if in_hand:
            painter.fillRect(place, colour("accent_soft"))
        floor = place.bottom() - _LINE
        room = floor - place.top() - _LINE
        height = max(1, room * bar.value // most) if bar.value else 0
        column = QRect(place.left() + 3, floor - height, place.width() - 6, height)
        painter.fillRect(column, colour("accent" if last or in_hand else "line_strong"))
        painter.setPen(colour("text" if last or in_hand else "muted"))
        over = QRect(place.left() - 4, column.top() - _LINE, place.width() + 8, _LINE)
        painter.drawText(over, _MIDDLE, _short(bar.value))
        painter.setPen(colour("faint"))
        below = QRect(place.left(), floor, place.width(), _LINE)
        painter.drawText(below, _MIDDLE, bar.label[-2:])


def _short(value: int) -> str:
    """Figures of five signs would stand in each other's way."""
    return str(value) if value < 10_000 else tr("{n}万").format(n=value // 10_000)


def _told(bars: DayBars, bar: DayFigure) -> str:
    return f"{bar.label} {bars.label} {bar.value:,}"


_HEAD, _LINE = SIZES.chip + SPACE.tight, TYPE.small + SPACE.tight
