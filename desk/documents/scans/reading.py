"""Reading a pile of scanned papers: page by page, in order, without a stranger's file coming near.

Source: spec 3.22; design reliability P8: refused or read, never hung, never crashed.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desk.documents.scans import wire
from desk.documents.scans.codes import FoundCode
from desk.documents.scans.refusals import ScanRefused, sentence_of
from desk.documents.scans.workers import MEGABYTES, Worker

WORKERS = 2
SECONDS_PER_PAGE = 20.0
_AHEAD = 12
_POLL_SECONDS = 0.05

T = TypeVar("T")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Outcome = wire.Weighed | wire.Seen | ScanRefused


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page of the pile, or a file that could not be opened.

    Attributes:
        file: the file as it was given.
        digest: SHA-256 of its content; empty when it could not be read.
        page_no: from 1; 0 for a file that could not be opened.
        pages: how many the file has.
        preview: the page as grey JPEG, upright, at most 1,200 pixels long; empty without a page.
        turned_degrees: the quarter turns, anticlockwise, that made it upright.
        codes: everything decoded, in pixels of the preview.
        reason: why there is no code, a key of ``SENTENCES``; empty when there is one.
        sentence: the same for the clerk.
        views: how many looks it took.
    """

    file: Path
    digest: str
    page_no: int
    pages: int
    preview: bytes = b""
    turned_degrees: int = 0
    codes: tuple[FoundCode, ...] = ()
    reason: str = ""
    sentence: str = ""
    views: int = 0


def read_pile(
    files: Sequence[Path],
    *,
    seconds_per_page: float = SECONDS_PER_PAGE,
    megabytes: int = MEGABYTES,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[PageRead]:
    """Read the pages of pictures and PDFs in two capped processes, in the order of the files.

    A file or page that cannot be read is a result with its reason, never an exception.

    Args:
        files: JPEG, PNG, TIFF, BMP or PDF, whatever their names say.
        seconds_per_page: after this the page is given up and the next one begun.
        megabytes: memory each process may take.
        progress: told (pages read, pages of the pile) before each result.
        cancelled: asked many times a second; True ends the reading after the pages given so far.
    """
    with _Crew(seconds_per_page, megabytes, cancelled or _never) as crew:
        files = [Path(file).absolute() for file in files]
        weighed = list(crew.answers([wire.Weigh(str(file)) for file in files]))
        if len(weighed) < len(files):
            return
        plan = [
            step for file, found in zip(files, weighed, strict=True) for step in _steps(file, found)
        ]
        looks = [wire.Look(str(step.file), step.page_no - 1) for step in plan if step.page_no]
        answers = crew.answers(looks)
        for done, step in enumerate(plan, 1):
            read = step
            if step.page_no:
                outcome = next(answers, None)
                if outcome is None:
                    return
                read = _page_read(step, outcome)
            if progress:
                progress(done, len(plan))
            yield read


def _never() -> bool:
    return False


def _steps(file: Path, found: Outcome) -> Iterator[PageRead]:
    if isinstance(found, wire.Weighed):
        for number in range(1, found.pages + 1):
            yield PageRead(file, found.digest, number, found.pages)
    elif isinstance(found, ScanRefused):
        yield PageRead(file, "", 0, 0, reason=found.reason, sentence=str(found))


def _page_read(step: PageRead, outcome: Outcome) -> PageRead:
    where = (step.file, step.digest, step.page_no, step.pages)
    if isinstance(outcome, ScanRefused):
        return PageRead(*where, reason=outcome.reason, sentence=str(outcome))
    assert isinstance(outcome, wire.Seen)
    if outcome.digest != step.digest:
        return PageRead(*where, reason="changed", sentence=sentence_of("changed"))
    reason = "" if outcome.codes else "blank" if outcome.blank else "no_codes"
    return PageRead(
        *where,
        preview=outcome.preview,
        turned_degrees=outcome.turned_degrees,
        codes=tuple(outcome.codes),
        reason=reason,
        sentence=sentence_of(reason) if reason else "",
        views=outcome.views,
    )


class _Crew:
    """Two workers and the questions they share."""

    def __init__(self, seconds: float, megabytes: int, cancelled: Cancelled) -> None:
        self._seconds = seconds
        self._cancelled = cancelled
        self._idle = deque(Worker(megabytes) for _ in range(WORKERS))
        self._workers = tuple(self._idle)
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="scans")
        self._picking = threading.Lock()

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def answers(self, requests: Sequence[wire.Request]) -> Iterator[Outcome]:
        """Yield the outcomes in order, a few worked on ahead; ends early when cancelled."""
        waiting: deque[Future[Outcome]] = deque()
        left = iter(requests)
        while True:
            while len(waiting) < _AHEAD and (request := next(left, None)) is not None:
                waiting.append(self._threads.submit(self._ask, request))
            if not waiting:
                return
            outcome = self._wait(waiting.popleft())
            if outcome is None:
                return
            yield outcome

    def _wait(self, future: Future[Outcome]) -> Outcome | None:
        while not self._cancelled():
            try:
                return future.result(_POLL_SECONDS)
            except TimeoutError:
                continue
        return None

    def _ask(self, request: wire.Request) -> Outcome:
        with self._picking:
            worker = self._idle.popleft()
        try:
            return worker.ask(request, self._seconds)
        except ScanRefused as refused:
            return refused
        finally:
            with self._picking:
                self._idle.append(worker)
