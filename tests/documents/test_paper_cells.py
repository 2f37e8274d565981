"""The one place where raw values become text."""

from datetime import UTC, date, datetime

import pytest

from desk.documents.papers import Cell, Column, Kind, Section, SumRow, Table, shown


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (123_456_7, Kind.MONEY, "12,345.67"),
        (-5, Kind.MONEY, "-0.05"),
        (0, Kind.MONEY, "—"),
        (950, Kind.PRICE, "0.95"),
        (1_025, Kind.PRICE, "1.025"),
        (12_345, Kind.WEIGHT, "12.3"),
        (12_350, Kind.WEIGHT, "12.4"),
        (49, Kind.WEIGHT, "0.0"),
        (-12_350, Kind.WEIGHT, "-12.4"),
        (1_234_500, Kind.VOLUME, "1.235"),
        (8_550, Kind.PERCENT, "85.50%"),
        (0, Kind.COUNT, "0"),
        (12_345, Kind.COUNT, "12345"),
        (date(2026, 11, 19), Kind.DATE, "2026-11-19"),
        (datetime(2026, 11, 19, 16, 5, tzinfo=UTC), Kind.MOMENT, "2026-11-20 00:05"),
        (datetime(2026, 11, 19, 16, 5, tzinfo=UTC), Kind.DATE, "2026-11-20"),
        (None, Kind.MONEY, ""),
        ("=1+1", Kind.MONEY, "=1+1"),
    ],
)
def test_a_raw_value_is_shown_by_its_kind(value: Cell, kind: Kind, text: str) -> None:
    assert shown(value, kind) == text


def test_money_on_continuous_paper_has_no_separators_and_cod_shows_zero() -> None:
    assert shown(123_456_789, Kind.MONEY, thousands=False) == "1234567.89"
    assert shown(0, Kind.MONEY, show_zero=True) == "0.00"


def test_a_moment_without_zone_is_a_fault() -> None:
    with pytest.raises(ValueError, match="time zone"):
        shown(datetime(2026, 1, 1), Kind.MOMENT)  # noqa: DTZ001


def test_only_data_rows_are_added_up() -> None:
    columns = (Column("name", "品名"), Column("pieces", "件数", Kind.COUNT, total=True))
    rows = (Section("早班"), ("服装", 3), ("百货", None), SumRow(("早班", 3)), ("布匹", 4))
    assert Table(columns, rows).sums() == (None, 7)


def test_a_row_of_the_wrong_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table((Column("a", "甲"), Column("b", "乙")), (("x",),))
