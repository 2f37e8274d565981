"""One look: spaces, type sizes and the stylesheet made of them and of the palette being worn.

Everything the window draws takes its colours and sizes from here (`ui.palettes` holds the colours).
Sizes are device-independent pixels, so a 1.5× screen needs nothing of its own.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.palettes import COLOURS, DARK, LIGHT, Colours, Look, Tone, colour, put_on, qt_palette

__all__ = ["COLOURS", "Look", "Tone", "colour"]

RESOURCES = Path(__file__).parents[1] / "resources"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
FAMILIES = ["Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"]


@dataclass(frozen=True)
class Space:
    """The spacing scale."""

    hair: int = 2
    tight: int = 4
    small: int = 8
    normal: int = 12
    wide: int = 16
    page: int = 20


@dataclass(frozen=True)
class Type:
    """The type scale, in pixels."""

    small: int = 12
    body: int = 13
    strong: int = 15
    title: int = 20
    line: int = 19  # from one line of body text to the next


@dataclass(frozen=True)
class Sizes:
    """Heights and widths that repeat."""

    control: int = 30
    row: int = 30
    chip: int = 20
    chip_radius: int = 11  # half the height of a chip that is a label
    radius: int = 4
    navigation: int = 188
    em: int = 13  # one Chinese character of body text


SPACE = Space()
TYPE = Type()
SIZES = Sizes()


def dress(application: QApplication, look: str = Look.SYSTEM) -> None:
    """Give the application its style, palette and font; its parts wear the sheet (`ui.dressing`)."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(body_font())
    put_on(palette_of(look))
    application.setPalette(qt_palette())


def palette_of(look: str) -> Colours:
    """The palette a look means here and now; a system that does not say is a light one."""
    if look in (Look.LIGHT, Look.DARK):
        return DARK if look == Look.DARK else LIGHT
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def body_font() -> QFont:
    """The window's font: the system's Chinese face if there is one, else the bundled Noto Sans SC."""
    if not QFontDatabase.hasFamily(FAMILIES[0]):
        for name in FONT_FILES:
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(TYPE.body)
    return font


def stylesheet() -> str:
    """The one stylesheet: ``resources/styles/window.qss`` with the tokens put in."""
    return _sheet(COLOURS.name)


@cache
def _sheet(look: str) -> str:
    tokens: dict[str, object] = dict(vars(COLOURS))
    for prefix, scale in (("space", SPACE), ("type", TYPE), ("size", SIZES)):
        tokens |= {f"{prefix}_{name}": value for name, value in vars(scale).items()}
    text = (RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens, icons=(RESOURCES / "icons" / look).as_posix())
