"""One look: spaces, type sizes and the stylesheet made of them and of the palette being worn.

Everything the window draws takes its colours and sizes from here (`ui.palettes` holds the colours).
Sizes are device-independent pixels, so a 1.5× screen needs nothing of its own. The scales are plain classes:
a dataclass costs the sign-in window a millisecond each.
"""

from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from desk.kernel.packed import unpacked
from ui.palettes import COLOURS, DARK, LIGHT, Colours, Look, Tone, colour, put_on, qt_palette

__all__ = ["COLOURS", "Look", "Tone", "colour"]

RESOURCES = Path(__file__).parents[1] / "resources"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
FAMILIES = ["Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"]


class Space:
    """The spacing scale."""

    hair = 2
    tight = 4
    small = 8
    normal = 12
    wide = 16
    page = 20


class Type:
    """The type scale, in pixels."""

    small = 12
    body = 13
    strong = 15
    title = 20
    line = 19  # from one line of body text to the next


class Sizes:
    """Heights and widths that repeat."""

    control = 30
    row = 30
    chip = 20
    chip_radius = 11  # half the height of a chip that is a label
    radius = 4
    navigation = 188
    em = 13  # one Chinese character of body text


SPACE, TYPE, SIZES = Space, Type, Sizes


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
            _add_font(RESOURCES / "fonts" / name)
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(TYPE.body)
    return font


def _add_font(path: Path) -> None:
    content = unpacked(path)
    if content is None:
        QFontDatabase.addApplicationFont(str(path))
    else:
        QFontDatabase.addApplicationFontFromData(content)


def stylesheet() -> str:
    """What every part wears: ``resources/styles/window.qss`` with the tokens put in."""
    return _sheet(COLOURS.name, "window")


def frame_stylesheet() -> str:
    """What the parts around the pages wear: with ``frame.qss`` as well."""
    return f"{stylesheet()}\n{_sheet(COLOURS.name, 'frame')}"


@cache
def _sheet(look: str, name: str) -> str:
    tokens: dict[str, object] = dict(vars(COLOURS))
    for prefix, scale in (("space", SPACE), ("type", TYPE), ("size", SIZES)):
        tokens |= {f"{prefix}_{name}": v for name, v in vars(scale).items() if name[0] != "_"}
    text = (RESOURCES / "styles" / f"{name}.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens, icons=(RESOURCES / "icons" / look).as_posix())
