"""Pages as dots: in which dots a printer gets a page, and how it gets them without holding the window.

The window answers nobody while Qt takes an image over, so a page is handed over in bands. Their edges lie
on whole dots: on the paper they are one picture, dot for dot.
Source: windows of the house §3, performance of the house §2.
"""

import math
from collections.abc import Iterator
from fractions import Fraction

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from desk.documents.pictures import Picture
from ui.print_profiles import PrintProfile

INCH_MM = 25.4
MOST_DPI = 600
FEW_DPI = 203
"""So few dots wanted by a profile are those of pins and labels."""
GREYLESS_DPI = 360
"""Printers of no more dots than pins and labels have make no grey: edges are not softened."""
HAZE = 236
"""Greys from here on lie behind words; the watermark is just darker."""
_WITHOUT_HAZE = bytes(255 if grey >= HAZE else grey for grey in range(256))
_WHITE_AND_BLACK = (0xFFFFFFFF, 0xFF000000)
LARGEST = 1.05
"""Beyond this a page is not the form a little off but one of another size."""
BAND_DOTS = 200_000
"""So many are taken over in a few milliseconds."""
PATTERN = 16
"""Rows after which the dots that stand for a grey repeat: a band begins where the last one ended."""
POINTS_AN_INCH = 72
"""Bands end on whole ones, too: a spooler counts in them, and whole ones it does not round."""


def image_of(picture: Picture) -> QImage:
    """A page picture as an image of its own, without converting it."""
    return lent(picture).copy()  # the bytes must outlive the image otherwise


def lent(picture: Picture) -> QImage:
    """The same without a copy, while the picture lives: a page of 600 dots an inch has 140 MB."""
    size = (picture.width, picture.height, picture.stride)
    return QImage(picture.pixels, *size, QImage.Format.Format_RGB32)


def in_black(image: QImage) -> QImage:
    """For printers without grey: the haze behind labels is left out, darker greys become dots."""
    dots = bytearray()
    for first, rows in bands(image.width(), image.height(), PATTERN):
        band = _in_black(image.copy(0, first, image.width(), rows))  # its bits live as long as it
        dots += band.constBits()
    size = (image.width(), image.height(), len(dots) // image.height())
    drawn = QImage(dots, *size, QImage.Format.Format_Mono)
    drawn.setColorTable(_WHITE_AND_BLACK)
    return drawn.copy()


def _in_black(band: QImage) -> QImage:
    grey = band.convertToFormat(QImage.Format.Format_Grayscale8)
    clear = bytes(grey.constBits()).translate(_WITHOUT_HAZE)
    lighter = QImage(clear, grey.width(), grey.height(), grey.bytesPerLine(), grey.format())
    screened = Qt.ImageConversionFlag.OrderedDither
    return lighter.convertToFormat(QImage.Format.Format_Mono, screened)


def raster_dpi(printer: QPrinter, profile: PrintProfile) -> tuple[Fraction, Fraction]:
    """The dots a page is drawn in, across and down: the printer's own unless fewer are wanted."""
    own_x, own_y = printer.physicalDpiX(), printer.physicalDpiY()
    return _dots(own_x, profile.dpi), _dots(own_y, profile.dpi)


def _dots(own: int, wanted: int) -> Fraction:
    """The device's dots, or a whole fraction of them: the bars of a barcode stay even."""
    return Fraction(wanted) if 0 < wanted < own else Fraction(own, math.ceil(own / MOST_DPI))


def no_greys(printer: QPrinter, dpi: tuple[Fraction, Fraction]) -> bool:
    """Whether a page that is drawn in so many dots comes out in black and white only."""
    own = printer.physicalDpiX(), printer.physicalDpiY()
    return min(dpi) <= FEW_DPI or min(own) <= GREYLESS_DPI


def shrinking(page_mm: tuple[float, float], sheet_mm: tuple[float, float]) -> float:
    """By how much a page is made smaller as a whole: 1 unless it would not fit.

    The paper in the printer may be larger than the form, never much smaller.

    Args:
        page_mm: the page before its profile makes it larger.
        sheet_mm: the paper.
    """
    over = max(page / sheet for page, sheet in zip(page_mm, sheet_mm, strict=True))
    return over if over > LARGEST else 1.0


def draw_page(
    painter: QPainter,
    image: QImage,
    dpi: tuple[Fraction, Fraction],
    printer: QPrinter,
    profile: PrintProfile,
) -> None:
    """Draw a page dot for dot, in bands, as far right and down as the profile says."""
    # the painter counts in logical dots, of which the device may have a different number
    dots_x, dots_y = printer.logicalDpiX(), printer.logicalDpiY()
    wide, high = float(dots_x / dpi[0]), float(dots_y / dpi[1])
    # from whole dots on, else every edge is softened and bars lose their width
    left = round(profile.right_mm / INCH_MM * dots_x)
    top = round(profile.down_mm / INCH_MM * dots_y)
    whole = least_rows(dpi[1], dots_y, printer.physicalDpiY())
    for first, rows in bands(image.width(), image.height(), whole):
        source = QRectF(0, first, image.width(), rows)
        area = QRectF(left, top + first * high, image.width() * wide, rows * high)
        painter.drawImage(area, image, source)


def least_rows(dpi: Fraction, logical: int, physical: int) -> int:
    """How many rows of dots make whole dots of the painter and of the device, and whole points."""
    return math.lcm(*((dots / dpi).denominator for dots in (logical, physical, POINTS_AN_INCH)))


def bands(width: int, height: int, whole: int) -> Iterator[tuple[int, int]]:
    """First row and number of rows of every band; but for the last one they are multiples of `whole`."""
    rows = max(BAND_DOTS // width // whole, 1) * whole
    for first in range(0, height, rows):
        yield first, min(rows, height - first)
