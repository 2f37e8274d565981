"""Papers and lists as workbooks, read by two libraries."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from desk.documents.papers import Cell, Column, Kind, Table
from desk.documents.xlsx import render_xlsx, write_list_xlsx
from tests.documents.paper_samples import receipt, run_sheet, stock_book

COLUMNS = (
    Column("name", "名称"),
    Column("pieces", "件数", Kind.COUNT),
    Column("money", "金额", Kind.MONEY),
    Column("weight", "重量kg", Kind.WEIGHT),
    Column("volume", "体积m³", Kind.VOLUME),
    Column("on", "日期", Kind.DATE),
    Column("at", "时间", Kind.MOMENT),
)
MOMENT = datetime(2026, 11, 19, 1, 30, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    "+86",
    "-3",
    "@SUM(A1)",
    "\tx",
    "<b>甲</b>",
    "A&B",
    "'; drop",
    "#N/A",
    "007",
    "'引",
)
ROWS: tuple[tuple[Cell, ...], ...] = tuple(
    (name, n, n * 101, n * 1500, n * 1_234_567, date(2026, 11, n + 1), MOMENT)
    for n, name in enumerate(HOSTILE)
)


def openpyxl_rows(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def calamine_rows(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def listed(rows: tuple[tuple[Cell, ...], ...] = ROWS) -> bytes:
    target = io.BytesIO()
    assert write_list_xlsx(target, "运单", "目的地=喀什", COLUMNS, rows) == len(rows)
    return target.getvalue()


def test_two_readers_find_the_same_values_as_typed() -> None:
    content = listed()
    for n, (theirs, others) in enumerate(
        zip(openpyxl_rows(content)[2:], calamine_rows(content)[2:], strict=True)
    ):
        amounts = (n * 101 / 100, n * 1.5, n * 1_234_567 / 1_000_000)
        expected = [HOSTILE[n], n, *amounts]
        assert theirs[:5] == expected
        assert others[:5] == expected
        assert theirs[6] == others[6] == datetime(2026, 11, 19, 9, 30)  # noqa: DTZ001
        assert others[5] == date(2026, 11, n + 1)


def test_the_filter_is_named_and_the_labels_follow() -> None:
    rows = openpyxl_rows(listed())
    assert rows[0][0] == "运单　目的地=喀什"
    assert rows[1] == [column.label for column in COLUMNS]


def test_text_is_never_a_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(listed())).worksheets[0]
    cells = [sheet.cell(row, 1) for row in range(3, 3 + len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True] * 5 + [False] * 6
    money = sheet.cell(4, 3)
    assert (money.data_type, money.value) == ("n", 1.01)
    assert money.number_format.startswith("#,##0.00;")


def test_characters_no_sheet_can_hold_are_left_out() -> None:
    rows = openpyxl_rows(listed((("甲\x00\x0b乙", None, None, None, None, None, None),)))
    assert rows[2][0] == "甲乙"


def test_a_list_reports_progress_and_can_be_cancelled(tmp_path: Path) -> None:
    seen: list[int] = []
    path = tmp_path / "list.xlsx"
    one = (Column("n", "号", Kind.COUNT),)
    assert write_list_xlsx(path, "表", "", one, ((i,) for i in range(1200)), seen.append) == 1200
    assert seen == [500, 1000]
    assert len(openpyxl_rows(path.read_bytes())) == 1202

    def cancel(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_list_xlsx(tmp_path / "no.xlsx", "表", "", one, ((i,) for i in range(600)), cancel)
    assert not (tmp_path / "no.xlsx").exists()


def test_a_paper_keeps_its_columns_and_totals() -> None:
    paper = run_sheet(45)
    table = paper.blocks[1]
    assert isinstance(table, Table)
    content = render_xlsx(paper)
    rows = openpyxl_rows(content)
    labels: list[object] = [column.label for column in table.columns]
    head = rows.index(labels)
    assert [row[1] for row in rows[head + 1 : head + 46]] == [row[1] for row in table.data_rows]
    total = rows[head + 46]
    assert total[0] == "合计 45 票"
    assert total[6] == sum(i % 9 + 1 for i in range(1, 46))
    assert [row[8] for row in calamine_rows(content)[head + 1 : head + 47]] == [
        row[8] for row in rows[head + 1 : head + 47]
    ]
    flat = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert {"天山通达物流有限公司", "进港货物派送清单", "司机领货："} <= set(flat)


def test_other_blocks_reach_the_sheet() -> None:
    flat = [c for row in openpyxl_rows(render_xlsx(receipt())) for c in row if c is not None]
    assert "收货人" in flat
    assert "应收合计：910.00" in flat
    draft = [c for row in openpyxl_rows(render_xlsx(stock_book())) for c in row if c is not None]
    assert {"货物出、入库登记表 【草稿】", "11月19日", "合计"} <= set(draft)


def test_a_narrow_column_of_money_has_room_for_its_total() -> None:
    """A spreadsheet shows ### where a number with its separators does not fit."""
    rows: tuple[tuple[Cell, ...], ...] = ((1_234_567_89, 3),) * 9
    columns = (Column("cod", "代收", Kind.MONEY, width_mm=14), Column("n", "件", width_mm=8))
    book = io.BytesIO()
    write_list_xlsx(book, "清单", "", columns, rows)
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert sheet.column_dimensions["A"].width >= len("11,111,111.01")
    assert sheet.column_dimensions["B"].width == 5
