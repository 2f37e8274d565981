"""Code 128 in whole printer dots."""

import pytest
import zxingcpp
from PIL import Image

from desk.documents.barcodes import QUIET_MODULES, fit_bars, symbols


def drawn(value: str) -> Image.Image:
    bars = fit_bars(value, 100, 300)
    assert bars is not None
    module = bars.module_mm
    picture = Image.new("L", (round(bars.width_mm / module + 2 * QUIET_MODULES) * 2, 60), 255)
    for offset, width in bars.bars_mm:
        left = round(offset / module + QUIET_MODULES) * 2
        picture.paste(0, (left, 0, left + round(width / module) * 2, 60))
    return picture


@pytest.mark.parametrize(
    "value",
    ["YD2611160001", "PS261119-001/01", "DZ2611-K00007", "1234", "12345", "A", "BJ261116-001-R1"],
)
def test_a_reader_reads_the_number(value: str) -> None:
    (read,) = zxingcpp.read_barcodes(drawn(value))
    assert (read.text, read.format) == (value, zxingcpp.BarcodeFormat.Code128)


def test_pairs_of_digits_take_one_symbol() -> None:
    assert len(symbols("2611160001")) == 1 + 5 + 2


@pytest.mark.parametrize(("dpi", "dots"), [(180, 3), (300, 5), (600, 10), (203, 3)])
def test_the_module_is_the_widest_whole_number_of_dots(dpi: int, dots: int) -> None:
    bars = fit_bars("YD2611160001", 100, dpi)
    assert bars is not None
    assert bars.module_mm == pytest.approx(dots * 25.4 / dpi)


def test_a_narrow_place_takes_a_narrower_module_that_fits_with_quiet_zones() -> None:
    bars = fit_bars("YD2611160001", 45, 300)
    assert bars is not None
    assert bars.module_mm == pytest.approx(3 * 25.4 / 300)
    assert bars.width_mm + 2 * QUIET_MODULES * bars.module_mm <= 45


def test_what_cannot_be_coded_or_does_not_fit_has_no_bars() -> None:
    assert fit_bars("GD202611-回单-01", 100, 300) is None
    assert fit_bars("YD2611160001", 10, 300) is None
