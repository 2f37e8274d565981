"""AT-19: an inbound list of 200 rows, three of them bad, imported, imported again and taken back."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.drafts import ManifestHead
from desk.freight.inbound.queries import manifest_card
from desk.importing import Booked, ImportPreview, book, import_kind, preview, undo, write_errors
from desk.kernel.errors import Refused
from desk.office.imports.queries import import_batches
from tests.conftest import Office, at

NAMES = (
    "序", "手工单号", "受理日期", "发货人", "发货电话", "收货人", "电话", "收货地址", "目的地", "品名",
    "包装", "开单件数", "重量kg", "体积m³", "交接方式", "付款方式", "到付运费", "代收货款", "回单份数", "备注",
)  # fmt: skip
TOWNS = ("乌鲁木齐", "喀什", "库尔勒市", "伊宁", "阿克苏", "哈密")
GOODS = ("配件", "布料", "轴承", "餐具", "五金")
ROWS = 200
FEW = 9
SHORT_PHONE, NO_WEIGHT, NO_TOWN = 17, 90, 151
HEAD = ManifestHead(
    origin_station="郑州",
    plate="豫A8K369",
    driver="赵师傅",
    driver_phone="13700000009",
    depart_at=at("2026-11-16 20:00"),
    eta_at=at("2026-11-18 16:00"),
)


def row(n: int) -> list[Any]:
    """Row `n` of the list; three of them are bad."""
    phone = "1390000000" if n == SHORT_PHONE else f"1390000{n:04}"
    town = "查无此城" if n == NO_TOWN else TOWNS[n % len(TOWNS)]
    weight: Any = None if n == NO_WEIGHT else 10 + n % 40
    freight = 50 + n
    return [
        n, f"HD{n:05}", "2026.11.16", f"发货商{n % 12}", f"1380000{n % 12:04}", f"收货人{n}", phone,
        f"人民路 {n} 号", town, GOODS[n % len(GOODS)], "纸箱", 1 + n % 7, weight, round(0.05 + n / 1000, 3),
        "送货", "到付", freight, 0, 1, "",
    ]  # fmt: skip


def sheet(folder: Path, rows: int = ROWS) -> Path:
    """The sender's file: two title rows, the heading, the rows, a total."""
    book_ = Workbook()
    page = book_.worksheets[0]
    page.title = "明细"
    page.append(["郑州→乌鲁木齐 进港货物清单"])
    page.append(["承运单位:豫新干线", None, "车牌:豫A8K369"])
    page.append(list(NAMES))
    for n in range(1, rows + 1):
        page.append(row(n))
    page.append(["合计", *[None] * 10, sum(row(n)[11] for n in range(1, rows + 1))])
    path = folder / "进港清单.xlsx"
    book_.save(path)
    return path


def look(office: Office, path: Path) -> ImportPreview:
    return preview(office.as_("in"), import_kind("inbound"), path)


def take_in(office: Office, found: ImportPreview) -> Booked:
    return book(office.as_("in"), found, head=HEAD, origin_certified=True)


def test_two_hundred_rows(office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path)
    office.at("2026-11-17 10:00")
    found = look(office, path)
    only_three_rows_are_bad(found)
    nothing_is_saved_yet(office)
    done = take_in(office, found)
    assert (done.count, done.skipped, done.number) == (197, 0, "JG261117-001")
    totals_before_are_totals_after(office, found, done)
    the_errors_can_be_repaired_and_imported(office, found, tmp_path / "错误.xlsx")
    a_second_import_doubles_nothing(office, path, done)


def only_three_rows_are_bad(found: ImportPreview) -> None:
    assert (len(found.rows.good), len(found.rows.bad), len(found.rows.duplicates)) == (197, 3, 0)
    assert found.missing == ()
    assert found.booked_before == ()
    bad = {result.row_no - 3: result.problems for result in found.rows.bad}
    assert {n: [p.code for p in problems] for n, problems in bad.items()} == {
        SHORT_PHONE: ["E102"],
        NO_WEIGHT: ["E001"],
        NO_TOWN: ["E007"],
    }
    assert bad[NO_WEIGHT][0].message == "重量必填。"
    assert "1390000000" in bad[SHORT_PHONE][0].message


def nothing_is_saved_yet(office: Office) -> None:
    desk = office.as_("in")
    assert len(desk.list_ids("consignments", ())) == 0
    assert desk.ask(import_batches) == []


