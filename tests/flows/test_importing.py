"""The import flow with a list of customers: read, checked, booked, learned, not doubled."""

from pathlib import Path

import pytest

from desk.archive.customers.contacts import add_contact
from desk.archive.customers.entries import ContactEntry
from desk.checking import check
from desk.importing import (
    book,
    choose_column,
    import_kind,
    learn,
    preview,
    recheck,
    undo,
    write_errors,
    write_template,
)
from desk.kernel.errors import FileRefused, Refused
from desk.office.imports.queries import import_batch, import_batches, learned_layout
from desk.storage.chain import first_broken_row
from tests.conftest import Office
from tests.flows.customers import add_customers, workbook

KIND = import_kind("customers")
HEADING = ("单位", "联系方式", "联系人", "详细地址")
GOOD = (
    ("天果园果品", "13800000001", "刘工", "乌鲁木齐市友好北路 8 号"),
    ("洛城轴承", "0991-5550123", "", ""),
)


def sheet(tmp_path: Path, *rows: tuple[str, ...], name: str = "客户.xlsx") -> Path:
    return workbook(tmp_path / name, [HEADING, *rows], title="客户名单")


def test_good_rows_are_booked_with_their_batch(office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, *GOOD, ("坏客户", "123", "", ""))
    desk = office.as_("jia")
    found = preview(desk, KIND, path)
    assert (len(found.rows.good), len(found.rows.bad)) == (2, 1)
    steps: list[tuple[int, int]] = []
    done = book(desk, found, progress=lambda a, b: steps.append((a, b)))
    assert (done.count, done.skipped, done.number) == (2, 0, "")
    assert steps == [(1, 2), (2, 2)]
    batch = desk.ask(import_batch, batch_id=done.batch_id)
    assert (batch.kind, batch.file_name, batch.booked_by) == ("customers", "客户.xlsx", "客服员甲")
    assert (batch.row_count, batch.booked_count, batch.bad_count) == (3, 2, 1)
    with desk.reading() as read:
        assert first_broken_row(read.session) is None


def test_the_same_list_twice_doubles_nothing(office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, *GOOD)
    desk = office.as_("jia")
    first = book(desk, preview(desk, KIND, path))
    again = preview(desk, KIND, path)
    assert len(again.rows.duplicates) == 2
    assert [b.id for b in again.booked_before] == [first.batch_id]
    assert book(desk, again).skipped == 2
    assert len(desk.ask(import_batches)) == 1


def test_a_row_that_became_known_since_the_preview_is_skipped(
    office: Office, tmp_path: Path
) -> None:
    found = preview(office.as_("jia"), KIND, sheet(tmp_path, *GOOD))
    add_customers(office, ["洛城轴承"])
    done = book(office.as_("jia"), found)
    assert (done.count, done.skipped) == (1, 1)


def test_a_retry_with_the_same_id_books_once(office: Office, tmp_path: Path) -> None:
    desk = office.as_("jia")
    found = preview(desk, KIND, sheet(tmp_path, *GOOD))
    first = book(desk, found, command_id="import-1")
    assert book(desk, found, command_id="import-1") == first
    assert len(desk.list_ids("customers", ())) == 2


def test_a_cancelled_booking_saves_nothing(office: Office, tmp_path: Path) -> None:
    desk = office.as_("jia")
    found = preview(desk, KIND, sheet(tmp_path, *GOOD))

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        book(desk, found, progress=cancel)
    assert len(desk.list_ids("customers", ())) == 0
    assert desk.ask(import_batches) == []
    assert book(desk, found).count == 2


def test_a_cancelled_reading_is_said(office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, *GOOD)
    with pytest.raises(FileRefused, match="已取消读取"):
        preview(office.as_("jia"), KIND, path, cancelled=lambda: True)


def test_a_column_pointed_at_is_remembered_for_this_layout(office: Office, tmp_path: Path) -> None:
    heading = ("对方叫法", "联系方式", "联系人")
    rows = [heading, ("天果园果品", "13800000001", "刘工")]
    path = workbook(tmp_path / "a.xlsx", rows)
    desk = office.as_("jia")
    found = preview(desk, KIND, path)
    assert [c.key for c in found.missing] == ["name"]
    assert len(found.rows.bad) == 1
    chosen = recheck(desk, found, choose_column(found, "name", "对方叫法"))
    assert chosen.missing == ()
    assert len(chosen.rows.good) == 1
    book(desk, chosen)
    learned = desk.ask(learned_layout, kind="customers", layout_key=found.layout_key)
    assert learned["对方叫法"] == "name"
    next_week = workbook(tmp_path / "b.xlsx", [heading, ("新客户", "13800000009", "张三")])
    assert len(preview(desk, KIND, next_week).rows.good) == 1


