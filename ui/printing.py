"""From PDF bytes to a printer: the page size is agreed first, or nothing is printed.

The very bytes that are previewed are rasterised at the device's own resolution and drawn 1:1.
`PrintPort` is the seam: the system's printers, or a file in tests.
Source: windows of the house §3.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.documents.pictures import Picture, page_count, pdf_page
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from ui.bridge import Step
from ui.local_settings import PrintProfile

INCH_MM = 25.4
TOLERANCE_MM = 0.6
MOST_DPI = 600
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
            FileRefused: it is gone; another one is never taken instead.
        """
        ...


class SystemPrinters:
    """The printers of this computer."""

    def names(self) -> list[str]:
        return [str(name) for name in QPrinterInfo.availablePrinterNames()]

    def open(self, name: str) -> QPrinter:
        found = QPrinterInfo.printerInfo(name)
        if found.isNull():
            raise FileRefused(tr("找不到打印机「{name}」,请另选一台。").format(name=name))
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


def send_pdf(
    port: PrintPort, pdf: bytes, sheet: Sheet, profile: PrintProfile, title: str, step: Step
) -> int:
    """Print every page; return how many. Runs beside the window. Copies are pages of the PDF.

    Raises:
        FileRefused: no such printer, it lacks the paper size, or it does not take the job.
    """
    printer = port.open(profile.printer)
    printer.setDocName(title)
    agree_page(printer, sheet)
    painter = QPainter()
    if not painter.begin(printer):
        raise FileRefused(tr("打印机「{name}」没有接收任务。").format(name=profile.printer))
    try:
        pages = page_count(pdf)
        for number in range(pages):
            step(number, pages)
            if number and not printer.newPage():
                raise _not_taken(profile, number)
            _draw(painter, printer, pdf_page(pdf, number, dots_per_inch(printer)), sheet, profile)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise _not_taken(profile, pages)
    return pages


def _not_taken(profile: PrintProfile, pages: int) -> FileRefused:
    words = tr("打印机「{name}」在第 {n} 页后停止接收,请检查纸张和连线后再打印。")
    return FileRefused(words.format(name=profile.printer, n=pages))


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


def image_of(picture: Picture) -> QImage:
    """A page picture as an image, without converting it."""
    image = QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_RGB32,
    )
    return image.copy()  # the bytes must outlive the image otherwise


def _page_size(sheet: Sheet) -> tuple[QPageSize, QPageLayout.Orientation]:
    wide, high = sheet.width_mm, sheet.height_mm
    if (wide, high) == _A4_MM:
        return QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    if (high, wide) == _A4_MM:
        return QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    size = QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter, "", exact)
    return size, QPageLayout.Orientation.Portrait


def _fits(printer: QPrinter, sheet: Sheet) -> bool:
    paper = printer.paperRect(QPrinter.Unit.Millimeter)
    return (
        abs(paper.width() - sheet.width_mm) <= TOLERANCE_MM
        and abs(paper.height() - sheet.height_mm) <= TOLERANCE_MM
    )


def dots_per_inch(printer: QPrinter) -> float:
    """The device's own dots, or a whole fraction of them, so that the bars of a barcode stay even."""
    own = max(printer.physicalDpiX(), printer.physicalDpiY())
    return own / math.ceil(own / MOST_DPI)


def drawn_size(picture: Picture, dpi: float, sheet: Sheet) -> Sheet:
    """How large a page is drawn: 1:1, or shrunk as a whole when it is larger than the sheet.

    A batch ends with a list of what was left out, which is A4 whatever the sheet is.
    """
    wide_mm, high_mm = picture.width / dpi * INCH_MM, picture.height / dpi * INCH_MM
    same = abs(wide_mm - sheet.width_mm) <= TOLERANCE_MM
    if same and abs(high_mm - sheet.height_mm) <= TOLERANCE_MM:
        return sheet
    shrunk = min(1.0, sheet.width_mm / wide_mm, sheet.height_mm / high_mm)
    return Sheet(wide_mm * shrunk, high_mm * shrunk)


def _draw(
    painter: QPainter, printer: QPrinter, picture: Picture, sheet: Sheet, profile: PrintProfile
) -> None:
    # the painter counts in logical dots, of which the device may have a different number
    dots_x, dots_y = printer.logicalDpiX() / INCH_MM, printer.logicalDpiY() / INCH_MM
    size = drawn_size(picture, dots_per_inch(printer), sheet)
    origin = QPointF(profile.right_mm * dots_x, profile.down_mm * dots_y)
    area = QRectF(origin, QSizeF(size.width_mm * dots_x, size.height_mm * dots_y))
    painter.drawImage(area, image_of(picture))
