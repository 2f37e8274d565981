"""PDF pages as pictures: for preview, for printing at the printer's own resolution, for tests.

PDFium may not be used by two threads at once, so one page is rendered at a time in the process.

Source: windows §1 and §3.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

_WHITE = (255, 255, 255, 255)
_one_at_a_time = threading.Lock()


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

    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def pdf_pages(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """Render the pages one after the other, flattened on white."""
    for number in range(page_count(pdf)):
        yield pdf_page(pdf, number, dpi)


def pdf_page(pdf: bytes, number: int, dpi: float) -> Picture:
    """Render a single page; the first is number 0."""
    import pypdfium2

    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        bitmap = page.render(scale=dpi / 72, prefer_bgrx=True, fill_color=_WHITE)
        picture = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        page.close()
    return picture
