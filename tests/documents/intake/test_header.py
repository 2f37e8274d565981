"""Finding the heading, and telling records from what stands between them."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.documents.intake import header
from desk.documents.intake.answer import Cell, Row
from desk.documents.intake.header import HeaderFound, RowKind, find_header, row_kind

WORDS = (
    "单号",
    "运单号",
    "收货人",
    "收货方",
    "电话",
    "收货方电话",
    "发货方",
    "发货方电话",
    "件数",
    "重量",
    "备注",
    "品名",
)
LIST: list[Row] = [
    ("恒通物流 到货清单",),
    ("日期:2026年11月18日", None, None, "车牌:新A12345"),
    ("序号", "单号", "收货人", "件 数", "重量(kg)", "备注"),
    (1, "YD1", "阿不都", 3, 480.5, None),
]


def test_heading_below_title_rows() -> None:
    found = find_header(LIST, WORDS)
    assert found is not None
    assert found.row_index == 2
    assert found.names == ("序号", "单号", "收货人", "件 数", "重量(kg)", "备注")


def test_heading_in_the_first_row() -> None:
    found = find_header(LIST[2:], WORDS)
    assert found is not None
    assert found.row_index == 0


def test_two_line_heading_is_joined() -> None:
    rows: list[Row] = [
        ("到货清单",),
        ("单号", "发货方", None, "收货方", None, "货物", None, "备注"),
        (None, "姓名", "电话", "姓名", "电话", "品名", "件数"),
        ("YD1", "李某", "0991-1234567", "王某", "13800000001", "纸箱", 3),
    ]
    found = find_header(rows, WORDS)
    assert found is not None
    assert found.row_index == 2
    assert found.names == (
        "单号", "发货方姓名", "发货方电话", "收货方姓名", "收货方电话", "品名", "件数", "备注",
    )  # fmt: skip
    assert row_kind(rows[1], found) is RowKind.HEADER_AGAIN
    assert row_kind(rows[3], found) is RowKind.RECORD


def test_title_directly_above_is_not_joined() -> None:
    found = find_header([("收货清单",), ("单号", "收货人", "件数"), ("YD1", "阿不都", 1)], WORDS)
    assert found is not None
    assert found.names == ("单号", "收货人", "件数")


def test_data_row_of_texts_is_not_joined() -> None:
    found = find_header([("单号", "收货人", "备注"), ("YD1", "阿不都", "易碎")], WORDS)
    assert found is not None
    assert (found.row_index, found.names) == (0, ("单号", "收货人", "备注"))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(), ()],
        [("YD1", "阿不都", 3), ("YD2", "王某", 5)],
        [("客户", "金额"), ("甲", 1)],
        [("单号",), ("YD1",)],
    ],
)
def test_no_heading(rows: list[Row]) -> None:
    assert find_header(rows, WORDS) is None


def test_single_known_column_is_enough_when_only_one_is_wanted() -> None:
    found = find_header([("回单",), ("出库单号", "回单流水号")], ["出库单号"])
    assert found is not None
    assert found.row_index == 1


def test_heading_too_far_down_is_not_searched() -> None:
    assert find_header([("x",)] * 40 + LIST, WORDS) is None


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((), RowKind.BLANK),
        ((None, "  ", None), RowKind.BLANK),
        (("合计", None, None, 120, 4800.5), RowKind.TOTAL),
        (("合 计：", None, None, 120), RowKind.TOTAL),
        ((None, None, None, "合计：", None, 1, None, 4881), RowKind.TOTAL),
        (("本页小计", None, 3), RowKind.TOTAL),
        (("总计:120件",), RowKind.TOTAL),
        (("第 2 页 共 5 页",), RowKind.TOTAL),
        ((None, "第1页"), RowKind.TOTAL),
        (("Total", 5), RowKind.TOTAL),
        (("小计", "制表人:王某"), RowKind.TOTAL),
        (("序号", "单号", "收货人", "件数", "重量(KG)", "备注"), RowKind.HEADER_AGAIN),
        ((1, "YD1", "合计物流公司", 3), RowKind.RECORD),
        ((1, "YD1", "阿不都", 3, 480.5, "合计"), RowKind.RECORD),
        ((2, "YD2", dt.date(2026, 11, 18)), RowKind.RECORD),
        (("共计三件家具", "YD3"), RowKind.RECORD),
        (("第一页面包厂", "YD3"), RowKind.RECORD),
    ],
)
def test_rows_that_are_no_records(row: Row, kind: RowKind) -> None:
    header = find_header(LIST, WORDS)
    assert header is not None
    assert row_kind(row, header) is kind


@given(
    st.lists(
        st.sampled_from(
            (
                None,
                3,
                "合 计",
                "TOTAL",
                "Ｔｏｔａｌ",
                "第2页",
                "120件",
                "单号",
                "单　号",
                "收货方",
                "件数",
                "箱",
                "名称",
                "⽬的",
                "王某",
                "北京路 9 号",
                "x",
            )
        ),
        max_size=6,
    )
)
def test_what_cannot_be_a_total_or_heading_is_told_without_comparing(row: list[Cell]) -> None:
    found = HeaderFound(0, ("单号", "收货方", "件数", "x"), (("单号", "收货方", "件数", "x"),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(header, "_NOT_PLAIN", re.compile(""))  # so every cell is compared
        compared = row_kind(tuple(row), found)
    assert row_kind(tuple(row), found) is compared