def totals_before_are_totals_after(office: Office, found: ImportPreview, done: Booked) -> None:
    good = [n for n in range(1, ROWS + 1) if n not in (SHORT_PHONE, NO_WEIGHT, NO_TOWN)]
    pieces = sum(row(n)[11] for n in good)
    grams = sum(row(n)[12] for n in good) * 1000
    cm3 = sum(round(row(n)[13] * 1_000_000) for n in good)
    assert found.totals == {"pieces": pieces, "weight_g": grams, "volume_cm3": cm3}
    card = office.as_("in").ask(manifest_card, number=done.number)
    assert (card.state, card.sums.tickets) == (ManifestState.EXPECTED, 197)
    after = (card.sums.pieces_declared, card.sums.weight_g, card.sums.volume_cm3)
    assert after == (pieces, grams, cm3)
    assert card.sums.collect_fen == sum(row(n)[16] for n in good) * 100


def the_errors_can_be_repaired_and_imported(
    office: Office, found: ImportPreview, path: Path
) -> None:
    assert write_errors(found, path) == 3
    book_ = load_workbook(path)
    page = book_.worksheets[0]
    heading = [cell.value for cell in page[1]]
    assert heading[0] == "原表行号"
    assert heading[-1] == "未导入原因"
    reasons = {
        int(str(line[0].value)) - 3: str(line[-1].value) for line in page.iter_rows(min_row=2)
    }
    assert "重量必填" in reasons[NO_WEIGHT]
    assert "11位" in reasons[SHORT_PHONE]
    assert "查无此城" in reasons[NO_TOWN]
    column = {name: index for index, name in enumerate(heading, 1)}
    for line in range(2, 5):
        page.cell(line, column["电话"]).value = "13911112222"
        page.cell(line, column["重量kg"]).value = 20
        page.cell(line, column["目的地"]).value = "喀什"
    repaired = path.with_name("改好.xlsx")
    book_.save(repaired)
    again = look(office, repaired)
    assert (len(again.rows.good), len(again.rows.bad)) == (3, 0)


def a_second_import_doubles_nothing(office: Office, path: Path, done: Booked) -> None:
    again = look(office, path)
    assert (len(again.rows.good), len(again.rows.duplicates), len(again.rows.bad)) == (0, 197, 3)
    assert [batch.id for batch in again.booked_before] == [done.batch_id]
    assert again.rows.duplicates[0].duplicate_of == "YD2611160001"
    repeated = take_in(office, again)
    assert (repeated.count, repeated.skipped, repeated.batch_id) == (0, 197, 0)
    desk = office.as_("in")
    assert len(desk.list_ids("consignments", ())) == 197
    (batch,) = desk.ask(import_batches)
    assert (batch.row_count, batch.booked_count, batch.bad_count) == (200, 197, 3)
    assert (batch.booked_by, batch.file_name) == ("进港调度", "进港清单.xlsx")


def test_a_booked_list_is_taken_back_while_nothing_has_moved(
    office: Office, tmp_path: Path
) -> None:
    path = sheet(tmp_path, FEW)
    office.at("2026-11-17 10:00")
    done = take_in(office, look(office, path))
    desk = office.as_("in")
    undo(desk, done.batch_id, reason="发错清单")
    card = desk.ask(manifest_card, number=done.number)
    assert (card.state, card.void_reason) == (ManifestState.VOID, "发错清单")
    assert {line.state for line in card.lines} == {ConsignmentState.VOID}
    assert desk.ask(import_batches)[0].undone_at == office.clock.now()
    with pytest.raises(Refused) as twice:
        undo(desk, done.batch_id, reason="再撤")
    assert twice.value.codes == ("E008",)
    again = look(office, path)
    assert (len(again.rows.good), again.booked_before) == (FEW, ())
    assert take_in(office, again).count == FEW


def test_after_the_first_piece_has_moved_the_list_stays(office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, FEW)
    office.at("2026-11-17 10:00")
    done = take_in(office, look(office, path))
    desk = office.as_("in")
    office.at("2026-11-18 16:20")
    desk.run(arrive_truck, number=done.number)
    desk.run(start_unloading, number=done.number)
    lines = desk.ask(manifest_card, number=done.number).lines
    first = lines[0].number
    for line in lines:
        pieces = line.pieces_declared if line.number == first else 0
        desk.run(count_line, number=done.number, waybill=line.number, pieces=pieces)
    desk.run(finish_unloading, number=done.number)
    with pytest.raises(Refused) as caught:
        undo(desk, done.batch_id, reason="发错清单")
    assert caught.value.codes == ("E021",)
    assert first in str(caught.value)
    assert desk.ask(import_batches)[0].undone_at is None
