"""The calibration page: four crosses and two rulers, to measure how far a printer is off.

Source: windows §3 (offset of a print profile).
"""

from datetime import datetime

from desk.documents.papers import (
    Footer,
    Paper,
    PaperSize,
    Placed,
    PlacedItem,
    PlacedLine,
    PlacedText,
)
from desk.kernel.text import tr

CROSS_MM = 15.0  # from both edges to the middle of a cross
ARM_MM = 4.0
RULER_FROM_MM, RULER_MM = 25.0, 40
RULER_AT_MM = 24.0
TICK_MM, LONG_TICK_MM = 1.5, 3.0
TEXT_MM = 3.5


def calibration_page(size: PaperSize, at: datetime) -> Paper:
    """A page whose crosses stand 15 mm from the edges; what is measured less is typed as offset.

    Args:
        size: the sheet to print on.
        at: aware moment, for the invisible footer.
    """
    items = (*_crosses(size), *_ruler(), *_words(size))
    title = tr("打印校准")
    footer = Footer("", at, 0)
    return Paper(size, "", title, None, "", (Placed(items),), footer, bare=True)


def _crosses(size: PaperSize) -> list[PlacedItem]:
    right, low = size.width_mm - CROSS_MM, size.height_mm - CROSS_MM
    return [
        line
        for x in (CROSS_MM, right)
        for y in (CROSS_MM, low)
        for line in (
            PlacedLine(x - ARM_MM, y, x + ARM_MM, y),
            PlacedLine(x, y - ARM_MM, x, y + ARM_MM),
        )
    ]


def _ruler() -> list[PlacedItem]:
    """Millimetres along the width, to see whether the driver shrinks the page."""
    end = RULER_FROM_MM + RULER_MM
    lines: list[PlacedItem] = [PlacedLine(RULER_FROM_MM, RULER_AT_MM, end, RULER_AT_MM)]
    for mm in range(RULER_MM + 1):
        x = RULER_FROM_MM + mm
        tick = LONG_TICK_MM if mm % 10 == 0 else TICK_MM
        lines.append(PlacedLine(x, RULER_AT_MM, x, RULER_AT_MM - tick))
    return lines


def _words(size: PaperSize) -> list[PlacedItem]:
    wide = size.width_mm - 2 * RULER_FROM_MM
    sentences = (
        tr("纸张 {w:g} × {h:g} 毫米,尺长 40 毫米").format(w=size.width_mm, h=size.height_mm),
        tr("左上十字应距左边 15、上边 15 毫米"),
        tr("右移 = 15 - 量得的左边距"),
        tr("下移 = 15 - 量得的上边距"),
        tr("尺不足 40 毫米:请在打印机设置中关闭缩放"),
    )
    top = RULER_AT_MM + 2
    return [
        PlacedText(RULER_FROM_MM, top + n * (TEXT_MM + 1), wide, sentence, 8, shrink=True)
        for n, sentence in enumerate(sentences)
    ]
