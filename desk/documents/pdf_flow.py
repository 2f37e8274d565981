"""Flowing the blocks of a paper over as many pages as they need.

Source: spec 4.0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desk.documents.papers import Block, PageBreak, Placed, Signatures, Table
from desk.documents.pdf_blocks import strips_of
from desk.documents.pdf_frame import Sheet
from desk.documents.pdf_pen import Pen
from desk.documents.pdf_placed import draw_placed
from desk.documents.pdf_strips import Strip
from desk.documents.pdf_table import TableLayout, TableSlice
from desk.documents.pdf_table_drawing import draw_table
from desk.documents.pdf_table_pages import cut_into_pages

Drawing = Callable[[Pen], None]
_SLACK = 0.01


@dataclass
class Flow:
    """Places drawings on pages, from the top down."""

    sheet: Sheet
    pages: list[list[Drawing]] = field(default_factory=lambda: [[]])
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.sheet.top(1)

    @property
    def room(self) -> float:
        return self.sheet.bottom - self.y + _SLACK

    @property
    def fresh_room(self) -> float:
        return self.sheet.bottom - self.sheet.top(2) + _SLACK

    def new_page(self) -> None:
        self.pages.append([])
        self.y = self.sheet.top(len(self.pages))

    def place_strips(self, strips: Sequence[Strip], kept: float = 0) -> None:
        """Place strips below each other; the last one keeps `kept` more height below itself."""
        for n, strip in enumerate(strips):
            below = kept if n == len(strips) - 1 else 0
            if strip.height + below > self.room and self.pages[-1]:
                self.new_page()
            self.pages[-1].append(_drawing(strip, self.sheet.left, self.y))
            self.y += strip.height

    def place_table(self, table: Table, tail: float) -> None:
        layout = TableLayout(table, self.sheet.paper.size, self.sheet.width)
        begun = False
        for part in cut_into_pages(layout, self.room, self.fresh_room, tail):
            if begun or part is None:
                self.new_page()
            begun = part is not None
            if part is not None:
                self.pages[-1].append(_table_drawing(part, self.sheet.left, self.y))
                self.y += part.height


def _drawing(strip: Strip, x: float, y: float) -> Drawing:
    return lambda pen: strip.draw(pen, x, y)


def _table_drawing(part: TableSlice, x: float, y: float) -> Drawing:
    return lambda pen: draw_table(part, pen, x, y)


def flow(sheet: Sheet) -> list[list[Drawing]]:
    """Lay a paper out and return the drawings of every page."""
    result = Flow(sheet)
    blocks = sheet.paper.blocks
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            result.place_table(block, _tail(blocks[n + 1 :], sheet))
        elif isinstance(block, PageBreak):
            result.new_page()
        elif isinstance(block, Placed):
            result.pages[-1].append(_placed_drawing(block, sheet))
        else:
            strips = strips_of(block, sheet.width, sheet.paper.size)
            follows = blocks[n + 1 : n + 2]
            signed = bool(follows) and isinstance(follows[0], Signatures)
            result.place_strips(strips, _tail(follows, sheet) if signed else 0)
    return result.pages


def _placed_drawing(block: Placed, sheet: Sheet) -> Drawing:
    return lambda pen: draw_placed(block, pen, sheet.paper.size)


def _tail(blocks: Sequence[Block], sheet: Sheet) -> float:
    """Return the height of what follows a table up to the next table or page break."""
    height = 0.0
    for block in blocks:
        if isinstance(block, Table | PageBreak | Placed):
            break
        height += sum(s.height for s in strips_of(block, sheet.width, sheet.paper.size))
    return height
