"""A page comes out dot for dot as it is, though the printer is handed it in bands."""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desk.documents.calibration import calibration_page
from desk.documents.papers import SIZES, Paper
from desk.documents.pdf import render_pdf
from desk.documents.pictures import page_sizes, pdf_page
from tests.documents.paper_samples import receipt, run_sheet
from tests.queues.measuring import Print
from ui import dots
from ui.dots import (
    BAND_DOTS,
    POINTS_AN_INCH,
    bands,
    draw_page,
    in_black,
    least_rows,
    lent,
    no_greys,
    raster_dpi,
    shrinking,
)
from ui.print_profiles import PrintProfile
from ui.printers import PdfPrinter, Sheet
from ui.printing import send_pdf

BGR = QImage.Format.Format_BGR888


@pytest.fixture(autouse=True)
def _an_application(dressed: QApplication) -> None:
    """Printers want one."""


class Device(QPrinter):
    """A printer of so many dots, which its painter may count otherwise."""

    def __init__(self, physical: int, logical: int) -> None:
        super().__init__()
        self.physical, self.logical = physical, logical

    def physicalDpiX(self) -> int:
        return self.physical

    physicalDpiY = physicalDpiX

    def logicalDpiX(self) -> int:
        return self.logical

    logicalDpiY = logicalDpiX


def page_of(paper: Paper, dpi: float) -> QImage:
    return lent(pdf_page(render_pdf(paper).pdf, 0, dpi)).copy()


def sheet_after(draw: Callable[[QPainter], None]) -> QImage:
    """What a device of dots shows."""
    sheet = QImage(1800, 1100, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    with QPainter(sheet) as painter:
        draw(painter)
    return sheet


@pytest.mark.parametrize(
    ("physical", "logical", "wanted"),
    [(180, 180, 0), (180, 180, 72), (360, 180, 0), (203, 203, 0), (1200, 180, 0), (180, 180, 100)],
)
def test_bands_are_the_whole_page_dot_for_dot(
    physical: int, logical: int, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dots, "BAND_DOTS", 9_000)
    printer, profile = (
        Device(physical, logical),
        PrintProfile(right_mm=1.3, down_mm=2.1, dpi=wanted),
    )
    dpi = raster_dpi(printer, profile)
    image = page_of(receipt(), float(dpi[1]))
    scale = float(logical / dpi[1])
    left, top = (round(mm / 25.4 * logical) for mm in (1.3, 2.1))
    whole = QRectF(left, top, image.width() * scale, image.height() * scale)
    rows = least_rows(dpi[1], logical, physical)
    assert len(list(bands(image.width(), image.height(), rows))) > 2
    wanted_sheet = sheet_after(lambda painter: painter.drawImage(whole, image))
    found = sheet_after(lambda painter: draw_page(painter, image, dpi, printer, profile))
    assert found == wanted_sheet


def test_a_printed_file_has_every_dot_once_and_no_seams(tmp_path: Path) -> None:
    """Through the print engine: the bands lie edge to edge and are the picture sent."""
    size, target = SIZES["LBL100X70"], tmp_path / "out.pdf"
    pdf = render_pdf(calibration_page(size, datetime(2026, 11, 19, tzinfo=UTC), "")).pdf
    sheet = Sheet(size.width_mm, size.height_mm)
    send_pdf(PdfPrinter(target), pdf, sheet, PrintProfile("PDF"), "题", lambda *_: None)
    sent = lent(pdf_page(pdf, 0, 600)).convertToFormat(BGR)
    edge, row = page_sizes(target.read_bytes())[0][1], 0
    with pypdfium2.PdfDocument(target.read_bytes()) as document:
        placed = [(band.get_bounds(), band.get_bitmap()) for band in document[0].get_objects()]
        for (left, bottom, right, top), band in placed:
            assert (left, top) == pytest.approx((0, edge), abs=0.001)
            assert right == pytest.approx(sent.width() * 0.12, abs=0.001)
            assert edge - bottom == pytest.approx(band.height * 0.12, abs=0.001)
            own = QImage(band.buffer, band.width, band.height, band.stride, BGR)
            assert own == sent.copy(0, row, sent.width(), band.height)
            edge, row = bottom, row + band.height
    assert row == sent.height()
    assert len(placed) > 10


@pytest.mark.parametrize("own", [180, 203, 300, 360, 600, 720, 1200, 1270, 2400])
@pytest.mark.parametrize("logical", [96, 180, 300, 1200])
def test_every_band_begins_on_whole_dots_of_all_who_count_them(own: int, logical: int) -> None:
    dpi = raster_dpi(Device(own, logical), PrintProfile())[1]
    rows = least_rows(dpi, logical, own)
    for counted in (logical, own, POINTS_AN_INCH):
        assert (rows * counted / dpi).denominator == 1
    cut = list(bands(1000, 5000, rows))
    assert [first for first, _ in cut] == [n * cut[0][1] for n in range(len(cut))]
    assert sum(rows for _, rows in cut) == 5000
    assert all(number * 1000 <= max(BAND_DOTS, rows * 1000) for _, number in cut)


@pytest.mark.parametrize(
    ("own", "used"), [(180, 180), (300, 300), (600, 600), (720, 360), (1200, 600)]
)
def test_pages_are_rasterised_in_whole_dots_of_the_device(
    own: int, used: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "physicalDpiX", lambda _: own)
    monkeypatch.setattr(QPrinter, "physicalDpiY", lambda _: own)
    assert raster_dpi(QPrinter(), PrintProfile()) == (Fraction(used), Fraction(used))


def test_a_profile_may_want_fewer_dots_and_each_way_has_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinter, "physicalDpiX", lambda _: 360)
    monkeypatch.setattr(QPrinter, "physicalDpiY", lambda _: 180)
    assert raster_dpi(QPrinter(), PrintProfile()) == (Fraction(360), Fraction(180))
    assert raster_dpi(QPrinter(), PrintProfile(dpi=180)) == (Fraction(180), Fraction(180))
    assert raster_dpi(QPrinter(), PrintProfile(dpi=600)) == (Fraction(360), Fraction(180))


