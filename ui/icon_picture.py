"""An icon to look at, large and pale: what an empty page shows above its sentence."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.icons import icon

SIDE = 48


class IconPicture(QWidget):
    """Painted anew in whatever palette is worn."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._icon = icon(name, "edge")
        self.setFixedSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
