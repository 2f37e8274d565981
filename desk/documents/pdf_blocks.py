"""Paragraphs and signatures as strips, and the one way from a block to its strips.

A strip is never split over pages; a paragraph is a strip per line, a grid a strip per line of pairs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.documents.fonts import typefaces
from desk.documents.papers import (
    Boxes,
    Charts,
    HeadGrid,
    PaperSize,
    Pictures,
    Signatures,
    Spacer,
    Text,
)
from desk.documents.pdf_charts import chart_strips
from desk.documents.pdf_pairs import box_strips, grid_strips
from desk.documents.pdf_pen import MM, Pen
from desk.documents.pdf_pictures import picture_strips
from desk.documents.pdf_strips import SIZE, Line, Space, Strip
from desk.documents.pdf_text import lines_of

_ABOVE_TEXT = 3.0


@dataclass(frozen=True)
class SignatureLine:
    """Names, each with a line to sign on."""

    names: Sequence[str]
    step: float
    height: float

    def draw(self, pen: Pen, x: float, y: float) -> None:
        middle = y + self.height - SIZE
        pen.background(True)
        for n, name in enumerate(self.names):
            left = x + n * self.step
            label = f"{name}："
            pen.text(left, middle, label, SIZE)
            at = left + pen.width(label, SIZE)
            pen.line(at, middle + SIZE * 0.6, left + self.step - 3 * MM, middle + SIZE * 0.6)
        pen.background(False)


def text_strips(block: Text, width: float) -> Iterator[Strip]:
    yield Space(_ABOVE_TEXT)
    face = typefaces()[block.bold]
    for line in lines_of(face, block.text, block.size_pt, width):
        yield Line(line, block.size_pt, block.bold, block.align, width, block.fixed)


def signature_strips(block: Signatures, width: float, paper: PaperSize) -> Iterator[Strip]:
    widest = max(typefaces()[0].width(name) for name in block.names) * SIZE / 1000
    fitting = max(int(width // (widest + 26 * MM)), 1)
    columns = block.columns or min(len(block.names), fitting)
    if not block.columns and len(block.names) > columns:
        rows = -(-len(block.names) // columns)
        columns = -(-len(block.names) // rows)
    height = (8 if paper.carbon else 10) * MM
    for i in range(0, len(block.names), columns):
        yield SignatureLine(block.names[i : i + columns], width / columns, height)


def strips_of(
    block: HeadGrid | Text | Signatures | Boxes | Pictures | Charts | Spacer,
    width: float,
    paper: PaperSize,
) -> list[Strip]:
    """Measure one block for a paper."""
    if isinstance(block, Text):
        return list(text_strips(block, width))
    if isinstance(block, HeadGrid):
        return list(grid_strips(block, width, paper))
    if isinstance(block, Signatures):
        return list(signature_strips(block, width, paper))
    if isinstance(block, Boxes):
        return list(box_strips(block, width, paper))
    if isinstance(block, Pictures):
        return list(picture_strips(block, width))
    if isinstance(block, Charts):
        return list(chart_strips(block, width))
    return [Space(block.height_mm * MM)]
