"""One file of a pile, known by its content, and its pages as grey pictures; runs in the child only."""

import io
import warnings
from pathlib import Path
from typing import Protocol

import pypdfium2
from PIL import Image, ImageOps

from desk.documents.scans.refusals import (
    MEGABYTE,
    MOST_BYTES,
    MOST_PAGES,
    MOST_PIXELS,
    ScanRefused,
)

LONGEST_SIDE = 4_200
WANTED_SIDE = 2_400
PDF_DPI = 220
_PDF_SIDES = (1_700, 3_600)
_IMAGES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
_PDF_HEAD = 1024


class Pages(Protocol):
    """An opened file."""

    count: int

    def page(self, number: int) -> Image.Image:
        """The page as grey picture, upright as far as the file says; the first is 0."""


def read_bytes(path: Path) -> bytes:
    """Raises: ScanRefused for a file that is absent, locked, empty or too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ScanRefused("too_large", most=str(MOST_BYTES // MEGABYTE))
        content = path.read_bytes()
    except FileNotFoundError:
        raise ScanRefused("absent", name=path.name) from None
    except OSError:
        raise ScanRefused("locked", name=path.name) from None
    if not content:
        raise ScanRefused("empty")
    return content


def open_pages(content: bytes) -> Pages:
    """Open a JPEG, PNG, TIFF, BMP or PDF, whatever its name says.

    Raises:
        ScanRefused: everything else, and files beyond the limits.
    """
    pages = _pages_of(content)
    if pages.count > MOST_PAGES:
        raise ScanRefused("pages", most=f"{MOST_PAGES:,}")
    if not pages.count:
        raise ScanRefused("damaged")
    return pages


def _pages_of(content: bytes) -> Pages:
    for signature, kind in _IMAGES:
        if content.startswith(signature):
            return _Pictures(content, kind)
    if b"%PDF-" in content[:_PDF_HEAD]:
        return _Pdf(content)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise ScanRefused("heic")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise ScanRefused("webp")
    raise ScanRefused("unknown")


class _Pictures:
    """A picture file; only TIFF has several pages."""

    def __init__(self, content: bytes, kind: str) -> None:
        Image.MAX_IMAGE_PIXELS = None  # our own limit stands below, with its sentence
        warnings.simplefilter("ignore")
        try:
            self._image = Image.open(io.BytesIO(content), formats=[kind])
            self.count = self._frames() if kind == "TIFF" else 1
        except ScanRefused:
            raise
        except Exception:  # a damaged head fails in many ways
            raise ScanRefused("damaged") from None

    def _frames(self) -> int:
        """Count the frames one by one, so that a chain without end is noticed early."""
        for number in range(MOST_PAGES + 1):
            try:
                self._image.seek(number)
            except EOFError:
                return number
        return MOST_PAGES + 1

    def page(self, number: int) -> Image.Image:
        image = self._image
        try:
            image.seek(number)
            if image.width * image.height > MOST_PIXELS:
                raise ScanRefused("pixels", most=f"{MOST_PIXELS // 10_000:,}")
            if image.format == "JPEG":
                image.draft("L", (WANTED_SIDE, WANTED_SIDE))
            return _not_too_long(_grey(ImageOps.exif_transpose(image)))
        except OSError:
            raise ScanRefused("damaged") from None


class _Pdf:
    """A PDF; its pages are rendered grey at a resolution that suits their size."""

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(content)
            self.count = len(self._document)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise ScanRefused("encrypted" if locked else "damaged") from None

    def page(self, number: int) -> Image.Image:
        try:
            page = self._document[number]
            longest = max(*page.get_size(), 1)
            side = min(max(longest * PDF_DPI / 72, _PDF_SIDES[0]), _PDF_SIDES[1])
            bitmap = page.render(scale=side / longest, grayscale=True, may_draw_forms=False)
            image: Image.Image = bitmap.to_pil().convert("L")
            bitmap.close()
            page.close()
        except pypdfium2.PdfiumError:
            raise ScanRefused("damaged") from None
        return image


def _grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return image.convert("L")


def _not_too_long(image: Image.Image) -> Image.Image:
    if max(image.size) > LONGEST_SIDE:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
    return image
