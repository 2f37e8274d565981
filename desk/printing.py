"""Printing without a window: papers are counted, stamped with their print number and drawn as PDF.

The same flow serves a single slip and a thousand: papers are built, counted and drawn block by block,
as one file (`print_pdf`) or as a PDF for each block, the next only when the printer has taken the last
(`PrintRun.blocks`), so memory stays small, and a progress function may raise to cancel. A print number
that was given out but never drawn (cancelled, disk full) is lost; none is ever used twice.

Source: spec 4.0 (footer, reprint mark), 3.25 (print log); lessons (batch print).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from desk.app import Desk
from desk.documents.outgoing import whole_file
from desk.documents.papers import Column, Footer, Paper, Table
from desk.documents.pdf_pen import Background
from desk.kernel.errors import Problem, Refused, problem
from desk.kernel.text import tr
from desk.office.printing.commands import record_prints

if TYPE_CHECKING:
    from desk.documents.pdf import RenderResult

BLOCK = 50
AT_A_TIME = 10
"""Documents counted before their first page goes to a printer: as many numbers a jam may cost."""

Progress = Callable[[int, int], None]
Papers = tuple[Paper, ...]


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a job is printed: its copies, which parts, on what paper, and where.

    Attributes:
        parts: names of the parts that are wanted; none means all. Carbon paper gives all of them.
        background: whether the frames and fixed words are drawn.
        printer: goes into the print log; empty for a file.
        options: choices of the form.
    """

    copies: int = 1
    parts: tuple[str, ...] = ()
    background: Background = Background.PRINTED
    printer: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PrintedBlock:
    """The pages of some documents, ready for the printer, and how many documents are done.

    Attributes:
        ends: document number → after how many of these pages all of it is out.
    """

    pdf: bytes
    pages: int
    done: int
    ends: Mapping[str, int]


@dataclass(frozen=True)
class Printed:
    """What came out of the printer.

    Attributes:
        pages: pages in the PDF.
        print_nos: document number → which print-out of it this was.
        missing: characters printed as 「〓」 because no font has them.
        skipped: document number → why it was not printed.
    """

    pages: int
    print_nos: dict[str, int]
    missing: tuple[str, ...] = ()
    skipped: dict[str, Refused] = field(default_factory=dict)

    @property
    def print_no(self) -> int:
        """The print number of a single document."""
        return next(iter(self.print_nos.values()))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """E018 with the missing characters; nothing when every character was printed."""
        if not self.missing:
            return ()
        return (problem("E018", chars="".join(self.missing)),)


def print_pdf(
    desk: Desk,
    code: str,
    number: str | Sequence[str],
    out: Path | BinaryIO,
    copies: int = 1,
    progress: Progress | None = None,
    **options: Any,
) -> Printed:
    """Print a form for one document or for many, in the order given.

    In a batch a document that is refused is skipped; the PDF ends with a page naming the skipped ones
    (labels are too small for one).

    Args:
        desk: an open office with a signed-in user.
        code: form code, ``P-02``.
        number: one document number, or several.
        out: path (gets its name when the PDF is whole) or open binary file.
        copies: how many times each document comes out.
        progress: told (documents drawn, documents in all); may raise to cancel.
        options: choices of the form.

    Raises:
        Refused: E210, E011 for an unknown form, what the form refuses for a single document or for
            every document of a batch.
        FileRefused: the file cannot be written.
    """
    numbers = [number] if isinstance(number, str) else list(number)
    run = PrintRun(desk, code, numbers, Manner(copies=copies, options=options), progress)
    if isinstance(out, Path):
        with whole_file(out) as file:
            return run.into(file)
    return run.into(out)


def look_pdf(desk: Desk, code: str, number: str, **options: Any) -> "RenderResult":
    """The PDF of a form as it would be printed, without counting it as printed.

    Raises:
        Refused: as `print_pdf`.
    """
    from desk.documents.pdf import render_pdf  # reportlab is loaded when it is needed

    return render_pdf(desk.paper(code, number, **options))


