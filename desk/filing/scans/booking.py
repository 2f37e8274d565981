"""A pile is booked page by page; every command is short, and repeating one does nothing twice."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from desk.filing.scans.choices import PileSource, PileState, ScanState
from desk.filing.scans.finding import file_by_digest, pile_by_number
from desk.filing.scans.hanging import settle
from desk.filing.scans.matching import Verdict, judge
from desk.filing.scans.model import LONGEST_REASON, ScanFile, ScanPage, ScanPile
from desk.filing.scans.rules import PILE_STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away, label_of
from desk.storage.work import Work

MOST_BYTES = 100 << 20  # as much as the reading processes take


@dataclass(frozen=True, kw_only=True)
class PaperRead:
    """What was read on one paper of a page: a number, or a sentence why there is none."""

    number: str = ""
    certain: bool = False
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class ScannedPage:
    """One page as it was read.

    Attributes:
        page_no: from 1; 0 for a file that could not be opened.
        papers: from top to bottom; at least one, if only with a sentence.
        picture: the page upright, as JPEG; empty when there is none.
        turned_degrees: quarter turns, anticlockwise, that made it upright.
        blank: nothing stands on the page; it is put aside.
    """

    page_no: int
    papers: tuple[PaperRead, ...]
    picture: bytes = b""
    turned_degrees: int = 0
    blank: bool = False


@dataclass(frozen=True)
class PaperBooked:
    """One paper after booking."""

    page_id: int
    state: ScanState
    number: str
    reason: str


@command(
    "receipt.update",
    "开始扫描批次",
    example='{"source": "CHOSEN", "place": "D:/扫描/11月20日"}',
)
def start_pile(work: Work, *, source: PileSource, place: str = "") -> str:
    """Open a pile; one that was interrupted at the same place is continued.

    Returns:
        Its number, 「SM261120-001」.
    """
    where = _place(place)
    standing = _open_piles(work, source, where)
    if standing:
        return standing[-1].number
    number = work.number("scan_pile")
    work.add(ScanPile(number=number, source=source, place=where, state=PileState.READING))
    return number


@command(
    "receipt.update",
    "存扫描文件",
    example='{"pile": "SM261120-001", "pages": 1, '
    '"upload": {"label": "回单.jpg", "content": "/9j/4AAQ"}}',
)
def keep_scan_file(work: Work, *, pile: str, upload: Upload, pages: int) -> int:
    """Keep the original of a file, once for ever; the same content gives the same id.

    Raises:
        Refused: E006, E025 when it is no picture or document, or over 100 MB.
    """
    of_pile = pile_by_number(work, pile)
    sha256 = hashlib.sha256(upload.content).hexdigest()
    known = file_by_digest(work, sha256)
    if known is not None:
        return known.id
    row = ScanFile(pile_id=of_pile.id, sha256=sha256, label=label_of(upload), pages=pages)
    work.add(row)
    file_away(work, "scan_file", row.id, upload, most_bytes=MOST_BYTES)
    return row.id


@command(
    "receipt.update",
    "登记扫描页",
    example='{"file": 1, "page": {"page_no": 1, "picture": "/9j/4AAQ", '
    '"papers": [{"number": "PS261119-001/01", "certain": true}]}}',
)
def book_scan_page(work: Work, *, file: int, page: ScannedPage) -> tuple[PaperBooked, ...]:
    """Book the papers of one page: filed, waiting for a person, or there already.

    The picture is on disk before the records are; a page that was booked before is only told.

    Raises:
        Refused: E001 without a paper or sentence, E006, E025.
    """
    of_file = work.get(ScanFile, file, tr("扫描文件"))
    problems = Problems()
    problems.require(page.papers, "page.papers", tr("单据"))
    problems.raise_if_any()
    booked = _booked(work, of_file, page.page_no)
    if not booked:
        booked = [_book(work, of_file, page, part_no) for part_no in range(1, len(page.papers) + 1)]
    return tuple(PaperBooked(row.id, row.state, row.paper_no, row.reason) for row in booked)


def _booked(work: Work, file: ScanFile, page_no: int) -> list[ScanPage]:
    wanted = select(ScanPage).where(ScanPage.file_id == file.id, ScanPage.page_no == page_no)
    return list(work.session.scalars(wanted.order_by(ScanPage.part_no)))


def _book(work: Work, file: ScanFile, page: ScannedPage, part_no: int) -> ScanPage:
    paper = page.papers[part_no - 1]
    row = ScanPage(
        file_id=file.id,
        file=file,
        page_no=page.page_no,
        part_no=part_no,
        turned_degrees=page.turned_degrees,
        state=ScanState.WAITING,
        paper_no=paper.number,
        certain=paper.certain,
    )
    work.add(row)
    if page.picture:
        label = tr("{name} 第 {n} 页.jpg").format(name=file.label[-100:], n=page.page_no)
        row.picture = file_away(work, "scan_page", row.id, Upload(label, page.picture)).sha256
    verdict = _verdict(work, paper, blank=page.blank)
    settle(work, row, verdict, verdict.state)
    return row


def _verdict(work: Work, paper: PaperRead, *, blank: bool) -> Verdict:
    if paper.number:
        return judge(work, paper.number, certain=paper.certain)
    return Verdict(ScanState.DISCARDED if blank else ScanState.WAITING, paper.sentence)


@command(
    "receipt.update",
    "扫描批次读完",
    example='{"source": "CHOSEN", "place": "D:/扫描/11月20日"}',
)
def finish_pile(work: Work, *, source: PileSource, place: str = "") -> int:
    """Note that every page of what lay at a place is booked.

    Returns:
        How many piles were open there: one, or none.
    """
    standing = _open_piles(work, source, _place(place))
    for pile in standing:
        pile.state = PILE_STATES.step(pile.state, "finish_pile")
    return len(standing)


def _place(place: str) -> str:
    return place.strip()[-LONGEST_REASON:]


def _open_piles(work: Work, source: PileSource, place: str) -> list[ScanPile]:
    wanted = select(ScanPile).where(
        ScanPile.state == PileState.READING, ScanPile.source == source, ScanPile.place == place
    )
    return list(work.session.scalars(wanted.order_by(ScanPile.id)))
