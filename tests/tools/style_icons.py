"""Colour the small pictures that the stylesheet names: ``python -m tests.tools.style_icons``."""

from ui.palettes import DARK, LIGHT, Colours
from ui.theme import RESOURCES

INKS = {"chevron-down.svg": "muted", "chevron-up.svg": "muted", "check.svg": "accent"}


def coloured(palette: Colours) -> dict[str, str]:
    """The pictures of one palette by file name; a stylesheet cannot colour a file by itself."""
    return {
        name: (RESOURCES / "icons" / name)
        .read_text(encoding="utf-8")
        .replace("currentColor", getattr(palette, ink))
        for name, ink in INKS.items()
    }


def main() -> None:
    """Write them all anew."""
    for palette in (LIGHT, DARK):
        folder = RESOURCES / "icons" / palette.name
        folder.mkdir(exist_ok=True)
        for name, text in coloured(palette).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
