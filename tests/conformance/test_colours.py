"""One palette, light and dark: no colour is named elsewhere, and whatever is written can be read."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from tests.tools.style_icons import coloured
from ui.palettes import DARK, LIGHT, Colours, Tone
from ui.theme import RESOURCES

ROOT = Path(__file__).parents[2]
LEAST = 4.5
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
_NAMED = re.compile(
    r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|QColor\([\"'\d]|\brgba?\("
    r"|GlobalColor\.(?!transparent)|Qt\.(?:white|black|red|gray)\b"
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_INK = re.compile(r"(?:^|[;\s])color: \$(\w+)")
_GROUND = re.compile(r"background(?:-color)?: \$(\w+)")
_CHOSEN = re.compile(r"selection-background-color: \$(\w+); selection-color: \$(\w+)")
GROUNDS = ("window", "surface", "stripe", "sunken")
PAIRS = (
    *((ink, ground) for ink in ("text", "muted", "faint") for ground in GROUNDS),
    *((ink, ground) for ink in ("accent", "accent_strong", "danger") for ground in GROUNDS),
    *((ink, ground) for ink in ("warning", "good") for ground in GROUNDS),
    *((ink, "accent_soft") for ink in ("text", "muted", "danger", "warning", "good")),
    ("text", "warning_soft"),
    ("text", "danger_soft"),
    ("surface", "text"),
    *(tone.value for tone in Tone),
    *((tone.value[0], "surface") for tone in Tone),
)
"""What pages write on what: words and figures in tables, chosen rows, chips, fields in doubt."""


def brightness(code: str) -> float:
    """The relative luminance of a colour as WCAG 2 reckons it."""
    ink = QColor(code)
    parts = (ink.redF(), ink.greenF(), ink.blueF())
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else float(((p + 0.055) / 1.055) ** 2.4) for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: Colours, ink: str, ground: str) -> float:
    light, dark = sorted(
        (brightness(getattr(palette, name)) for name in (ink, ground)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def written_in_the_stylesheet() -> set[tuple[str, str]]:
    """The (ink, ground) pairs of every rule that names both."""
    sheets = (RESOURCES / "styles").glob("*.qss")
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    pairs = set()
    for _, body in _RULE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        pairs |= {(ink, ground) for ground, ink in _CHOSEN.findall(body)}
        own = _CHOSEN.sub("", body)
        pairs |= {(i, g) for i in _INK.findall(own) for g in _GROUND.findall(own)}
    return pairs


def test_the_reckoning_knows_black_on_white() -> None:
    assert contrast(Colours(text="#000000"), "text", "surface") == pytest.approx(21)
    assert len(written_in_the_stylesheet()) >= 8


@PALETTES
def test_every_text_can_be_read_on_its_ground(palette: Colours) -> None:
    pairs = {*PAIRS, *written_in_the_stylesheet()}
    poor = {pair: round(contrast(palette, *pair), 2) for pair in pairs}
    assert {pair: seen for pair, seen in poor.items() if seen < LEAST} == {}


@PALETTES
def test_every_colour_is_whole(palette: Colours) -> None:
    codes = [getattr(palette, name) for name in Colours.names() if name != "name"]
    assert [code for code in codes if not re.fullmatch(r"#[0-9A-F]{6}", code)] == []


def test_no_other_file_of_the_window_names_a_colour() -> None:
    files = [*(ROOT / "ui").rglob("*.py"), *(RESOURCES / "styles").glob("*.qss")]
    named = {
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in files
        if file.name != "palettes.py"
        for found in _NAMED.finditer(file.read_text(encoding="utf-8"))
    }
    assert named == {"ui/selftest/computer.py: GlobalColor."}  # ink on white, to count characters


@PALETTES
def test_the_small_pictures_of_the_stylesheet_have_its_colours(palette: Colours) -> None:
    folder = RESOURCES / "icons" / palette.name
    found = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.svg")}
    assert found == coloured(palette)
    sheet = (RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")
    assert set(re.findall(r"\$icons/([\w-]+\.svg)", sheet)) == found.keys()
