"""Looking for codes on one page with rising effort; runs in the child only.

Most pages are done after the first look. Each further view of the page (sharper, without shadows,
turned a little, enlarged in parts) is only tried as long as something is still in doubt.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, radians, sin

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from desk.documents.paper_code import is_whole
from desk.documents.scans.codes import Format, FoundCode, Point, Quad, length, span
from desk.documents.scans.leftover import ink_map, is_covered
from desk.documents.scans.numbers import codes_by_paper

FIRST_SIDE = 2_400
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
_SHADOW_RADIUS = 28
_TURNS = (-3.0, 3.0, -6.0, 6.0, -9.0, 9.0)
_ENLARGED_SIDE = 3_600
_TILES = 3
_TILE_SCALE = 2.0
_SAME_PLACE = 0.02
_WORTH_REDUCING = 1.15


@dataclass(frozen=True)
class View:
    """One way of looking at the page and how its points are found on the page again."""

    image: Image.Image
    to_page: Callable[[Point], Point]
    whole_histogram: bool = False


@dataclass
class Sight:
    """What was seen so far; `doubtful` are places where a QR code stands that was not read."""

    side: float
    codes: list[FoundCode]
    doubtful: list[FoundCode]

    def add(self, code: FoundCode) -> None:
        if not any(
            code.text == known.text and self._near(code, known.centre) for known in self.codes
        ):
            self.codes.append(code)

    def is_clear(self) -> bool:
        """Every paper has its QR code, there is one at least, and no unread code is left."""
        papers = list(codes_by_paper(self.codes))
        qrs = [code for code in self.codes if code.format is Format.QR]
        left = [
            place
            for place in self.doubtful
            if not any(self._near(qr, place.centre) for qr in qrs)
            and any(_alike(qr, place) for qr in qrs)
        ]
        known = [paper[0].format is Format.QR and is_whole(paper[0].text) for paper in papers]
        return any(known) and not left and all(known)

    def _near(self, code: FoundCode, at: Point) -> bool:
        size = max(length(span(code.quad[0], code.quad[2])) / 2, self.side * _SAME_PLACE)
        return length(span(code.centre, at)) < size


def look(page: Image.Image) -> tuple[list[FoundCode], int]:
    """Return the codes on a page in its own pixels, and how many views it took."""
    factor = max(1.0, max(page.size) / FIRST_SIDE)
    small = page
    if factor > _WORTH_REDUCING:
        small = page.resize(_times(page.size, 1 / factor), Image.Resampling.BOX)
    even = _without_shadow(small)
    sight, views, ink = Sight(max(page.size), [], []), 0, ink_map(even)
    for view in _views(page, small, even):
        views += 1
        _take(view, sight)
        if sight.is_clear() and is_covered(ink, sight.codes, page.width / small.width):
            break
    return sight.codes, views


def _take(view: View, sight: Sight) -> None:
    binarizer = zxingcpp.Binarizer
    found = zxingcpp.read_barcodes(
        view.image,
        formats=_FORMATS,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer.GlobalHistogram if view.whole_histogram else binarizer.LocalAverage,
        return_errors=True,
    )
    for code in found:
        format_ = Format.QR if code.format == zxingcpp.BarcodeFormat.QRCode else Format.BARS
        known = FoundCode(format_, code.text, _quad(code.position, view.to_page))
        if code.valid and code.text:
            sight.add(known)
        elif format_ is Format.QR:
            sight.doubtful.append(known)


def _alike(qr: FoundCode, place: FoundCode) -> bool:
    """Whether a place is as large and as square as a code that was read; boxes of text are not."""
    sides = [length(span(place.quad[0], place.quad[n])) for n in (1, 3)]
    size = length(span(qr.quad[0], qr.quad[1]))
    return min(sides) > size * 0.65 and max(sides) < min(size * 1.5, min(sides) * 1.3)


def _quad(position: zxingcpp.Position, to_page: Callable[[Point], Point]) -> Quad:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    a, b, c, d = (to_page((corner.x, corner.y)) for corner in corners)
    return (a, b, c, d)


def _views(page: Image.Image, small: Image.Image, even: Image.Image) -> Iterator[View]:
    factor = page.width / small.width
    yield View(small, _scaled(factor))
    yield View(even, _scaled(factor))
    sharp = even.filter(ImageFilter.UnsharpMask(4, 220, 2))
    yield View(sharp, _scaled(factor))
    if small is not page:
        yield View(page, _scaled(1))
    yield from _enlarged(page)
    yield from _tiles(page)


def _enlarged(page: Image.Image) -> Iterator[View]:
    """The page enlarged, sharpened and turned a little: low bars are only read when nearly level."""
    scale = min(2.0, max(1.0, _ENLARGED_SIDE / max(page.size)))
    even = _without_shadow(page).resize(_times(page.size, scale), Image.Resampling.BICUBIC)
    sharp = even.filter(ImageFilter.UnsharpMask(1.4 * scale, 200, 0))
    for degrees in _TURNS:
        yield _turned(sharp, degrees, 1 / scale)


def _tiles(page: Image.Image) -> Iterator[View]:
    """Overlapping parts of the page, enlarged."""
    even = _without_shadow(page)
    wide, high = even.width // (_TILES - 1), even.height // (_TILES - 1)
    scale = _TILE_SCALE if max(page.size) < FIRST_SIDE * 1.2 else 1.3
    for n in range(_TILES * _TILES):
        left, top = (n % _TILES) * wide // 2, (n // _TILES) * high // 2
        part = even.crop((left, top, left + wide, top + high))
        large = part.resize(_times(part.size, scale), Image.Resampling.BICUBIC)
        soft = large.filter(ImageFilter.UnsharpMask(6, 160, 0))
        yield View(soft, _scaled(1 / scale, left, top), whole_histogram=False)
        yield View(large, _scaled(1 / scale, left, top), whole_histogram=True)


def _without_shadow(image: Image.Image) -> Image.Image:
    """Ink on even white: the lightness around each point is taken away, then contrast is stretched."""
    quarter = image.reduce(4).filter(ImageFilter.MaxFilter(5))
    around = quarter.filter(ImageFilter.BoxBlur(_SHADOW_RADIUS / 4)).resize(image.size)
    ink = ImageChops.subtract(around, image)
    return ImageOps.invert(ImageOps.autocontrast(ink, cutoff=(0, 0.5)))


def _turned(image: Image.Image, degrees: float, factor: float) -> View:
    turned = image.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=255)
    angle = radians(degrees)
    middle_x, middle_y = image.width / 2, image.height / 2

    def to_page(at: Point) -> Point:
        x, y = at[0] - middle_x, at[1] - middle_y
        back_x, back_y = x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
        return ((back_x + middle_x) * factor, (back_y + middle_y) * factor)

    return View(turned, to_page)


def _scaled(factor: float, left: float = 0, top: float = 0) -> Callable[[Point], Point]:
    return lambda at: (at[0] * factor + left, at[1] * factor + top)


def _times(size: tuple[int, int], factor: float) -> tuple[int, int]:
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
