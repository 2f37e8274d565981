"""Goods are put on an order by keyboard, a truck is sent, what it brought is booked."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.freight.pickup.choices import PickupState
from desk.freight.pickup.commands import update_pickup
from desk.freight.pickup.drafts import PickupGoods
from desk.freight.pickup.queries import PickupCard, pickup_order_card
from tests.conftest import Office
from tests.freight.delivery.yard import in_stock
from tests.freight.pickup.station import SECOND, at_the_station, ordered
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.pickup_board.goods import Fetched, order_words
from ui.desks.pickup_board.page import PickupBoard
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[PickupBoard], PickupBoard]
ORDER = "TH261120-001"


@pytest.fixture
def waiting(office: Office) -> list[str]:
    return at_the_station(office)


@pytest.fixture
def board(
    context: Context, waiting: list[str], office: Office, show: Show, clerk: Clerk
) -> PickupBoard:
    office.as_("in")
    board = show(PickupBoard(context))
    clerk.waits_for(lambda: len(board.waiting.table.rows) == 3)
    return board


def saved(office: Office, number: str = ORDER) -> PickupCard:
    return office.desk.ask(pickup_order_card, number=number)


def send(board: PickupBoard, plate: str = SECOND) -> None:
    board.form.vehicle.set_value(plate)
    board.form.driver.set_value("D002")
    board.send_truck()


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("兴华商贸 仓库,经开区天柱路 8 号", "兴华商贸 仓库"),
        ("北站一场", "北站一场"),
        ("乌鲁木齐北站货运一场东门", "乌鲁木齐北站货…"),
        (",号不明", ",号不明"),
    ],
)
def test_the_chip_names_the_place_and_breaks_off_where_it_may(
    board: PickupBoard, office: Office, waiting: list[str], place: str, named: str
) -> None:
    card = saved(office, ordered(office, waiting[0]))
    words = order_words(replace(card, place=place))
    assert words.startswith(f"{card.number}  {named}  {card.plate_no}")


def test_an_order_is_made_and_sent_without_the_mouse(
    board: PickupBoard, clerk: Clerk, office: Office, waiting: list[str], frame: FrameSpy
) -> None:
    clerk.enter(waiting[1])  # scanned
    assert [row.number for row in board.goods.rows] == [waiting[1]]
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)  # picked from what waits
    assert [row.number for row in board.goods.rows] == [waiting[1], waiting[0]]
    clerk.press(Key.Key_F6)
    assert clerk.at("kind")
    clerk.enter("", "乌鲁木齐西站货场", "老周", "0991-5550999", "15:30", "17:30", "", "150", "")
    assert clerk.at("plate_no")
    clerk.enter(SECOND, "马强", "")
    assert board.side.table.hasFocus()
    clerk.press(Key.Key_F7)
    assert [e.problem_text for e in board.form.fields if e.problem_text] == []
    card = saved(office)
    assert (card.state, card.plate_no, card.driver_no) == (PickupState.ASSIGNED, SECOND, "D002")
    assert (card.place, card.cost_fen, card.pieces) == ("乌鲁木齐西站货场", 15_000, 20)
    assert frame.said[-1] == "已派车。"
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-35", ORDER)]


def test_a_busy_truck_is_refused_at_its_field_and_the_order_is_kept(
    board: PickupBoard, office: Office, waiting: list[str], asker: ScriptedAsker, clerk: Clerk
) -> None:
    first = ordered(office, waiting[0])
    board.open_with(number=first)
    clerk.waits_for(lambda: board.card is not None)
    send(board)
    second = ordered(office, waiting[1])
    board.open_with(number=second)
    clerk.waits_for(lambda: board.card is not None and board.card.number == second)
    send(board)
    assert first in board.form.vehicle.problem_text
    assert asker.told == []
    assert saved(office, second).state is PickupState.WAITING


def test_what_was_picked_is_typed_per_ticket(
    board: PickupBoard, office: Office, waiting: list[str], asker: ScriptedAsker, clerk: Clerk
) -> None:
    number = ordered(office, waiting[0], waiting[2])
    board.open_with(number=number)
    clerk.waits_for(lambda: board.card is not None)
    send(board)
    office.at("2026-11-20 17:20")
    board.side.table.setFocus()
    board.side.table.selectRow(1)
    clerk.types("3")
    clerk.press(Key.Key_Return)
    assert [row.came for row in board.goods.rows] == [10, 3]
    asker.answers.append(True)
    clerk.press(Key.Key_F8)
    assert asker.asked[-1][1] == (f"{waiting[2]}:应提 5 件,实提 3 件",)
    card = saved(office, number)
    assert card.state is PickupState.DONE
    assert [line.pieces_picked for line in card.lines] == [10, 3]
    assert board.side.table.locked
    assert not board.changed


def test_a_truck_that_came_back_empty(
    board: PickupBoard, office: Office, waiting: list[str], asker: ScriptedAsker, clerk: Clerk
) -> None:
    number = ordered(office, waiting[0])
    board.open_with(number=number)
    clerk.waits_for(lambda: board.card is not None)
    send(board)
    asker.answers.append("货未备好")
    clerk.press(Key.Key_E, Held.ControlModifier)
    assert saved(office, number).end_reason == "货未备好"
    assert "货未备好" in board.side.totals.text()


def test_refused_pieces_stand_at_their_ticket(
    board: PickupBoard, office: Office, waiting: list[str], clerk: Clerk
) -> None:
    clerk.enter(waiting[0])
    board.side.table.setFocus()
    clerk.types("9")
    clerk.types("9")
    clerk.press(Key.Key_Return)
    board.form.fields.fill({"place": "西站", "contact": "老周"})
    clerk.press(Key.Key_F9)
    assert board.card is None
    assert waiting[0] in board.side.why.text()
    clerk.types("4")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F9)
    assert saved(office).pieces == 4


def test_an_empty_order_says_what_is_missing_and_typing_is_not_lost(
    board: PickupBoard, clerk: Clerk, asker: ScriptedAsker
) -> None:
    board.form.fields.fill({"place": "西站", "contact": "老周"})
    board.form.fields["place"].touch()
    clerk.press(Key.Key_F9)
    assert "要提的运单" in board.side._spot.problem_text
    asker.answers.append(False)
    clerk.press(Key.Key_N, Held.ControlModifier)
    assert board.form.fields["place"].value() == "西站"


def test_goods_at_a_door_and_numbers_that_are_unknown(board: PickupBoard, clerk: Clerk) -> None:
    clerk.enter("zzz")
    clerk.waits_for(lambda: "没有找到「zzz」" in board.waiting.note.text())
    board.waiting.search.clear()
    board.form.kind.take_focus()
    clerk.types("1")
    clerk.waits_for(lambda: board.waiting.table.rows == [])
    assert "没有等着提的货" in board.waiting.note.text()


def test_pieces_are_pasted_whole_or_not_at_all_and_ctrl_z_takes_them_back(
    board: PickupBoard, clerk: Clerk, waiting: list[str]
) -> None:
    clerk.enter(waiting[1])
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    board.side.table.setFocus()

    def pasted(text: str) -> list[int | None]:
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return [row.pieces for row in board.goods.rows]

    before = pasted("0")
    assert "「0」太小" in board.side.why.text()
    assert pasted(f"{waiting[0]}\t3\n{waiting[1]}\t2") == [2, 3]
    assert board.side.why.text() == ""
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert [row.pieces for row in board.goods.rows] == before
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert board.goods.numbers == {waiting[1]}


def test_a_pasted_column_of_tickets_goes_on_the_order_from_the_scan_box(
    board: PickupBoard, clerk: Clerk, waiting: list[str]
) -> None:
    def pasted(text: str) -> list[tuple[str, int | None]]:
        board.waiting.search.setFocus()
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return [(row.number, row.pieces) for row in board.goods.rows]

    free = {row.number: row.free for row in board.waiting.table.rows}
    first, second, third = waiting
    clerk.enter(third)
    before = pasted(f"{first}\nYD9\n{second}\t零")
    assert before == [(third, free[third])]
    assert board.side.why.text().splitlines()[1:] == [
        "第 2 行:表中没有「YD9」",
        "第 3 行:件数「零」读不懂,请按「20」的样子填写。",
    ]
    assert board.waiting.search.text() == ""
    all_of_them = pasted(f"{first}\n{third}\n{second}\t2")
    assert all_of_them == [*before, (first, free[first]), (second, 2)]
    assert board.waiting.table.rows == []
    board.side.table.setFocus()
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert [(row.number, row.pieces) for row in board.goods.rows] == before


def test_a_scanner_does_not_wait_for_the_answer_to_an_unknown_number(
    board: PickupBoard, clerk: Clerk, waiting: list[str], office: Office
) -> None:
    elsewhere = in_stock(office)
    clerk.enter(elsewhere, waiting[0])
    clerk.waits_for(lambda: len(board.goods.rows) == 2)
    assert board.goods.numbers == {elsewhere, waiting[0]}
    assert board.waiting.search.text() == ""


def test_an_order_somebody_else_saved_is_set_beside_mine_and_a_half_typed_one_comes_back(
    board: PickupBoard,
    context: Context,
    show: Show,
    clerk: Clerk,
    office: Office,
    waiting: list[str],
    asker: ScriptedAsker,
) -> None:
    number = ordered(office, waiting[0])
    board.open_with(number=number)
    clerk.waits_for(lambda: board.card is not None)
    assert board.card is not None
    board.take_along(Fetched(waiting[1], "甲 → 乙", "布", 2))
    theirs = replace(board.form.plan(), remark="走后门")
    goods = (PickupGoods(waybill=waiting[0], pieces=1),)
    context.desk.run(
        update_pickup, number=number, version=board.card.version, plan=theirs, goods=goods
    )
    board.kept.keep()
    board.hide()
    again = show(PickupBoard(context))
    again.open_with(number=number)
    clerk.waits_for(lambda: again.card is not None)
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.goods.numbers == {waiting[0], waiting[1]}
    asker.answers.append({"remark"})
    board.save()
    assert any(said.startswith("要提的运单:对方改为") for said in asker.asked[-1][1])
    assert saved(office, number).remark == "走后门"
    assert len(saved(office, number).lines) == 2


def test_who_may_not_save_reads_who_may(
    context: Context, waiting: list[str], office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    office.as_("jia")
    board = show(PickupBoard(context))
    clerk.waits_for(lambda: len(board.waiting.table.rows) == 3)
    assert board.hint.text().startswith("您只能查看;开提货单请联系客服进港调度。")
    clerk.press(Key.Key_F9)
    clerk.enter(waiting[1])
    assert board.goods.rows == []
    assert frame.said == ["您的岗位(客服员)无权开提货单,请联系客服进港调度。"] * 2
