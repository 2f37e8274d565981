"""The kept picture of a chip is the drawn one, dot for dot."""

from itertools import product

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.dressing import wear
from ui.models import chip
from ui.models.chip import draw_chip
from ui.palettes import Look
from ui.theme import SIZES, Tone, colour

WORDS = ("中转中", "作废", "Draft gjy", "很长很长的一个状态名字超出", "")


def drawn(scale: float, ground: str, word: str, tone: Tone, *, raised: bool, left: float) -> QImage:
    image = QImage(int(120 * scale), int(60 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(colour(ground))
    painter = QPainter(image)
    painter.setFont(QApplication.font())
    draw_chip(painter, QRectF(left, SIZES.row, 90, SIZES.row), word, tone, raised=raised)
    painter.end()
    return image


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("left", [7.0, 7.5])
def test_it_is_the_drawn_one(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch, scale: float, left: float
) -> None:
    cases = list(product(("surface", "stripe", "accent_soft"), WORDS, Tone, (False, True)))
    kept = [drawn(scale, *case[:3], raised=case[3], left=left) for case in cases]
    monkeypatch.setattr(chip, "_whole_scale", lambda _: 0)
    assert kept == [drawn(scale, *case[:3], raised=case[3], left=left) for case in cases]


def test_one_picture_serves_every_row_of_a_state(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    draw = chip._draw
    monkeypatch.setattr(
        chip, "_draw", lambda p, r, word, *rest: (made.append(word), draw(p, r, word, *rest))
    )
    chip._pictures.clear()
    for _ in range(20):
        drawn(1, "surface", "中转中", Tone.ACTIVE, raised=False, left=7)
    assert made == ["中转中"]


def test_another_look_has_other_pictures(dressed: QApplication) -> None:
    def now() -> QImage:
        return drawn(1, "surface", "中转中", Tone.ACTIVE, raised=False, left=7)

    light = now()
    wear(dressed, Look.DARK)
    try:
        dark = now()
        chip._pictures.clear()
        assert now() == dark != light
    finally:
        wear(dressed, Look.LIGHT)
    assert now() == light
