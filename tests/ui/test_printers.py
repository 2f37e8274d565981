"""A printer gets one paper at a time, of its own sizes only, on one side, and every dot in its place."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desk.documents.papers import A4_HALF, A4L, A4P, C241, C241_THIRD, LBL_100X70, PaperSize
from desk.kernel.errors import FileRefused
from ui import printers
from ui.dots import INCH_MM, draw_page, raster_dpi
from ui.print_profiles import PrintProfile
from ui.printers import Sheet, agree_page, made_ready, nearest_size

HALF, A4 = (241.3, 139.7), (210.0, 297.0)


@pytest.fixture(autouse=True)
def _an_application(dressed: QApplication) -> None:
    """Printers want one."""


@pytest.fixture
def _on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "on_windows", lambda: True)


def sheet_of(size: PaperSize) -> Sheet:
    return Sheet(size.width_mm, size.height_mm)


@pytest.mark.parametrize(
    ("wanted", "listed", "found"),
    [
        (C241, [A4, HALF], 1),
        (C241, [A4, (241.0, 140.0), HALF], 2),
        (C241, [A4, (240.95, 139.7)], 1),  # whole points, as Qt tells the sizes of Windows
        (C241, [A4], None),
        (C241, [(241.3, 140.0)], None),  # 0.3 mm a sheet: endless paper drifts
        (C241, [(139.7, 241.3)], None),  # its form lies on its side
        (C241_THIRD, [(241.3, 93.13)], 0),
        (C241_THIRD, [(241.3, 93.5)], None),
        (A4P, [(209.9, 297.04)], 0),
        (A4L, [HALF, A4], 1),  # turned by the driver
        (A4_HALF, [A4, (210.0, 148.52)], 1),
        (A4_HALF, [A4], None),
        (LBL_100X70, [(100.19, 69.85), (101.6, 69.85)], 0),
        (LBL_100X70, [(101.6, 69.85)], None),
        (LBL_100X70, [], None),
    ],
)
def test_only_a_size_of_the_driver_s_list_is_taken(
    wanted: PaperSize, listed: list[tuple[float, float]], found: int | None
) -> None:
    assert nearest_size(sheet_of(wanted), listed) == found


class WindowsDriver(QPrinter):
    """Qt's engine for Windows echoes whatever size it is told, as long as it is told alone."""

    def __init__(self, *listed: QPageSize) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.listed = listed

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat

    def setPageLayout(self, layout: QPageLayout) -> bool:
        return False


def form(name: str, wide: float, high: float) -> QPageSize:
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter, name, exact)


@pytest.fixture
def _its_list(_on_windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(printer: WindowsDriver) -> Sequence[QPageSize]:
        return printer.listed

    monkeypatch.setattr(printers, "listed_by", listed)


@pytest.mark.usefixtures("_its_list")
def test_on_windows_a_size_that_is_not_listed_is_refused_with_the_way_out() -> None:
    driver = WindowsDriver(QPageSize(QPageSize.PageSizeId.A4), form("241 x 140", 241.3, 140.06))
    with pytest.raises(FileRefused, match=r"241\.3 × 139\.7.*打印服务器属性.*装入的纸"):
        agree_page(driver, sheet_of(C241))
    agree_page(driver, sheet_of(A4P))
    agree_page(driver, sheet_of(A4L))
    assert driver.pageLayout().orientation() is QPageLayout.Orientation.Landscape


@pytest.mark.usefixtures("_its_list")
def test_on_windows_the_driver_gets_its_own_entry() -> None:
    """With another one, a point off, it would be told a size of no name."""
    driver = WindowsDriver(QPageSize(QPageSize.PageSizeId.A4), form("二等分", 240.95, 139.7))
    agree_page(driver, sheet_of(C241))
    assert driver.pageLayout().pageSize().name() == "二等分"
    assert driver.paperRect(QPrinter.Unit.Millimeter).width() == pytest.approx(240.95, abs=0.2)


class UnequalPins(QPrinter):
    """360 dots across, 180 down: what the engine for Windows makes of it (its metrics, its stretch)."""

    def __init__(self) -> None:
        super().__init__()
        self.dots, self.stretch_x, self.stretch_y = 180, 1.0, 1.0

    def physicalDpiX(self) -> int:
        return 360

    def physicalDpiY(self) -> int:
        return 180

    def logicalDpiX(self) -> int:
        return self.dots

    logicalDpiY = logicalDpiX

    def setResolution(self, dots: int) -> None:
        self.dots, self.stretch_x, self.stretch_y = dots, 360 / dots, 180 / dots


class Areas(QPainter):
    """Remembers where the bands go."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[QRectF] = []

    def drawImage(self, area: QRectF, image: QImage, source: QRectF) -> None:  # type: ignore[override]
        self.areas.append(area)


@pytest.mark.usefixtures("_on_windows")
def test_a_page_is_as_wide_as_the_paper_where_dots_are_unequal() -> None:
    driver, painter = UnequalPins(), Areas()
    made_ready(driver)
    profile = PrintProfile(right_mm=10, down_mm=5)
    dpi = raster_dpi(driver, profile)
    assert dpi == (Fraction(360), Fraction(180))
    across, down = (round(float(mm / INCH_MM * d)) for mm, d in zip(HALF, dpi, strict=True))
    draw_page(painter, QImage(across, down, QImage.Format.Format_RGB32), dpi, driver, profile)
    first, last = painter.areas[0], painter.areas[-1]
    assert first.width() * driver.stretch_x / 360 * INCH_MM == pytest.approx(241.3, abs=0.1)
    assert first.x() * driver.stretch_x / 360 * INCH_MM == pytest.approx(10, abs=0.1)
    high = last.bottom() - first.top()
    assert high * driver.stretch_y / 180 * INCH_MM == pytest.approx(139.7, abs=0.2)


class Defaults(QPrinter):
    """A driver that somebody set to both sides and two of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.sides, self.copies = QPrinter.DuplexMode.DuplexLongSide, 2

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.sides = duplex

    def setCopyCount(self, count: int) -> None:
        self.copies = count


def test_one_side_and_one_copy_whatever_the_driver_is_used_to() -> None:
    driver = Defaults()
    before = driver.resolution()
    made_ready(driver)
    assert (driver.sides, driver.copies) == (QPrinter.DuplexMode.DuplexNone, 1)
    assert driver.resolution() == before  # elsewhere the resolution is the painter's own
