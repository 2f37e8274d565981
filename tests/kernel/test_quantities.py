from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.quantities import (
    half_up,
    parse_count,
    parse_money,
    parse_percent,
    parse_volume,
    parse_weight,
    round_half_up,
    show_money,
    show_percent,
    show_volume,
    show_weight,
    typed_money,
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (3, 2, 2), (1, 3, 0), (2, 3, 1), (0, 7, 0)],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, expected: int) -> None:
    assert round_half_up(numerator, denominator) == expected


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_integer_and_decimal_rounding_agree(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert round_half_up(numerator, denominator) == int(half_up(exact))


def test_half_up_is_not_bankers_rounding() -> None:
    assert half_up(Decimal("2.5")) == 3
    assert half_up(Decimal("0.125"), 2) == Decimal("0.13")


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        ("1234.50", 123450),
        (" １２３４．５ ", 123450),
        ("１，２３４．５０元", 123450),
        ("1 234.5", 123450),
        ("¥1,234,567.89", 123456789),
        ("￥93", 9300),
        ("人民币 93 元", 9300),
        ("-20", -2000),
        ("−20元", -2000),
        ("93。5", 9350),
        (".5", 50),
        ("0.005", 1),
        ("0.0049", 0),
        (93, 9300),
        (0.1 + 0.2, 30),
        (1234.005, 123401),
        (Decimal("838.8"), 83880),
    ],
)
def test_money_is_read_as_clerks_write_it(value: Any, fen: int) -> None:
    assert parse_money(value) == fen


@pytest.mark.parametrize(
    ("value", "grams"),
    [
        ("480公斤", 480_000),
        ("４８０．５ＫＧ", 480_500),
        ("480 千克", 480_000),
        ("1.5吨", 1_500_000),
        ("1.5 t", 1_500_000),
        ("320㎏", 320_000),
        ("10斤", 5_000),
        ("0.05", 100),
        ("0.049", 0),
        (600, 600_000),
        (149.95, 150_000),
    ],
)
def test_weight_is_read_in_steps_of_a_tenth_of_a_kilogram(value: Any, grams: int) -> None:
    assert parse_weight(value) == grams


@pytest.mark.parametrize(
    ("value", "cm3"),
    [
        ("2.1", 2_100_000),
        ("2.100方", 2_100_000),
        ("2.1m³", 2_100_000),
        ("2.1M3", 2_100_000),
        ("2.1㎥", 2_100_000),
        ("2.1 立方米", 2_100_000),
        (0.0000005, 1),
        (9, 9_000_000),
    ],
)
def test_volume_is_read_in_cubic_centimetres(value: Any, cm3: int) -> None:
    assert parse_volume(value) == cm3


@pytest.mark.parametrize(
    ("value", "pieces"), [("20件", 20), ("1,200", 1200), ("30 箱", 30), (3.0, 3)]
)
def test_counts_are_whole(value: Any, pieces: int) -> None:
    assert parse_count(value) == pieces


@pytest.mark.parametrize(
    ("value", "bp"),
    [("35.79%", 3579), ("5", 500), ("3‰", 30), ("-5%", -500), (15, 1500), (2.5, 250)],
)
def test_percent_is_read_in_basis_points(value: Any, bp: int) -> None:
    assert parse_percent(value) == bp


NEVER_A_NUMBER = [
    "", "  ", "-", "—", "abc", "1_000", "١٢٣", "NaN", "inf", "1.2e3", "1052,75", "1052,75元", "11,50万元",
    "1,23", "12 34", "1..2", "1.2.3", "5²", "①", "12,3456", "=1+1", "1234元/吨", "480公斤左右",
    None, True, float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), 10**400, "9" * 40,
]  # fmt: skip


@pytest.mark.parametrize(
    "parse", [parse_money, parse_weight, parse_volume, parse_count, parse_percent]
)
@pytest.mark.parametrize("value", NEVER_A_NUMBER, ids=repr)
def test_what_is_not_one_certain_number_is_refused(parse: Callable[..., int], value: Any) -> None:
    with pytest.raises(Refused) as caught:
        parse(value, "重量一栏", "lines.0.weight_g")
    (found,) = caught.value.problems
    assert found.code == "E002"
    assert found.field == "lines.0.weight_g"
    assert "重量一栏" in found.message


@pytest.mark.parametrize("parse", [parse_weight, parse_volume, parse_count])
@pytest.mark.parametrize("value", ["-1", -1, -0.5])
def test_negative_quantities_are_refused(parse: Callable[..., int], value: Any) -> None:
    with pytest.raises(Refused):
        parse(value)


@pytest.mark.parametrize(
    ("parse", "text"), [(parse_count, "2.5"), (parse_money, "5吨"), (parse_weight, "5元")]
)
def test_broken_pieces_and_foreign_units_are_refused(parse: Callable[..., int], text: str) -> None:
    with pytest.raises(Refused):
        parse(text)


def test_shown_forms() -> None:
    assert show_money(123450) == "1,234.50"
    assert typed_money(123450) == "1234.50"
    assert show_money(123456789) == "1,234,567.89"
    assert show_money(-5) == "-0.05"
    assert show_money(0) == "0.00"
    assert show_money(0, zero="") == ""
    assert show_weight(480_000) == "480.0"
    assert show_weight(1_200_000) == "1200.0"
    assert show_weight(1_200_000, thousands=True) == "1,200.0"
    assert show_weight(49) == "0.0"
    assert show_weight(50) == "0.1"
    assert show_volume(2_100_500) == "2.101"
    assert show_percent(3579) == "35.79%"
    assert show_percent(None) == "—"


@given(st.integers(-(10**14), 10**14))
def test_shown_money_reads_back(fen: int) -> None:
    assert parse_money(show_money(fen)) == fen
    assert parse_money(fen / 100 if abs(fen) < 10**12 else typed_money(fen)) == fen


@given(st.integers(0, 10**9))
def test_shown_quantities_read_back(number: int) -> None:
    assert parse_weight(show_weight(number * 100)) == number * 100
    assert parse_volume(show_volume(number * 1000)) == number * 1000
    assert parse_percent(show_percent(number)) == number


@given(st.one_of(st.floats(-1e8, 1e8), st.integers(-(10**11), 10**11).map(lambda n: n / 1000)))
def test_a_cell_that_is_whole_in_the_smallest_unit_is_read_as_by_decimals(cell: float) -> None:
    assert parse_money(cell) == int(half_up(Decimal(repr(cell)) * 100))
    if cell >= 0:
        assert parse_weight(cell) == int(half_up(Decimal(repr(cell)) * 10)) * 100
        assert parse_volume(cell) == int(half_up(Decimal(repr(cell)) * 1_000_000))
