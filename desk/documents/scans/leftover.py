"""Is there writing on a page outside the papers that were found? Then another paper may lie there.

Source: assumed; the size of our papers is told in widths of their QR code.
"""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from desk.documents.paper_code import is_whole
from desk.documents.scans.codes import Format, FoundCode, Point, span

# From the middle of the QR code to the edges of the paper, both sizes of paper included.
_LEFT, _RIGHT, _TOP, _BOTTOM = -2.4, 17.0, -1.5, 10.8
_DARK = 110
_CELL = 8
_INKED = 24
_MOST_OUTSIDE = 0.2


def ink_map(even: Image.Image) -> Image.Image:
    """The inked cells of a page whose shadows were taken away: 255 where something is written."""
    dark = even.point([255 if value < _DARK else 0 for value in range(256)])
    return dark.reduce(_CELL).point([255 if value > _INKED else 0 for value in range(256)])


def is_covered(ink: Image.Image, codes: Sequence[FoundCode], factor: float) -> bool:
    """Whether the found papers hold nearly all ink of the page.

    Args:
        ink: the page's `ink_map`.
        codes: what was found, in pixels of the page.
        factor: pixels of the page per pixel of the picture the map was made from.
    """
    rest = ink.copy()
    draw = ImageDraw.Draw(rest)
    for code in codes:
        if code.format is Format.QR and is_whole(code.text):
            outline = [(x / factor / _CELL, y / factor / _CELL) for x, y in _outline(code)]
            draw.polygon(outline, fill=0)
    inked, outside = (picture.histogram()[255] for picture in (ink, rest))
    return outside <= inked * _MOST_OUTSIDE


def _outline(code: FoundCode) -> list[Point]:
    upper_left, upper_right, _, lower_left = code.quad
    right, down = span(upper_left, upper_right), span(upper_left, lower_left)
    x, y = code.centre
    return [
        (x + right[0] * u + down[0] * v, y + right[1] * u + down[1] * v)
        for u, v in ((_LEFT, _TOP), (_RIGHT, _TOP), (_RIGHT, _BOTTOM), (_LEFT, _BOTTOM))
    ]
