"""A stranger's list in the window: read, mapped, checked, booked, handed back, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.queries import manifest_card
from desk.importing import Booked, book
from desk.kernel.errors import Refused, problem
from desk.office.imports.queries import import_batches
from tests.conftest import Office, at
from tests.scenarios.test_at19_import import HEAD, row, sheet
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.bridge import Step
from ui.desks.import_wizard.batches import ImportBatches
from ui.desks.import_wizard.head import CERTIFIED
from ui.desks.import_wizard.page import ImportWizard
from ui.desks.import_wizard.rows import explanation
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ImportWizard], ImportWizard]
SLOW = 15_000
ROAD = {"from": "郑州", "to": "喀什", "date": "2026-11-17"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """20 rows below two title rows; row 17 has a phone of ten digits."""
    return sheet(tmp_path, 20)


@pytest.fixture
def page(context: Context, office: Office, show: Show) -> ImportWizard:
    office.at("2026-11-17 10:00")
    office.as_("in")
    return show(ImportWizard(context))


def loaded(page: ImportWizard, path: Path, clerk: Clerk) -> ImportWizard:
    page.open_with(kind="inbound", path=path)
    clerk.qtbot.waitUntil(lambda: page.found is not None and not page.working.running, timeout=SLOW)
    return page


def fill_head(page: ImportWizard) -> None:
    fields = page.head.fields
    for name in fields.names:
        if name != CERTIFIED:
            fields[name].set_value(getattr(HEAD, name))
            fields[name].touch()
    fields[CERTIFIED].set_value(True)
    fields[CERTIFIED].touch()


def booked(page: ImportWizard, clerk: Clerk) -> Booked:
    clerk.qtbot.waitUntil(
        lambda: page.booked is not None and not page.working.running, timeout=SLOW
    )
    assert page.booked is not None
    return page.booked


def test_a_typed_path_is_read_beside_the_window(
    page: ImportWizard, path: Path, clerk: Clerk, office: Office
) -> None:
    assert page._empty.isVisible()
    assert not page.go.isEnabled()
    page.path.take_focus()
    clerk.types(str(path) if str(path).isascii() else "")
    page.path.line.setText(str(path))
    clerk.press(Key.Key_Return)
    assert page.working.isVisible()
    clerk.qtbot.waitUntil(lambda: page.found is not None, timeout=SLOW)
    assert not page.working.isVisible()
    assert page.notice.text() == "表头在第 3 行,共 20 行记录,另有 1 行合计或重复表头已略过。"
    assert list(page.preview.kinds.chips) == ["all", "good", "bad", "twice"]
    words = [chip.text() for chip in page.preview.kinds.chips.values()]
    assert words == ["全部 20", "可导入 19", "有误 1", "重复 0"]
    good = [n for n in range(1, 21) if n != 17]
    pieces, kg = sum(row(n)[11] for n in good), sum(row(n)[12] for n in good)
    assert page.preview.sums.text().startswith(f"可导入合计 {pieces} 件  {kg}.0 kg")
    assert page.go.text() == "导入 19 行  F9"
    assert office.desk.ask(import_batches) == []


def test_only_the_bad_rows_with_their_reasons(page: ImportWizard, path: Path, clerk: Clerk) -> None:
    loaded(page, path, clerk)
    page.preview.table.setFocus()
    clerk.press(Key.Key_F4)
    (bad,) = page.preview.table.rows
    assert bad.row_no == 20
    page.preview.table.selectRow(0)
    assert page.preview.why.text() == (
        "第 20 行:电话「1390000000」格式不正确:手机应为11位,座机如 0991-1234567。"
    )
    headings = [column.heading for column in page.preview.table.row_model.columns]
    assert headings[:5] == ["行", "结果", "说明", "手工单号", "受理日期"]
    clerk.press(Key.Key_F4)
    assert len(page.preview.table.rows) == 20


def test_what_the_head_lacks_is_said_before_anything_is_booked(
    page: ImportWizard, path: Path, clerk: Clerk, office: Office
) -> None:
    loaded(page, path, clerk)
    assert clerk.at("origin_station")
    clerk.press(Key.Key_F9)
    wrong = [editor.name for editor in page.head.fields if editor.problem_text]
    assert wrong == ["origin_station", "plate", "eta_at"]
    assert not page.working.running
    assert office.desk.ask(import_batches) == []


def test_good_rows_are_booked_and_the_truck_opens(
    page: ImportWizard, path: Path, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    loaded(page, path, clerk)
    fill_head(page)
    clerk.press(Key.Key_F9)
    done = booked(page, clerk)
    assert (done.count, done.skipped, done.number) == (19, 0, "JG261117-001")
    assert page.notice.text() == (
        "已导入 19 行,单号 JG261117-001;1 行有误,请按 Ctrl+E 存成错误表。"
    )
    card = office.desk.ask(manifest_card, number=done.number)
    assert (card.sums.tickets, card.plate, card.eta_at) == (19, "豫A8K369", at("2026-11-18 16:00"))
    assert not page.go.isEnabled()
    assert not page.head.isVisible()
    clerk.press(Key.Key_Return, Held.ControlModifier)
    assert frame.opened == [("arrival_count", {"number": "JG261117-001"})]


def test_the_same_file_again_doubles_nothing(page: ImportWizard, path: Path, clerk: Clerk) -> None:
    loaded(page, path, clerk)
    fill_head(page)
    page.book()
    booked(page, clerk)
    page.booked = page.found = None
    loaded(page, path, clerk)
    assert page.notice.text().startswith("这个文件 2026-11-17 10:00 已由 进港调度 导入过 19 行")
    assert page.preview.kinds.chips["twice"].text() == "重复 19"
    first = page.preview.table.rows[0]
    assert explanation(first).startswith("与 YD26111")
    assert not page.go.isEnabled()
    marks = {r.label: r.how.value for r in page.mapping.table.rows if r.how is not None}
    assert set(marks.values()) == {"learned"}


def test_bad_rows_go_back_in_a_workbook(
    page: ImportWizard, path: Path, clerk: Clerk, tmp_path: Path, frame: FrameSpy
) -> None:
    loaded(page, path, clerk)
    asked: list[str] = []
    target = tmp_path / "回执.xlsx"

    def choose(proposed: str) -> str:
        asked.append(proposed)
        return str(target)

    page.choose_target = choose
    clerk.press(Key.Key_E, Held.ControlModifier)
    clerk.qtbot.waitUntil(lambda: bool(frame.said), timeout=SLOW)
    assert asked == ["进港清单-错误.xlsx"]
    assert frame.said[-1] == f"1 行已存到 {target}"
    cells = [[cell.value for cell in line] for line in load_workbook(target).worksheets[0].rows]
    assert any("格式不正确" in str(cell) for line in cells for cell in line)


def test_an_empty_list_is_given_to_be_filled_in(
    page: ImportWizard, clerk: Clerk, tmp_path: Path, frame: FrameSpy
) -> None:
    target = tmp_path / "模板.xlsx"
    page.choose_target = lambda proposed: str(target) if "导入模板" in proposed else ""
    next(b for b in page.findChildren(QPushButton) if b.text() == "空白模板").click()
    clerk.qtbot.waitUntil(lambda: bool(frame.said), timeout=SLOW)
    assert frame.said[-1] == f"模板已存到 {target}"
    assert load_workbook(target).worksheets[0].max_column > 5


def test_a_column_is_pointed_at_by_hand_and_missing_ones_are_named(
    page: ImportWizard, clerk: Clerk, tmp_path: Path
) -> None:
    book_ = Workbook()
    lines = book_.worksheets[0]
    lines.append(["单号", "发货人", "收货人", "电话", "到站", "品名", "件数", "体积", "公斤数"])
    lines.append(["A1", "甲厂", "乙店", "13900000001", "喀什", "布", 2, 0.1, 30])
    path = tmp_path / "odd.xlsx"
    book_.save(path)
    loaded(page, path, clerk)
    assert page.notice.text() == "缺少必填列:重量。请在左表指定是哪一列。"
    page.mapping.table.go_to("weight_g")
    page.mapping.heading.setCurrentText("公斤数")
    page.mapping.heading.activated.emit(page.mapping.heading.currentIndex())
    clerk.qtbot.waitUntil(
        lambda: page.found is not None and not page.found.missing and not page.working.running,
        timeout=SLOW,
    )
    (chosen,) = [r for r in page.mapping.table.rows if r.key == "weight_g"]
    assert (chosen.heading, chosen.how and chosen.how.value) == ("公斤数", "chosen")


def test_another_sheet_is_checked_without_reading_again(
    page: ImportWizard, clerk: Clerk, path: Path
) -> None:
    book_ = load_workbook(path)
    second = book_.create_sheet("第二车")
    for line in list(book_.worksheets[0].iter_rows(min_row=3, max_row=5, values_only=True)):
        second.append(list(line))
    book_.save(path)
    loaded(page, path, clerk)
    assert page.sheet.isVisible()
    page.sheet.setCurrentText("第二车")
    page.sheet.activated.emit(1)
    clerk.qtbot.waitUntil(
        lambda: page.found is not None and page.found.rows.sheet.name == "第二车", timeout=SLOW
    )
    assert page.preview.kinds.chips["all"].text() == "全部 2"


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    page: ImportWizard, clerk: Clerk, tmp_path: Path, asker: ScriptedAsker
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04nothing")
    page.load(broken)
    clerk.qtbot.waitUntil(lambda: bool(asker.told), timeout=SLOW)
    assert asker.told[0].title == "这个文件不能使用"
    assert page._empty.isVisible()


def test_a_refused_list_says_each_reason_once_with_its_rows_in_the_sheet(
    page: ImportWizard, path: Path, clerk: Clerk, asker: ScriptedAsker
) -> None:
    loaded(page, path, clerk)
    rows = [problem("E120", f"rows.{i}.destination", **ROAD) for i in (0, 1, 2, 5)]
    page._refused(Refused(*rows, problem("E034", "no_field")), frozenset())
    assert page.found is not None
    first = page.found.rows.good[0].row_no
    road, certified = problem("E120", **ROAD).message, problem("E034").message
    assert asker.told[0].sentences == (
        f"第 {first}–{first + 2}、{first + 5} 行:{road}",
        certified,
    )


def test_booking_is_cancelled_and_nothing_is_saved(
    page: ImportWizard,
    path: Path,
    clerk: Clerk,
    office: Office,
    frame: FrameSpy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded(page, path, clerk)
    fill_head(page)

    def cancelled_meanwhile(*args: object, progress: Step, **more: object) -> Booked:
        def step(done: int, total: int) -> None:
            page.working.stopped.set()
            job = page.working._job
            assert job is not None
            job.cancel()
            progress(done, total)

        return book(*args, progress=step, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.desks.import_wizard.page.book", cancelled_meanwhile)
    clerk.press(Key.Key_F9)
    clerk.qtbot.waitUntil(lambda: bool(frame.said), timeout=SLOW)
    assert frame.said == ["已取消,没有保存。"]
    assert office.desk.ask(import_batches) == []
    assert len(office.desk.list_ids("consignments", ())) == 0
    assert page.go.isEnabled()


def test_while_it_works_the_program_is_not_closed(
    page: ImportWizard, path: Path, clerk: Clerk, frame: FrameSpy
) -> None:
    page.load(path)
    assert not page.may_leave()
    assert frame.said == ["正在导入,请等它结束或先取消。"]
    clerk.press(Key.Key_Escape)
    clerk.qtbot.waitUntil(lambda: not page.working.running, timeout=SLOW)
    assert page.found is None
    assert frame.said[-1] == "已取消,没有保存。"
    assert page.may_leave()


def test_customers_are_another_kind(
    page: ImportWizard, clerk: Clerk, tmp_path: Path, office: Office, frame: FrameSpy
) -> None:
    book_ = Workbook()
    lines = book_.worksheets[0]
    lines.append(["客户名称", "联系电话"])
    lines.append(["天果园果品", "13800000001"])
    lines.append(["<b>甲</b>", "0991-5550456"])
    path = tmp_path / "customers.xlsx"
    book_.save(path)
    assert page._begins.text().startswith("选择「进港清单」的 Excel、CSV 文件,")
    page.kinds.chips["customers"].click()
    assert page.kind.name == "customers"
    assert page._begins.text().startswith("选择「客户」的 Excel、CSV 文件,")
    page.load(path)
    clerk.qtbot.waitUntil(lambda: page.found is not None, timeout=SLOW)
    assert not page.head.isVisible()
    clerk.press(Key.Key_F9)
    assert booked(page, clerk).count == 2
    page.open_result.click()
    assert frame.opened == [("customers", {})]
    assert len(office.desk.list_ids("customers", ())) == 2


def test_any_other_kind_asks_for_what_its_command_takes(page: ImportWizard, office: Office) -> None:
    office.as_("boss")
    page.open_with(kind="tariff")
    assert page.kind.name == "tariff"
    assert list(page.head.fields.names) == ["sheet_id", "origin", "min_charge_fen", "ratio"]
    assert page.head.arguments() == {}
    page.head.fields["origin"].set_value("郑州")
    assert page.head.arguments() == {"origin": "郑州"}
    page.open_with(kind="customers")
    assert list(page.head.fields.names) == []


def test_an_import_is_taken_back_from_the_list_of_imports(
    context: Context,
    page: ImportWizard,
    path: Path,
    clerk: Clerk,
    office: Office,
    asker: ScriptedAsker,
    show: Callable[[ImportBatches], ImportBatches],
) -> None:
    loaded(page, path, clerk)
    fill_head(page)
    page.book()
    booked(page, clerk)
    batches = show(ImportBatches(context))
    clerk.waits_for(lambda: batches.model.rowCount() == 1)
    assert batches.model.index(0, 1).data() == "进港清单"
    batches.undo_chosen()
    assert office.desk.ask(import_batches)[0].undone_at is None
    batches.table.selectRow(0)
    asker.answers = [None, "发错清单", "再来一次"]
    batches.undo_chosen()
    batches.undo_chosen()
    clerk.qtbot.waitUntil(
        lambda: office.desk.ask(import_batches)[0].undone_at is not None, timeout=SLOW
    )
    state = office.desk.ask(manifest_card, number="JG261117-001").state
    assert state is ManifestState.VOID
    batches.undo_chosen()
    clerk.qtbot.waitUntil(lambda: bool(asker.told), timeout=SLOW)
    assert "已撤销" in asker.told[0].text


def test_a_copied_table_is_checked_like_a_file_and_taken_back_with_ctrl_z(
    page: ImportWizard, clerk: Clerk
) -> None:
    page.open_with(kind="partner_rates")
    page.path.take_focus()
    heading = "合作商\t到\t元/kg\t最低收费\t时效"
    QApplication.clipboard().setText(f"{heading}\nP001\t喀什\t0.95\t80\t3\nP009\t喀什\tx\t80\t3")
    clerk.press(Key.Key_V, Held.ControlModifier)
    clerk.qtbot.waitUntil(lambda: page.found is not None, timeout=SLOW)
    found = page.found
    assert found is not None
    assert found.path.name == "粘贴的表格.tsv"
    assert not found.path.exists()
    assert len(found.rows.rows) == 2
    clerk.qtbot.waitUntil(lambda: not page.working.running, timeout=SLOW)
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert page.found is None
    assert page._empty.isVisible()
