"""Cells of one record: read strictly, refused with their label."""

import datetime as dt

import pytest

from desk.documents.intake.answer import Cell
from desk.documents.intake.cells import CellReader
from desk.documents.intake.mapping import Column, propose_mapping

TODAY = dt.date(2026, 11, 21)


def cells(cell: Cell, heading: str = "重量", required: bool = False) -> CellReader:
    column = Column("it", heading.split("(")[0], required=required)
    mapping = propose_mapping([heading], [column])
    return CellReader(7, (cell,), mapping, {"it": column})


@pytest.mark.parametrize(
    ("cell", "heading", "grams"),
    [
        (480.5, "重量", 480_500),
        ("480公斤", "重量", 480_000),
        ("１２．５", "重量", 12_500),
        (1.2, "重量(吨)", 1_200_000),
        ("1.2", "重量(吨)", 1_200_000),
        ("480公斤", "重量(吨)", 480_000),
        (3, "重量(kg)", 3_000),
        (480.15, "重量(kg)", 480_200),
        ("480.15", "重量(kg)", 480_200),
        (0.48015, "重量(吨)", 480_200),
        (0.1, "重量(吨)", 100_000),
        (None, "重量", None),
        ("  ", "重量", None),
    ],
)
def test_weight_in_the_unit_of_the_cell_or_the_heading(
    cell: Cell, heading: str, grams: int | None
) -> None:
    reader = cells(cell, heading)
    assert reader.weight_g("it") == grams
    assert reader.values == {"it": grams}
    assert reader.problems == []


@pytest.mark.parametrize("cell", ["1.2e3", "约480", "#N/A", "NaN", "480?", True, -3, float("inf")])
def test_doubtful_weight_is_refused_and_never_zero(cell: Cell) -> None:
    reader = cells(cell)
    assert reader.weight_g("it") is None
    assert [(p.code, p.field, p.values["label"]) for p in reader.problems] == [
        ("E002", "it", "重量")
    ]


def test_blank_required_cell() -> None:
    reader = cells(None, required=True)
    assert reader.weight_g("it") is None
    assert [p.message for p in reader.problems] == ["重量必填。"]


def test_other_values() -> None:
    assert cells(3, "件数").count("it") == 3
    assert cells("1,234.50元", "运费").money_fen("it") == 123_450
    assert cells("1.25方", "体积").volume_cm3("it") == 1_250_000
    assert cells("2026.11.18", "日期").day("it", TODAY) == dt.date(2026, 11, 18)
    assert cells(46344, "日期").day("it", TODAY) == dt.date(2026, 11, 18)
    assert cells(dt.date(2026, 11, 18), "日期").day("it", TODAY) == dt.date(2026, 11, 18)
    moment = cells("2026-11-18 16:20", "时间").moment("it", TODAY)
    assert moment == dt.datetime(2026, 11, 18, 8, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13_800_000_001, "13800000001"),
        (" 甲 ", "甲"),
        ("00123", "00123"),
        (1.5, "1.5"),
        (True, "是"),
        (dt.date(2026, 11, 18), "2026-11-18"),
    ],
)
def test_text(cell: Cell, text: str) -> None:
    assert cells(cell).text("it") == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (622202120000123400, "E019"),
        (6.222021200001234e17, "E019"),
        ("甲\x00乙", "E012"),
        ("长" * 501, "E004"),
    ],
)
def test_text_that_cannot_be_trusted(cell: Cell, code: str) -> None:
    reader = cells(cell, "证件号")
    assert reader.text("it") is None
    assert [p.code for p in reader.problems] == [code]


def test_short_row_and_missing_column_are_blank() -> None:
    column = Column("it", "重量")
    mapping = propose_mapping(["单号", "重量"], [column])
    assert CellReader(1, ("YD1",), mapping, {"it": column}).weight_g("it") is None
    assert CellReader(1, ("YD1",), propose_mapping([], []), {"it": column}).weight_g("it") is None


@pytest.mark.parametrize(
    ("cell", "heading", "mill"),
    [
        (0.95, "单价", 950),
        ("0.955元/公斤", "单价", 955),
        (70, "单价(元/吨)", 70),
        ("950元/吨", "单价", 950),
    ],
)
def test_a_price_is_read_in_the_unit_of_the_cell_or_the_heading(
    cell: Cell, heading: str, mill: int
) -> None:
    assert cells(cell, heading).price_mill("it") == mill