@dataclass(frozen=True)
class Counted:
    """A print-out that was counted by a job that broke off, and did not come out whole.

    Attributes:
        printer: where it should have come out.
        pages: so many did.
    """

    print_no: int
    printer: str
    pages: int = 0


@dataclass
class PrintRun:
    """One printing job under way; a number that is named twice is printed once.

    Attributes:
        counted: numbers that were counted by a job that broke off, and never came out: they keep
            their print numbers, and the log names the printer they come out of now.
        print_nos: document number → which print-out of it this is, as far as the job has come.
        skipped: document number → why it is not printed.
        missing: characters printed as 「〓」.
        pages: so many the printer has taken.
        out: the documents it has taken every page of.
    """

    desk: Desk
    code: str
    numbers: Sequence[str]
    manner: Manner
    progress: Progress | None = None
    counted: Mapping[str, Counted] = field(default_factory=dict)
    print_nos: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, Refused] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    pages: int = 0
    out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk.form(self.code)
        self.numbers = list(dict.fromkeys(self.numbers))
        self._last: Paper | None = None
        self._ready: Callable[[], None] | None = None
        self._begun: dict[str, int] = {}

    def into(self, file: BinaryIO) -> Printed:
        """Everything as one PDF, drawn while it is written.

        Raises:
            Refused: as `print_pdf`.
        """
        from desk.documents.pdf import write_pdf  # reportlab is loaded when it is needed

        result = write_pdf(self._papers(), file, self.manner.background)
        return Printed(result.pages, self.print_nos, tuple(sorted(result.missing)), self.skipped)

    def blocks(self, ready: Callable[[], None] | None = None) -> Iterator[PrintedBlock]:
        """A PDF for some documents at a time, which are counted only when it is asked for.

        Args:
            ready: called before the first document is counted; may refuse, when no printer takes it.

        Raises:
            Refused: as `print_pdf`.
        """
        from desk.documents.pdf import render_pdf

        self._ready = ready
        for start in range(0, len(self.numbers), AT_A_TIME):
            drawn = list(self._block(start, AT_A_TIME))
            papers = [paper for _, paper in drawn]
            done = min(start + AT_A_TIME, len(self.numbers))
            if done == len(self.numbers):
                papers += self._closing()
            if papers:
                result = render_pdf(papers, self.manner.background)
                self.missing |= result.missing
                owners = (number for number, _ in drawn)
                ends = dict(
                    zip(owners, result.ends, strict=False)
                )  # the list of the skipped is last
                yield PrintedBlock(result.pdf, result.pages, done, ends)

    def took(self, block: PrintedBlock, pages: int) -> None:
        """Remember that the printer has taken one more page, so many of this block."""
        self.pages += 1
        self.out += [number for number, end in block.ends.items() if end == pages]
        whole = max((end for end in block.ends.values() if end <= pages), default=0)
        begun = next((number for number, end in block.ends.items() if end > pages), None)
        self._begun = {begun: pages - whole} if begun else {}

    def rest(self, manner: Manner) -> "PrintRun | None":
        """A job for what did not come out of this one; None when all of it did.

        It makes as many copies as this one, for so many stand in the print log.
        """
        through = {*self.out, *self.skipped}
        left = [number for number in self.numbers if number not in through]
        now = {
            number: Counted(print_no, self.manner.printer, self._begun.get(number, 0))
            for number, print_no in self.print_nos.items()
        }
        counted = {**self.counted, **now}
        kept = {number: counted[number] for number in left if number in counted}
        same = replace(manner, copies=self.manner.copies)
        return PrintRun(self.desk, self.code, left, same, counted=kept) if left else None

    def _papers(self) -> Iterator[Paper]:
        for start in range(0, len(self.numbers), BLOCK):
            yield from (paper for _, paper in self._block(start, BLOCK))
        yield from self._closing()

    def _block(self, start: int, most: int) -> Iterator[tuple[str, Paper]]:
        """The papers of some documents with their numbers, each as often as copies are wanted."""
        for number, papers in self._counted(self.numbers[start : start + most]):
            for _ in range(self.manner.copies):
                yield from ((number, paper) for paper in papers)
            self._last = papers[-1]
            self._step(len(self.print_nos) + len(self.skipped))

    def _closing(self) -> Iterator[Paper]:
        """The list of the skipped; a label is too small for one.

        Raises:
            Refused: nothing at all could be printed.
        """
        if self._last is None:
            raise Refused(*(p for refused in self.skipped.values() for p in refused.problems))
        if self.skipped and not self._last.bare:
            yield _skipped_list(self._last, self.skipped)

    def _counted(self, numbers: Sequence[str]) -> Iterator[tuple[str, Papers]]:
        """Build a block of documents, count the good ones in one go, and stamp them."""
        built = {number: papers for number in numbers if (papers := self._build(number))}
        if not built:
            return
        if self._ready:
            self._ready()
            self._ready = None
        given = self._numbered(built)
        for number, papers in built.items():
            self.print_nos[number] = given[number]
            yield number, tuple(_stamped(paper, given[number]) for paper in papers)

    def _numbered(self, numbers: Iterable[str]) -> dict[str, int]:
        """Their print numbers; those counted before are not counted again."""
        kept = {n: self.counted[n].print_no for n in numbers if n in self.counted}
        self._move(kept)
        fresh = tuple(number for number in numbers if number not in kept)
        if not fresh:
            return kept
        given = self.desk.run(
            record_prints,
            form=self.code,
            numbers=fresh,
            copies=self.manner.copies,
            printer=self.manner.printer,
        ).value
        return kept | dict(zip(fresh, given, strict=True))

    def _move(self, kept: Mapping[str, int]) -> None:
        """Let the log name this printer for what was counted for another one."""
        now, moved = self.manner.printer, defaultdict[str, dict[str, int]](dict)
        for number, print_no in kept.items():
            was = self.counted[number]
            some = tr("({name} 已出 {n} 页)").format(name=was.printer, n=was.pages)
            if was.printer != now:
                moved[now + some * (was.pages > 0)][number] = print_no
        for printer, nos in moved.items():
            self.desk.run(
                record_prints,
                form=self.code,
                numbers=tuple(nos),
                copies=self.manner.copies,
                printer=printer,
                print_nos=tuple(nos.values()),
            )

    def _build(self, number: str) -> Papers:
        try:
            papers = self.desk.paper(self.code, number, **self.manner.options)
            return tuple(_with_parts(paper, self.manner.parts) for paper in papers)
        except Refused as refused:
            if "E210" in refused.codes:
                raise
            self.skipped[number] = refused
            return ()

    def _step(self, done: int) -> None:
        if self.progress is not None:
            self.progress(done, len(self.numbers))


def _with_parts(paper: Paper, wanted: tuple[str, ...]) -> Paper:
    """Only the parts that are wanted; all of them when it has none of those."""
    kept = tuple(name for name in paper.copies if name in wanted)
    return replace(paper, copies=kept) if kept and not paper.size.carbon else paper


def _stamped(paper: Paper, print_no: int) -> Paper:
    return replace(paper, footer=replace(paper.footer, print_no=print_no))


def _skipped_list(model: Paper, skipped: dict[str, Refused]) -> Paper:
    """The closing page of a batch, on the same sheet: what was not printed, and why."""
    rows = tuple(
        (number, "；".join(p.message for p in refused.problems))
        for number, refused in skipped.items()
    )
    columns = (
        Column("number", tr("单号"), width_mm=40, nowrap=True),
        Column("why", tr("未打印的原因")),
    )
    footer = Footer(model.footer.prepared_by, model.footer.printed_at)
    return Paper(
        size=model.size,
        form_code=model.form_code,
        title=tr("未打印的单据"),
        number=model.title,
        firm=model.firm,
        blocks=(Table(columns, rows, counted=tr("张")),),
        footer=footer,
    )
