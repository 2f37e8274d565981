"""The load of a run against what its vehicle may carry: a bar, kilograms, per cent, a word when over."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.kernel.quantities import round_half_up, show_volume, show_weight
from desk.kernel.text import tr
from ui.theme import SIZES, SPACE, TYPE, colour


class LoadBar(QWidget):
    """Without a vehicle it only says the load."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.over = False
        self.words = ""
        self.room = ""
        self.setAccessibleName(tr("装载"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_load(self, load_g: int, payload_g: int, load_cm3: int, space_cm3: int) -> None:
        """Show weight against payload and volume against room; 0 means no vehicle is chosen."""
        self.over = bool(payload_g) and load_g > payload_g
        self._share = min(1.0, load_g / payload_g) if payload_g else 0.0
        self.words = _weight_words(load_g, payload_g)
        self.room = tr("体积 {v} m³").format(v=show_volume(load_cm3))
        if space_cm3:
            self.room = tr("体积 {v} / {r} m³").format(
                v=show_volume(load_cm3), r=show_volume(space_cm3)
            )
        self.setAccessibleDescription(f"{self.words} {self.room}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, TYPE.line + SPACE.small + SPACE.tight)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = SPACE.small
        bar = QRectF(0, self.height() - tall, self.width(), tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(bar, SIZES.radius, SIZES.radius)
        painter.setBrush(colour("danger" if self.over else "accent"))
        filled = QRectF(bar.left(), bar.top(), bar.width() * self._share, bar.height())
        painter.drawRoundedRect(filled, SIZES.radius, SIZES.radius)
        upper = QRectF(0, 0, self.width(), TYPE.line)
        painter.setPen(colour("danger" if self.over else "text"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft, self.words)
        painter.setPen(colour("muted"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight, self.room)


def _weight_words(load_g: int, payload_g: int) -> str:
    if not payload_g:
        return tr("装载 {a} kg").format(a=show_weight(load_g))
    percent = f"{round_half_up(load_g * 1000, payload_g) / 10:.1f}%"
    words = tr("装载 {a} / {b} kg  {p}").format(
        a=show_weight(load_g), b=show_weight(payload_g), p=percent
    )
    if load_g > payload_g:
        words += "  " + tr("超载 {n} kg").format(n=show_weight(load_g - payload_g))
    return words
