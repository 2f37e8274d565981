"""The printers of this computer, and the paper they agree to: the right size, or nothing is printed.

`PrintPort` is the seam: the system's printers, or a file in tests.
Source: windows of the house §3.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desk.documents.papers import SIZES
from desk.kernel.text import tr
from ui.dots import INCH_MM
from ui.print_faults import NotPrinted, PrinterGone

POINTS_A_MM = 72 / INCH_MM
ROUNDING = 1e-6
TOLERANCE_MM = 0.6
DRIFT_MM = 0.2
"""Less than that endless paper may be off: 140 mm for 139.7 would drift by a line every 14 sheets."""
_A4_MM = (210.0, 297.0)
_ORIENTATIONS = (QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape)


@dataclass(frozen=True)
class Sheet:
    """The paper of a document, in millimetres as it is read."""

    width_mm: float
    height_mm: float

    @property
    def upright(self) -> "Sheet":
        """The paper as the driver lists it: A4 is turned by the driver, other forms are made as read."""
        turned = (self.height_mm, self.width_mm) == _A4_MM
        return Sheet(*_A4_MM) if turned else self

    @property
    def tolerance_mm(self) -> tuple[float, float]:
        """How far the paper may be off, across and down."""
        endless = any(size.carbon and size.height_mm == self.height_mm for size in SIZES.values())
        return TOLERANCE_MM, DRIFT_MM if endless else TOLERANCE_MM


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


class SystemPrinters:
    """The printers of this computer."""

    def names(self) -> list[str]:
        return [str(name) for name in QPrinterInfo.availablePrinterNames()]

    def open(self, name: str) -> QPrinter:
        found = QPrinterInfo.printerInfo(name)
        if found.isNull():
            raise PrinterGone(tr("找不到打印机「{name}」,请另选一台。").format(name=name))
        printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
        made_ready(printer)
        return printer


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


def on_windows() -> bool:
    """Whether Qt's print engine is the one for Windows."""
    return sys.platform == "win32"


def made_ready(printer: QPrinter) -> None:
    """One side, one copy, whatever the driver is used to: both are the program's own business.

    On Windows the engine tells the painter the dots downwards for both ways, but only when it is told
    so itself does it stretch what a driver of other dots across is handed.
    """
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setCopyCount(1)
    if on_windows():
        printer.setResolution(printer.physicalDpiY())


def agree_page(printer: QPrinter, sheet: Sheet) -> None:
    """Set the page size and make sure that the device really took it.

    `setPageLayout` may fail and silently keep A4 on the Windows engine, so the result is compared,
    then the size alone is tried, and then the job is refused. That engine also echoes sizes that its
    driver has never heard of, so there the size must be one of the driver's list.

    Raises:
        NotPrinted: the printer does not know this size.
    """
    size = _of_the_list(printer, sheet) if on_windows() else _page_size(sheet)
    if size is None:
        raise _no_such_paper(sheet)
    orientation = _ORIENTATIONS[sheet.upright != sheet]
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
    if not _fits(printer, sheet):
        raise _no_such_paper(sheet)


def nearest_size(sheet: Sheet, listed: Sequence[tuple[float, float]]) -> int | None:
    """Which of the sizes that a driver lists is this paper; None when it has none that is near enough.

    Args:
        sheet: as it is read.
        listed: width and height in millimetres; forms that users made are among them.
    """
    wanted = sheet.upright
    across_mm, down_mm = sheet.tolerance_mm

    def off(place: int) -> tuple[float, float]:
        wide, high = listed[place]
        return abs(wide - wanted.width_mm), abs(high - wanted.height_mm)

    near = [n for n in range(len(listed)) if off(n)[0] <= across_mm and off(n)[1] <= down_mm]
    return min(near, key=lambda place: sum(off(place)), default=None)


def listed_by(printer: QPrinter) -> Sequence[QPageSize]:
    """The sizes in the driver's own list."""
    return QPrinterInfo(printer).supportedPageSizes()


def _of_the_list(printer: QPrinter, sheet: Sheet) -> QPageSize | None:
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return _page_size(sheet)  # a file takes every size
    listed = listed_by(printer)
    sizes = [size.size(QPageSize.Unit.Millimeter) for size in listed]
    place = nearest_size(sheet, [(size.width(), size.height()) for size in sizes])
    return None if place is None else listed[place]


def _page_size(sheet: Sheet) -> QPageSize:
    wide, high = sheet.upright.width_mm, sheet.upright.height_mm
    if (wide, high) == _A4_MM:
        return QPageSize(QPageSize.PageSizeId.A4)
    if not on_windows():
        wide, high = _whole_points(wide), _whole_points(high)
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter, "", exact)


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


def _no_such_paper(sheet: Sheet) -> NotPrinted:
    words = tr(
        "打印机没有 {size} 毫米的纸张,没有打印。请在 Windows 的「打印服务器属性」中新建这种纸张再打;"
        "或者在「装入的纸」中选打印机里真正的纸,或另选一台打印机。"
    )
    return NotPrinted(words.format(size=f"{sheet.width_mm:g} × {sheet.height_mm:g}"))
