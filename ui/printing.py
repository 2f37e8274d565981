"""From PDF bytes to a printer: the page size is agreed first, or nothing is printed.

The very bytes that are previewed are rasterised at the device's own resolution and drawn 1:1.
`PrintPort` is the seam: the system's printers, or a file in tests.
Source: windows of the house §3.
"""

import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.documents.papers import SIZES
from desk.documents.pictures import page_sizes, pdf_page
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.printing import PrintRun
from ui.bridge import Step
from ui.dots import FEW_DPI, INCH_MM, draw_page, in_black, lent, raster_dpi, shrinking
from ui.print_profiles import PrintProfile

POINTS_A_MM = 72 / INCH_MM
ROUNDING = 1e-6
TOLERANCE_MM = 0.6
_A4_MM = (210.0, 297.0)


@dataclass(frozen=True)
class Sheet:
    """The paper of a document, in millimetres as it is read."""

    width_mm: float
    height_mm: float


class PrintPort(Protocol):
    """Where print-outs go."""

    def names(self) -> list[str]:
        """The printers of this computer."""
        ...

    def open(self, name: str) -> QPrinter:
        """A printer by name.

        Raises:
            PrinterGone: another one is never taken instead.
        """
        ...


class PrinterGone(FileRefused):
    """The printer that is wanted is no longer there; the user chooses another one himself."""


class SystemPrinters:
    """The printers of this computer."""

    def names(self) -> list[str]:
        return [str(name) for name in QPrinterInfo.availablePrinterNames()]

    def open(self, name: str) -> QPrinter:
        found = QPrinterInfo.printerInfo(name)
        if found.isNull():
            raise PrinterGone(tr("找不到打印机「{name}」,请另选一台。").format(name=name))
        return QPrinter(found, QPrinter.PrinterMode.HighResolution)


