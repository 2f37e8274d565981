"""A customer's yearly file leaves the office as one PDF: contents, file card, and all his papers.

What cannot be bound is named on the contents page with the reason; nothing stops the file. It is
written whole or not at all, and written down with its purpose before (E212): the papers show
personal data.

Source: spec 1 (客户档案的定期归案管理), 3.26 (export customers), 5.13.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desk.app import Desk
from desk.documents.bundle import Bundle, Unbindable
from desk.documents.outgoing import whole_path
from desk.documents.pdf import render_pdf
from desk.filing.customer_files.papers import BoundPaper, contents_page
from desk.filing.customer_files.queries import FilePaper, YearlyFile, yearly_file
from desk.kernel.text import tr
from desk.office.printing.commands import record_export, record_print
from desk.storage.cabinet import cabinet_of, place_of
from desk.storage.gate import check_right

RIGHT = "customer.export"
PICTURES = frozenset({"jpeg", "png", "tiff", "gif", "bmp"})
CARD = "P-07"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Bound:
    """A bound file.

    Attributes:
        papers: how many papers are in it, the file card not counted.
        left_out: label and reason of those that are only named.
    """

    pages: int
    papers: int
    left_out: tuple[tuple[str, str], ...]


def bind_customer_file(
    desk: Desk,
    customer: str,
    year: int,
    out: Path,
    purpose: str,
    progress: Progress | None = None,
) -> Bound:
    """Bind a customer's file of a year.

    Args:
        desk: an open office with a signed-in user.
        customer: his code.
        year: the year.
        out: the PDF; it gets its name when it is whole.
        purpose: what for.
        progress: told (papers done, papers in all); may raise to cancel.

    Raises:
        Refused: E006, E210, E212.
        FileRefused: the file cannot be written.
    """
    check_right(desk.signed_in(), RIGHT)
    file = desk.ask(yearly_file, customer=customer, year=year)
    desk.run(
        record_export,
        list_name=tr("年度档案"),
        filter_text=f"{file.code} {year}",
        row_count=len(file.papers),
        purpose=purpose,
    )
    print_no = desk.run(record_print, form=CARD, number=file.code).value
    with whole_path(out) as part, Bundle() as bundle:
        card = render_pdf(desk.paper(CARD, file.code, print_no=print_no)).pdf
        card_pages = bundle.add_pdf(card)
        bound = _lay_in(desk, file, bundle, progress)
        _lay_contents_on_top(desk, file, bundle, bound, card_pages, print_no)
        bundle.save(part, f"{file.code} / {year}")
        pages = len(bundle)
    left_out = tuple((row.paper.label, row.why) for row in bound if not row.pages)
    return Bound(pages, len(bound) - len(left_out), left_out)


def _lay_in(
    desk: Desk, file: YearlyFile, bundle: Bundle, progress: Progress | None
) -> list[BoundPaper]:
    bound = []
    for done, paper in enumerate(file.papers, 1):
        first = len(bundle) + 1
        try:
            pages, why = _add(desk, bundle, paper), ""
        except Unbindable as left_out:
            pages, why = 0, str(left_out)
        bound.append(BoundPaper(paper, first, pages, why))
        if progress is not None:
            progress(done, len(file.papers))
    return bound


def _add(desk: Desk, bundle: Bundle, paper: FilePaper) -> int:
    place = place_of(cabinet_of(desk.path), paper.sha256)
    if not place.is_file():
        raise Unbindable(tr("附件丢失"))
    if paper.kind == "pdf":
        return bundle.add_pdf(place)
    if paper.kind in PICTURES:
        return bundle.add_picture(place)
    raise Unbindable(tr("不是 PDF 或图片"))


def _lay_contents_on_top(
    desk: Desk,
    file: YearlyFile,
    bundle: Bundle,
    bound: list[BoundPaper],
    card_pages: int,
    print_no: int,
) -> None:
    """Draw the contents twice: how many pages it takes itself shifts the pages it names."""

    def drawn(shift: int) -> Any:
        rows = [replace(row, first_page=row.first_page + shift) for row in bound]
        with desk.reading() as reader:
            card = (shift + 1, card_pages)
            return render_pdf(contents_page(reader, file, rows, card, print_no))

    bundle.add_pdf(drawn(drawn(1).pages).pdf, at=0)
