"""The board of outbound trucks with the goods of AT-09: planned, loaded, announced, gone, signed for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from desk.freight.consignments.drafts import CargoDraft
from desk.freight.outbound.choices import PreadviceState as S
from desk.freight.outbound.choices import SendChannel, TruckShare
from desk.freight.outbound.commands import confirm_preadvice
from desk.freight.outbound.planning import update_preadvice
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.queries import price_checks_of
from desk.office.approvals.choices import Decision
from tests.conftest import Office, at
from tests.freight.outbound.yard import (
    CLOTH,
    DRIVER,
    NUMBER,
    PARTS,
    PLATE,
    card,
    goods,
    in_stock,
    planned,
    ready,
    sent,
    with_truck,
)
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.typing_in import focused
from ui.desks.preadvice_board.page import PreadviceBoard
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[PreadviceBoard], PreadviceBoard]


@pytest.fixture
def tickets(office: Office) -> tuple[str, str, str]:
    """The three tickets of AT-09 in stock; truck and driver are known."""
    return ready(office)


@pytest.fixture
def board(
    context: Context, tickets: tuple[str, str, str], office: Office, show: Show, clerk: Clerk
) -> PreadviceBoard:
    office.as_("out")
    board = show(PreadviceBoard(context))
    clerk.waits_for(lambda: len(board.waiting.table.rows) == 3)
    return board


def numbers(board: PreadviceBoard) -> list[str]:
    return [load.number for load in board.loading.stops]


def saved_state(board: PreadviceBoard) -> S | None:
    return board.card.state if board.card else None


def head_typed(board: PreadviceBoard, clerk: Clerk) -> None:
    """The head of AT-09 as a clerk types it: Enter passes over what is seldom typed."""
    board.form.fields.focus_first()
    clerk.enter("郑州", "郑州分部", PLATE, DRIVER, "11-19 19:30", "11-24 18:00", "2600", "马强")


def all_loaded(board: PreadviceBoard, clerk: Clerk, tickets: tuple[str, ...]) -> None:
    """Every ticket by its scanned number."""
    board.waiting.search.setFocus()
    for number in tickets:
        clerk.enter(number)


@pytest.fixture
def drafted(board: PreadviceBoard, clerk: Clerk, tickets: tuple[str, ...]) -> PreadviceBoard:
    """AT-09 typed and saved."""
    head_typed(board, clerk)
    all_loaded(board, clerk, tickets)
    clerk.press(Key.Key_F9)
    assert board.card is not None
    return board


def test_a_truck_is_typed_scanned_and_saved(
    board: PreadviceBoard, clerk: Clerk, office: Office, tickets: tuple[str, ...]
) -> None:
    head_typed(board, clerk)
    assert focused() is board.waiting.search
    all_loaded(board, clerk, tickets)
    assert numbers(board) == list(tickets)
    assert board.waiting.table.rows == []
    assert board.side.totals.text() == "3 票 195 件 3530.0 kg 11.150 m³"
    assert board.side.collects.text() == "到付 839.00 · 代收 0.00"
    bars = board.side.bars
    assert (bars.weight.words, bars.weight.room) == ("重量 3530.0 / 18000.0 kg", "19.6%")
    assert (bars.volume.words, bars.volume.room) == ("体积 11.150 / 55.000 m³", "20.3%")
    clerk.press(Key.Key_F9)
    saved = card(office)
    assert saved.receiver_name == "郑州分部"
    assert saved.depart_plan_at == at("2026-11-19 19:30")
    assert (saved.truck_cost_fen, saved.quoted_by) == (260_000, "马强")
    assert [line.pieces for line in saved.lines] == [150, 40, 5]
    assert board.side.money.text() == "运费 4,049.00 · 毛利 1,449.00(35.79%)"


@pytest.mark.parametrize(
    ("basis", "shares"),
    [
        (TruckShare.CHARGEABLE, [209_171, 48_737, 2_092]),
        (TruckShare.WEIGHT, [220_963, 36_827, 2_210]),
        (TruckShare.PIECES, [200_000, 53_333, 6_667]),
    ],
)
def test_the_shares_of_the_price_are_shown_before_saving(
    drafted: PreadviceBoard, basis: TruckShare, shares: list[int], tickets: tuple[str, ...]
) -> None:
    drafted.form.fields["share_basis"].set_value(basis)
    drafted._show_loading()
    assert [drafted.loads.shares[number] for number in tickets] == shares
    column = next(c for c in drafted.loads.row_model.columns if c.heading == "分摊 / 运费")
    assert column.text(drafted.loads.rows[0]) == f"{shares[0] / 100:,.2f}"


def test_too_much_is_said_at_once_and_not_saved(
    drafted: PreadviceBoard, office: Office, clerk: Clerk
) -> None:
    steel = CargoDraft(goods_name="钢材", pieces=10, weight_g=3_000_000, volume_cm3=400_000)
    heavy = [in_stock(office, PARTS, paper_no=f"T-{n}", lines=(steel,)) for n in range(5)]
    clerk.waits_for(lambda: [row.number for row in drafted.waiting.table.rows] == heavy)
    drafted.waiting.search.setFocus()
    clerk.enter(*heavy)
    said = "装载 18530.0 kg 超过核定载质量 18000.0 kg,不能确认。"
    assert drafted.side.bars.weight.over
    assert drafted.side.bars.weight.room == "102.9%"
    assert drafted.side.bars.sentence.text() == said
    clerk.press(Key.Key_F9)
    assert drafted.side.spot.problem_text == said
    assert len(card(office).lines) == 3
    drafted.loads.setFocus()
    drafted.loads.go_to(heavy[4])
    clerk.press(Key.Key_Delete)
    assert not drafted.side.bars.sentence.isVisible()
    clerk.waits_for(lambda: [row.number for row in drafted.waiting.table.rows] == heavy[4:])


def test_an_expired_permit_is_said_at_the_truck(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    office.at("2026-11-19 15:30")
    with_truck(office, permit_valid_to=date(2026, 11, 1))
    parts = in_stock(office, PARTS)
    office.at("2026-11-19 18:00")
    board = show(PreadviceBoard(context))
    clerk.waits_for(lambda: len(board.waiting.table.rows) == 1)
    head_typed(board, clerk)
    all_loaded(board, clerk, (parts,))
    clerk.press(Key.Key_F9)
    assert board.card is None
    assert "道路运输证" in board.form.vehicle.problem_text
    assert board.form.vehicle.problem_text.endswith("不能派车。")


def test_a_part_load_is_typed_and_the_rest_waits(
    drafted: PreadviceBoard, office: Office, clerk: Clerk, tickets: tuple[str, ...]
) -> None:
    drafted.loads.setFocus()
    drafted.loads.go_to(tickets[0])
    clerk.types("1")
    assert focused().accessibleName() == "发运件数"
    clerk.types("00")
    clerk.press(Key.Key_Return)
    assert drafted.side.totals.text().startswith("3 票 145 件 2530.0 kg")
    clerk.press(Key.Key_F9)
    assert [line.pieces for line in card(office).lines] == [100, 40, 5]
    clerk.waits_for(lambda: drafted.loading.stops[0].most == 150)
    drafted._count(tickets[0], 151)
    clerk.press(Key.Key_F9)
    assert drafted._wrong == {tickets[0]: f"第 1 票:{tickets[0]} 在库 150 件,不能出库 151 件。"}
    assert drafted.side.wrong_words.isVisible()


def test_what_fits_is_proposed_with_one_key(
    board: PreadviceBoard, clerk: Clerk, frame: FrameSpy, tickets: tuple[str, ...]
) -> None:
    clerk.press(Key.Key_F4)
    assert frame.said[-1].startswith("没有可装的货")
    head_typed(board, clerk)
    clerk.waits_for(lambda: len(board.waiting.proposed) == 3)
    clerk.press(Key.Key_F4)
    assert set(numbers(board)) == set(tickets)
    board.loads.setFocus()
    last = numbers(board)[-1]
    board.loads.go_to(last)
    clerk.press(Key.Key_Up, Held.AltModifier, times=2)
    assert numbers(board)[0] == last


def test_a_scanned_number_of_another_station_is_found_an_unknown_one_is_said(
    board: PreadviceBoard, office: Office, clerk: Clerk
) -> None:
    other = in_stock(office, CLOTH, dest_station="兰州", destination="兰州")
    head_typed(board, clerk)
    clerk.waits_for(lambda: len(board.waiting.table.rows) == 3)
    clerk.enter("YD9999")
    clerk.waits_for(board.waiting.note.isVisible)
    assert board.waiting.note.text() == "「YD9999」没有可发运的在库货物。"
    board.waiting.search.clear()
    clerk.enter(other)
    clerk.waits_for(lambda: numbers(board) == [other])


def test_the_whole_way_by_keys(
    drafted: PreadviceBoard,
    office: Office,
    clerk: Clerk,
    frame: FrameSpy,
    asker: ScriptedAsker,
    tickets: tuple[str, ...],
) -> None:
    asker.answers = [False, True]
    clerk.press(Key.Key_F8)
    assert saved_state(drafted) is S.DRAFT
    clerk.press(Key.Key_F8)
    assert saved_state(drafted) is S.CONFIRMED
    assert drafted.side.price.text() == "运价:合理"
    assert not drafted.buttons["save"].isVisible()
    office.at("2026-11-19 19:10")
    clerk.press(Key.Key_F8)
    assert card(office).sent_channel is SendChannel.WECHAT
    text = QGuiApplication.clipboard().text()
    assert "共 3 票 195 件 3530.0 公斤 11.150 立方,到付 839.00 元" in text
    office.at("2026-11-19 19:40")
    clerk.press(Key.Key_F8)
    clerk.form()
    clerk.press(Key.Key_Return)
    clerk.back_to(drafted)
    assert saved_state(drafted) is S.DEPARTED
    office.at("2026-11-19 20:05")
    clerk.press(Key.Key_F7)
    clerk.form()
    clerk.enter("小赵", "")
    clerk.back_to(drafted)
    assert "11-19 20:05 小赵 已回执" in drafted.side.sent.text()
    office.at("2026-11-24 17:00")
    clerk.press(Key.Key_F8)
    clerk.form()
    clerk.press(Key.Key_F9)
    clerk.back_to(drafted)
    assert saved_state(drafted) is S.ARRIVED
    drafted.loads.setFocus()
    drafted.loads.go_to(tickets[2])
    office.at("2026-11-24 18:30")
    clerk.press(Key.Key_F10)
    clerk.form()
    clerk.enter("", "老郑", "", "小赵 电话")
    clerk.back_to(drafted)
    assert goods(office, tickets[2]).state.value == "SIGNED"
    office.as_("out")
    asker.answers = []
    clerk.press(Key.Key_F8)
    assert card(office).state is S.CLOSED


def test_papers_are_shown_by_their_keys(
    drafted: PreadviceBoard, clerk: Clerk, frame: FrameSpy
) -> None:
    clerk.press(Key.Key_P, Held.ControlModifier)
    clerk.press(Key.Key_P, Held.ControlModifier | Held.ShiftModifier)
    clerk.press(Key.Key_D, Held.ControlModifier)
    assert frame.papers == [("P-04", NUMBER), ("P-04b", NUMBER), ("P-24", "2026-11-19")]


def test_a_thin_margin_is_explained_on_the_spot(
    board: PreadviceBoard, clerk: Clerk, asker: ScriptedAsker, tickets: tuple[str, ...]
) -> None:
    head_typed(board, clerk)
    board.form.fields["truck_cost_fen"].set_value(80_000)
    all_loaded(board, clerk, tickets[1:2])
    clerk.press(Key.Key_F9)
    clerk.press(Key.Key_F7)
    assert "需说明" in board.side.price.text()
    assert board.side.price.property("role") == "problem"
    asker.answers = [True, "旺季车少"]
    clerk.press(Key.Key_F8)
    assert "预计毛利 39.00 元(毛利率 4.65%)" in asker.told[0].text
    assert saved_state(board) is S.CONFIRMED
    assert board.side.price.text().endswith("说明:旺季车少")


def test_a_loss_is_put_before_the_manager(
    board: PreadviceBoard,
    clerk: Clerk,
    office: Office,
    asker: ScriptedAsker,
    tickets: tuple[str, ...],
) -> None:
    head_typed(board, clerk)
    all_loaded(board, clerk, tickets[2:])
    clerk.press(Key.Key_F9)
    asker.answers = ["回程空车"]
    clerk.press(Key.Key_F7)
    (check,) = office.desk.ask(price_checks_of, doc_no=NUMBER)
    assert (check.verdict, check.decision) == (Verdict.APPROVE, Decision.WAITING)
    assert "待经理审批" in board.side.price.text()


def test_a_list_not_sent_in_time_is_said_in_words(
    drafted: PreadviceBoard, office: Office, clerk: Clerk
) -> None:
    office.as_("out").run(confirm_preadvice, number=NUMBER)
    office.at("2026-11-19 21:29")
    drafted.renew()
    clerk.waits_for(lambda: saved_state(drafted) is S.CONFIRMED)
    assert not drafted.side.late.isVisible()
    office.at("2026-11-19 21:30")
    drafted.renew()
    clerk.waits_for(drafted.side.late.isVisible)
    assert drafted.side.late.text() == (
        "预报迟发:已过计划发车 2 小时,还没有发给到达方。请立即发送。"
    )
    clerk.waits_for(lambda: drafted.strip.chips[NUMBER].text().endswith("预报迟发"))


def test_it_may_go_by_fax_or_be_taken_back_or_given_up(
    drafted: PreadviceBoard, office: Office, clerk: Clerk, asker: ScriptedAsker
) -> None:
    asker.answers = [True, "换车"]
    clerk.press(Key.Key_F8)
    clerk.press(Key.Key_R, Held.ControlModifier)
    assert saved_state(drafted) is S.DRAFT
    assert not drafted.loads.locked
    asker.answers = [True]
    clerk.press(Key.Key_F8)
    clerk.press(Key.Key_E, Held.ControlModifier)
    clerk.form().save()
    clerk.back_to(drafted)
    assert card(office).sent_channel is SendChannel.FAX
    assert not drafted.buttons["void"].isVisible()


def test_a_given_up_truck_frees_its_goods(
    drafted: PreadviceBoard, office: Office, clerk: Clerk, asker: ScriptedAsker
) -> None:
    asker.answers = ["车坏了"]
    drafted.buttons["void"].click()
    assert card(office).void_reason == "车坏了"
    assert drafted.side.sent.text() == "作废:车坏了"
    clerk.waits_for(lambda: len(drafted.waiting.table.rows) == 3)


def test_escape_asks_once_when_something_is_typed(
    board: PreadviceBoard, clerk: Clerk, frame: FrameSpy, asker: ScriptedAsker
) -> None:
    board.form.fields.focus_first()
    clerk.types("郑州")
    asker.answers = [False, True]
    clerk.press(Key.Key_Escape)
    assert board.form.typed("dest_station") == "郑州"
    clerk.press(Key.Key_Escape)
    assert board.form.typed("dest_station") == ""
    assert [row[0] for row in asker.asked] == ["出港预报还没有保存,确定放弃?"] * 2
    assert frame.went_back == 0
    clerk.press(Key.Key_Escape)
    assert frame.went_back == 1


def test_saving_again_keeps_the_receivers_phone(
    board: PreadviceBoard, office: Office, clerk: Clerk, tickets: tuple[str, ...]
) -> None:
    number = planned(office, *tickets)
    board.open_with(number=number)
    clerk.waits_for(lambda: saved_state(board) is S.DRAFT)
    board.form.fields["remark"].take_focus()
    clerk.enter("夜间到站")
    clerk.press(Key.Key_F9)
    again = card(office, number)
    assert (again.remark, again.receiver_phone) == ("夜间到站", "13800000041")


def test_a_truck_saved_by_somebody_else_is_not_overwritten(
    drafted: PreadviceBoard, clerk: Clerk, asker: ScriptedAsker, tickets: tuple[str, ...]
) -> None:
    assert drafted.card is not None
    number, version = drafted.card.number, drafted.card.version
    theirs = replace(drafted.form.plan(), remark="夜间到站")
    loads = drafted.loading.drafts
    drafted._count(tickets[0], 1)
    drafted.context.desk.run(
        update_preadvice, number=number, version=version, plan=theirs, loads=loads
    )
    asker.answers.append(True)
    drafted.save()
    assert asker.asked[-1][1] == ("备注:采用对方的「夜间到站」",)
    assert drafted.card.remark == "夜间到站"
    assert drafted.loading.pairs[0] == (tickets[0], 1)
    assert not drafted.changed


def test_who_may_not_see_costs_sees_none(
    context: Context, office: Office, tickets: tuple[str, ...], show: Show, clerk: Clerk
) -> None:
    number = sent(office, *tickets)
    office.as_("jia")
    board = show(PreadviceBoard(context))
    board.open_with(number=number)
    clerk.waits_for(lambda: saved_state(board) is S.SENT)
    assert "truck_cost_fen" not in board.form.fields.names
    assert not board.side.money.isVisible()
    assert not board.side.price.isVisible()
    assert all(column.heading != "分摊 / 运费" for column in board.loads.row_model.columns)
    hidden = ("save", "step", "void", "inside", "check", "propose", "acknowledge")
    assert not any(board.buttons[name].isVisible() for name in hidden)
    assert QApplication.focusWidget() is not None


def test_who_may_not_load_reads_who_may(
    context: Context,
    tickets: tuple[str, str, str],
    office: Office,
    show: Show,
    clerk: Clerk,
    frame: FrameSpy,
) -> None:
    """A customer-service clerk looks on: Enter tells whom to ask, and no key is promised."""
    office.as_("jia")
    page = show(PreadviceBoard(context))
    clerk.waits_for(lambda: len(page.waiting.table.rows) == 3)
    page.waiting.table.setFocus()
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F9)
    assert frame.said == ["您的岗位(客服员)无权编制出港预报,请联系客服出港调度。"] * 2
    assert numbers(page) == []
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "您只能查看;编制出港预报请联系客服出港调度。" in said
    assert "装车" not in said
    assert "装车" not in page.waiting.search.placeholderText()
    assert not page.buttons["save"].isVisible()


def test_tickets_pasted_from_a_spreadsheet_are_loaded_whole_or_not_at_all(
    board: PreadviceBoard, clerk: Clerk, tickets: tuple[str, str, str]
) -> None:
    first, second, third = tickets
    all_loaded(board, clerk, (second,))
    board.loads.setFocus()

    def pasted(text: str) -> list[str]:
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return numbers(board)

    assert pasted(f"{first}\nYD0009") == [second]
    assert board.side.wrong_words.text().endswith("第 2 行:表中没有「YD0009」")
    assert pasted(f"运单号\t件数\n{third}\t2\n{second}\t1") == [second, third]
    assert [load.pieces for load in board.loading.stops] == [1, 2]
    assert not board.side.wrong_words.isVisible()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert numbers(board) == [second]
    assert board.loading.stops[0].pieces == board.loading.stops[0].most
    clerk.press(Key.Key_Y, Held.ControlModifier)
    board.waiting.search.setFocus()
    assert pasted(f"{first}\n{third}") == [second, third, first]


@pytest.mark.parametrize(
    ("width", "last"), [(842, "运单号"), (892, "提示"), (1025, "件 / kg"), (1178, "件 / kg")]
)  # at 150, 200, 125 and 100 %
def test_the_goods_that_wait_can_be_read_on_a_large_scaled_screen(
    board: PreadviceBoard, clerk: Clerk, tickets: tuple[str, ...], width: int, last: str
) -> None:
    all_loaded(board, clerk, tickets[:2])
    board.resize(width, 620)
    table = board.waiting.table
    in_view = [column.heading for column in table.row_model.columns]
    in_view = in_view[: in_view.index(last) + 1]
    assert in_view[:3] == ["", "收货人 / 目的地", "运单号"]
    inside = sum(table.columnWidth(at) for at in range(len(in_view)))
    assert inside <= table.viewport().width()
    assert board.minimumSizeHint().width() <= width
