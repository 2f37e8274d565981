"""Crosses are found to a fraction of a dot, and what is not there is said."""

from datetime import UTC, datetime

import pytest
from PIL import Image

from desk.documents.calibration import barcode_of, calibration_page
from desk.documents.papers import A4L, C241, PaperSize
from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from tests.queues.measuring import Print, errors_mm, worst_mm
from ui.print_profiles import PrintProfile

DPI = 180.0


def printed(size: PaperSize, dpi: float = DPI) -> Image.Image:
    """The calibration page as a perfect printer of pins would bring it."""
    pdf = render_pdf(calibration_page(size, datetime(2026, 11, 22, tzinfo=UTC))).pdf
    page = pdf_page(pdf, 0, dpi, smooth=False)
    shape = (page.width, page.height)
    return Image.frombuffer("RGB", shape, page.pixels, "raw", "BGRX", page.stride, 1).convert("L")


def test_a_perfect_print_has_no_error_and_a_shifted_one_has_its_shift() -> None:
    page = printed(C241)
    straight = worst_mm(errors_mm(Print(page, DPI), C241, PrintProfile()))
    assert max(map(abs, straight)) < 0.15  # a dot is 0.14 mm
    moved = Image.new("L", page.size, 255)
    moved.paste(page, (7, -4))  # 0.99 and -0.56 mm
    off = worst_mm(errors_mm(Print(moved, DPI), C241, PrintProfile()))
    assert off[0] == pytest.approx(0.99, abs=0.15)
    assert off[1] == pytest.approx(-0.56, abs=0.15)
    assert barcode_of(C241) in Print(moved, DPI).barcodes()


def test_a_page_on_its_side_is_turned_upright() -> None:
    page = printed(A4L)
    for angle in (90, 270):
        upright = Print(page.rotate(angle, expand=True), DPI).upright(A4L)
        assert max(map(abs, worst_mm(errors_mm(upright, A4L, PrintProfile())))) < 0.15


def test_a_cross_that_is_lost_is_an_error() -> None:
    page = printed(C241)
    page.paste(255, (0, page.height // 2, page.width, page.height))
    with pytest.raises(ValueError, match="no cross near 15"):
        errors_mm(Print(page, DPI), C241, PrintProfile())
