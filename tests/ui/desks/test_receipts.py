"""Papers of a run that came back: every result, proxies, transfers, unpaid goods, wrong entries, cash."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import Relation, RunState, SignResult
from desk.freight.delivery.queries import ReceiptRow
from desk.freight.delivery.withdrawing import withdraw_receipt
from tests.conftest import Office
from tests.freight.delivery.yard import card, enter, entry, gone, goods, ready
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.lines import line_editor, type_in
from ui.desks.receipts.columns import COLUMNS
from ui.desks.receipts.page import RunReceipts
from ui.desks.unfinished import unfinished
from ui.locking import unkept
from ui.registry import Context
from ui.theme import SPACE

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[RunReceipts], RunReceipts]


@pytest.fixture
def numbers(office: Office) -> tuple[str, str]:
    """A run with trolleys (984.00 and 8,000.00 to collect) and cloth, out since 10:40; now 13:30."""
    found = ready(office)
    gone(office, *found)
    return found


@pytest.fixture
def page(
    context: Context, numbers: tuple[str, str], office: Office, show: Show, clerk: Clerk
) -> RunReceipts:
    office.as_("in")
    page = show(RunReceipts(context))
    clerk.waits_for(lambda: page.card is not None and page.table.hasFocus())
    return page


def put(page: RunReceipts, name: str, text: str) -> None:
    type_in(line_editor(page.form.fields, name), text)


def receipt(office: Office, place: int) -> ReceiptRow:
    found = card(office, "PS261119-001").stops[place].receipt
    assert found is not None
    return found


def test_the_first_open_stop_is_ready_and_amounts_are_those_due(
    page: RunReceipts, clerk: Clerk, numbers: tuple[str, str]
) -> None:
    assert page.form.heading.text() == f"第 1 票 {numbers[0]}  天悦酒店  不锈钢餐车 20 件"
    clerk.press(Key.Key_1)
    fields = page.form.fields
    assert fields["cash_freight_fen"].value() == 98_400
    assert fields["cash_cod_fen"].value() == 800_000
    assert not fields["reason"].isEnabled()
    assert not fields["signer_id_last4"].isEnabled()
    assert page.cash.figure.text() == "8,984.00"


@pytest.mark.parametrize(("wide", "signs"), [(1178, 10), (842, 8)], ids=["1366", "150 %"])
def test_the_names_of_consignees_have_room_on_small_screens(
    page: RunReceipts, wide: int, signs: int
) -> None:
    page.setMinimumSize(0, 0)
    page.resize(wide, 700)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= wide, "nothing has to be scrolled sideways"
    table = page.table
    at = [column.heading for column in COLUMNS].index("收货人")
    room = table.columnWidth(at) - 2 * SPACE.small
    assert table.fontMetrics().horizontalAdvance("乌鲁木齐五金批发中心"[:signs]) <= room
    assert "天悦酒店" in table.row_model.index(0, at).data(Qt.ItemDataRole.ToolTipRole)


def test_what_a_result_cannot_do_without_has_a_star(page: RunReceipts, clerk: Clerk) -> None:
    def starred() -> set[str]:
        words = {label.text() for label in page.form.findChildren(QLabel)}
        return {word.removesuffix(" *") for word in words if word.endswith(" *")}

    always = {"结果(按 1–4)", "签收时间"}
    assert starred() == always
    clerk.press(Key.Key_1)
    assert starred() == always | {"签收人"}
    page.form.fields["relation"].set_value(Relation.PROXY)
    page.form.fields["relation"].touch()
    assert starred() == always | {"签收人", "证件后四位"}, "money is to be taken from somebody else"
    page.form.choose(SignResult.PARTIAL)
    assert starred() == always | {"签收件数", "签收人", "证件后四位", "原因"}
    page.form.choose(SignResult.FAILED)
    assert starred() == always | {"原因"}


def test_a_full_signature_needs_six_enters(
    page: RunReceipts, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    clerk.press(Key.Key_1)
    clerk.enter("张店长", "", "12:20", "", "", "")
    got = receipt(office, 0)
    assert (got.result, got.pieces_signed, got.signer) == (SignResult.FULL, 20, "张店长")
    assert (got.cash_freight_fen, got.cash_cod_fen) == (98_400, 800_000)
    current = page.table.current()
    assert current is not None
    assert current.number == numbers[1]


def test_refused_goods_bring_no_money_and_need_a_reason(
    page: RunReceipts, clerk: Clerk, office: Office
) -> None:
    clerk.press(Key.Key_3)
    assert clerk.at("reason")
    assert page.cash.figure.text() == "0.00"
    clerk.press(Key.Key_F9)
    assert page.form.fields["reason"].problem_text
    clerk.enter("收货人不要")
    got = receipt(office, 0)
    assert (got.result, got.pieces_refused, got.cash_cod_fen) == (SignResult.REFUSED, 20, 0)


def test_a_half_typed_receipt_is_not_dropped_for_another_row(
    page: RunReceipts, clerk: Clerk, asker: ScriptedAsker, numbers: tuple[str, str]
) -> None:
    clerk.press(Key.Key_1)
    clerk.types("张店长")
    asker.answers += [False, True]
    other = page.table.visualRect(page.table.row_model.index(1, 2)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    clerk.waits_for(lambda: [i.row() for i in page.table.selectionModel().selectedRows()] == [0])
    assert page.form.stop is not None
    assert page.form.stop.number == numbers[0]
    assert line_editor(page.form.fields, "signer").line.text() == "张店长"
    current = page.table.current()
    assert current is not None
    assert current.number == numbers[0]
    page.table.selectRow(1)
    assert page.form.stop.number == numbers[1]
    assert len(asker.asked) == 2


def test_a_half_typed_receipt_survives_a_crash(
    page: RunReceipts,
    clerk: Clerk,
    asker: ScriptedAsker,
    context: Context,
    show: Show,
    numbers: tuple[str, str],
) -> None:
    clerk.press(Key.Key_2)
    put(page, "pieces_signed", "19")
    put(page, "signer", "张店长")
    assert unkept(context, [("签收与缴款", page)]) == ""
    page.hide()
    again = show(RunReceipts(context))
    (left,) = unfinished(context.desk)  # the first page tells of it and leads there
    assert (left.page, left.words) == ("run_receipts", f"签收 {numbers[0]}")
    again.open_with(**left.arguments)
    clerk.waits_for(lambda: again.kept.line.isVisible())
    assert again.kept.line.words.text().endswith(f"有一票签收没有保存完:{numbers[0]}")
    clerk.press(Key.Key_R, Held.AltModifier)
    fields = again.form.fields
    assert again.form.result is SignResult.PARTIAL
    assert [fields[n].value() for n in ("pieces_signed", "pieces_refused", "signer")] == [
        19,
        1,
        "张店长",
    ]
    asker.answers.append(True)
    assert again.may_leave()
    assert again.kept.keeper is not None
    assert again.kept.keeper.kept() is None


def test_typing_about_another_stop_is_found_there_and_is_over_once_it_is_entered(
    page: RunReceipts,
    clerk: Clerk,
    context: Context,
    office: Office,
    show: Show,
    numbers: tuple[str, str],
) -> None:
    page.table.go_to(numbers[1])
    clerk.press(Key.Key_3)
    put(page, "reason", "客户拒收")
    page.kept.keep()
    page.hide()
    again = show(RunReceipts(context))
    again.open_with(**unfinished(context.desk)[0].arguments)
    clerk.waits_for(lambda: again.kept.line.isVisible())
    assert again.form.stop is not None
    assert again.form.stop.number == numbers[1]
    enter(office, "PS261119-001", numbers[1], entry())
    again.reload()
    again.table.go_to(numbers[1])
    assert not again.kept.line.isVisible()
    assert unfinished(context.desk) == []


def test_a_stop_that_was_not_reached(page: RunReceipts, clerk: Clerk, office: Office) -> None:
    clerk.press(Key.Key_4)
    clerk.enter("没人")
    got = receipt(office, 0)
    assert (got.result, got.pieces_signed, got.pieces_refused) == (SignResult.FAILED, 0, 0)


def test_too_many_pieces_are_refused_at_the_pieces(page: RunReceipts, clerk: Clerk) -> None:
    clerk.press(Key.Key_2)
    clerk.enter("21", "张店长")
    put(page, "reason", "点错")
    clerk.press(Key.Key_F9)
    assert page.form.fields["pieces_signed"].problem_text == "签收 21 + 拒收 0 件与派送 20 件不符。"


def test_a_proxy_for_goods_with_money_shows_his_paper(
    page: RunReceipts, clerk: Clerk, office: Office
) -> None:
    clerk.press(Key.Key_1)
    clerk.enter("马姐")
    assert clerk.at("relation")
    clerk.types("2")
    put(page, "signed_at", "12:20")
    clerk.press(Key.Key_F9)
    assert "登记代签人证件后四位" in page.form.fields["signer_id_last4"].problem_text
    clerk.types("123x")
    clerk.press(Key.Key_F9)
    got = receipt(office, 0)
    assert (got.relation, got.signer_id_last4) == (Relation.PROXY, "123X")


def test_money_by_transfer_is_not_expected_in_cash(
    page: RunReceipts, clerk: Clerk, office: Office
) -> None:
    clerk.press(Key.Key_1)
    page.form.fields["pay_method"].set_value(PayMethod.TRANSFER)
    page.form.fields["pay_method"].touch()
    assert page.cash.figure.text() == "0.00"
    assert page.cash.capitals.text() == "人民币零元整"
    put(page, "signer", "张店长")
    put(page, "signed_at", "12:20")
    clerk.press(Key.Key_F9)
    assert receipt(office, 0).pay_method is PayMethod.TRANSFER
    assert page.cash.figure.text() == "0.00"


def test_less_cash_on_delivery_opens_the_record_of_consent_and_more_closes_it(
    page: RunReceipts, clerk: Clerk, numbers: tuple[str, str]
) -> None:
    clerk.press(Key.Key_1)
    put(page, "cash_cod_fen", "7999")
    assert page.consent.isVisible()
    assert page.consent.number == numbers[0]
    content = page.consent.fields["content"]
    assert content.value() == "同意代收货款减少 1.00 元,实收 7,999.00 元"
    put(page, "cash_cod_fen", "8000")
    assert not page.consent.isVisible()


def test_a_consent_without_a_name_is_refused_in_place(page: RunReceipts, clerk: Clerk) -> None:
    clerk.press(Key.Key_1)
    put(page, "cash_cod_fen", "7600")
    clerk.press(Key.Key_F6)
    assert clerk.at("who")
    clerk.press(Key.Key_F6)
    assert page.consent.fields["who"].problem_text


def test_unpaid_goods_are_released_by_the_manager_only(
    page: RunReceipts, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    clerk.press(Key.Key_1)
    put(page, "signer", "张店长")
    put(page, "signed_at", "12:20")
    put(page, "cash_freight_fen", "0")
    clerk.press(Key.Key_F9)
    assert "尚有到付运费" in page.form.fields["cash_freight_fen"].problem_text
    assert not page.buttons["release"].isVisible()
    office.as_("boss")
    page.save()
    assert page.buttons["release"].isVisible()
    asker.answers = ["老客户月底结"]
    page.buttons["release"].click()
    assert receipt(office, 0).cash_freight_fen == 0


def test_a_wrong_entry_is_taken_back(
    page: RunReceipts, clerk: Clerk, office: Office, asker: ScriptedAsker, numbers: tuple[str, str]
) -> None:
    enter(office, "PS261119-001", numbers[0], entry())
    clerk.waits_for(lambda: page.table.rows[0].receipt is not None)
    page.table.go_to(numbers[1])
    page.table.go_to(numbers[0])
    assert page.buttons["withdraw"].isVisible()
    assert not page.form.fields["result"].isEnabled()
    asker.answers = ["件数录错"]
    page.buttons["withdraw"].click()
    assert card(office, "PS261119-001").stops[0].receipt is None
    assert goods(office, numbers[0]).quantities["on_run"] == 20


def test_the_truck_is_not_back_before_every_paper_is_entered(
    page: RunReceipts, clerk: Clerk, office: Office
) -> None:
    assert not page.cash.back.isEnabled()
    clerk.press(Key.Key_F7)
    assert card(office, "PS261119-001").state is RunState.OUT


def test_a_difference_is_settled_by_the_manager_with_its_reason(
    page: RunReceipts, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    for number in numbers:
        enter(office, "PS261119-001", number, entry())
    clerk.waits_for(lambda: page.cash.back.isEnabled())
    assert page.times.text() == "2026-11-19 10:40 出车"
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: page.times.text() == "2026-11-19 10:40 出车 · 2026-11-19 13:30 回车")
    clerk.enter("8900")
    assert page.cash.difference.text() == "短缴 84.00 元,请经理登录后填写原因并结单"
    page.cash.papers.tick_all()
    type_in(line_editor(page.cash.fields, "difference_reason"), "客户少给")
    clerk.press(Key.Key_F10)
    assert page.cash.fields["cash_handed_in_fen"].problem_text.startswith("应缴 8,984.00 元")
    office.as_("boss")
    clerk.press(Key.Key_F10)
    settled = card(office, "PS261119-001")
    assert (settled.state, settled.difference_reason) == (RunState.SETTLED, "客户少给")
    assert page.state.text() == "已结单"


def test_too_much_cash_is_a_difference_as_well(
    page: RunReceipts, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    for number in numbers:
        enter(office, "PS261119-001", number, entry())
    clerk.waits_for(lambda: page.cash.back.isEnabled())
    clerk.press(Key.Key_F7)
    clerk.enter("9000")
    assert page.cash.difference.text().startswith("多缴 16.00 元")


def test_an_unsaved_receipt_is_not_left_without_asking(
    page: RunReceipts, clerk: Clerk, asker: ScriptedAsker
) -> None:
    assert page.may_leave()
    clerk.press(Key.Key_1)
    asker.answers = [False]
    assert not page.may_leave()


def test_nothing_on_the_road_says_so(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    page = show(RunReceipts(context))
    clerk.waits_for(page._nothing.isVisible)
    assert not page.cash.isVisible()
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == []


def test_pasted_papers_are_entered_whole_or_not_at_all_and_ctrl_z_takes_them_back(
    page: RunReceipts, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    first, second = numbers

    def pasted(text: str, place: str = first) -> list[ReceiptRow | None]:
        page.table.setFocus()
        page.table.go_to(place)
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return standing()

    def standing() -> list[ReceiptRow | None]:
        return [stop.receipt for stop in card(office, "PS261119-001").stops]

    nothing = [None, None]
    table = f"运单号\t签收人\t实收\t方式\n{first}\t张店长\t8000\t支票\n{second}\t\t\t支票\nYD9\t王"
    assert pasted(table) == nothing
    assert page.wrong.text().splitlines()[1:] == [
        "第 1、2 行:方式没有「支票」这个选项,可选:现金、转账、扫码。",
        "第 1 行:实收 8,000.00 元,应收 8,984.00 元;收得不一样的请逐票登记。",
        "第 3 行:表中没有「YD9」",
    ]
    assert pasted(f"{first}\t张店长\t8984\t转账\n{second}\t\t\t") == nothing
    assert page.wrong.text().splitlines()[1] == "第 2 行:签收人必填。"
    one, two = pasted("张店长\t8,984.00\t微信\n赵敏")
    assert one is not None
    assert two is not None
    assert (one.signer, one.cash_cod_fen, one.pay_method) == ("张店长", 800_000, PayMethod.QR)
    assert (two.signer, two.result) == ("赵敏", SignResult.FULL)
    assert not page.wrong.isVisible()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert standing() == nothing
    assert [index.row() for index in page.table.selectionModel().selectedRows()] == [0]
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert None not in standing()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    one, two = pasted("原因\t结果\t票据号\t运单号\n没人\t未送达\tx\t2\n", second)
    assert one is None
    assert two is not None
    assert (two.result, two.reason) == (SignResult.FAILED, "没人")
    assert pasted(f"2\t赵敏\n{first}\t张店长", first)[0] is None
    assert page.wrong.text().splitlines()[1] == "第 1 行:票据 PS261119-001/02 已经登记过。"


def test_pasted_papers_that_were_changed_since_are_taken_back_one_by_one(
    page: RunReceipts, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    QApplication.clipboard().setText("张店长\n赵敏")
    clerk.press(Key.Key_V, Held.ControlModifier)
    clerk_of = office.as_("in")
    clerk_of.run(withdraw_receipt, number="PS261119-001", waybill=numbers[1], reason="录错")
    enter(office, "PS261119-001", numbers[1], entry(SignResult.FAILED))
    page.reload()
    page.table.setFocus()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert "不能整批撤回" in page.wrong.text()
    assert all(stop.receipt for stop in card(office, "PS261119-001").stops)


def test_papers_refused_when_entered_again_can_be_entered_later(
    page: RunReceipts, clerk: Clerk, office: Office, numbers: tuple[str, str]
) -> None:
    QApplication.clipboard().setText("张店长\n赵敏")
    clerk.press(Key.Key_V, Held.ControlModifier)
    clerk.press(Key.Key_Z, Held.ControlModifier)
    enter(office, "PS261119-001", numbers[1], entry(SignResult.FAILED))
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert "第 2 行" in page.wrong.text()
    desk = office.as_("in")
    desk.run(withdraw_receipt, number="PS261119-001", waybill=numbers[1], reason="录错")
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert [stop.receipt is None for stop in card(office, "PS261119-001").stops] == [False, False]
    assert not page.wrong.isVisible()
