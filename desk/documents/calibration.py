"""The calibration page: four crosses, two rulers and a barcode, to measure how far a printer is off.

Source: windows §3 (offset of a print profile).
"""

from collections.abc import Iterator
from datetime import datetime

from desk.documents.papers import (
    Footer,
    Paper,
    PaperSize,
    Placed,
    PlacedBarcode,
    PlacedItem,
    PlacedLine,
    PlacedText,
)
from desk.kernel.text import tr

CROSS_MM = 15.0
"""From both edges to the middle of a cross."""
ARM_MM = 4.0
RULER_AT_MM = 24.0
"""Where both rulers begin and what they lie at."""
MOST_RULER_MM = 200
TICK_MM, LONG_TICK_MM = 1.5, 3.0
TEXT_PT, LINE_MM = 9.0, 4.6
BARCODE_MM, BARCODE_HEIGHT_MM = 70.0, 9.0


def crosses(size: PaperSize) -> list[tuple[float, float]]:
    """The middles of the four crosses, from the upper left corner of the sheet."""
    right, low = size.width_mm - CROSS_MM, size.height_mm - CROSS_MM
    return [(x, y) for y in (CROSS_MM, low) for x in (CROSS_MM, right)]


def calibration_page(size: PaperSize, at: datetime, said: str = "") -> Paper:
    """A page whose crosses should stand 15 mm from the edges; what a ruler finds is typed.

    Args:
        size: the sheet to print on.
        at: aware moment, for the invisible footer.
        said: with which offset it was printed; tells several prints apart.
    """
    items = (*_crosses(size), *_across(size), *_downward(size), *_words(size, said))
    title = tr("打印校准")
    footer = Footer("", at, 0)
    return Paper(size, "", title, None, "", (Placed(items),), footer, bare=True)


def barcode_of(size: PaperSize) -> str:
    """What the barcode of the page says."""
    return f"CAL-{size.key}"


def _crosses(size: PaperSize) -> Iterator[PlacedLine]:
    for x, y in crosses(size):
        yield PlacedLine(x - ARM_MM, y, x + ARM_MM, y)
        yield PlacedLine(x, y - ARM_MM, x, y + ARM_MM)


def _length(side_mm: float) -> int:
    """Whole centimetres between the beginning of a ruler and the cross it points at."""
    room = side_mm - RULER_AT_MM - CROSS_MM
    return min(MOST_RULER_MM, int(room // 10) * 10)


def _tick(mm: int) -> float:
    return LONG_TICK_MM if mm % 10 == 0 else TICK_MM


def _across(size: PaperSize) -> Iterator[PlacedLine]:
    """Millimetres along the width: shows whether the driver shrinks the page."""
    start, length = RULER_AT_MM, _length(size.width_mm)
    yield PlacedLine(start, start, start + length, start)
    for mm in range(length + 1):
        yield PlacedLine(start + mm, start, start + mm, start - _tick(mm))


def _downward(size: PaperSize) -> Iterator[PlacedLine]:
    start, length = RULER_AT_MM, _length(size.height_mm)
    yield PlacedLine(start, start, start, start + length)
    for mm in range(length + 1):
        yield PlacedLine(start, start + mm, start - _tick(mm), start + mm)


def _words(size: PaperSize, said: str) -> Iterator[PlacedItem]:
    left, top = RULER_AT_MM + 5, RULER_AT_MM + 3
    wide = size.width_mm - left - 5
    sentences = (
        tr("纸张 {w:.4g} × {h:.4g} 毫米").format(w=size.width_mm, h=size.height_mm)
        + (tr(",本页按 {said} 打印").format(said=said) if said else ""),
        tr("左上十字的中心应距左边、上边各 15 毫米"),
        tr("左右十字应相距 {w:.4g} 毫米,上下十字应相距 {h:.4g} 毫米").format(
            w=size.width_mm - 2 * CROSS_MM, h=size.height_mm - 2 * CROSS_MM
        ),
        tr("用尺量出这四个数,填入打印设置的「按校准页填写」,再打一张核对"),
    )
    room = int((size.height_mm - top - 3) // LINE_MM)
    for n, sentence in enumerate(sentences[:room]):
        yield PlacedText(left, top + n * LINE_MM, wide, sentence, TEXT_PT, shrink=True)
    under = top + len(sentences) * LINE_MM + 2
    if under + BARCODE_HEIGHT_MM < size.height_mm - CROSS_MM - ARM_MM:
        room_mm = min(BARCODE_MM, wide)
        yield PlacedBarcode(left, under, room_mm, BARCODE_HEIGHT_MM, barcode_of(size))
