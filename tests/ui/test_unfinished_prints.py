"""What a job that was cancelled or broke off has sent, has counted, and how it goes on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.documents.papers import Paper
from desk.documents.pictures import page_count
from desk.kernel.commands import Form
from desk.kernel.errors import Refused, refuse
from desk.office.printing.queries import print_history
from desk.printing import AT_A_TIME, Manner, PrintRun
from tests.documents.paper_samples import receipt
from tests.ui.conftest import ScriptedAsker
from ui.bridge import Cancelled
from ui.local_settings import LocalSettings
from ui.pages.paper_page import PaperPage
from ui.pages.print_dialog import PrintDialog
from ui.print_faults import NotPrinted
from ui.print_profiles import PrintProfile
from ui.printers import PdfPrinter, Sheet
from ui.printing import send_run
from ui.registry import Context

FORM, BAD = "P-03", "YD-坏"
ROUGH, HALF = PrintProfile("PDF", dpi=72), Sheet(241.3, 139.7)
MANY = [f"N{n}" for n in range(1, 26)]


@pytest.fixture(autouse=True)
def _sample_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of one page; one number is refused."""

    def paper(_desk: Desk, _code: str, number: str, **_: Any) -> tuple[Paper, ...]:
        if number == BAD:
            raise refuse("E006", "number", label="运单", v=number)
        return (receipt(),)

    def form(_desk: Desk, code: str) -> Form:
        return Form(code, code, "单据", "print.create", "单号", paper)

    monkeypatch.setattr(Desk, "paper", paper)
    monkeypatch.setattr(Desk, "form", form)


class Jammed(QPrinter):
    """Takes so many pages and no more."""

    takes = 3

    def newPage(self) -> bool:
        self.takes -= 1
        return self.takes > 0 and super().newPage()


class JammedOnce(PdfPrinter):
    """Jams in its first job only."""

    jammed = False

    def open(self, name: str) -> QPrinter:
        if self.jammed:
            return super().open(name)
        self.jammed = True
        printer = Jammed(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        return printer


def opened(
    context: Context, qtbot: QtBot, port: PdfPrinter, numbers: Sequence[str] = MANY
) -> PaperPage:
    page = PaperPage(context, FORM, "N1", port=port, settings=LocalSettings())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.rendering is not None)
    page.numbers = list(numbers)
    return page


def printed(page: PaperPage, qtbot: QtBot) -> None:
    page.printing.print_with(ROUGH)
    through(page, qtbot)


def through(page: PaperPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.context.bridge.working.idle, timeout=20_000)


def asker_of(page: PaperPage) -> ScriptedAsker:
    asker = page.context.asker
    assert isinstance(asker, ScriptedAsker)
    return asker


def counts(context: Context, numbers: Sequence[str]) -> list[int]:
    return [len(context.desk.ask(print_history, number=number)) for number in numbers]


def run_of(context: Context, *numbers: str) -> PrintRun:
    return PrintRun(context.desk, FORM, numbers, Manner(printer="PDF"))


def test_nothing_is_begun_for_documents_that_are_all_refused(
    context: Context, tmp_path: Path
) -> None:
    """A job that is begun has its first sheet, filled or not, and nobody gets it back."""
    target = tmp_path / "out.pdf"
    with pytest.raises(Refused):
        send_run(PdfPrinter(target), run_of(context, BAD), HALF, ROUGH, "题", lambda *_: None)
    assert not target.exists()


