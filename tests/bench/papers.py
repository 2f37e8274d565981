"""A delivery list of 1,000 rows as PDF, beside the same cells drawn one by one on a bare canvas."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desk.documents.fonts import typefaces
from desk.documents.papers import Paper, shown
from desk.documents.pdf import render_pdf
from tests.bench.figures import MS, Figure, in_turn, milliseconds
from tests.bench.offices import Ground
from tests.documents.paper_samples import RUN_COLUMNS, run_row, run_sheet

GOAL, PAGES_A_SECOND = 1.3, 100
FONT_SIZE, MARGIN = 7.0, 28.0


def measure(ground: Ground) -> Iterator[Figure]:
    paper: Paper = run_sheet(ground.lines)
    first = milliseconds(partial(render_pdf, paper))
    pages = render_pdf(paper).pages
    figures = in_turn(
        partial(render_pdf, paper), partial(_bare, ground.lines, pages), min(5, ground.rounds)
    )
    name = f"delivery list of {ground.lines} rows"
    yield Figure(f"{name}, beside the canvas", *figures, GOAL)
    yield Figure(f"{name}, per page", figures[0] / pages, MS / PAGES_A_SECOND, 1)
    yield Figure("first list of the process, beside the next", first, figures[0], None)


def _bare(lines: int, pages: int) -> bytes:
    """As many rows a page as ours has, every cell one string, ruled by one grid."""
    width, height = landscape(A4)
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height), pageCompression=1)
    rows = [
        [shown(v, c.kind) for v, c in zip(run_row(i), RUN_COLUMNS, strict=True)]
        for i in range(1, lines + 1)
    ]
    per_page = -(-lines // pages)
    step, wide = (height - 2 * MARGIN) / per_page, (width - 2 * MARGIN) / len(RUN_COLUMNS)
    edges = [MARGIN + wide * n for n in range(len(RUN_COLUMNS) + 1)]
    for start in range(0, lines, per_page):
        block = rows[start : start + per_page]
        canvas.setFont(typefaces()[0].face.fontName, FONT_SIZE)
        tops = [height - MARGIN - step * n for n in range(len(block) + 1)]
        canvas.grid(edges, tops)
        for row, top in zip(block, tops, strict=False):
            for x, text in zip(edges, row, strict=False):
                canvas.drawString(x, top - step / 2, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