class PdfPrinter:
    """A printer that writes a PDF file: for tests and computers without a printer."""

    def __init__(self, target: Path, dpi: int = 300) -> None:
        self.target, self.dpi = target, dpi

    def names(self) -> list[str]:
        return ["PDF"]

    def open(self, name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        printer.setResolution(self.dpi)
        return printer


class PrinterJob:
    """One job at a printer that has agreed to the paper; leaving it ends or, on a fault, aborts it.

    Raises:
        FileRefused: no such printer, it lacks the paper size, or it does not take the job.
    """

    def __init__(self, port: PrintPort, sheet: Sheet, profile: PrintProfile, title: str) -> None:
        self.profile = profile
        told = SIZES.get(profile.sheet)
        self.sheet = Sheet(told.width_mm, told.height_mm) if told else sheet
        self.pages = 0
        self._printer = port.open(profile.printer)
        self._printer.setDocName(title)
        agree_page(self._printer, self.sheet)
        self._painter = QPainter()

    def __enter__(self) -> "PrinterJob":
        if not self._painter.begin(self._printer):
            words = tr("打印机「{name}」没有接收任务。")
            raise FileRefused(words.format(name=self.profile.printer))
        # PDF printers would make JPEG of a page, with a haze around every letter
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is not None:
            self._printer.abort()
        self._painter.end()
        if fault is None and self._printer.printerState() == QPrinter.PrinterState.Error:
            raise self._not_taken()

    def send(self, pdf: bytes, step: Step) -> None:
        """Print every page of a PDF; `step` may raise to cancel the whole job.

        Raises:
            FileRefused: the printer stopped taking pages.
        """
        pages = page_sizes(pdf)
        for number, size in enumerate(pages):
            step(number, len(pages))
            if self.pages and not self._printer.newPage():
                raise self._not_taken()
            self._draw(pdf, number, size)
            self.pages += 1

    def _draw(self, pdf: bytes, number: int, size: tuple[float, float]) -> None:
        dpi = raster_dpi(self._printer, self.profile)
        wide, high = self.profile.across_percent / 100, self.profile.downward_percent / 100
        sheet = self.sheet.width_mm, self.sheet.height_mm
        small = shrinking((size[0] / POINTS_A_MM * wide, size[1] / POINTS_A_MM * high), sheet)
        smooth = min(dpi) > FEW_DPI
        across, down = dpi[0] * wide / small, dpi[1] * high / small
        picture = pdf_page(pdf, number, across, down, smooth=smooth)
        image = lent(picture) if smooth else in_black(lent(picture))
        draw_page(self._painter, image, dpi, self._printer, self.profile)

    def _not_taken(self) -> FileRefused:
        words = tr("打印机「{name}」在第 {n} 页后停止接收,请检查纸张和连线后再打印。")
        return FileRefused(words.format(name=self.profile.printer, n=self.pages))


def send_pdf(
    port: PrintPort, pdf: bytes, sheet: Sheet, profile: PrintProfile, title: str, step: Step
) -> int:
    """Print every page; return how many. Runs beside the window. Copies are pages of the PDF.

    Raises:
        FileRefused: as `PrinterJob`.
    """
    with PrinterJob(port, sheet, profile, title) as job:
        job.send(pdf, step)
    return job.pages


def send_run(
    port: PrintPort, run: PrintRun, sheet: Sheet, profile: PrintProfile, title: str, step: Step
) -> int:
    """Print the documents of a run as they are drawn, block by block; return the pages.

    The printer is asked first, so nothing is counted that it would not take; `step` is told the
    documents that are through.

    Raises:
        Refused: none of the documents can be printed.
        FileRefused: as `PrinterJob`.
    """
    before, every = 0, len(run.numbers)
    with PrinterJob(port, sheet, profile, title) as job:
        for block in run.blocks():
            documents = block.done - before

            def through(page: int, pages: int, before: int = before, of: int = documents) -> None:
                step(before + of * page // pages, every)

            job.send(block.pdf, through)
            before = block.done
            step(before, every)
    return job.pages


def agree_page(printer: QPrinter, sheet: Sheet) -> None:
    """Set the page size and make sure that the device really took it.

    `setPageLayout` may fail and silently keep A4 on the Windows engine, so the result is compared,
    then the size alone is tried, and then the job is refused.

    Raises:
        FileRefused: the printer does not know this size.
    """
    size, orientation = _page_size(sheet)
    printer.setFullPage(True)
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)  # else the driver's own margins make it fail
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    if _fits(printer, sheet):
        return
    printer.setPageSize(size)
    printer.setPageOrientation(orientation)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)
    if _fits(printer, sheet):
        return
    wanted = f"{sheet.width_mm:g} × {sheet.height_mm:g}"
    raise FileRefused(
        tr(
            "打印机没有 {size} 毫米的纸张。请在 Windows 的打印服务器属性中新建这种纸张,再选这台打印机。"
        ).format(size=wanted)
    )


def _page_size(sheet: Sheet) -> tuple[QPageSize, QPageLayout.Orientation]:
    wide, high = sheet.width_mm, sheet.height_mm
    if (wide, high) == _A4_MM:
        return QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    if (high, wide) == _A4_MM:
        return QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
    if sys.platform != "win32":
        wide, high = _whole_points(wide), _whole_points(high)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    size = QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter, "", exact)
    return size, QPageLayout.Orientation.Portrait


def _whole_points(side_mm: float) -> float:
    """The nearest length that CUPS keeps: it drops what is less than a point.

    It is told in hundredths of a millimetre: 93.13 would lose a point, and the paper drift by 0.35 mm
    a sheet.
    """
    points = round(side_mm * POINTS_A_MM)
    return math.ceil(points / POINTS_A_MM * 100 - ROUNDING) / 100


def _fits(printer: QPrinter, sheet: Sheet) -> bool:
    paper = printer.paperRect(QPrinter.Unit.Millimeter)
    return (
        abs(paper.width() - sheet.width_mm) <= TOLERANCE_MM
        and abs(paper.height() - sheet.height_mm) <= TOLERANCE_MM
    )