def test_what_the_rows_come_to_follows_a_column_pointed_at(office: Office, tmp_path: Path) -> None:
    heading = ("发货人", "发货电话", "给谁", "收货电话", "目的地", "品名", "件数", "重量", "体积")
    goods = ("河南宏达", "13900000001", "李四", "13800000001", "喀什", "水泵", "3", "120", "0.5")
    desk = office.as_("in")
    found = preview(desk, import_kind("inbound"), workbook(tmp_path / "a.xlsx", [heading, goods]))
    assert set(found.totals.values()) == {0}
    chosen = recheck(desk, found, choose_column(found, "consignee_name", "给谁"))
    assert len(chosen.rows.good) == 1
    assert chosen.totals == {"pieces": 3, "weight_g": 120_000, "volume_cm3": 500_000}


def test_a_layout_can_be_learned_without_booking(office: Office, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [("甲", "联系方式", "联系人"), ("天果园", "13800000001", "")]
    )
    desk = office.as_("jia")
    found = preview(desk, KIND, path)
    learn(desk, recheck(desk, found, choose_column(found, "name", "甲")))
    assert len(preview(desk, KIND, path).rows.good) == 1
    assert desk.ask(import_batches) == []


def test_a_column_that_does_not_exist_cannot_be_chosen(office: Office, tmp_path: Path) -> None:
    found = preview(office.as_("jia"), KIND, sheet(tmp_path, *GOOD))
    for key, heading in (("nope", "单位"), ("name", "没有的表头")):
        with pytest.raises(Refused) as caught:
            choose_column(found, key, heading)
        assert caught.value.codes == ("E011",)


def test_bad_rows_come_back_and_import_after_repair(office: Office, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    desk = office.as_("jia")
    found = preview(desk, KIND, sheet(tmp_path, *GOOD, ("坏客户", "123", "", "")))
    errors = tmp_path / "错误.xlsx"
    assert write_errors(found, errors) == 1
    book_ = load_workbook(errors)
    page = book_.worksheets[0]
    assert "11位" in str(page.cell(2, page.max_column).value)
    page.cell(2, 3).value = "13800000077"
    book_.save(errors)
    assert len(preview(desk, KIND, errors).rows.good) == 1


def test_the_template_is_understood_when_it_is_filled_in(office: Office, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "模板.xlsx"
    write_template(KIND, path)
    book_ = load_workbook(path)
    page = book_.worksheets[0]
    headings = [cell.value for cell in page[2]]
    assert headings[:2] == ["*客户名称", "*联系电话"]
    page.append(["天果园果品", "13800000001"])
    book_.save(path)
    found = preview(office.as_("jia"), KIND, path)
    assert (len(found.rows.good), found.missing) == (1, ())


def test_a_file_that_holds_something_else_is_refused(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", [("天气", "温度"), ("晴", 3)])
    with pytest.raises(FileRefused, match=r"找不到客户的表头行.*请核对是否选错了文件。$"):
        preview(office.as_("jia"), KIND, path)
    rates = tmp_path / "rates.xlsx"
    write_template(import_kind("tariff"), rates)
    with pytest.raises(FileRefused, match=r"它像是「运价表」,请改选这一种再导入。$"):
        preview(office.as_("jia"), KIND, rates)
    with pytest.raises(FileRefused, match="找不到文件"):
        preview(office.as_("jia"), KIND, tmp_path / "missing.xlsx")


def test_an_unknown_sheet_and_kind_are_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused) as sheet_fault:
        preview(office.as_("jia"), KIND, sheet(tmp_path, *GOOD), sheet="没有")
    assert sheet_fault.value.codes == ("E011",)
    with pytest.raises(Refused) as kind_fault:
        import_kind("weather")
    assert kind_fault.value.codes == ("E011",)


def test_a_role_without_the_right_sees_nothing(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        preview(office.as_("out"), import_kind("inbound"), sheet(tmp_path, *GOOD))
    assert caught.value.codes == ("E210",)


def test_customers_are_taken_back_while_nobody_worked_with_them(
    office: Office, tmp_path: Path
) -> None:
    desk = office.as_("jia")
    done = book(desk, preview(desk, KIND, sheet(tmp_path, *GOOD)))
    with pytest.raises(Refused) as clerk:
        undo(desk, done.batch_id, reason="错了")
    office.as_("boss")
    with pytest.raises(Refused) as without_reason:
        undo(desk, done.batch_id)
    assert (clerk.value.codes, without_reason.value.codes) == (("E210",), ("E009",))
    undo(desk, done.batch_id, reason="错了")
    assert desk.list_totals("customers")["count"] == 0
    assert check(desk).ok
    with pytest.raises(Refused) as again:
        undo(desk, done.batch_id, reason="错了")
    assert again.value.codes == ("E008",)
    repeated = book(desk, preview(desk, KIND, sheet(tmp_path, *GOOD)))
    assert repeated.count == done.count
    (first, *_) = desk.list_ids("customers")
    desk.run(
        add_contact, customer_id=first, contact=ContactEntry(name="新人", phone="0991-5550001")
    )
    with pytest.raises(Refused, match="已有业务或已被修改") as touched:
        undo(desk, repeated.batch_id, reason="错了")
    assert touched.value.codes == ("E019",)
    assert desk.list_totals("customers")["count"] == done.count
    with pytest.raises(Refused) as unknown:
        undo(desk, 99)
    assert unknown.value.codes == ("E006",)
