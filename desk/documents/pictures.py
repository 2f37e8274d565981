"""PDF pages as pictures: for preview, for printing at the printer's own resolution, for tests.

PDFium may not be used by two threads at once, so one page is rendered at a time in the process.

Source: windows §1 and §3.
"""

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from desk.documents.papers import Photo

_WHITE = (255, 255, 255, 255)
_CRISP = 0x1000 | 0x4000  # FPDF_RENDER_NO_SMOOTHTEXT and _NO_SMOOTHPATH
one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """Pixels in rows of `stride` bytes, four bytes each: blue, green, red, unused.

    This is the layout of QImage.Format_RGB32 on every computer Windows runs on.
    """

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    import pypdfium2

    with one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points, 72 of which are an inch."""
    import pypdfium2

    with one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def pdf_pages(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """Render the pages one after the other, flattened on white."""
    for number in range(page_count(pdf)):
        yield pdf_page(pdf, number, dpi)


def pdf_page(
    pdf: bytes, number: int, dpi: float, down_dpi: float = 0, *, smooth: bool = True
) -> Picture:
    """Render a single page to the nearest whole pixels; the first is number 0.

    Args:
        pdf: the file.
        number: of the page.
        dpi: dots an inch, from left to right.
        down_dpi: dots an inch downwards, where a printer has another number of them.
        smooth: soften edges with grey; a printer of few dots makes a scatter of dots of it.
    """
    import pypdfium2

    flags = pypdfium2.raw.FPDF_ANNOT | (0 if smooth else _CRISP)

    with one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        across, down = page.get_size()
        width, height = round(across * dpi / 72), round(down * (down_dpi or dpi) / 72)
        pixels, dots = _unwritten(width * height * 4), pypdfium2.raw.FPDFBitmap_BGRx
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, dots, buffer=pixels)
        bitmap.fill_rect(_WHITE, 0, 0, width, height)
        # page.render() would round up and add a pixel to sheets that fit exactly
        pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        picture = Picture(width, height, bitmap.stride, pixels)
        bitmap.close()
        page.close()
    return picture


def _unwritten(size: int) -> bytes:
    """Bytes for PDFium to write: to blank and copy 140 MB would keep the window waiting for 0.1 s."""
    make = ctypes.pythonapi.PyBytes_FromStringAndSize
    make.restype, make.argtypes = ctypes.py_object, (ctypes.c_char_p, ctypes.c_ssize_t)
    made: bytes = make(None, size)
    return made


def page_photos(pdf: bytes, most_pages: int, dpi: float = 200) -> Iterator[Photo]:
    """The pages of a PDF as pictures for paper; nothing for a file that cannot be read."""
    import pypdfium2
    from PIL import Image

    try:
        pages = min(page_count(pdf), most_pages)
    except pypdfium2.PdfiumError:
        return
    for number in range(pages):
        page = pdf_page(pdf, number, dpi)
        size = (page.width, page.height)
        image = Image.frombuffer("RGB", size, page.pixels, "raw", "BGRX", page.stride, 1)
        out = BytesIO()
        image.save(out, "PNG")
        yield Photo(f"{number + 1}/{pages}", out.getvalue())
