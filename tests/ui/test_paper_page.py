"""The preview shows the very PDF, and print-outs are counted and sent page by page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMarginsF, QSize, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.documents.papers import Paper
from desk.documents.pdf import render_pdf
from desk.documents.pictures import page_count, pdf_page, pdf_pages
from desk.kernel.commands import Form
from desk.kernel.errors import FileRefused
from tests.documents.paper_samples import receipt, run_sheet
from tests.ui.conftest import ScriptedAsker
from ui import local_settings
from ui.local_settings import LocalSettings
from ui.pages.paper_page import PaperPage
from ui.pages.print_dialog import PrintDialog
from ui.print_profiles import PrintProfile, profile_of
from ui.printers import PdfPrinter, Sheet, SystemPrinters, agree_page
from ui.printing import send_pdf
from ui.registry import Context

LONG, SLIP = "P-02", "P-03"
PAPERS = {LONG: run_sheet(30), SLIP: receipt()}


@pytest.fixture(autouse=True)
def _sample_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms with known papers, so that the window is tested, not the rooms."""

    def paper(_desk: Desk, code: str, number: str, **_: Any) -> tuple[Paper, ...]:
        return (PAPERS[code],)

    def form(_desk: Desk, code: str) -> Form:
        return Form(code, code, "进港货物派送清单", "print.create", "派送单号", paper)

    monkeypatch.setattr(Desk, "paper", paper)
    monkeypatch.setattr(Desk, "form", form)


def opened(
    context: Context,
    qtbot: QtBot,
    target: Path,
    code: str = LONG,
    number: str | Sequence[str] = "1",
) -> PaperPage:
    page = PaperPage(context, code, number, port=PdfPrinter(target, 96), settings=LocalSettings())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.rendering is not None)
    return page


def test_shows_every_page_and_its_count(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(context, qtbot, tmp_path / "out.pdf")
    assert page.rendering is not None
    assert page.rendering.pages > 1
    assert page.pages.text() == f"第 1 / {page.rendering.pages} 页"
    page.view.go(page.rendering.pages)
    assert page.pages.text() == f"第 {page.rendering.pages} / {page.rendering.pages} 页"

    def the_last_page_is_drawn() -> None:
        picture = page.view.grab().toImage()
        dark = sum(
            picture.pixelColor(x, y).lightness() < 100
            for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)
        )
        assert dark > 200

    qtbot.waitUntil(the_last_page_is_drawn, timeout=15_000)


def test_how_to_close_it_is_said_and_so(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    """Every action has its key beside it; this one had none."""
    page = opened(context, qtbot, tmp_path / "out.pdf")
    assert "Esc 关闭" in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # looked at afterwards
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.isVisible())


@pytest.mark.parametrize("zoom", [0.75, 1.5])
def test_zoom_changes_the_size_of_the_page(
    context: Context, qtbot: QtBot, tmp_path: Path, zoom: float
) -> None:
    page = opened(context, qtbot, tmp_path / "out.pdf", SLIP)
    page.view.set_zoom(zoom)
    assert page.view.pages.height() >= round(139.7 / 25.4 * 96 * zoom)
    page.view.set_zoom(0)
    assert page.view.pages.width() == page.view.viewport().width()


