"""A partner's price list from a spreadsheet: read in its own words, checked like a typed rate."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.importing import book, import_kind, preview
from desk.kernel.errors import Refused
from desk.kernel.prices import Basis
from desk.partners.rates.imports import RateImportRow, import_partner_rates
from desk.partners.rates.queries import rates_of
from tests.conftest import Office
from tests.flows.customers import workbook
from tests.partners.firms import partners, rates

KIND = import_kind("partner_rates")
HEADING = (
    "物流公司",
    "发站",
    "地级市",
    "区or县",
    "运价(元/吨)",
    "最低一票",
    "送货费",
    "时效(天)",
    "执行日期",
    "失效日期",
)
HOTAN = ("P001", "", "和田", "", 1050, 100, "150", "5天", "2026.12.1", "")
AKSU = (
    "喀什顺达物流",
    "乌鲁木齐",
    "阿克苏",
    "库车",
    "0.98元/公斤",
    80,
    "",
    3,
    "2026-12-01",
    "2027-11-30",
)


def sheet(tmp_path: Path, *rows: tuple[Any, ...]) -> Path:
    return workbook(tmp_path / "运价.xlsx", [HEADING, *rows], title="运价")


def problems(office: Office, path: Path) -> list[str]:
    found = preview(office.as_("in"), KIND, path)
    return [f"{p.code} {p.field} {p.message}" for row in found.rows.bad for p in row.problems]


def test_a_list_is_booked_once(office: Office, tmp_path: Path) -> None:
    partners(office)
    aksu = ("喀什顺达", *AKSU[1:])
    path = sheet(tmp_path, HOTAN, aksu)
    desk = office.as_("in")
    found = preview(desk, KIND, path)
    assert (len(found.rows.good), found.rows.bad) == (2, ())
    assert book(desk, found).count == 2
    (hotan,) = desk.ask(rates_of, partner="P001")
    assert (hotan.from_place, hotan.to_place, hotan.price_kg_mill) == ("乌鲁木齐", "和田", 1_050)
    assert (hotan.min_charge_fen, hotan.door_fee_fen, hotan.transit_days) == (10_000, 15_000, 5)
    assert (hotan.valid_from, hotan.valid_to) == (date(2026, 12, 1), None)
    (kuqa,) = desk.ask(rates_of, partner="P002")
    assert (kuqa.to_place, kuqa.price_kg_mill, kuqa.valid_to) == (
        "阿克苏库车",
        980,
        date(2027, 11, 30),
    )
    again = preview(desk, KIND, path)
    assert [row.duplicate_of for row in again.rows.duplicates] == [
        "喀什鸿运 乌鲁木齐→和田 2026-12-01~长期",
        "喀什顺达 乌鲁木齐→阿克苏库车 2026-12-01~2027-11-30",
    ]
    assert book(desk, again).skipped == 2


def test_every_bad_row_says_why(office: Office, tmp_path: Path) -> None:
    partners(office)
    bad = (
        ("没有的公司", *HOTAN[1:]),
        ("P001", "", "和天", *HOTAN[3:]),
        ("P001", "", "", *HOTAN[3:]),
        (*HOTAN[:4], "面议", *HOTAN[5:]),
        (*HOTAN[:4], "", *HOTAN[5:]),
        (*HOTAN[:5], None, *HOTAN[6:]),
        (*HOTAN[:7], "3-5天", *HOTAN[8:]),
        (*HOTAN[:8], "明年", ""),
        (*HOTAN[:9], "2026-11-30"),
    )
    told = problems(office, sheet(tmp_path, *bad))
    assert told == [
        "E006 partner 找不到合作商「没有的公司」,请核对后再试。",
        "E007 to_place 目的地「和天」不在行政区划表中,请写成「市」或「市+县」,如「喀什」「伊宁市」。",
        "E001 to_place 到达地必填。",
        "E002 price_kg_mill 单价「面议」读不懂,请按「1.05」的样子填写。",
        "E001 price_kg_mill 每公斤单价必填。",
        "E001 min_charge_fen 最低收费必填。",
        "E002 transit_days 时效「3-5」读不懂,请按「20」的样子填写。",
        "E002 valid_from 生效日「明年」读不懂,请按「2026-11-18」的样子填写。",
        "E019 valid_to 有效期至不合规则:不能早于生效日 2026-12-01。",
    ]


def test_rates_that_are_in_the_way_are_named(office: Office, tmp_path: Path) -> None:
    rates(office)
    standing = ("P002", "", "喀什", "", 900, 80, "", 4, "2026-12-01", "")
    later = (*HOTAN[:8], "2026-12-20", "")
    told = problems(office, sheet(tmp_path, standing, HOTAN, HOTAN, later))
    assert told == [
        "E122 valid_from 乌鲁木齐→喀什 在 2026-01-01~长期 已有有效运价(版本 1),有效期不能重叠。",
        "E122 valid_from 乌鲁木齐→和田 在 2026-12-01~长期 已有有效运价(版本 本表第 4 行),"
        "有效期不能重叠。",
    ]
    found = preview(office.as_("in"), KIND, tmp_path / "运价.xlsx")
    assert [row.duplicate_of for row in found.rows.duplicates] == ["本表第 4 行"]


def test_new_prices_are_told_to_finance_but_not_the_steps_of_one_list(
    office: Office, tmp_path: Path
) -> None:
    rates(office)
    raised = ("P001", "", "喀什", "", 1020, 80, 100, 3, "2026-12-01", "2026-12-31")
    then = ("P001", "", "喀什", "", 1100, 80, 100, 3, "2027-01-01", "")
    desk = office.as_("in")
    assert book(desk, preview(desk, KIND, sheet(tmp_path, raised, then))).count == 2
    (row,) = desk.list_rows("rate_notices", desk.list_ids("rate_notices")).values()
    assert row[5:8] == (950, 1_020, 737)


def test_nothing_is_booked_when_one_row_is_refused(office: Office) -> None:
    partners(office)
    given: dict[str, Any] = {
        "min_charge_fen": 0,
        "transit_days": 3,
        "valid_from": date(2026, 12, 1),
    }
    good = RateImportRow(partner="P001", to_place="喀什", price_kg_mill=950, **given)
    bad = RateImportRow(partner="P002", to_place="喀什", basis=Basis.P, **given)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(import_partner_rates, rows=(good, bad))
    assert [(p.code, p.field) for p in caught.value.problems] == [
        ("E001", "rows.1.price_piece_fen")
    ]
    assert office.desk.ask(rates_of, partner=1) == []
