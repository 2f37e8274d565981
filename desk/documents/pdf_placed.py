"""Items at millimetres from the upper left corner of the sheet: labels and pre-printed forms.

Source: spec P-32; architecture §6.
"""

from desk.documents.barcodes import QUIET_MODULES, fit_bars
from desk.documents.papers import (
    Align,
    PaperSize,
    Placed,
    PlacedBarcode,
    PlacedLine,
    PlacedMark,
    PlacedText,
)
from desk.documents.pdf_frame import dots_per_inch, draw_bars
from desk.documents.pdf_pen import MM, Pen
from desk.documents.pdf_text import cut, shrunk_size

_LEAST = 0.5


def draw_placed(block: Placed, pen: Pen, size: PaperSize) -> None:
    """Draw the items in their order."""
    for item in block.items:
        if isinstance(item, PlacedText):
            _draw_text(item, pen)
        elif isinstance(item, PlacedBarcode):
            _draw_barcode(item, pen, dots_per_inch(size))
        elif isinstance(item, PlacedMark):
            _draw_mark(item, pen)
        elif isinstance(item, PlacedLine):
            ends = (item.x_mm * MM, item.y_mm * MM, item.to_x_mm * MM, item.to_y_mm * MM)
            pen.line(*ends, item.width_pt)


def _draw_text(item: PlacedText, pen: Pen) -> None:
    face, width = pen.face(item.bold), item.width_mm * MM
    size = item.size_pt
    if item.shrink:
        size = shrunk_size(face, item.text, size, width, _LEAST)
    text = cut(face, item.text, size, width + 0.01)
    x, y = item.x_mm * MM, item.y_mm * MM + item.size_pt * 0.6
    if item.align is Align.RIGHT:
        pen.right(x + width, y, text, size, item.bold)
    elif item.align is Align.CENTRE:
        pen.centred(x + width / 2, y, text, size, item.bold)
    else:
        pen.text(x, y, text, size, item.bold)


def _draw_barcode(item: PlacedBarcode, pen: Pen, dpi: int) -> None:
    bars = fit_bars(item.value, item.width_mm, dpi)
    if bars is None:
        return
    quiet = max((item.width_mm - bars.width_mm) / 2, QUIET_MODULES * bars.module_mm)
    draw_bars(bars, pen, (item.x_mm + quiet) * MM, item.y_mm * MM, item.height_mm * MM, dpi)


def _draw_mark(item: PlacedMark, pen: Pen) -> None:
    x, y = item.x_mm * MM, item.y_mm * MM
    width, height = item.width_mm * MM, item.height_mm * MM
    size = shrunk_size(pen.face(True), item.text, height * 0.68, width * 0.88)
    if item.solid:
        pen.fill(x, y, width, height)
        pen.white(True)
    else:
        pen.frame(x, y, width, height, 0.9)
    pen.centred(x + width / 2, y + height / 2, item.text, size, bold=True)
    if item.solid:
        pen.white(False)
