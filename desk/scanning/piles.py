"""One pile: which files are new, what is read, and every page booked in its own short command."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk.app import Desk
from desk.documents.scans.numbers import NumberOnPaper, papers_on_page
from desk.documents.scans.reading import PageRead, read_pile
from desk.documents.scans.refusals import ScanRefused
from desk.filing.scans.booking import (
    PaperBooked,
    PaperRead,
    ScannedPage,
    book_scan_page,
    finish_pile,
    keep_scan_file,
    start_pile,
)
from desk.filing.scans.choices import PileSource, ScanState
from desk.filing.scans.queries import KnownFile, known_scan_files, office_signs
from desk.kernel.commands import entry_of
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.storage.cabinet import Upload
from desk.storage.gate import check_right

SECONDS_PER_PAGE = 40.0  # a hard page on a busy old computer; a hung one is given up after it
_UNKEPT = frozenset({"locked", "changed", "absent", "empty", "too_large", "unknown"})

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not taken in at all, and why; `reason` is a stable name."""

    path: Path
    reason: str
    sentence: str


@dataclass(frozen=True)
class PileResult:
    """What a pile came to.

    Attributes:
        number: its document number; empty when nothing in it was new.
        papers: papers booked now.
        known_files: files left out because they were scanned before.
        refused: files that were not taken in.
        complete: False when it was cancelled; scanning it again goes on from there.
    """

    number: str = ""
    papers: int = 0
    filed: int = 0
    waiting: int = 0
    duplicates: int = 0
    discarded: int = 0
    known_files: int = 0
    refused: tuple[RefusedFile, ...] = ()
    complete: bool = True


def scan_pile(
    desk: Desk,
    files: Sequence[Path],
    *,
    source: PileSource = PileSource.CHOSEN,
    place: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> PileResult:
    """Read the files and book every page that was not booked before.

    Args:
        desk: an open office with a signed-in user.
        files: pictures and PDFs, in the order they shall be shown.
        source: chosen by a person, or from the watched folder.
        place: where they lay; the first file's folder unless said.
        progress: told (pages read, pages in all) before each page is booked; may raise to stop.
        cancelled: asked many times a second; True stops after the pages booked so far.

    Raises:
        Refused: E210. SaveFailed: the disk is full or failed; what was booked stays booked.
    """
    check_right(desk.signed_in(), entry_of(book_scan_page).needs)
    fresh, known = _new_files(desk, files)
    where = place or (str(files[0].absolute().parent) if files else "")
    booking = _Booking(desk, source, where, known)
    stopped = cancelled or never
    if fresh:
        pages = read_pile(
            fresh, seconds_per_page=SECONDS_PER_PAGE, progress=progress, cancelled=stopped
        )
        for page in pages:
            booking.book(page)
    result = replace(booking.result, known_files=len(files) - len(fresh), complete=not stopped())
    was_open = bool(result.number) or any(found.is_open for found in known.values())
    if was_open and result.complete:
        desk.run(finish_pile, source=source, place=where)
    return result


def never() -> bool:
    return False


def _new_files(desk: Desk, files: Sequence[Path]) -> tuple[list[Path], dict[str, KnownFile]]:
    """The files with pages still to be booked, each content once; and what is known of them."""
    digests = {path: _digest(path) for path in files}
    wanted = tuple({digest for digest in digests.values() if digest})
    known = {k.sha256: k for k in desk.ask(known_scan_files, digests=wanted)}
    fresh: list[Path] = []
    taken = {digest for digest, found in known.items() if found.is_whole}
    for path, digest in digests.items():
        if not digest or digest not in taken:
            fresh.append(path)
        taken.add(digest)
    return fresh, known


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class _Booking:
    """Books page after page; remembers which file it is at."""

    def __init__(
        self, desk: Desk, source: PileSource, place: str, known: dict[str, KnownFile]
    ) -> None:
        self.result = PileResult()
        self._desk = desk
        self._source, self._place = source, place
        self._files = {digest: found.file for digest, found in known.items()}
        self._signs = frozenset(desk.ask(office_signs))

    def book(self, page: PageRead) -> None:
        """Book one page; a file that cannot be kept is only named."""
        if page.reason in _UNKEPT:
            self._refuse(page.file, page.reason, page.sentence)
            return
        try:
            file = self._file(page)
        except ScanRefused as refused:
            self._refuse(page.file, refused.reason, str(refused))
            return
        except Refused as refused:
            self._refuse(page.file, "unknown", str(refused))
            return
        outcome = self._desk.run(book_scan_page, file=file, page=scanned_page(page, self._signs))
        for paper in outcome.value:
            self._count(paper)

    def _file(self, page: PageRead) -> int:
        """The id of the page's file, kept with its first page.

        Raises:
            ScanRefused: it was changed or taken away since it was read.
        """
        digest = page.digest or _digest(page.file)
        if digest not in self._files:
            content = _content(page.file, digest)
            self._files[digest] = self._desk.run(
                keep_scan_file,
                pile=self._pile(),
                upload=Upload(page.file.name, content),
                pages=page.pages,
            ).value
        return self._files[digest]

    def _pile(self) -> str:
        if not self.result.number:
            number = self._desk.run(start_pile, source=self._source, place=self._place).value
            self.result = replace(self.result, number=number)
        return self.result.number

    def _refuse(self, path: Path, reason: str, sentence: str) -> None:
        if all(known.path != path for known in self.result.refused):
            refused = (*self.result.refused, RefusedFile(path, reason, sentence))
            self.result = replace(self.result, refused=refused)

    def _count(self, paper: PaperBooked) -> None:
        name = _COUNTED[paper.state]
        counts = {"papers": self.result.papers + 1, name: getattr(self.result, name) + 1}
        self.result = replace(self.result, **counts)


_COUNTED = {
    ScanState.WAITING: "waiting",
    ScanState.FILED: "filed",
    ScanState.PLACED: "filed",
    ScanState.DUPLICATE: "duplicates",
    ScanState.DISCARDED: "discarded",
}


def _content(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        raise ScanRefused("locked", name=path.name) from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise ScanRefused("changed")
    return content


def scanned_page(page: PageRead, signs: frozenset[str]) -> ScannedPage:
    """What is booked of a page that was read; one without a paper of ours waits with a sentence."""
    papers = tuple(
        PaperRead(number=says.number, certain=says.certain)
        if isinstance(says := paper.says, NumberOnPaper)
        else PaperRead(sentence=says.sentence)
        for paper in papers_on_page(page.codes, signs)
    )
    strange = tr("这一页的条码不是本公司的单号,请人工选择单号。")
    return ScannedPage(
        page_no=page.page_no,
        papers=papers or (PaperRead(sentence=page.sentence or strange),),
        picture=page.preview,
        turned_degrees=page.turned_degrees,
        blank=page.reason == "blank",
    )
