"""The colours of the window by meaning, light and dark; no other file of the window names a colour.

Everything drawn takes its colour from `COLOURS`, whose values are those of the look being worn.
Ink on any ground it is used on has a contrast of at least 4.5 to 1; the tests reckon it.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette


class Colours:
    """One palette by meaning; `name` is the folder of the small pictures in its colours.

    A plain class: a dataclass of so many fields takes a hundredth of the time to the sign-in window.
    """

    name: str = "light"
    window: str = "#F3F5F8"
    surface: str = "#FFFFFF"
    sunken: str = "#EAEEF3"
    stripe: str = "#F8FAFC"
    line: str = "#DCE2E9"
    line_strong: str = "#B8C2CE"
    edge: str = "#8A96A3"
    text: str = "#1B2733"
    muted: str = "#5A6877"
    faint: str = "#606D7B"
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
    desk: str = "#DCE2E9"
    paper: str = "#FFFFFF"

    def __init__(self, **others: str) -> None:
        """The light palette, but for the given colours."""
        self.wear({name: getattr(type(self), name) for name in self.names()} | others)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Colours) and vars(self) == vars(other)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Every field, the name of the palette first."""
        return tuple(cls.__annotations__)

    def wear(self, colours: Mapping[str, str]) -> None:
        """Take these colours."""
        vars(self).update(colours)


LIGHT = Colours()
DARK = Colours(
    name="dark",
    window="#161B21",
    surface="#1F262E",
    sunken="#2A333D",
    stripe="#232B34",
    line="#37424E",
    line_strong="#55636F",
    edge="#7C8996",
    text="#E3E8ED",
    muted="#AEBAC5",
    faint="#97A4B1",
    accent="#6CABEB",
    accent_strong="#93C3F4",
    accent_soft="#20374F",
    on_accent="#0E1924",
    danger="#F4968E",
    danger_soft="#44292B",
    warning="#E7BB57",
    warning_soft="#3E3421",
    good="#74CB9A",
    good_soft="#203B2D",
    desk="#0F1317",
)
COLOURS = Colours()
"""The palette being worn: always the same object, so that everybody may import it."""


class Look(StrEnum):
    """What the user chooses: one of the two, or what the system has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(Enum):
    """What a state means to the eye: the names of (text, ground) of its chip."""

    NEUTRAL = ("muted", "sunken")
    WAITING = ("warning", "warning_soft")
    ACTIVE = ("accent_strong", "accent_soft")
    DONE = ("good", "good_soft")
    WRONG = ("danger", "danger_soft")

    @property
    def ink(self) -> QColor:
        return colour(self.value[0])

    @property
    def ground(self) -> QColor:
        return colour(self.value[1])


def colour(name: str) -> QColor:
    """A colour of the palette being worn, by the name of its field."""
    return _made(getattr(COLOURS, name))


@lru_cache(maxsize=64)
def _made(code: str) -> QColor:
    return QColor(code)


def put_on(palette: Colours) -> None:
    """Let `COLOURS` be this palette from now on."""
    COLOURS.wear(vars(palette))


_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "stripe",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}


def qt_palette() -> QPalette:
    """The palette being worn in Qt's own roles, so that widgets without a rule fit in too."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    return made
