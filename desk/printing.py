"""Printing without a window: papers are counted, stamped with their print number and drawn as PDF.

The same flow serves a single slip and a thousand: papers are built and drawn block by block, so
memory stays small, and a progress function may raise to cancel. A print number that was given out
but never drawn (cancelled, disk full) is lost; none is ever used twice.

Source: spec 4.0 (footer, reprint mark), 3.25 (print log); lessons (batch print).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from desk.app import Desk
from desk.documents.outgoing import whole_file
from desk.documents.papers import A4P, Column, Footer, Paper, Table
from desk.kernel.errors import Problem, Refused, problem
from desk.kernel.text import tr
from desk.office.printing.commands import record_prints

if TYPE_CHECKING:
    from desk.documents.pdf import RenderResult

BLOCK = 50

Progress = Callable[[int, int], None]
Papers = tuple[Paper, ...]


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

    In a batch a document that is refused is skipped; the PDF ends with a page naming the skipped ones.

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
    numbers = [number] if isinstance(number, str) else list(dict.fromkeys(number))
    run = _Run(desk, code, numbers, copies, progress, options)
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


@dataclass
class _Run:
    """One printing job under way."""

    desk: Desk
    code: str
    numbers: list[str]
    copies: int
    progress: Progress | None
    options: dict[str, Any]
    print_nos: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, Refused] = field(default_factory=dict)

    def into(self, file: BinaryIO) -> Printed:
        from desk.documents.pdf import write_pdf

        result = write_pdf(self._papers(), file)
        missing = tuple(sorted(result.missing))
        return Printed(result.pages, self.print_nos, missing, self.skipped)

    def _papers(self) -> Iterator[Paper]:
        """Every paper to draw, each as often as copies are wanted, and the list of the skipped."""
        self.desk.form(self.code)
        last: Paper | None = None
        for start in range(0, len(self.numbers), BLOCK):
            for papers in self._counted(self.numbers[start : start + BLOCK]):
                for _ in range(self.copies):
                    yield from papers
                last = papers[-1]
                self._step(len(self.print_nos) + len(self.skipped))
        if last is None:
            raise Refused(*(p for refused in self.skipped.values() for p in refused.problems))
        if self.skipped:
            yield _skipped_list(last, self.skipped)

    def _counted(self, numbers: list[str]) -> Iterator[Papers]:
        """Build a block of documents, count the good ones in one go, and stamp them."""
        built = {number: papers for number in numbers if (papers := self._build(number))}
        if not built:
            return
        given = self.desk.run(
            record_prints, form=self.code, numbers=tuple(built), copies=self.copies
        ).value
        for (number, papers), print_no in zip(built.items(), given, strict=True):
            self.print_nos[number] = print_no
            yield tuple(_stamped(paper, print_no) for paper in papers)

    def _build(self, number: str) -> Papers:
        try:
            return self.desk.paper(self.code, number, **self.options)
        except Refused as refused:
            if "E210" in refused.codes:
                raise
            self.skipped[number] = refused
            return ()

    def _step(self, done: int) -> None:
        if self.progress is not None:
            self.progress(done, len(self.numbers))


def _stamped(paper: Paper, print_no: int) -> Paper:
    return replace(paper, footer=replace(paper.footer, print_no=print_no))


def _skipped_list(model: Paper, skipped: dict[str, Refused]) -> Paper:
    """The closing page of a batch: what was not printed, and why."""
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
        size=A4P,
        form_code=model.form_code,
        title=tr("未打印的单据"),
        number=model.title,
        firm=model.firm,
        blocks=(Table(columns, rows, counted=tr("张")),),
        footer=footer,
    )
