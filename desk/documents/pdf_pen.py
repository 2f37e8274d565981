"""The pen: collects one page's text, lines and bars and writes them as plain PDF operators.

Nothing in a text is ever read as markup. Positions are points from the upper left corner of the
sheet. The operators are written directly because drawing 16,000 cells one by one through the
canvas costs more than laying them out.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from desk.documents.fonts import Face, Typeface, typefaces

if TYPE_CHECKING:
    from PIL.Image import Image
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
HAIRLINE = 0.35
BASELINE = 0.36
"""From the middle of a line of text down to its baseline, in sizes."""
_PALE = "0.56 0.66 0.78"


class Background(StrEnum):
    """What becomes of frames, rules and fixed words: the layer that pre-printed paper carries."""

    PRINTED = "printed"
    SHOWN = "shown"
    """Drawn pale: the preview of a print on pre-printed paper."""
    LEFT_OUT = "left_out"


class Pen:
    """Draws on the current page of a canvas; `height` turns its y axis downwards."""

    def __init__(self, canvas: "Canvas", background: Background = Background.PRINTED) -> None:
        self._canvas = canvas
        self._background = background
        self._faces = typefaces()
        self._codes: dict[tuple[Face, str], tuple[str, str]] = {}
        self._written: tuple[dict[str, list[tuple[str, str]]], ...] = ({}, {})
        self.start_page(0)
        self.missing: set[str] = set()

    def start_page(self, height: float) -> None:
        self._height = height
        self._shapes: list[str] = []
        self._texts: list[str] = []
        self._font = ""
        self._left_out = False

    def background(self, begins: bool) -> None:
        """What is drawn until it ends stands on pre-printed paper already."""
        if self._background is Background.LEFT_OUT:
            self._left_out = begins
        elif self._background is Background.SHOWN:
            colour = _PALE if begins else "0 0 0"
            self._shapes.append(f"{colour} RG {colour} rg")
            self._texts.append(f"{colour} rg")

    def end_page(self) -> None:
        for part in (self._shapes, ["BT", *self._texts, "ET"]):
            if part:
                self._canvas.addLiteral("\n".join(part))

    def face(self, bold: bool) -> Typeface:
        return self._faces[bold]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        return self._faces[bold].width(text) * size / 1000

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        """Draw one line with its left end at x and its vertical middle at y."""
        if self._left_out:
            return
        runs = self._written[bold].get(text)
        if runs is None:
            runs = self._written[bold][text] = self._encode(text, bold)
        at = f"1 0 0 1 {x:.2f} {self._height - y - size * BASELINE:.2f} Tm "
        for name, codes in runs:
            font = f"{name} {size:.4g} Tf"
            if font != self._font:
                self._texts.append(font)
                self._font = font
            self._texts.append(f"{at}<{codes}> Tj")
            at = ""

    def centred(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.text(x - self.width(text, size, bold) / 2, y, text, size, bold)

    def right(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.text(x - self.width(text, size, bold), y, text, size, bold)

    def white(self, on: bool) -> None:
        """Switch the colour of the following texts between white and black."""
        self._texts.append("1 g" if on else "0 g")

    def slanted(self, x: float, y: float, text: str, size: float, grey: float) -> None:
        """Draw bold text through the point (x, y), rising at 30 degrees, in a light grey."""
        wide, cos, sin = self.width(text, size, True), 0.866, 0.5
        left, base = x - wide / 2 * cos + size * BASELINE * sin, y + wide / 2 * sin
        base += size * BASELINE * cos
        self._shapes.append(
            f"BT {grey} g {cos} {sin} {-sin} {cos} {left:.2f} {self._height - base:.2f} Tm"
        )
        for name, codes in self._encode(text, True):
            self._shapes.append(f"{name} {size:.4g} Tf <{codes}> Tj")
        self._shapes.append("ET 0 g")

    def line(self, x: float, y: float, to_x: float, to_y: float, width: float = HAIRLINE) -> None:
        if self._left_out:
            return
        top = self._height
        self._shapes.append(
            f"{width:.3g} w {x:.2f} {top - y:.2f} m {to_x:.2f} {top - to_y:.2f} l S"
        )

    def frame(self, x: float, y: float, width: float, height: float, pen: float = HAIRLINE) -> None:
        if not self._left_out:
            self._shapes.append(f"{pen:.3g} w {self._rectangle(x, y, width, height)} S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0) -> None:
        if not self._left_out:
            self._shapes.append(f"{grey:.3g} g {self._rectangle(x, y, width, height)} f 0 g")

    def picture(self, x: float, y: float, width: float, height: float, source: "Image") -> None:
        """Draw a picture into a box of its own proportions; it lies below lines and text."""
        from reportlab.lib.utils import ImageReader

        self._canvas.drawImage(ImageReader(source), x, self._height - y - height, width, height)

    def _rectangle(self, x: float, y: float, width: float, height: float) -> str:
        return f"{x:.3f} {self._height - y - height:.3f} {width:.3f} {height:.3f} re"

    def _encode(self, text: str, bold: bool) -> list[tuple[str, str]]:
        """Return the text as codes of font subsets, noting characters that no font has."""
        face = self._faces[bold]
        face.width(text)
        self.missing.update(face.missing.intersection(text))
        runs: list[tuple[str, str]] = []
        for font, run in face.runs(text):
            for char in run:
                name, code = self._code(font, char)
                if runs and runs[-1][0] == name:
                    runs[-1] = (name, runs[-1][1] + code)
                else:
                    runs.append((name, code))
        return runs

    def _code(self, font: Face, char: str) -> tuple[str, str]:
        found = self._codes.get((font, char))
        if found is None:
            document = self._canvas._doc  # type: ignore[attr-defined]
            ((subset, code),) = font.splitString(char, document)
            found = (font.getSubsetInternalName(subset, document), code.hex())
            self._codes[font, char] = found
        return found
