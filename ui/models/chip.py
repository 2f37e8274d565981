"""A state in a table: a rounded chip with its word."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.theme import SIZES, SPACE, Tone, colour

AROUND_CHIP = 2 * SPACE.tight + 2
"""What of a cell's width stays free beside its chip."""
_CENTRED = int(Qt.AlignmentFlag.AlignCenter.value)


def draw_chip(
    painter: QPainter, cell: QRectF, text: str, tone: Tone, *, raised: bool = False
) -> None:
    """Draw a rounded chip at the left of a cell; `raised` on a coloured ground."""
    room = int(cell.width()) - AROUND_CHIP
    elided, wide = _chip_words(text, room, painter.font().toString())
    top = cell.top() + (cell.height() - SIZES.chip) / 2
    chip = QRectF(cell.left() + SPACE.tight + 2, top, wide, SIZES.chip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("surface") if raised else tone.ground)
    painter.drawRoundedRect(chip, SIZES.chip / 2, SIZES.chip / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(tone.ink)
    painter.drawText(chip, _CENTRED, elided)


@lru_cache(maxsize=512)
def _chip_words(text: str, room: int, font: str) -> tuple[str, int]:
    """The words of a chip and its width; measuring them anew took half of drawing it."""
    described = QFont()
    described.fromString(font)
    metrics = QFontMetrics(described)
    wide = min(metrics.horizontalAdvance(text) + 2 * SPACE.small, room)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - SPACE.small), wide
