"""A state in a table: a rounded chip with its word."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap, QTransform

from ui.theme import SIZES, SPACE, Tone, colour

AROUND_CHIP = 2 * SPACE.tight + 2
"""What of a cell's width stays free beside its chip."""
_CENTRED = int(Qt.AlignmentFlag.AlignCenter.value)
_MOST_PICTURES = 256
_Picture = tuple[str, str, int, str, str, str, int]
_pictures: dict[_Picture, QPixmap] = {}


def draw_chip(
    painter: QPainter, cell: QRectF, text: str, tone: Tone, *, raised: bool = False
) -> None:
    """Draw a rounded chip at the left of a cell; `raised` on a coloured ground.

    A list shows few different ones: their pictures are kept, and laid down dot for dot where a point
    of the list is a whole number of the screen's.
    """
    room = int(cell.width()) - AROUND_CHIP
    font = painter.font()
    words = font.toString()
    elided, wide = _chip_words(text, room, words)
    place = QPointF(cell.left() + SPACE.tight + 2, cell.top() + (cell.height() - SIZES.chip) / 2)
    ground = "surface" if raised else tone.value[1]
    scale = _whole_scale(painter.deviceTransform())
    if not scale or not (place.x().is_integer() and place.y().is_integer()):
        _draw(painter, QRectF(place.x(), place.y(), wide, SIZES.chip), elided, tone, ground)
        return
    ink, filled = tone.ink.name(), colour(ground).name()
    key = (elided, words, wide, ink, filled, ground, scale)
    picture = _pictures.get(key)
    if picture is None:
        if len(_pictures) >= _MOST_PICTURES:
            _pictures.clear()
        picture = _pictures[key] = _picture_of(font, wide, scale, elided, tone, ground)
    painter.drawPixmap(place, picture)


def _draw(painter: QPainter, chip: QRectF, elided: str, tone: Tone, ground: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(chip, SIZES.chip / 2, SIZES.chip / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(tone.ink)
    painter.drawText(chip, _CENTRED, elided)


def _picture_of(
    font: QFont, wide: int, scale: int, elided: str, tone: Tone, ground: str
) -> QPixmap:
    picture = QPixmap(wide * scale, SIZES.chip * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    _draw(painter, QRectF(0, 0, wide, SIZES.chip), elided, tone, ground)
    painter.end()
    return picture


def _whole_scale(to_screen: QTransform) -> int:
    """How many dots of the screen a point is, if that is a whole number; else 0."""
    scale = to_screen.m11()
    return int(scale) if scale.is_integer() else 0


@lru_cache(maxsize=512)
def _chip_words(text: str, room: int, font: str) -> tuple[str, int]:
    """The words of a chip and its width; measuring them anew took half of drawing it."""
    described = QFont()
    described.fromString(font)
    metrics = QFontMetrics(described)
    wide = min(metrics.horizontalAdvance(text) + 2 * SPACE.small, room)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - SPACE.small), wide
