"""One look: colours, spaces, type sizes and the stylesheet made of them.

Everything the window draws takes its colours and sizes from here; nothing else names a colour.
Sizes are device-independent pixels, so a 1.5× screen needs nothing of its own.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

RESOURCES = Path(__file__).parents[1] / "resources"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
FAMILIES = ["Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"]


@dataclass(frozen=True)
class Colours:
    """The palette by meaning; a dark look is another instance."""

    window: str = "#F3F5F8"
    surface: str = "#FFFFFF"
    sunken: str = "#EAEEF3"
    stripe: str = "#F8FAFC"
    line: str = "#DCE2E9"
    line_strong: str = "#B8C2CE"
    text: str = "#1B2733"
    muted: str = "#5A6877"
    faint: str = "#8A96A3"
    accent: str = "#1D5FA6"
    accent_strong: str = "#174D87"
    accent_soft: str = "#E3EDF8"
    on_accent: str = "#FFFFFF"
    danger: str = "#B3261E"
    danger_soft: str = "#FCEBEA"
    warning: str = "#8A5A00"
    warning_soft: str = "#FFF4DC"
    good: str = "#1B7344"
    good_soft: str = "#E4F4EA"


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
    radius: int = 4
    navigation: int = 188
    em: int = 13  # one Chinese character of body text


COLOURS = Colours()
SPACE = Space()
TYPE = Type()
SIZES = Sizes()


class Tone(Enum):
    """What a state means to the eye: (text, ground) of its chip."""

    NEUTRAL = (COLOURS.muted, COLOURS.sunken)
    WAITING = (COLOURS.warning, COLOURS.warning_soft)
    ACTIVE = (COLOURS.accent_strong, COLOURS.accent_soft)
    DONE = (COLOURS.good, COLOURS.good_soft)
    WRONG = (COLOURS.danger, COLOURS.danger_soft)

    @property
    def ink(self) -> QColor:
        return QColor(self.value[0])

    @property
    def ground(self) -> QColor:
        return QColor(self.value[1])


def dress(application: QApplication) -> None:
    """Give the application its style, palette, font and stylesheet."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette())
    application.setFont(body_font())
    application.setStyleSheet(stylesheet())


def body_font() -> QFont:
    """The window's font: the system's Chinese face if there is one, else the bundled Noto Sans SC."""
    if not QFontDatabase.hasFamily(FAMILIES[0]):
        for name in FONT_FILES:
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(TYPE.body)
    return font


def palette() -> QPalette:
    """The light palette; Qt's own roles, so that widgets without a rule fit in too."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: COLOURS.window,
        QPalette.ColorRole.WindowText: COLOURS.text,
        QPalette.ColorRole.Base: COLOURS.surface,
        QPalette.ColorRole.AlternateBase: COLOURS.stripe,
        QPalette.ColorRole.Text: COLOURS.text,
        QPalette.ColorRole.PlaceholderText: COLOURS.faint,
        QPalette.ColorRole.Button: COLOURS.surface,
        QPalette.ColorRole.ButtonText: COLOURS.text,
        QPalette.ColorRole.Highlight: COLOURS.accent,
        QPalette.ColorRole.HighlightedText: COLOURS.on_accent,
        QPalette.ColorRole.ToolTipBase: COLOURS.text,
        QPalette.ColorRole.ToolTipText: COLOURS.surface,
        QPalette.ColorRole.Link: COLOURS.accent,
        QPalette.ColorRole.Mid: COLOURS.line,
        QPalette.ColorRole.Dark: COLOURS.line_strong,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(COLOURS.faint))
    return made


def stylesheet() -> str:
    """The one stylesheet: ``resources/styles/window.qss`` with the tokens put in."""
    tokens: dict[str, object] = dict(vars(COLOURS))
    for prefix, scale in (("space", SPACE), ("type", TYPE), ("size", SIZES)):
        tokens |= {f"{prefix}_{name}": value for name, value in vars(scale).items()}
    text = (RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens, icons=(RESOURCES / "icons").as_posix())
