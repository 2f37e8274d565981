"""What every block of a paper becomes: strips with a height, which draw themselves and never split."""

from dataclasses import dataclass
from typing import Protocol

from desk.documents.papers import Align
from desk.documents.pdf_pen import Pen

SIZE = 9.0
LINE = 1.3


class Strip(Protocol):
    """Something with a height that draws itself."""

    @property
    def height(self) -> float: ...

    def draw(self, pen: Pen, x: float, y: float) -> None: ...


@dataclass(frozen=True)
class Space:
    height: float

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Nothing to draw."""


@dataclass(frozen=True)
class Line:
    """One line of running text."""

    text: str
    size: float
    bold: bool
    align: Align
    width: float
    fixed: bool = False

    @property
    def height(self) -> float:
        return self.size * 1.45

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it; fixed words stand on pre-printed paper already."""
        if self.fixed:
            pen.background(True)
        self._write(pen, x, y)
        if self.fixed:
            pen.background(False)

    def _write(self, pen: Pen, x: float, y: float) -> None:
        middle = y + self.height / 2
        if self.align is Align.LEFT:
            pen.text(x, middle, self.text, self.size, self.bold)
        elif self.align is Align.RIGHT:
            pen.right(x + self.width, middle, self.text, self.size, self.bold)
        else:
            pen.centred(x + self.width / 2, middle, self.text, self.size, self.bold)