def test_saves_the_bytes_that_are_shown(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(context, qtbot, tmp_path / "out.pdf")
    page.save_to(tmp_path / "saved.pdf")
    assert page.rendering is not None
    assert (tmp_path / "saved.pdf").read_bytes() == page.rendering.pdf
    page.save_to(tmp_path / "no" / "folder.pdf")
    told = page.context.asker
    assert isinstance(told, ScriptedAsker)
    assert "没有写成" in told.told[0].text


def test_prints_copies_and_counts_them(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target, SLIP)
    for copies in (1, 2):
        page.printing.print_with(PrintProfile("PDF", copies, dpi=96))
        qtbot.waitUntil(lambda: context.bridge.working.idle, timeout=20_000)
        printed = target.read_bytes()
        assert page_count(printed) == copies
        first = next(pdf_pages(printed, 72))
        assert (first.width, first.height) == (684, 396)
        assert "已送往打印机「PDF」" in page.message.text()
    kept = local_settings.load().prints
    assert profile_of(kept, SLIP, "C241") == PrintProfile("PDF", 2, dpi=96)


def test_the_calibration_page_has_the_form_s_size_and_the_offset(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target, SLIP)

    def wanted(dialog: PrintDialog) -> int:
        dialog.calibrate.click()
        return dialog.result()

    monkeypatch.setattr(PrintDialog, "exec", wanted)
    monkeypatch.setattr(PrintDialog, "profile", lambda _: PrintProfile("PDF", 1, 2.0, 1.0, dpi=254))
    page.ask_print()
    qtbot.waitUntil(lambda: "校准页已送往" in page.message.text(), timeout=20_000)
    dpi = 254.0  # ten dots a millimetre
    sheet = pdf_page(target.read_bytes(), 0, dpi)
    assert (sheet.width, sheet.height) == (2413, 1397)

    def dark(x_mm: float, y_mm: float) -> bool:
        """Ink within a third of a millimetre."""
        x, y = round(x_mm * 10), round(y_mm * 10)
        places = [(x + a) * 4 + (y + b) * sheet.stride for a in range(-3, 4) for b in range(-3, 4)]
        return any(sheet.pixels[place] < 215 for place in places)

    for across in (15, 241.3 - 15):
        for down in (15, 139.7 - 15):
            assert dark(across + 2 + 3, down + 1)
            assert dark(across + 2, down + 1 + 3)
            assert not dark(across + 2 + 3, down + 1 + 3)
    assert dark(24 + 200 + 2, 24 + 1 - 2)  # the last tick of the ruler across
    assert dark(24 + 2 - 2, 24 + 100 + 1)  # and of the one downwards


def test_a_wide_list_prints_on_landscape_a4(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target)
    page.printing.print_with(PrintProfile("PDF", dpi=96))
    qtbot.waitUntil(lambda: context.bridge.working.idle, timeout=20_000)
    first = next(pdf_pages(target.read_bytes(), 72))
    assert (first.width, first.height) == (842, 595)


class StubbornPrinter(QPrinter):
    """A printer that knows A4 only, as some drivers do, and says nothing."""

    def setPageLayout(self, layout: QPageLayout) -> bool:
        return False

    def setPageSize(self, size: QPageSize | QPageSize.PageSizeId | QSize) -> bool:
        return super().setPageSize(QPageSize(QPageSize.PageSizeId.A4))


class LayoutRefusing(QPrinter):
    """`setPageLayout` fails, the size alone is taken: the Windows engine's trap."""

    def setPageLayout(self, layout: QPageLayout) -> bool:
        return False


def test_a_printer_without_the_paper_is_refused() -> None:
    printer = StubbornPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    with pytest.raises(FileRefused, match=r"241\.3 × 139\.7"):
        agree_page(printer, Sheet(241.3, 139.7))


def test_the_size_alone_is_tried_when_the_layout_fails() -> None:
    printer = LayoutRefusing()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    agree_page(printer, Sheet(241.3, 139.7))
    paper = printer.paperRect(QPrinter.Unit.Millimeter)
    assert QSizeF(round(paper.width(), 1), round(paper.height(), 1)) == QSizeF(241.3, 139.7)
    assert printer.pageLayout().margins() == QMarginsF(0, 0, 0, 0)


class PaperJam(QPrinter):
    """Takes the first page and no other."""

    def newPage(self) -> bool:
        return False


class JammedPort(PdfPrinter):
    def open(self, name: str) -> QPrinter:
        printer = PaperJam(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        return printer


def test_a_printer_that_stops_is_not_called_printed(dressed: QApplication, tmp_path: Path) -> None:
    pdf = render_pdf((PAPERS[SLIP], PAPERS[SLIP])).pdf
    sheet, port = Sheet(241.3, 139.7), JammedPort(tmp_path / "out.pdf")
    with pytest.raises(FileRefused, match="第 1 页后停止接收"):
        send_pdf(port, pdf, sheet, PrintProfile("针打"), "题", lambda _done, _all: None)


def test_a_printer_that_is_gone_is_never_replaced(context: Context, qtbot: QtBot) -> None:
    with pytest.raises(FileRefused, match="另选一台"):
        SystemPrinters().open("没有这台")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PrintDialog(["甲", "乙"], PrintProfile("丙", 3), parent)
    assert not dialog.accept_button.isEnabled()
    assert dialog.form.copies.value() == 3
    dialog.form.printer.setCurrentIndex(1)
    assert dialog.accept_button.isEnabled()
    assert dialog.profile() == PrintProfile("乙", 3)
