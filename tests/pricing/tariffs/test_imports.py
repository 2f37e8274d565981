"""A rate table from Excel: county rows, 「4天」, 元/吨, the next carrier with his phone in one cell."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desk.importing import ImportPreview, book, import_kind, preview
from desk.kernel.errors import Refused
from desk.office.imports.queries import import_batches
from desk.pricing.tariffs.choices import SheetState
from desk.pricing.tariffs.line_commands import add_line
from desk.pricing.tariffs.queries import SheetRow, price_of_lane, tariff_sheet
from tests.conftest import Office
from tests.pricing.tariffs.f0 import approve, asked, sheet_of

KIND = import_kind("tariff")
HEADING = (
    "省份", "地级市", "区or县", "直达与中转", "时效（天）", "运价（元/吨）", "备注", "乌鲁木齐至西安价",
    "接货物流公司名称/电话", None, None,
)  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    ("河南", "郑州市", "巩义市", "直达", "4天", 1200, None, 800, "豫联货运13700000001", None, None),
    ("河南", "郑州市", "新郑市", "郑州中转", "5天 ", 1250, "限高", 800, "豫联货运13700000001", "0371-5550001", "夜间"),
    ("陕西", "西安", "雁塔区", "直达", 3, 900, None, None, None, None, None),
    ("湖北", "仙桃市", None, "武汉中转", "6天", 1500, None, None, None, 13700000002, None),
    ("海南", None, "秀英区", "海口中转", "7天", 1800, None, None, None, None, None),
    ("内蒙古自", "赤峰市", "宁城县", "直达", "6天", 1400, None, None, None, None, None),
    ("河南", "郑州市", "巩艺市", "直达", "4天", 1200, None, None, None, None, None),  # 8: misspelt
    ("河南", "郑州市", "荥阳市", "临时询价", None, None, None, None, None, None, None),  # 9
    ("河南", "郑州市", "中牟县", "直达", "3-5天", 1300, None, None, None, None, None),  # 10
    ("河南", "郑州市", "登封市", "直达", "5天", "面议", None, None, None, None, None),  # 11
    ("河南", "郑州市", "巩义市", "直达", "4天", 1200, None, None, None, None, None),  # 12: again
    ("河南", "郑州市", "巩义市", "直达", "4天", 1300, None, None, None, None, None),  # 13: other price
    (None, None, None, "直达", "4天", 1300, None, None, None, None, None),  # 14
)  # fmt: skip
REAL = sorted(Path(__file__).parents[4].glob("shared/data/real/rates/*.xlsx"))


def rate_table(folder: Path, *rows: tuple[Any, ...], heading: tuple[Any, ...] = HEADING) -> Path:
    made = Workbook()
    page = made.worksheets[0]
    for row in (heading, *rows):
        page.append(list(row))
    path = folder / "运价2027.xlsx"
    made.save(path)
    return path


def read(office: Office, path: Path) -> ImportPreview:
    return preview(office.as_("boss"), KIND, path)


def sheet(office: Office, sheet_id: int) -> SheetRow:
    return office.as_("boss").ask(tariff_sheet, sheet_id=sheet_id)


def test_good_rows_are_read_and_bad_ones_are_named(office: Office, tmp_path: Path) -> None:
    found = read(office, rate_table(tmp_path, *ROWS))
    assert [row.row_no for row in found.rows.good] == [2, 3, 4, 5, 6, 7]
    assert [row.row_no for row in found.rows.duplicates] == [12]
    why = {row.row_no: [p.code for p in row.problems] for row in found.rows.bad}
    assert why == {
        8: ["E007"],
        9: ["E001", "E001"],
        10: ["E002"],
        11: ["E002"],
        13: ["E019"],
        14: ["E001"],
    }
    eighth = next(row for row in found.rows.bad if row.row_no == 8)
    assert "河南 郑州市 巩艺市" in eighth.problems[0].message
    first, second = (row.values for row in found.rows.good[:2])
    assert (first["price_kg_mill"], first["transit_days"]) == (1200, 4)
    assert first["note"] == "直达 豫联货运13700000001"
    assert second["note"] == "郑州中转 限高 豫联货运13700000001 0371-5550001 夜间"


def test_the_good_rows_fill_a_draft_of_their_own(office: Office, tmp_path: Path) -> None:
    done = book(office.as_("boss"), read(office, rate_table(tmp_path, *ROWS)))
    assert (done.count, done.skipped) == (6, 1)
    drafted = sheet(office, 1)
    assert (drafted.name, drafted.state) == ("运价2027", SheetState.DRAFT)
    assert (drafted.valid_from, drafted.valid_to) == (date(2026, 11, 16), date(2026, 12, 31))
    assert [(line.origin, line.destination) for line in drafted.lines] == [
        ("乌鲁木齐市", "郑州市巩义市"),
        ("乌鲁木齐市", "郑州市新郑市"),
        ("乌鲁木齐市", "西安市雁塔区"),
        ("乌鲁木齐市", "仙桃市"),
        ("乌鲁木齐市", "海口市秀英区"),
        ("乌鲁木齐市", "赤峰市宁城县"),
    ]
    desk = office.as_("boss")
    approve(desk, 1)
    hit = desk.ask(price_of_lane, question=asked("乌鲁木齐", "巩义", 500, 100))
    assert (hit.base_freight_fen, hit.level.value) == (60_000, "PUBLIC_COUNTY")
    assert desk.ask(import_batches)[0].booked_count == 6


def test_a_chosen_draft_with_another_origin_and_minimum(office: Office, tmp_path: Path) -> None:
    desk = office.as_("boss")
    draft = sheet_of(desk, "西安价", ())
    found = read(office, rate_table(tmp_path, *ROWS[:3]))
    assert book(desk, found, sheet_id=draft, origin="西安", min_charge_fen=5_000).count == 3
    again = book(desk, found, sheet_id=draft, origin="西安", min_charge_fen=5_000)
    assert (again.count, again.skipped) == (0, 3)
    lines = sheet(office, draft).lines
    assert [(line.origin, line.price.min_charge_fen) for line in lines] == [("西安市", 5_000)] * 3


def test_a_lane_with_another_price_is_not_overwritten(office: Office, tmp_path: Path) -> None:
    desk = office.as_("boss")
    draft = sheet_of(desk, "公布价", ())
    desk.run(
        add_line,
        sheet_id=draft,
        origin="乌鲁木齐",
        destination="巩义",
        transit_days=4,
        price_kg_mill=1100,
    )
    found = read(office, rate_table(tmp_path, *ROWS[:2]))
    with pytest.raises(Refused) as caught:
        book(desk, found, sheet_id=draft)
    assert [(p.code, p.field) for p in caught.value.problems] == [("E122", "rows.0.destination")]
    assert len(sheet(office, draft).lines) == 1


def test_prices_per_kg_and_own_origins(office: Office, tmp_path: Path) -> None:
    heading = ("始发地", "目的地", "单价(元/公斤)", "时效", "最低收费")
    path = rate_table(
        tmp_path,
        ("郑州", "喀什", 2.6, "8天", 120),
        ("郑州", "库尔勒", "2.00", "6天", "100元"),
        ("郑州", "和田", 370, "6天", 100),
        heading=heading,
    )
    found = read(office, path)
    assert [p.code for row in found.rows.bad for p in row.problems] == ["E003"]
    book(office.as_("boss"), found)
    lines = sheet(office, 1).lines
    assert [(x.price.price_kg_mill, x.price.min_charge_fen, x.transit_days) for x in lines] == [
        (2600, 12_000, 8),
        (2000, 10_000, 6),
    ]


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.name)
def test_the_real_table_is_read_row_by_row(office: Office, path: Path) -> None:
    found = read(office, path)
    rows = found.rows
    codes = Counter(p.code for row in rows.bad for p in row.problems)
    print(
        f"{path.name}: {len(rows.good)} good, {len(rows.duplicates)} twice, {len(rows.bad)} bad, {dict(codes)}"
    )
    assert len(rows.rows) == 2_978
    assert len(rows.good) + len(rows.duplicates) + len(rows.bad) == 2_978
    assert not any(
        row.values.get("destination") for row in rows.bad if row.problems[0].code == "E007"
    )
    done = book(office.as_("boss"), found, origin="益阳")
    assert done.count == len(rows.good)
    assert len(sheet(office, 1).lines) == len(rows.good)
