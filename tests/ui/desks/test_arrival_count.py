"""Counting a truck: found by the tail of a number, typed in the table, corrected, too many, nothing lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.exceptions.queries import exceptions_of
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.queries import ManifestCard, ManifestLineRow, manifest_card
from tests.conftest import Office, at
from tests.freight.inbound.truck import (
    MANIFEST,
    N1,
    N2,
    N3,
    N4,
    WIGS,
    announced,
    count,
    stocked,
    ticket,
    unloading,
)
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.arrival_count.page import ArrivalCount
from ui.desks.row_table import RowTable
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ArrivalCount], ArrivalCount]


@pytest.fixture
def page(context: Context, office: Office, show: Show, clerk: Clerk) -> ArrivalCount:
    """The truck of AT-03 with its doors open."""
    unloading(office)
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: page.card is not None)
    return page


def card(office: Office) -> ManifestCard:
    return office.desk.ask(manifest_card, number=MANIFEST)


def received(office: Office) -> dict[str, int | None]:
    return {line.number: line.pieces_received for line in card(office).lines}


def test_a_number_that_is_not_on_the_list_is_said_at_the_box(
    page: ArrivalCount, clerk: Clerk
) -> None:
    assert clerk.at("scan")
    clerk.enter("999")
    assert "清单上没有「999」" in page.line.scan.problem_text
    page.line.begin_scan()
    clerk.enter("YD26111600")
    assert page.line.scan.problem_text.startswith("清单上没有")
    page.line.begin_scan()
    clerk.enter("0003")
    assert page.line.scan.problem_text == ""
    assert page.line.row is not None
    assert page.line.row.number == N3


def test_a_tail_that_fits_two_tickets_asks_for_more(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    drafts = [ticket("轴承", 1, 10, 10_000, **_names(n)) for n in range(11)]
    unloading(office, *drafts)
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: page.card is not None)
    page.line.begin_scan()
    clerk.enter("1")
    assert page.line.scan.problem_text == "有 2 票以「1」结尾,请多输几位。"


def _names(n: int) -> dict[str, str]:
    return {
        "shipper_name": f"厂{n}",
        "shipper_phone": "13800000003",
        "consignee_name": f"店{n}",
        "consignee_phone": "13900000004",
        "paper_no": f"P-{n}",
    }


def test_enter_in_the_table_counts_as_declared_and_goes_down(
    page: ArrivalCount, clerk: Clerk, office: Office
) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    clerk.press(Key.Key_Return, times=4)
    assert received(office) == {N1: 12, N2: 20, N3: 8, N4: 30}
    clerk.waits_for(lambda: page.truck.progress.text() == "4/4 票,70/70 件")
    assert page.truck.differences.text() == "已点的都相符"


def test_digits_in_the_table_begin_the_pieces_and_a_counted_ticket_is_corrected(
    page: ArrivalCount, clerk: Clerk, office: Office
) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    clerk.types("1")
    assert clerk.at("pieces")
    clerk.types("9")
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: page.truck.progress.text() == "1/4 票,19/70 件")
    page.table.selectRow(0)
    clerk.press(Key.Key_Return)
    assert clerk.at("pieces")
    clerk.enter("20")
    assert received(office)[N2] == 20


def test_enter_with_nothing_scanned_goes_to_the_table(
    page: ArrivalCount, office: Office, clerk: Clerk
) -> None:
    clerk.enter("999")
    page.line.begin_scan()
    assert page.line.scan.problem_text
    clerk.enter("")
    assert page.line.scan.problem_text == ""
    assert page.table.hasFocus()
    first = page.table.rows[0]
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: received(office)[first.number] == first.pieces_declared)


def test_a_letter_in_the_table_goes_to_the_scanner_box(page: ArrivalCount, clerk: Clerk) -> None:
    page.table.setFocus()
    clerk.types("y")
    assert clerk.at("scan")
    clerk.enter("D2611160004")
    assert page.line.row is not None
    assert page.line.row.number == N4
    assert clerk.at("pieces")


def test_too_many_are_registered_and_counted(
    page: ArrivalCount, clerk: Clerk, office: Office
) -> None:
    clerk.enter("0004", "31")
    assert "请登记「多货」异常后再入库" in page.line.fields["pieces"].problem_text
    assert page.line.over.isVisible()
    clerk.press(Key.Key_F9)
    (case,) = office.desk.ask(exceptions_of, number=N4)
    assert (case.kind, case.pieces, case.doc_no) == (ExceptionKind.OVERAGE, 1, MANIFEST)
    assert received(office)[N4] == 31
    clerk.waits_for(lambda: page.truck.differences.text() == "多货 1 件")


def test_typing_survives_a_refresh(page: ArrivalCount, clerk: Clerk, office: Office) -> None:
    clerk.enter("0004")
    clerk.types("2")
    count(office, N1, 12)
    clerk.waits_for(lambda: page.truck.progress.text() == "1/4 票,12/70 件")
    clerk.types("9")
    clerk.press(Key.Key_Return)
    assert received(office)[N4] == 29


def test_before_unloading_nothing_can_be_counted(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    announced(office)
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: page.card is not None)
    assert not page.line.fields["pieces"].isEnabled()
    page.table.setFocus()
    page.table.selectRow(0)
    clerk.press(Key.Key_Return)
    clerk.types("5")
    assert set(received(office).values()) == {None}
    assert page.buttons["arrive"].isVisible()
    assert not page.buttons["finish"].isVisible()


def test_a_typed_time_belongs_to_the_step_and_a_wrong_one_is_said_there(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    announced(office)
    office.at("2026-11-18 17:00")
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: page.card is not None)
    page.moment.take_focus()
    clerk.types("18:30")
    clerk.press(Key.Key_F7)
    assert page.moment.problem_text == "时间不能晚于当前时间。"
    page.moment.take_focus()
    clerk.types("16:20")
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: page.truck.state.text() == "已到")
    assert card(office).arrived_at == at("2026-11-18 16:20")


def test_a_counter_clerk_looks_but_changes_nothing(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    unloading(office)
    office.as_("jia")
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: page.card is not None)
    assert not any(page.buttons[name].isVisible() for name in ("finish", "edit", "start"))
    assert not page.line.fields["pieces"].isEnabled()
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "点收由进港调度登记" in words
    assert "Ctrl+F 扫描" not in words


def test_the_result_names_slip_exceptions_and_the_way_to_tell_the_customer(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    stocked(office)
    page = ArrivalCount(context)
    page.open_with(number=MANIFEST)
    show(page)
    clerk.waits_for(lambda: page.result.lines == ["YC261118-001", "YC261118-002"])
    assert page.result.words.text() == "已入库:入库单 RK261118-001,实收 69 件"
    assert not page.line.isVisible()
    page.result.tell_buttons[0].click()
    assert frame.opened == [("exceptions", {"ids": [1]})]
    clerk.press(Key.Key_F10)  # once too often
    assert card(office).state is ManifestState.STOCKED
    clerk.press(Key.Key_F12)
    assert card(office).state is ManifestState.CLOSED


def test_enter_chooses_photos_then_saves_the_line(
    page: ArrivalCount, clerk: Clerk, office: Office, tmp_path: Path
) -> None:
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"\xff\xd8\xff")
    page.line.photos.choose = lambda: [picture]
    clerk.enter("0004")
    page.line.photos.button.setFocus()
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: not page.line.photos.is_empty())
    assert received(office)[N4] is None
    page.line.photos.set_value(())
    page.line.save.setFocus()
    clerk.press(Key.Key_Return)
    assert received(office)[N4] == 30


def test_a_refusal_goes_when_the_count_changes(page: ArrivalCount, clerk: Clerk) -> None:
    clerk.press(Key.Key_F10)
    assert page.truck.spot.problem_text == "还有 4 票未点收,不能完成入库。"
    clerk.enter("0004", "30")
    clerk.waits_for(lambda: page.truck.spot.problem_text == "")


def test_other_trucks_are_one_key_or_click_away(
    page: ArrivalCount, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    announced(office, WIGS, plate="豫B11111")
    clerk.waits_for(lambda: list(page.strip.chips) == [MANIFEST, "JG261118-002"])
    page.strip.chips["JG261118-002"].click()
    clerk.waits_for(lambda: page.card is not None and page.card.number == "JG261118-002")
    assert page.truck.state.text() == "待到"
    clerk.press(Key.Key_E, Held.ControlModifier)
    assert frame.opened == [("manifest_entry", {"number": "JG261118-002"})]
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-01", "JG261118-002")]


def test_an_empty_yard_says_what_to_do(context: Context, show: Show, clerk: Clerk) -> None:
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: context.bridge.reading.idle)
    assert "没有待到或待点收的车" in page._nothing.text()
    assert page._nothing.isVisible()
    assert not page.truck.isVisible()


def test_names_stand_in_the_table_as_typed(
    context: Context, office: Office, show: Show, clerk: Clerk, asker: ScriptedAsker
) -> None:
    odd = ("<b>甲</b>", "A&B", "=1+1", "'; drop", "名" * 60, "李娜😀")
    drafts = [
        ticket("货", 1, 10, 10_000, **{**_names(n), "consignee_name": name})
        for n, name in enumerate(odd)
    ]
    unloading(office, *drafts)
    page = show(ArrivalCount(context))
    clerk.waits_for(lambda: page.card is not None)
    assert {row.consignee_name for row in page.table.rows} == set(odd)
    assert texts(page.table, "收货人") == [row.consignee_name for row in page.table.rows]
    page.table.selectRow(0)
    page.table.copy()
    assert page.table.rows[0].consignee_name in QApplication.clipboard().text()
    assert asker.told == []


def texts(table: RowTable[ManifestLineRow], heading: str) -> list[str]:
    model = table.row_model
    column = [c.heading for c in model.columns].index(heading)
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_pasted_counts_are_saved_whole_or_not_at_all_and_ctrl_z_takes_them_back(
    page: ArrivalCount, clerk: Clerk, office: Office
) -> None:
    def pasted(text: str) -> dict[str, int | None]:
        page.table.setFocus()
        page.table.go_to(first)
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return received(office)

    rows = {row.number: row for row in page.table.rows}
    first, second, third, fourth = rows
    nothing: dict[str, int | None] = dict.fromkeys(rows)

    def shows(number: str, pieces: int | None) -> None:
        clerk.waits_for(lambda: counts(page)[number] == pieces)

    assert pasted(f"运单号\t实收\n{first}\t12\n{second}\t十\nYD9\t1") == nothing
    assert page.wrong.text().splitlines()[1:] == [
        "第 2 行:件数「十」读不懂,请按「20」的样子填写。",
        "第 3 行:表中没有「YD9」",
    ]
    assert pasted(f"{first}\t{rows[first].pieces_declared + 1}\n{second}\t1") == nothing
    assert page.wrong.text().splitlines()[1].startswith("第 1 行:")
    assert pasted(f"{second}\t1\tK-01\t少了\n{third}\t0") == nothing | {second: 1, third: 0}
    shows(third, 0)
    assert not page.wrong.isVisible()
    assert pasted("0\n1\n1") == {first: 0, second: 1, third: 1, fourth: None}
    shows(third, 1)
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert received(office) == nothing | {second: 1, third: 0}
    shows(third, 0)
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert received(office) == nothing
    shows(third, None)
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert received(office) == nothing | {second: 1, third: 0}


def counts(page: ArrivalCount) -> dict[str, int | None]:
    return {row.number: row.pieces_received for row in page.table.rows}
