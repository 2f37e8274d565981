"""How far each form of the office comes out from where its own picture has it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from desk.app import Desk
from desk.documents.papers import PaperSize
from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from desk.kernel.clock import SetClock, SystemClock
from desk.sample.cast import MANAGER, PASSWORD
from desk.sample.story import make_sample
from tests.queues.measuring import INCH_MM, Print

EXACT_DPI = 600.0
INK = 100
"""Darker dots are ink; labels in light grey and watermarks come out as screens of dots on pins."""
MOST_OFF_MM = 0.3

Edges = tuple[float, float, float, float]


def printable(folder: Path) -> Iterator[tuple[str, PaperSize, bytes]]:
    """Every form that a month of the sample office has something for: its code, sheet and first page."""
    sample = make_sample(folder / "month.office", SystemClock().now())
    with Desk(sample.path, SetClock(sample.now)) as desk:
        desk.login(MANAGER[0], PASSWORD)
        for code, number in sample.papers.items():
            options: dict[str, Any] = {"last": 1} if code == "P-32" else {}
            papers = desk.paper(code, number, **options)[:1]
            yield code, papers[0].size, _head(render_pdf(papers).pdf)


def _head(pdf: bytes) -> bytes:
    """The first page alone: a register of a month has dozens."""
    target = BytesIO()
    with pdfium.PdfDocument(pdf) as whole, pdfium.PdfDocument.new() as head:
        head.import_pages(whole, [0])
        head.save(target)
    return target.getvalue()


def first_page(pdf: bytes) -> Print:
    """The first page as the program draws it, at many dots."""
    found = pdf_page(pdf, 0, EXACT_DPI)
    shape = (found.width, found.height)
    page = Image.frombuffer("RGB", shape, found.pixels, "raw", "BGRX", found.stride, 1)
    return Print(page.convert("L"), EXACT_DPI)


def off_mm(printed: Print, wanted: Print) -> Edges:
    """How far the outermost ink lies off: at the left, top, right and bottom, in millimetres."""
    there, meant = _edges(printed), _edges(wanted)
    return tuple(a - b for a, b in zip(there, meant, strict=True))  # type: ignore[return-value]


def _edges(page: Print) -> Edges:
    ink = page.picture.point(lambda dot: 255 * (dot < INK))
    box = ink.getbbox()
    assert box, "a white page"
    return tuple(dots / page.dpi * INCH_MM for dots in box)  # type: ignore[return-value]
