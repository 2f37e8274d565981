"""The board of manifests: goods, partners, prices, hand-over and what follows, by keyboard."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desk.freight.price_checks.queries import price_checks_of
from desk.freight.transit.choices import TransitState
from desk.freight.transit.commands import update_transit
from desk.freight.transit.queries import transit_card
from desk.office.approvals.commands import grant_approval
from tests.conftest import Office
from tests.freight.inbound.truck import N1, N4
from tests.freight.transit.partner_yard import ZZ, alter, card, drafted, hand, handed, yard
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.transit_board.page import TransitBoard
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[TransitBoard], TransitBoard]


@pytest.fixture
def goods(context: Context, office: Office) -> Office:
    """19 November, 10:30: pumps for 喀什 and wigs for 库尔勒 wait."""
    yard(office)
    office.as_("in")
    return office


@pytest.fixture
def page(context: Context, goods: Office, show: Show, clerk: Clerk) -> TransitBoard:
    page = show(TransitBoard(context))
    clerk.waits_for(lambda: page.waiting.table.hasFocus() and len(page.offers.table.rows) == 2)
    return page


def words(page: TransitBoard) -> str:
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels)


def cells(table: Any, row: int = 0) -> list[str]:
    return [column.text(table.rows[row]) for column in table.row_model.columns]


def offered(page: TransitBoard) -> list[str]:
    return [button.accessibleName() for button in page.buttons.values() if button.isVisible()]


def with_other_partner(page: TransitBoard, clerk: Clerk, name: str, *texts: str) -> None:
    """F3: another partner or price for the ticket in question."""
    clerk.press(Key.Key_F3)
    form = clerk.form()
    clerk.types(name)
    partner = form.fields["partner"]
    clerk.waits_for(lambda: partner.drop_down.current() is not None)  # type: ignore[attr-defined]
    clerk.enter("", "", *texts)
    if form.isVisible():
        clerk.press(Key.Key_F9)


def dear(page: TransitBoard, clerk: Clerk) -> None:
    """The pumps go to P001 for 770 元, which only the manager may allow."""
    with_other_partner(page, clerk, "喀什鸿运", "1.058", "100", "3")
    clerk.waits_for(lambda: page.now is not None)
    clerk.back_to(page)


def test_goods_wait_with_their_clock_and_partners_are_compared(page: TransitBoard) -> None:
    assert cells(page.waiting.table) == ["建新农机", N1, "12", "剩 7 小时", ""]
    assert list(page.waiting.places.chips) == ["喀什", "库尔勒"]
    assert [cells(page.offers.table, row) for row in (0, 1)] == [
        ["喀什顺达", "690.00", "4 天", "100.00%", "938.00", "合理"],
        ["喀什鸿运", "701.00", "3 天", "101.59%", "927.00", "合理"],
    ]
    assert "选合作商再按 Enter,就开好一张中转单" in words(page)


def test_a_ticket_goes_to_the_chosen_partner(page: TransitBoard, clerk: Clerk) -> None:
    clerk.press(Key.Key_Return)
    clerk.waits_for(page.offers.table.hasFocus)
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: page.now is not None and page.side.lines.hasFocus())
    assert cells(page.side.lines) == [N1, "12", "0.90元/kg", "570.00", "", "", "合理"]
    clerk.waits_for(lambda: "P002 喀什顺达" in words(page))
    for text in (ZZ, "运价合理,可以交接。", "毛利 938.00 元,毛利率 47.47%", "应付合作商 690.00 元"):
        assert text in words(page)
    clerk.waits_for(lambda: cells(page.waiting.table)[-1] == "已开单")


def test_another_partner_takes_the_whole_manifest(
    page: TransitBoard, clerk: Clerk, office: Office
) -> None:
    drafted(office, "P002")
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    page.side.lines.setFocus()
    clerk.press(Key.Key_F6)
    clerk.press(Key.Key_F6)
    clerk.waits_for(page.offers.table.hasFocus)
    page.offers.table.go_to("P001")
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: page.now is not None and page.now.card.partner_code == "P001")
    assert card(office).lines[0].transit_fee_fen == 60_100


def test_a_scanned_number_is_added(page: TransitBoard, clerk: Clerk, office: Office) -> None:
    office.as_("in").run(alter, number=N4, field="destination", value="喀什")
    drafted(office, "P002")
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    clerk.press(Key.Key_F, Held.ControlModifier)
    clerk.enter("YD99")
    assert "待中转的货里没有「YD99」" in page.waiting.nothing.text()
    clerk.press(Key.Key_F, Held.ControlModifier)
    page.waiting.search.clear()
    clerk.enter(N4)
    clerk.waits_for(lambda: len(page.side.lines.rows) == 2)
    assert [line.waybill for line in card(office).lines] == [N1, N4]
    clerk.waits_for(lambda: cells(page.waiting.table, 1)[-1] == "已开单")
    assert page.waiting.search.hasFocus()
    clerk.enter(N4)
    assert page.waiting.note.isVisible()
    assert ZZ in page.waiting.note.text()


def test_a_price_of_its_own_goes_to_the_manager(
    page: TransitBoard, clerk: Clerk, office: Office
) -> None:
    dear(page, clerk)
    clerk.waits_for(lambda: clerk.at("reason"))
    assert "须经理批准后交接" in page.side.verdict.words.text()
    clerk.press(Key.Key_F8)
    assert clerk.at("reason")
    clerk.enter("其他合作商当日停运")
    clerk.waits_for(lambda: "经理:待审批" in page.side.verdict.words.text())
    assert not page.side.verdict.asks
    (check,) = office.desk.ask(price_checks_of, doc_no=ZZ)
    assert check.explanation == "其他合作商当日停运"
    office.as_("boss").run(grant_approval, approval_id=1)
    office.as_("in")
    page.renew()
    clerk.waits_for(lambda: page.side.state.text() == "已批准")
    assert cells(page.side.lines)[-1] == "已批准"
    assert "经理:已批准" in page.side.verdict.words.text()


def test_a_reason_half_typed_is_asked_for_once(
    page: TransitBoard, clerk: Clerk, asker: ScriptedAsker
) -> None:
    dear(page, clerk)
    clerk.waits_for(lambda: clerk.at("reason"))
    clerk.types("其他")
    asker.answers += [False, True]
    clerk.press(Key.Key_Escape)
    assert page.side.verdict.reason.value() == "其他"
    clerk.press(Key.Key_Escape)
    assert page.side.verdict.reason.value() == ""
    assert [asked for asked, _ in asker.asked] == ["运价说明还没有保存,确定放弃?"] * 2


def test_a_suspended_partner_is_refused_in_the_form(page: TransitBoard, clerk: Clerk) -> None:
    with_other_partner(page, clerk, "巴州众联")
    form = clerk.form()
    refused = form.fields["partner"].problem_text
    assert "合作商「巴州众联」状态为暂停,不能新增中转。" in refused
    form.fields.fill({})
    assert page.now is None


def test_pieces_are_counted_at_the_hand_over(
    page: TransitBoard, clerk: Clerk, office: Office
) -> None:
    drafted(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    clerk.press(Key.Key_F8)
    form = clerk.form()
    clerk.enter("马力", "艾力", "新Q12345", "HY8861", "", "11")
    assert clerk.at("counted")
    clerk.enter("")
    assert form.fields["counted"].problem_text == "请填写原因后再少件交接。"
    clerk.enter("1 件找不到")
    clerk.waits_for(lambda: page.side.state.text() == "已交接")
    assert cells(page.side.lines)[1] == "11/12"
    assert "入库后 17 小时交接,按时" in words(page)
    assert offered(page) == ["追回", "拒收", "新中转单", "打印清单", "到达", "外地签收"]


def test_goods_that_left_are_compared_no_more(
    page: TransitBoard, clerk: Clerk, office: Office
) -> None:
    drafted(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    page.side.lines.setFocus()
    clerk.waits_for(lambda: bool(page.offers.table.rows))
    clerk.press(Key.Key_F8)
    form = clerk.form()
    clerk.enter("马力", "艾力", "新Q12345", "HY8861", "", "12", "")
    clerk.waits_for(lambda: not form.isVisible())
    clerk.waits_for(lambda: page.side.state.text() == "已交接")
    clerk.waits_for(lambda: page.waiting.row(N1) is None)
    clerk.waits_for(lambda: not page.context.bridge.busy)
    assert list(page.offers.table.rows) == []


def test_goods_come_back_and_the_partner_is_paid(
    page: TransitBoard, clerk: Clerk, office: Office
) -> None:
    handed(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    clerk.press(Key.Key_E, Held.ControlModifier)
    clerk.form()
    clerk.types("客户改址")
    clerk.enter("", "艾力", "A-01", "")
    clerk.waits_for(lambda: page.side.state.text() == "已退回")
    clerk.back_to(page)
    assert cells(page.side.lines)[-1] == "已退回"
    clerk.press(Key.Key_F10)
    clerk.form()
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.side.state.text() == "已结算")
    assert card(office).state is TransitState.SETTLED


def test_a_manifest_is_given_up(
    page: TransitBoard, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    drafted(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    asker.answers.append("改派其他合作商")
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    clerk.waits_for(lambda: page.now is None)
    assert card(office).state is TransitState.VOID
    assert page.waiting.table.hasFocus()


def test_a_ticket_is_taken_off_but_not_the_last(
    page: TransitBoard, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    drafted(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    page.side.lines.setFocus()
    clerk.press(Key.Key_Delete)
    assert "必填" in asker.told[0].text
    assert len(card(office).lines) == 1


def test_goods_that_are_held_say_why_they_stay(
    page: TransitBoard, clerk: Clerk, office: Office
) -> None:
    office.as_("in").run(alter, number=N1, field="refusal_open", value=True)
    page.renew()
    clerk.waits_for(lambda: cells(page.waiting.table)[-1] == "拒收")
    clerk.press(Key.Key_Return)
    assert page.waiting.note.text() == f"{N1} 收货人拒收,等发货人指示后再处理。"
    assert page.now is None


def test_a_ticket_of_the_day_is_pointed_to(page: TransitBoard, clerk: Clerk) -> None:
    page.open_with(waybill=N4)
    clerk.waits_for(lambda: page.offers.subject.text() == f"{N4} 库尔勒")
    row = page.waiting.table.current()
    assert row is not None
    assert row.number == N4
    assert cells(page.offers.table)[:2] == ["库尔勒捷运", "378.00"]


def test_goods_are_late_in_red(page: TransitBoard, clerk: Clerk, office: Office) -> None:
    office.at("2026-11-18 20:00")
    page.renew()
    office.at("2026-11-19 20:00")
    assert cells(page.waiting.table)[3] == "超 2 小时半"


def test_who_may_not_see_costs_sees_none(
    context: Context, goods: Office, show: Show, clerk: Clerk
) -> None:
    drafted(goods)
    goods.as_("jia")
    page = show(TransitBoard(context))
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None and bool(page.offers.table.rows))
    headings = [column.heading for column in page.side.lines.row_model.columns]
    assert "中转 / 送货" not in headings
    for word in ("毛利", "应付合作商", "运价合理"):
        assert word not in words(page)
    assert offered(page) == []


def test_who_may_not_open_a_manifest_reads_who_may(
    context: Context, goods: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    goods.as_("out")
    page = show(TransitBoard(context))
    clerk.waits_for(lambda: page.waiting.table.hasFocus() and bool(page.offers.table.rows))
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F3)
    refused = "您的岗位(客服出港调度)无权开中转单,请联系客服进港调度。"
    assert frame.said == [refused, refused]
    assert "Enter" not in words(page)
    assert "F3" not in words(page)


def test_the_list_is_printed(
    page: TransitBoard, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    drafted(office)
    hand(office, ZZ)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-05", ZZ)]


def test_an_empty_board_says_what_to_do(context: Context, office: Office, show: Show) -> None:
    office.as_("in")
    page = show(TransitBoard(context))
    page.waiting.show_waiting([])
    assert page.waiting.nothing.text() == ("没有等待中转的货。交接方式为中转的货入库后列在这里。")
    assert "在上面选一票货" in page.offers.words.text()


def test_every_part_has_a_name_for_a_screen_reader(page: TransitBoard) -> None:
    parts = (page.waiting.table, page.waiting.search, page.offers.table, page.side.lines)
    assert all(part.accessibleName() for part in parts)
    buttons = page.findChildren(QPushButton)
    assert [
        b.text() for b in buttons if b.isVisible() and not (b.accessibleName() or b.text())
    ] == []


def test_only_the_tickets_chosen_in_a_list_are_shown(page: TransitBoard, clerk: Clerk) -> None:
    every = [row.number for row in page.waiting.table.rows]
    page.open_with(number=every[1], numbers=(every[1], "YD2601010001"))
    assert [row.number for row in page.waiting.table.rows] == every[1:2]
    assert "只列出选中的 1 票" in page.waiting.note.text()
    assert "1 票不在待中转的货里:YD2601010001" in page.waiting.note.text()
    page.waiting.search.setText("YD")
    assert [row.number for row in page.waiting.table.rows] == every


def test_a_ticket_changed_by_somebody_else_is_set_beside_mine(
    page: TransitBoard, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    dear(page, clerk)
    page.making.change_line()
    form = clerk.form()
    form.fields["note"].set_value("轻放")
    form.fields["note"].touch()
    now = page.now
    assert now is not None
    theirs = replace(now.plan, remark="先到先装")
    goods = tuple(replace(g, pieces=11) for g in now.goods.values())
    known: dict[str, Any] = {"number": now.card.number, "version": now.card.version}
    office.desk.run(update_transit, plan=theirs, goods=goods, **known)
    asker.answers.append(True)
    form.save()
    assert asker.asked[-1][1] == ("件数:采用对方的「11」",)
    (line,) = office.desk.ask(transit_card, number=now.card.number).lines
    assert (line.pieces, line.note) == (11, "轻放")


def test_pieces_and_tickets_are_pasted_whole_or_not_at_all(
    page: TransitBoard, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    drafted(office, "P002")
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    page.side.lines.setFocus()

    def pasted(text: str) -> list[tuple[str, int]]:
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return [(line.waybill, line.pieces) for line in card(office).lines]

    whole = [(N1, 12)]
    assert pasted(f"{N1}\t五\nYD9911110001\t2") == whole
    assert page.side.unread.text().splitlines()[1:] == [
        "第 1 行:件数「五」读不懂,请按「20」的样子填写。",
        "第 2 行:表中没有「YD9911110001」",
    ]
    assert pasted(f"运单号\t件数\n{N1}\t99") == whole
    assert page.side.unread.text().splitlines()[1].startswith("第 1 行:")
    assert pasted(f"{N1}\t10") == [(N1, 10)]
    assert not page.side.unread.isVisible()
    assert frame.said[-1] == "已粘贴 1 票,Ctrl+Z 撤回。"
    page.side.lines.setFocus()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert [line.pieces for line in card(office).lines] == [12]
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert [line.pieces for line in card(office).lines] == [10]
    page.show_manifest(None)
    page.pasted.paste(f"{N1}\t5")
    assert "再粘贴" in frame.said[-1]


def test_a_column_of_numbers_in_the_box_narrows_the_waiting_goods(
    page: TransitBoard, clerk: Clerk
) -> None:
    page.waiting.search.setFocus()
    QApplication.clipboard().setText(f"{N4}\nYD9911110001")
    clerk.press(Key.Key_V, Held.ControlModifier)
    assert page.now is None
    assert [row.number for row in page.waiting.table.rows] == [N4]
    assert "YD9911110001" in page.waiting.note.text()
    assert page.waiting.search.text() == ""
    QApplication.clipboard().clear()


@pytest.fixture
def gate(page: TransitBoard) -> Iterator[threading.Event]:
    """While it is shut, no answer comes from the reading lane."""
    gate = threading.Event()
    yield gate
    gate.set()


def shut(page: TransitBoard, gate: threading.Event) -> None:
    page.context.bridge.later(lambda: gate.wait(5), lambda _: None)


def test_a_late_answer_does_not_bring_a_manifest_back(
    page: TransitBoard, clerk: Clerk, office: Office, gate: threading.Event
) -> None:
    drafted(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    shut(page, gate)
    page.refresh()
    clerk.press(Key.Key_N, Held.ControlModifier)
    gate.set()
    clerk.waits_for(lambda: page.context.bridge.reading.idle)
    assert page.manifest_no() == ""


def another_chosen(page: TransitBoard, clerk: Clerk, office: Office, gate: threading.Event) -> str:
    """One manifest is shown and another chosen, whose answer waits at the gate; its number."""
    hand(office, drafted(office))
    other = handed(office, "P003", N4)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None and other in page.strip.chips)
    shut(page, gate)
    page.strip.chips[other].click()
    return other


def test_a_key_after_a_choice_acts_on_the_manifest_that_was_chosen(
    page: TransitBoard, clerk: Clerk, office: Office, gate: threading.Event, frame: FrameSpy
) -> None:
    other = another_chosen(page, clerk, office, gate)
    page.refresh()
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == []
    gate.set()
    clerk.waits_for(lambda: bool(frame.papers))
    assert frame.papers == [("P-05", other)]
    assert page.manifest_no() == other


def test_a_key_that_waits_for_a_manifest_does_nothing_to_another(
    page: TransitBoard, clerk: Clerk, office: Office, gate: threading.Event, frame: FrameSpy
) -> None:
    another_chosen(page, clerk, office, gate)
    clerk.press(Key.Key_P, Held.ControlModifier)
    page.strip.chips[ZZ].click()
    gate.set()
    clerk.waits_for(lambda: page.context.bridge.reading.idle)
    assert (page.manifest_no(), frame.papers) == (ZZ, [])


def test_what_was_asked_before_a_save_is_not_shown_after_it(
    page: TransitBoard, clerk: Clerk, office: Office, gate: threading.Event
) -> None:
    drafted(office)
    page.open_with(number=ZZ)
    clerk.waits_for(lambda: page.now is not None)
    shut(page, gate)
    page.refresh()
    saved = replace(page.now, checks={}) if page.now is not None else None
    page.show_manifest(saved)
    gate.set()
    clerk.waits_for(lambda: page.context.bridge.reading.idle)
    assert page.now is saved
