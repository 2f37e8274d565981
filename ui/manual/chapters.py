"""The chapters of the manual as they lie in resources/manual: ``pages: a, b``, then Markdown."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ui.manual.over import FIRST
from ui.theme import RESOURCES

__all__ = ["FIRST", "FOLDER", "PICTURES", "Chapter", "chapter_of", "chapters"]

FOLDER = RESOURCES / "manual"
PICTURES = FOLDER / "pictures"
_KEY = re.compile(
    r"(?<![A-Za-z0-9+])(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z][a-z]+|[A-Z0-9]\b)|\bF(?:1[0-2]|[1-9])\b"
)
_PICTURE = re.compile(r"!\[[^\]]*\]\(pictures/([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")


@dataclass(frozen=True)
class Chapter:
    """One chapter.

    Attributes:
        name: its file without ``.md``; the number in front is its place.
        title: the first heading.
        pages: names of the pages (`ui.registry.pages`) it explains.
        text: Markdown without the line of pages.
    """

    name: str
    title: str
    pages: tuple[str, ...]
    text: str

    @property
    def keys(self) -> frozenset[str]:
        """Every key it names, ``Ctrl+Shift+V``."""
        return frozenset(_KEY.findall(self.text))

    @property
    def pictures(self) -> tuple[str, ...]:
        """File names of the pictures it shows."""
        return tuple(_PICTURE.findall(self.text))

    @property
    def links(self) -> tuple[str, ...]:
        """Files of the chapters it points to."""
        return tuple(_LINK.findall(self.text))


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters in reading order."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.md")))


def chapter_of(page: str) -> str:
    """The chapter explaining a page; the first one where none does."""
    return next((chapter.name for chapter in chapters() if page in chapter.pages), FIRST)


def _read(file: Path) -> Chapter:
    head, _, text = file.read_text(encoding="utf-8").partition("\n")
    pages = tuple(name.strip() for name in head.removeprefix("pages:").split(",") if name.strip())
    title = next(line[2:] for line in text.splitlines() if line.startswith("# "))
    return Chapter(file.stem, title.strip(), pages, text.strip() + "\n")
