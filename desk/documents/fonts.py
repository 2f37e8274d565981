"""The fonts of every paper: loaded once per process, with a stand-in for each rare character.

The bundled Noto Sans SC holds all of GB 2312 and nearly all of Extension A; its bold face holds GB 2312
and the regular one stands in for it. A character that both lack is looked for in the fonts installed
on this computer (Extension B: 𠮷); if none has it, papers show 「〓」 and the renderer names the
character, so nobody signs a paper with a silent blank.

Source: spec 4.0; windows §3.
"""

import os
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import filterfalse
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from desk.kernel.packed import unpacked

SUBSTITUTE = "〓"
FONT_FOLDER = Path(__file__).parents[2] / "resources" / "fonts"
BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
RARE_FONTS = (
    "HanaMinB.ttf",
    "LXGWWenKai-Regular.ttf",
    "LXGWWenKaiGB-Regular.ttf",
    "simsunb.ttf",
    "SimsunExtG.ttf",
    "mingliub.ttc",
    "HanaMinA.ttf",
    "wqy-zenhei.ttc",
)
"""Fonts known to hold rare characters as TrueType outlines, the best first."""

_ENTRIES_A_BLOCK = 100  # the CMap rules allow no more
_lock = threading.RLock()


class Face(TTFont):  # type: ignore[misc, unused-ignore]
    """A TrueType font whose copied text is right beyond U+FFFF too."""

    def __init__(self, name: str, path: Path) -> None:
        content = unpacked(path)
        source = str(path) if content is None else BytesIO(content)
        super().__init__(name, source, shapable=False)
        pdfmetrics.registerFont(self)
        self.widths: dict[int, float] = self.face.charWidths
        by_glyph: dict[int, list[int]] = vars(self.face)["glyphToChar"]
        by_glyph.clear()  # a list for each of 40,000 glyphs: only shaping asks for them

    def addObjects(self, doc: Any) -> None:
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for n, subset in enumerate(subsets):
            prefix = SUBSETN(n) + b"+" + self.face.name + self.face.subfontNameX
            name = prefix.decode("latin-1")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode(name, subset)


def to_unicode(name: str, subset: list[int]) -> str:
    """Return the CMap that says which character each code of a font subset stands for.

    reportlab writes the code point as one hexadecimal number, which readers take for UTF-16.
    """
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = [entries[i : i + _ENTRIES_A_BLOCK] for i in range(0, len(entries), _ENTRIES_A_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def /CMapType 2 def",
            f"1 begincodespacerange <00> <{len(subset) - 1:02X}> endcodespacerange",
            *(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


class Typeface:
    """One weight of the bundled font together with its stand-ins.

    Attributes:
        widths: width of any character in thousandths of the size.
        guests: characters met so far that the bundled font lacks, with the font that holds them.
        missing: characters met so far that no font holds.
        strange: all characters that cannot simply be drawn; formatting characters (bidirectional
            overrides, joiners) are among them and print nothing.
    """

    def __init__(self, face: Face, *fuller: Face) -> None:
        self.face = face
        self._fuller = fuller
        self.guests: dict[str, Face] = {}
        self.missing: set[str] = set()
        self.widths = _Widths(self)
        self.strange: set[str] = set()

    def width(self, text: str) -> float:
        """Return the width of one line in thousandths of the size."""
        return sum(map(self.widths.__getitem__, text))

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """Split a measured text by font, with the substitute for missing characters."""
        if self.strange.isdisjoint(text):
            yield self.face, text
            return
        run, face = "", self.face
        for char in filterfalse(_invisible, text):
            wanted = self.guests.get(char, self.face)
            if wanted is not face and run:
                yield face, run
                run = ""
            face = wanted
            run += SUBSTITUTE if char in self.missing else char
        if run:
            yield face, run

    def measure(self, char: str) -> float:
        code = ord(char)
        if code in self.face.widths:
            return self.face.widths[code]
        self.strange.add(char)
        if _invisible(char):
            return 0
        guest = next((face for face in self._others() if code in face.widths), None)
        if guest is None:
            self.missing.add(char)
            return self.face.widths[ord(SUBSTITUTE)]
        self.guests[char] = guest
        return guest.widths[code]

    def _others(self) -> Iterator[Face]:
        yield from self._fuller
        yield from _rare_faces()


class _Widths(dict[str, float]):
    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface

    def __missing__(self, char: str) -> float:
        with _lock:
            width = self[char] = self._typeface.measure(char)
        return width


def typefaces() -> tuple[Typeface, Typeface]:
    """Return the regular and the bold typeface, loading them at the first call of the process."""
    with _lock:
        return _load()


@cache
def _load() -> tuple[Typeface, Typeface]:
    regular, bold = (Face(f"Desk-{name}", FONT_FOLDER / name) for name in BUNDLED)
    return Typeface(regular), Typeface(bold, regular)


def missing_glyphs(texts: Iterable[str]) -> set[str]:
    """Return the characters of the texts that no font of this computer can print."""
    regular, _ = typefaces()
    for text in texts:
        regular.width(text)
    return {char for text in texts for char in text if char in regular.missing}


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf"} or "\ufe00" <= char <= "\ufe0f"


def _rare_faces() -> Iterator[Face]:
    for path in _rare_paths():
        face = _rare_face(path)
        if face is not None:
            yield face


@cache
def _rare_face(path: Path) -> Face | None:
    try:
        return Face(f"Desk-{path.name}", path)
    except (TTFError, OSError):  # a font of another kind: the next one may do
        return None


@cache
def _rare_paths() -> tuple[Path, ...]:
    """Return the installed fonts of `RARE_FONTS`, in that order."""
    found: dict[str, Path] = {}
    for folder in _font_folders():
        for path in sorted(folder.rglob("*.tt[fc]")) if folder.is_dir() else ():
            found.setdefault(path.name.lower(), path)
    return tuple(found[name.lower()] for name in RARE_FONTS if name.lower() in found)


def _font_folders() -> tuple[Path, ...]:
    home = Path.home()
    local = os.environ.get("LOCALAPPDATA", "")
    windows = os.environ.get("WINDIR", "")
    return (
        FONT_FOLDER,
        *((Path(local) / "Microsoft/Windows/Fonts",) if local else ()),
        *((Path(windows) / "Fonts",) if windows else ()),
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )
