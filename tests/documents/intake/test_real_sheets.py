"""Spreadsheets that real firms made, where they are at hand: every one is read or refused politely."""

from pathlib import Path

import pytest

from desk.documents.intake.header import find_header
from desk.documents.intake.reader import read_workbook
from desk.documents.intake.refusals import SheetRefused

REAL = Path(__file__).parents[4] / "shared" / "data" / "real"
FILES = sorted(p for p in REAL.glob("*/*") if p.is_file())
REFUSED = {
    "agate_excel_test_empty.xls": "blank",
    "csvkit_empty.csv": "blank",
    "csvkit_test_latin1.csv": "encoding",
}
WORDS = ("单号", "订单号", "订单单号", "编号", "数量", "实出数量", "SKU", "收货人", "手机", "备注", "品名", "省份", "地级市",
         "重量", "外部单号", "快递公司", "收货电话", "货品", "规格", "客户名称", "名称", "金额")  # fmt: skip


@pytest.mark.skipif(not FILES, reason="the real files are not part of the project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_file(path: Path) -> None:
    try:
        sheets = read_workbook(path)
    except SheetRefused as refused:
        assert REFUSED.get(path.name) == refused.reason  # noqa: PT017 - reading it is right, too
    else:
        assert path.name not in REFUSED
        assert any(row for sheet in sheets for row in sheet.rows)


@pytest.mark.skipif(not FILES, reason="the real files are not part of the project")
@pytest.mark.parametrize(
    ("name", "row_index"),
    [
        ("发货单_测试文件请忽略.xlsx", 2),
        ("新模板_发货单.xlsx", 2),
        ("SH001-CSC_出货日报表_20190920.xlsx", 1),
        ("data_wuliu_gbk.csv", 0),
        ("发货清单.xlsx", 0),
        ("销退清单.xlsx", 0),
        ("单价表.xlsx", 0),
        ("3预出库单导入模板.xls", 0),
    ],
)
def test_real_heading_is_found(name: str, row_index: int) -> None:
    (path,) = (p for p in FILES if p.name == name)
    header = find_header(read_workbook(path)[0].rows, WORDS)
    assert header is not None
    assert header.row_index == row_index
