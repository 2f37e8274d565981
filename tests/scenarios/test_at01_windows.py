"""AT-01 as it happens: in the window, with the keyboard, every number read off the screen.

A price call is typed while the customer is on the telephone, refused without a phone, priced, sent in
time, accepted, and becomes a consignment of which nothing is typed again.
"""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.queries import consignment_card
from desk.pricing.quotes.choices import InquiryState
from desk.pricing.quotes.queries import inquiry_card
from tests.conftest import Office
from tests.pricing.quotes.calls import CALL, QUOTE, with_prices
from tests.ui.conftest import ScriptedAsker, asker, dressed  # noqa: F401 - fixtures
from tests.ui.desks.conftest import Clerk, clerk  # noqa: F401
from tests.ui.desks.test_consignment_entry import tick
from ui.desks.call_sheet.page import CallSheet
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.main_window import MainWindow
from ui.pages.page import Page
from ui.pages.paper_page import PaperPage

Key, Held = Qt.Key, Qt.KeyboardModifier
WAYBILL = "YD2611160001"
P = TypeVar("P", bound=Page)


@pytest.fixture
def window(
    dressed: QApplication,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """Monday 16 November, 11:00: the telephone rings."""
    with_prices(office)
    window = MainWindow(office.as_("jia"), asker=asker)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()


def test_a_price_call_through_the_windows(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    type_the_call(window, clerk)
    save_without_and_with_a_phone(window, clerk)
    quote_it(window, clerk)
    send_it(window, clerk, office)
    accept_it(window, clerk, asker)
    make_it_a_consignment(window, clerk)
    look_at_the_books(office)
    assert asker.told == []


def page(window: MainWindow, name: str, kind: type[P]) -> P:
    """A page that is in front."""
    found = window.page(name)
    assert isinstance(found, kind)
    assert window.stack.currentWidget() is found
    return found


def settled(clerk: Clerk, sheet: CallSheet) -> None:  # noqa: F811
    """What stands beside the sheet is about what stands on it."""
    clerk.waits_for(lambda: not sheet.waiting)


def type_the_call(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    window.open_page("inquiries")
    clerk.press(Key.Key_N, Held.ControlModifier)
    sheet = page(window, "call_sheet", CallSheet)
    assert clerk.at("caller_company")
    clerk.enter("河南宏达机械", "刘工", "")
    assert clerk.at("goods_name")
    clerk.enter("水泵配件", "", "", "", "郑州", "喀什", "12", "480", "1.9")
    assert clerk.at("declared_value_fen")
    clerk.enter("30000", "", "", "", "", "", "2")
    assert clerk.at("door")
    clerk.press(Key.Key_Space)
    clerk.enter("")
    clerk.press(Key.Key_Space)
    settled(clerk, sheet)
    side = sheet.side
    assert side.price.title.text() == "试算"
    assert side.price.total.text() == "1,976.00"
    assert side.price.kg.text() == "计费重量 633 kg(轻泡,按体积)"
    assert side.price.authority.text() == "您可优惠运费的 5.00%"
    assert side.cost.isHidden()  # a clerk of the counter sees no costs


def save_without_and_with_a_phone(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    sheet = page(window, "call_sheet", CallSheet)
    clerk.press(Key.Key_F9)
    assert sheet.form.fields["phone"].problem_text == (
        "请填写客户公司名称、联系人和联系电话后再保存。"
    )
    assert (clerk.at("phone"), sheet.number) == (True, "")
    clerk.types("13800000001")
    clerk.press(Key.Key_F9)
    settled(clerk, sheet)
    assert sheet.number == CALL
    clock = sheet.side.clock
    assert clock.due.text() == "2026-11-17 11:00 前答复"
    assert clock.rest.text() == "还剩 8 小时(工作时间)"
    assert clock.light.text() == "时间充足"
    clerk.waits_for(lambda: [row.number for row in sheet.calls.table.rows] == [CALL])


def quote_it(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    sheet = page(window, "call_sheet", CallSheet)
    clerk.press(Key.Key_F10)
    settled(clerk, sheet)
    price = sheet.side.price
    assert (price.title.text(), price.state.text()) == (QUOTE, "草稿")
    assert price.total.text() == "1,976.00"
    assert price.capitals.text() == "人民币壹仟玖佰柒拾陆元整"
    assert price.kg.text() == "计费重量 633 kg(轻泡,按体积)"
    assert [(word, amount) for word, _, amount in price.lines.rows] == [
        ("运费", "1,646.00"),
        ("提货费", "80.00"),
        ("送货费", "150.00"),
        ("保价费", "90.00"),
        ("回单费", "10.00"),
    ]
    assert price.lines.rows[0][1] == "2.60元/kg × 633 kg"
    assert price.words.text() == "公布价2026 V1(市) · 时效 8 天\n有效期至 2026-11-23"


def send_it(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    sheet = page(window, "call_sheet", CallSheet)
    office.at("2026-11-16 16:40")
    clerk.press(Key.Key_Return, Held.ControlModifier)
    settled(clerk, sheet)
    assert sheet.side.price.state.text() == "已发出"
    clock = sheet.side.clock
    assert clock.rest.text() == "已于 2026-11-16 16:40 答复,用时 4 小时 10 分"
    assert clock.light.text() == "按时答复"
    clerk.press(Key.Key_T, Held.ControlModifier)
    words = QApplication.clipboard().text()
    assert "合计 1,976.00 元(人民币壹仟玖佰柒拾陆元整)" in words
    assert f"报价有效期至 2026-11-23,报价单号 {QUOTE}。" in words
    clerk.press(Key.Key_P, Held.ControlModifier)
    (paper,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperPage)]
    clerk.waits_for(lambda: paper.rendering is not None)
    assert paper.title == f"报价单 {QUOTE}"
    paper.close()
    clerk.back_to(window)


def accept_it(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    asker.answers.append(True)
    clerk.press(Key.Key_J, Held.ControlModifier)
    assert asker.asked[-1][0] == (
        f"客户接受报价 {QUOTE}(1,976.00 元)。限额赔偿条款已向客户说明并得到认可吗?"
    )
    entry = page(window, "consignment_entry", ConsignmentEntry)
    fields = entry.form.fields
    shown = {name: fields[name].value() for name in ("shipper_name", "shipper_phone")}
    assert shown == {"shipper_name": "河南宏达机械", "shipper_phone": "13800000001"}
    assert entry.form.charges.total_text == "1,976.00"
    assert fields["pay_terms"].value() is PayTerms.PREPAID
    assert fields["declared_value_fen"].value() == 3_000_000
    assert fields["receipt_copies"].value() == 2
    assert fields["cover_clause_ack"].value() is True


def make_it_a_consignment(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    entry = page(window, "consignment_entry", ConsignmentEntry)
    assert clerk.at("consignee_name")
    clerk.enter("建新农机", "13800000002", "王建新", "解放北路 1 号")
    tick(clerk, clause=False)
    clerk.press(Key.Key_F9)
    assert entry.saved_bar.number == WAYBILL


def look_at_the_books(office: Office) -> None:
    ticket = office.desk.ask(consignment_card, number=WAYBILL)
    assert (ticket.total_fen, ticket.pay_terms) == (197_600, PayTerms.PREPAID)
    call = office.desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.consignment_no) == (InquiryState.WON, WAYBILL)