def test_printers_without_grey_get_no_haze_but_dots_for_darker_greys() -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)

    def dots(grey: int) -> int:
        image.fill(QColor(grey, grey, grey))
        drawn = in_black(image)
        assert drawn.depth() == 1
        return sum(drawn.pixelColor(x, y).lightness() == 0 for x in range(64) for y in range(64))

    assert dots(0) == 64 * 64
    assert dots(237) == dots(255) == 0  # behind the heads of tables, 0.93
    assert 100 < dots(235) < 600  # the watermark, 0.92


def test_the_scatter_of_dots_is_the_same_in_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    image = QImage(200, 700, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        for row in range(700):
            painter.fillRect(0, row, 200, 1, QColor(row // 3, row // 3, row // 3))
    monkeypatch.setattr(dots, "BAND_DOTS", 10_000)
    found = in_black(image)
    monkeypatch.setattr(dots, "BAND_DOTS", image.width() * image.height())
    assert found == in_black(image)
    assert len({found.pixelColor(x, 400).lightness() for x in range(200)}) == 2


@pytest.mark.parametrize("percent", [103.0, 106.0, 110.0])
def test_a_page_is_made_as_large_as_its_profile_says(percent: float, tmp_path: Path) -> None:
    size, target = SIZES["C241"], tmp_path / "out.pdf"
    pdf = render_pdf(calibration_page(size, datetime(2026, 11, 19, tzinfo=UTC), "")).pdf
    profile = PrintProfile("PDF", across_percent=percent, downward_percent=percent, dpi=300)
    sheet = Sheet(size.width_mm, size.height_mm)
    send_pdf(PdfPrinter(target), pdf, sheet, profile, "题", lambda *_: None)
    found = pdf_page(target.read_bytes(), 0, 300)
    shape = (found.width, found.height)
    page = Image.frombuffer("RGB", shape, found.pixels, "raw", "BGRX", found.stride, 1)
    place = 15 * percent / 100
    assert Print(page.convert("L"), 300).cross(place, place) == pytest.approx((place,) * 2, abs=0.2)


def test_few_dots_are_all_black_or_white() -> None:
    """Pins and label printers have no grey; a laser or ink printer makes one of finer dots."""
    plain = PrintProfile()
    for own, wanted, few in (
        (180, 0, True),
        (203, 0, True),
        (300, 0, True),
        (360, 0, True),
        (600, 0, False),
        (720, 0, False),  # drawn in 360, but its ink is finer
        (600, 300, False),
        (600, 180, True),
    ):
        printer, profile = Device(own, own), replace(plain, dpi=wanted)
        assert no_greys(printer, raster_dpi(printer, profile)) is few, own


def test_a_page_of_another_size_is_shrunk_as_a_whole(tmp_path: Path) -> None:
    half, whole = (241.3, 139.7), (297.0, 210.0)
    assert shrinking(half, half) == shrinking(half, whole) == 1.0
    small = shrinking(whole, half)
    assert small == pytest.approx(210 / 139.7)
    pdf, target = render_pdf(run_sheet(3)).pdf, tmp_path / "out.pdf"
    profile = PrintProfile("PDF", dpi=180)
    send_pdf(PdfPrinter(target), pdf, Sheet(*half), profile, "题", lambda *_: None)
    printed = lent(pdf_page(target.read_bytes(), 0, 180))
    sent = in_black(lent(pdf_page(pdf, 0, 180 / small, smooth=False)))
    assert printed.copy(sent.rect()) == sent.convertToFormat(QImage.Format.Format_RGB32)
