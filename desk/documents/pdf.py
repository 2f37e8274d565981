"""Papers as PDF: the very bytes that are previewed, filed and printed.

The same papers give the same bytes (`invariant`), so a filed PDF can be compared.

Source: spec 4.0; windows §3.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate, chain
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desk.documents.papers import Paper
from desk.documents.pdf_flow import flow
from desk.documents.pdf_frame import Sheet, draw_frame
from desk.documents.pdf_pen import MM, Background, Pen

rl_config.useA85 = 0  # binary streams: a fifth smaller and faster

_saving = threading.Lock()  # a font's file position is shared by all documents of the process


@dataclass(frozen=True)
class RenderResult:
    """A finished PDF.

    Attributes:
        pdf: its bytes; empty when it went to a file.
        missing: characters printed as 「〓」 because no font holds them (tell the user: E018).
        ends: after how many pages each paper is whole, in their order.
    """

    pdf: bytes
    pages: int
    missing: frozenset[str]
    ends: tuple[int, ...] = ()


def render_pdf(
    papers: Paper | Iterable[Paper], background: Background = Background.PRINTED
) -> RenderResult:
    """Render one paper, or many into one file, in the order given."""
    target = BytesIO()
    result = write_pdf(papers, target, background)
    return replace(result, pdf=target.getvalue())


def write_pdf(
    papers: Paper | Iterable[Paper],
    target: BinaryIO,
    background: Background = Background.PRINTED,
) -> RenderResult:
    """Render papers into an open binary file.

    Papers are taken one by one and dropped once their pages are made, so a generator of 1,000
    receipts needs little memory; it may count for a progress bar and raise to cancel.
    Page numbers start anew with every paper.
    """
    first, rest = _first(papers)
    canvas = Canvas(target, invariant=1, pageCompression=1)
    canvas.setTitle(f"{first.title} {first.number or ''}".strip())
    canvas.setAuthor(first.firm)
    pen = Pen(canvas, background)
    ends = tuple(accumulate(_draw(paper, canvas, pen) for paper in chain((first,), rest)))
    with _saving:
        canvas.save()
    return RenderResult(b"", ends[-1], frozenset(pen.missing), ends)


def _first(papers: Paper | Iterable[Paper]) -> tuple[Paper, Iterable[Paper]]:
    if isinstance(papers, Paper):
        return papers, ()
    following = iter(papers)
    first = next(following, None)
    if first is None:
        raise ValueError("no paper to render")
    return first, following


def _draw(paper: Paper, canvas: Canvas, pen: Pen) -> int:
    """Draw a paper, once for every copy unless carbon makes the copies, and count the pages."""
    names = ("",) if paper.size.carbon else paper.copies or ("",)
    pages = flow(Sheet(paper, ""))
    for name in names:
        sheet = Sheet(paper, name)
        for number, drawings in enumerate(pages, 1):
            canvas.setPageSize((paper.size.width_mm * MM, paper.size.height_mm * MM))
            pen.start_page(paper.size.height_mm * MM)
            draw_frame(sheet, pen, number, len(pages))
            for drawing in drawings:
                drawing(pen)
            pen.end_page()
            canvas.showPage()
    return len(names) * len(pages)
