"""AT-06 at the counter: storage fee by the day, proxies, waivers, unpaid freight."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import ConsignmentState, MoneyKind
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.queries import consignment_card, money_of
from desk.kernel.commands import command
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.consignments.tickets import TICKET
from tests.freight.delivery.yard import TROLLEYS, in_stock, shipper_agrees
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.lines import line_editor, type_in
from ui.desks.receipts.pickup import SelfPickupDesk
from ui.desks.unfinished import unfinished
from ui.locking import unkept
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[SelfPickupDesk], SelfPickupDesk]
ID_CARD = "650101199003071239"


@command("office.read", "通知(仅测试)")
def tell_consignee(work: Work, *, number: str) -> None:
    """What a notice leaves on the consignment."""
    by_number(work, number).notice_at = work.now


@pytest.fixture
def bearings(office: Office) -> str:
    """8 pieces, 320 kg, monthly; told on 18 November 18:00, today is the 24th."""
    office.at("2026-11-18 17:30")
    number = in_stock(office, TICKET, pay_terms=PayTerms.MONTHLY)
    office.at("2026-11-18 18:00")
    office.as_("in").run(tell_consignee, number=number)
    office.at("2026-11-24 10:00")
    return number


@pytest.fixture
def page(
    context: Context, office: Office, bearings: str, show: Show, clerk: Clerk
) -> SelfPickupDesk:
    office.as_("jia")
    page = show(SelfPickupDesk(context))
    clerk.enter(bearings[-4:])
    clerk.waits_for(lambda: page.card is not None)
    return page


def put(page: SelfPickupDesk, name: str, text: str) -> None:
    editor = line_editor(page.fields, name)
    type_in(editor, text)
    editor.committed.emit()


def test_the_tail_of_the_number_shows_what_is_there_and_owed(
    page: SelfPickupDesk, clerk: Clerk
) -> None:
    assert clerk.at("picker")
    assert page.storage.days == 3
    assert page._sum.text() == "应收合计 96.00 元"
    assert page._capitals.text() == "人民币玖拾陆元整"
    assert page._mark.text() == "可以放货"
    assert not page.fields["freight_paid_fen"].isEnabled()


def test_a_half_typed_pickup_survives_a_crash_but_not_his_paper(
    page: SelfPickupDesk,
    clerk: Clerk,
    context: Context,
    show: Show,
    bearings: str,
) -> None:
    put(page, "picker", "赵师傅")
    put(page, "picker_id_no", ID_CARD)
    assert unkept(context, [("自提放货", page)]) == ""
    page.hide()
    again = show(SelfPickupDesk(context))
    (left,) = unfinished(context.desk)
    assert left.page == "self_pickup"
    again.open_with(**left.arguments)
    clerk.waits_for(lambda: again.kept.line.isVisible())
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.fields["picker"].value() == "赵师傅"
    assert not again.fields["picker_id_no"].value()


def test_the_next_number_does_not_take_what_was_typed_about_the_former_one(
    page: SelfPickupDesk, clerk: Clerk, office: Office, bearings: str
) -> None:
    other = in_stock(office, TROLLEYS)
    office.as_("jia")
    put(page, "picker", "赵师傅")
    page.take(other)
    clerk.waits_for(lambda: page.card is not None and page.card.number == other)
    page.take(bearings)
    clerk.waits_for(lambda: page.kept.line.isVisible())
    clerk.press(Key.Key_R, Held.AltModifier)
    assert page.fields["picker"].value() == "赵师傅"


def test_goods_are_handed_over_against_the_fee(
    page: SelfPickupDesk, clerk: Clerk, office: Office, bearings: str
) -> None:
    clerk.enter("王强")
    clerk.press(Key.Key_F9)
    assert page.done.text() == f"已放货:{bearings},出库单 CK261124-001。"
    assert clerk.at("number")
    card = office.desk.ask(consignment_card, number=bearings)
    assert card.state is ConsignmentState.SIGNED
    (money,) = office.desk.ask(money_of, number=bearings)
    assert (money.kind, money.amount_fen) == (MoneyKind.STORAGE, 9_600)


def test_another_day_another_fee(page: SelfPickupDesk, clerk: Clerk) -> None:
    put(page, "signed_at", "1122 09:00")
    clerk.waits_for(lambda: page.storage.days == 1)
    assert page._sum.text() == "应收合计 32.00 元"
    put(page, "signed_at", "1121 09:00")
    clerk.waits_for(lambda: page.storage.days == 0)
    assert page._sum.text() == "应收合计 0.00 元"


def test_another_man_shows_his_own_paper(page: SelfPickupDesk, clerk: Clerk) -> None:
    clerk.enter("李四")
    clerk.types("2")
    assert page.fields["proxy_id_no"].isEnabled()
    clerk.press(Key.Key_F9)
    assert page.fields["proxy_id_no"].problem_text == "代提货物须登记代提人的身份证号码。"
    put(page, "proxy_id_no", "650101199003071230")
    clerk.press(Key.Key_F9)
    assert "校验不通过" in page.fields["proxy_id_no"].problem_text
    put(page, "proxy_id_no", ID_CARD)
    clerk.press(Key.Key_F9)
    assert page.done.isVisible()


def test_the_counter_waives_twenty_and_the_manager_all(
    page: SelfPickupDesk, clerk: Clerk, office: Office, bearings: str
) -> None:
    clerk.enter("王强")
    put(page, "waived_fen", "20")
    assert page._sum.text() == "应收合计 76.00 元"
    put(page, "waived_fen", "96")
    assert page.fields["storage_paid_fen"].value() == 0
    clerk.press(Key.Key_F9)
    assert page.fields["waived_fen"].problem_text == (
        "减免保管费 96.00 元超出您的权限(20.00 元),请报经理。"
    )
    office.as_("boss")
    put(page, "waive_reason", "我方通知晚了")
    page.sign()
    assert page.done.isVisible()
    assert office.desk.ask(money_of, number=bearings) == []


def test_unpaid_goods_stay_unless_the_manager_lets_them_go(
    page: SelfPickupDesk, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    clerk.enter("王强")
    put(page, "storage_paid_fen", "0")
    clerk.press(Key.Key_F9)
    assert "尚有到付运费/保管费 96.00 元未收" in page.fields["freight_paid_fen"].problem_text
    assert not page.released.isVisible()
    office.as_("boss")
    page.sign()
    assert page.released.isVisible()
    asker.answers = ["下月一起结"]
    page.released.click()
    assert page.done.isVisible()


def test_less_cash_on_delivery_needs_the_shippers_word_here_too(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, TROLLEYS)
    office.as_("jia")
    page = show(SelfPickupDesk(context))
    page.open_with(number=number)
    clerk.waits_for(lambda: page.card is not None)
    assert page._sum.text() == "应收合计 8,984.00 元"
    clerk.enter("张店长")
    put(page, "cod_paid_fen", "7600")
    page._show_sum()
    assert page.consent.isVisible()
    clerk.press(Key.Key_F9)
    assert "发货人同意" in page.fields["cod_paid_fen"].problem_text
    shipper_agrees(office, number)
    clerk.press(Key.Key_F9)
    assert page.done.isVisible()


def test_held_goods_and_unknown_numbers_say_why(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, TICKET, hold_release=True)
    office.as_("jia")
    page = show(SelfPickupDesk(context))
    clerk.enter("没有这个")
    clerk.waits_for(lambda: bool(page.box.problem_text))
    assert page.box.problem_text == "没有找到「没有这个」。"
    page.open_with(number=number)
    clerk.waits_for(lambda: page.card is not None)
    assert page._mark.text() == "不能放货"
    assert page.box.line.hasFocus()
    assert "未收到发货人放货通知" in page._why.text()


def test_the_slip_is_printed_for_the_consignment(
    page: SelfPickupDesk, clerk: Clerk, frame: FrameSpy, bearings: str, asker: ScriptedAsker
) -> None:
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-33", bearings)]
    clerk.types("王")
    asker.answers = [False]
    assert not page.may_leave()


def test_an_amount_beyond_words_is_said_in_red_and_nothing_breaks(page: SelfPickupDesk) -> None:
    put(page, "storage_paid_fen", "1000000000000")
    assert page._capitals.text() == "超出范围"
    assert page._capitals.property("role") == "problem"
    put(page, "storage_paid_fen", "96")
    assert page._capitals.text() == "人民币玖拾陆元整"
    assert page._capitals.property("role") == "muted"