def test_a_cancel_before_the_first_page_leaves_no_sheet_and_counts_nothing(
    context: Context, tmp_path: Path
) -> None:
    target, run = tmp_path / "out.pdf", run_of(context, *MANY)

    def cancelled(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        send_run(PdfPrinter(target), run, HALF, ROUGH, "题", cancelled)
    assert not target.exists()
    assert counts(context, MANY[:1]) == [0]


def test_a_printer_that_does_not_take_the_job_costs_no_print_number(
    context: Context, tmp_path: Path
) -> None:
    nowhere = PdfPrinter(tmp_path / "no" / "folder.pdf")
    with pytest.raises(NotPrinted, match="没有接收任务"):
        send_run(nowhere, run_of(context, *MANY), HALF, ROUGH, "题", lambda *_: None)
    assert counts(context, MANY[:1]) == [0]


def test_a_cancelled_job_knows_the_pages_that_still_come_out(
    context: Context, tmp_path: Path
) -> None:
    target, run = tmp_path / "out.pdf", run_of(context, *MANY)

    def cancel_at_3(done: int, _all: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        send_run(PdfPrinter(target, 72), run, HALF, ROUGH, "题", cancel_at_3)
    assert page_count(target.read_bytes()) == run.pages == 3
    assert (run.out, len(run.print_nos)) == (MANY[:3], AT_A_TIME)


def test_a_jam_says_what_came_out_and_goes_on_with_the_first_that_did_not(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(context, qtbot, JammedOnce(tmp_path / "out.pdf", 72))
    printed(page, qtbot)
    (told,) = asker_of(page).told
    assert told.title == "没有打完"
    assert "已送出的 3 页仍会打印" in told.text
    assert "完整的 3 份,最后一份是 N3" in told.text
    assert "已计入打印次数 10 份,其中 7 份没有打出:N4、N5、" in told.text
    assert "从 N4 接着打" in told.text
    asker_of(page).answers = [True]
    monkeypatch.setattr(PrintDialog, "exec", lambda _: 1)
    monkeypatch.setattr(PrintDialog, "profile", lambda _: ROUGH)
    page.ask_print()
    through(page, qtbot)
    ((question, _),) = asker_of(page).asked
    assert "N4" in question
    assert page_count((tmp_path / "out.pdf").read_bytes()) == 22
    assert counts(context, MANY) == [1] * 25
    assert set(page.printing.run.print_nos.values()) == {1} if page.printing.run else False
    page.ask_print()  # all is out, so nothing is asked and all comes again
    through(page, qtbot)
    assert counts(context, MANY) == [2] * 25


def test_a_job_that_goes_on_makes_the_copies_that_were_counted(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(context, qtbot, JammedOnce(tmp_path / "out.pdf", 72), MANY[:3])
    page.printing.print_with(msgspec.structs.replace(ROUGH, copies=2))
    through(page, qtbot)
    shown: list[tuple[int, bool]] = []

    def accepted(dialog: PrintDialog) -> int:
        shown.append((dialog.form.copies.value(), dialog.form.copies.isEnabled()))
        return 1

    asker_of(page).answers = [True]
    monkeypatch.setattr(PrintDialog, "exec", accepted)
    monkeypatch.setattr(PrintDialog, "profile", lambda _: ROUGH)  # one copy
    page.ask_print()
    through(page, qtbot)
    assert shown == [(2, False)]
    assert page_count((tmp_path / "out.pdf").read_bytes()) == 2 * 2  # N1 was out
    logged = [row for n in MANY[:3] for row in context.desk.ask(print_history, number=n)]
    assert [row.copies for row in logged] == [2, 2, 2]


def test_a_job_may_begin_anew_instead(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(context, qtbot, JammedOnce(tmp_path / "out.pdf", 72), MANY[:12])
    printed(page, qtbot)
    asker_of(page).answers = [False]
    monkeypatch.setattr(PrintDialog, "exec", lambda _: 1)
    monkeypatch.setattr(PrintDialog, "profile", lambda _: ROUGH)
    page.ask_print()
    through(page, qtbot)
    assert page_count((tmp_path / "out.pdf").read_bytes()) == 12
    assert counts(context, MANY[:12]) == [2] * 10 + [1] * 2


def test_a_paper_the_printer_lacks_is_told_as_not_printed(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(context, qtbot, PdfPrinter(tmp_path / "out.pdf"))

    def lacking(*_: object) -> None:
        raise NotPrinted("打印机没有这种纸张。")

    monkeypatch.setattr("ui.printing.agree_page", lacking)
    printed(page, qtbot)
    (told,) = asker_of(page).told
    assert told.title == "没有打印"
