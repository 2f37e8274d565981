"""The board: choosing goods, order, pieces, the truck, what stands against it, saving in one step."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.queries import run_card
from desk.freight.delivery.replanning import replan_run
from tests.conftest import Office, at
from tests.freight.delivery.yard import CLOTH, card, in_stock, planned, ready
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.typing_in import focused
from ui.desks.run_board.loading import local_address
from ui.desks.run_board.page import RunBoard
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[RunBoard], RunBoard]
RUN = "PS261119-001"


@pytest.fixture
def goods(office: Office) -> tuple[str, str]:
    """Trolleys with money to collect and cloth, in stock; truck and driver are known."""
    return ready(office)


@pytest.fixture
def board(
    context: Context, goods: tuple[str, str], office: Office, show: Show, clerk: Clerk
) -> RunBoard:
    board = show(RunBoard(context))
    clerk.waits_for(lambda: len(board.stock.table.rows) == 2)
    return board


def numbers(board: RunBoard) -> list[str]:
    return [stop.number for stop in board.loading.stops]


def unsaved(board: RunBoard) -> bool:
    return board.changed


def load_all(board: RunBoard) -> None:
    board.take_along(list(board.stock.table.rows))


def give_truck(board: RunBoard) -> None:
    board.form.vehicle.set_value("新A3D852")
    board.form.driver.set_value("D001")
    for name, moment in (("planned_out_at", "10:30"), ("planned_back_at", "14:00")):
        board.form.fields[name].set_value(at(f"2026-11-19 {moment}"))
    board._show_loading()


def test_a_filter_that_fits_nothing_says_so(board: RunBoard, clerk: Clerk) -> None:
    assert not board.stock.nothing.isVisible()
    clerk.press(Key.Key_F, Held.ControlModifier)
    clerk.types("zzz")
    assert board.stock.nothing.isVisible()
    assert board.stock.nothing.text() == "没有符合「zzz」的货,请改筛选或清空。"
    board.stock.search.setText("很长的一页" * 200)
    board.stock._show()
    assert len(board.stock.nothing.text()) < 60, "quoted by its beginning"
    board.stock.search.clear()
    assert not board.stock.nothing.isVisible()


@pytest.mark.parametrize("typed", ["友好 北路", "友好·北路", "友好北路", "ｙｄ２６", "友好北路 YD"])
def test_the_filter_of_the_board_compares_as_every_search(
    board: RunBoard, clerk: Clerk, goods: tuple[str, str], typed: str
) -> None:
    board.stock.search.setText(typed)
    assert goods[0] in [row.number for row in board.stock.table.rows]
    board.stock.search.setText("··")
    assert board.stock.table.rows == []


def test_the_filter_narrows_while_typing(
    board: RunBoard, clerk: Clerk, goods: tuple[str, str]
) -> None:
    clerk.press(Key.Key_F, Held.ControlModifier)
    clerk.types("友好北路")
    assert [row.number for row in board.stock.table.rows] == [goods[0]]
    clerk.press(Key.Key_Down)
    assert board.stock.table.hasFocus()
    clerk.press(Key.Key_Return)
    assert numbers(board) == [goods[0]]
    assert board.stock.table.rows == []


def test_ticked_rows_go_together_in_the_order_of_the_stock(
    board: RunBoard, clerk: Clerk, goods: tuple[str, str]
) -> None:
    board.stock.table.setFocus()
    board.stock.table.selectRow(1)
    clerk.press(Key.Key_Space)
    board.stock.table.selectRow(0)
    clerk.press(Key.Key_Space)
    assert board.stock.sums.text().endswith("已选 2 票")
    clerk.press(Key.Key_Return)
    assert numbers(board) == list(goods)
    assert board.side.bar.words == "装载 900.0 kg"


def test_held_goods_stay_and_the_reason_is_said(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    office.at("2026-11-18 17:30")
    held = in_stock(office, CLOTH, hold_release=True)
    board = show(RunBoard(context))
    clerk.waits_for(lambda: len(board.stock.table.rows) == 1)
    board.stock.table.setFocus()
    clerk.press(Key.Key_Return)
    assert numbers(board) == []
    assert board.stock.note.text() == (
        f"{held} 为「等通知放货」,未收到发货人放货通知,不能派送/自提。"
    )


def test_the_reason_goes_when_the_run_is_saved(
    board: RunBoard, office: Office, clerk: Clerk, goods: tuple[str, str]
) -> None:
    held = in_stock(office, CLOTH, hold_release=True)
    board.renew()
    clerk.waits_for(lambda: len(board.stock.table.rows) == 3)
    load = next(row for row in board.stock.table.rows if row.number == goods[0])
    board.take_along([load])
    give_truck(board)
    board.stock.table.go_to(held)
    board.stock.table.setFocus()
    clerk.press(Key.Key_Return)
    assert held in board.stock.note.text()
    clerk.press(Key.Key_F9)
    assert board.number
    assert not board.stock.note.isVisible()


def test_goods_a_run_takes_whole_are_found_by_typing_only(
    board: RunBoard, clerk: Clerk, office: Office, goods: tuple[str, str]
) -> None:
    run = planned(office, goods[0])
    board.renew()
    clerk.waits_for(lambda: [row.number for row in board.stock.table.rows] == [goods[1]])
    assert board.stock.sums.text() == "1 票 15 件 300.0 kg · 另有 1 票已全部排上派送单"
    clerk.press(Key.Key_F, Held.ControlModifier)
    clerk.types(goods[0])
    assert [row.number for row in board.stock.table.rows] == [goods[0]]
    model = board.stock.table.row_model
    assert model.index(0, len(model.columns) - 1).data() == "已排"
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    assert numbers(board) == []
    assert run in board.stock.note.text()


def test_goods_to_be_collected_are_shown_on_demand(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, CLOTH, delivery_mode=DeliveryMode.SELF_PICKUP)
    board = show(RunBoard(context))
    clerk.waits_for(lambda: context.bridge.reading.idle)
    assert board.stock.table.rows == []
    assert "Ctrl+D" in board.stock.also.text()
    clerk.press(Key.Key_D, Held.ControlModifier)
    clerk.waits_for(lambda: [row.number for row in board.stock.table.rows] == [number])


def test_pieces_are_typed_in_place(board: RunBoard, clerk: Clerk, goods: tuple[str, str]) -> None:
    load_all(board)
    board.stops.setFocus()
    board.stops.go_to(goods[0])
    clerk.types("1")
    assert focused().accessibleName() == "派送件数"
    clerk.types("2")
    clerk.press(Key.Key_Return)
    assert [stop.pieces for stop in board.loading.stops] == [12, 15]
    assert board.side.bar.words == "装载 660.0 kg"
    assert board.stops.hasFocus()
    clerk.press(Key.Key_Delete)
    assert numbers(board) == [goods[1]]
    assert len(board.stock.table.rows) == 1


def test_a_stop_is_dragged_to_another_place(board: RunBoard, goods: tuple[str, str]) -> None:
    load_all(board)
    board.stops.go_to(goods[1])
    first = board.stops.visualRect(board.stops.row_model.index(0, 0)).center()
    drop = QDropEvent(
        QPointF(first),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Held.NoModifier,
    )
    board.stops.dropEvent(drop)
    assert numbers(board) == [goods[1], goods[0]]


def test_the_load_is_measured_against_the_chosen_vehicle(
    board: RunBoard, office: Office, clerk: Clerk
) -> None:
    coils = CargoDraft(goods_name="钢卷", pieces=2, weight_g=1_000_000, volume_cm3=500_000)
    in_stock(office, CLOTH, paper_no="T-9", lines=(coils,))
    clerk.waits_for(lambda: len(board.stock.table.rows) == 3)
    load_all(board)
    give_truck(board)
    assert board.side.bar.over
    assert board.side.bar.words == "装载 1900.0 / 1495.0 kg  127.1%  超载 405.0 kg"
    board.sending.save()
    assert board.side.load.problem_text == "装载 1900.0 kg 超过核定载质量 1495.0 kg,不能确认。"
    assert board.card is None


def test_what_is_wrong_with_a_stop_stands_at_the_stop(
    board: RunBoard, goods: tuple[str, str], asker: ScriptedAsker
) -> None:
    load_all(board)
    give_truck(board)
    board._count(goods[1], 16)
    board.sending.save()
    assert board._wrong == {goods[1]: f"第 2 票:{goods[1]} 在库 15 件,不能出库 16 件。"}
    assert board.side.wrong_words.isVisible()
    board._count(goods[1], 15)
    assert not board.side.wrong_words.isVisible()
    board.sending.save()
    assert board.card is not None
    assert asker.told == []


def test_a_draft_is_rearranged_and_saved_in_one_step(
    board: RunBoard, office: Office, clerk: Clerk, goods: tuple[str, str]
) -> None:
    load_all(board)
    give_truck(board)
    clerk.press(Key.Key_F9)
    assert unsaved(board) is False
    board._move(goods[1], 0)
    board._count(goods[0], 18)
    assert unsaved(board) is True
    office.at("2026-11-19 10:05")
    clerk.press(Key.Key_F9)
    saved = card(office, RUN)
    assert [(s.number, s.pieces) for s in saved.stops] == [(goods[1], 15), (goods[0], 18)]
    clerk.waits_for(
        lambda: [row.free for row in board.stock._rows if row.number == goods[0]] == [2]
    )
    clerk.waits_for(lambda: board.loading.stops[1].most == 20)


def test_leaving_out_is_asked_once_and_no_is_no(
    board: RunBoard, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    load_all(board)
    give_truck(board)
    clerk.press(Key.Key_F9)
    office.at("2026-11-19 10:40")
    asker.answers = [False, True]
    clerk.press(Key.Key_F8)
    assert card(office, RUN).state is RunState.DRAFT
    clerk.press(Key.Key_F8)
    assert card(office, RUN).state is RunState.OUT
    assert [row[0] for row in asker.asked] == ["新A3D852 现在出车?货物将出库,派送单不能再改。"] * 2
    assert board.buttons["receipts"].isVisible()


def test_a_given_up_run_frees_its_goods(
    board: RunBoard, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    load_all(board)
    give_truck(board)
    clerk.press(Key.Key_F9)
    asker.answers = ["车坏了"]
    board.buttons["void"].click()
    assert office.desk.ask(run_card, number=RUN).void_reason == "车坏了"
    clerk.waits_for(lambda: len(board.stock.table.rows) == 2)
    assert board.card is None


def test_unsaved_stops_are_not_lost_by_a_click(
    board: RunBoard, clerk: Clerk, office: Office, asker: ScriptedAsker, goods: tuple[str, str]
) -> None:
    other = planned(office, goods[1])
    office.as_("in")
    clerk.waits_for(lambda: other in board.strip.chips)
    board.take_along([row for row in board.stock._rows if row.number == goods[0]])
    asker.answers = [False, True]
    board.strip.chips[other].click()
    assert numbers(board) == [goods[0]]
    board.strip.chips[other].click()
    clerk.waits_for(lambda: board.card is not None and board.card.number == other)
    assert numbers(board) == [goods[1]]


def test_a_run_saved_by_somebody_else_is_refused_not_overwritten(
    board: RunBoard, clerk: Clerk, office: Office, goods: tuple[str, str], asker: ScriptedAsker
) -> None:
    load_all(board)
    give_truck(board)
    clerk.press(Key.Key_F9)
    assert board.card is not None
    number, version = board.card.number, board.card.version
    plan, stops = replace(board.form.plan(), helper="小王"), board.loading.drafts[::-1]
    board._count(goods[0], 18)
    assert board.changed
    office.desk.run(replan_run, number=number, version=version, plan=plan, stops=stops)
    asker.answers.append({"helper"})
    board.sending.save()
    helper, loads = sorted(asker.asked[-1][1])
    assert helper == "助手:采用对方的「小王」"
    assert loads.startswith(f"装载的货:对方改为「{goods[1]} ")
    saved = office.desk.ask(run_card, number=number)
    assert (saved.helper, next((s.number, s.pieces) for s in saved.stops)) == (
        "小王",
        (goods[0], 18),
    )


def test_a_run_half_made_comes_back_after_a_crash(
    board: RunBoard, clerk: Clerk, context: Context, goods: tuple[str, str], show: Show
) -> None:
    load_all(board)
    board._count(goods[0], 3)
    board.form.vehicle.set_value("新A3D852")
    board.form.vehicle.touch()
    board.kept.keep()
    board.hide()
    again = show(RunBoard(context))
    assert again.kept.line.words.text().endswith("有一张派送单没有保存完")
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.loading.pairs[0] == (goods[0], 3)
    assert numbers(again) == list(goods)
    assert again.form.vehicle.value() == "新A3D852"


def test_the_city_is_left_out_of_local_addresses() -> None:
    assert local_address("乌鲁木齐市天山区解放南路 21 号", "乌鲁木齐") == "天山区解放南路 21 号"
    assert local_address("喀什市人民东路", "乌鲁木齐") == "喀什市人民东路"
    assert local_address("乌鲁木齐", "乌鲁木齐") == "乌鲁木齐"


def test_a_counter_clerk_only_looks(
    context: Context,
    goods: tuple[str, str],
    office: Office,
    show: Show,
    clerk: Clerk,
    frame: FrameSpy,
) -> None:
    office.as_("jia")
    board = show(RunBoard(context))
    clerk.waits_for(lambda: len(board.stock.table.rows) == 2)
    assert not any(board.buttons[n].isVisible() for n in ("save", "depart", "print", "void"))
    assert board.hint.text().startswith("您只能查看;编制派送单请联系客服进港调度。")
    board.take_along(list(board.stock.table.rows))
    clerk.press(Key.Key_F9)
    assert numbers(board) == []
    assert frame.said == ["您的岗位(客服员)无权编制派送单,请联系客服进港调度。"] * 2
    assert QApplication.focusWidget() is not None


def test_tickets_chosen_in_a_list_come_ticked(
    board: RunBoard, frame: FrameSpy, goods: tuple[str, str], clerk: Clerk
) -> None:
    board.open_with(number=goods[1], numbers=(goods[1], "YD2601010001"))
    board.shown()
    clerk.waits_for(lambda: board.stock.ticked == {goods[1]})
    assert frame.said[-1] == "1 票现在不能派送:没有在库 YD2601010001"
    assert board.stock.sums.text().endswith(" · 已选 1 票")
    board.stock.take()
    assert "已选" not in board.stock.sums.text()
    assert numbers(board) == [goods[1]]
    board.open_with(number=goods[1], numbers=(goods[1], "YD2601010001"))
    board.shown()
    clerk.waits_for(lambda: "已装本车" in frame.said[-1])
    assert frame.said[-1] == (f"2 票现在不能派送:已装本车 {goods[1]};没有在库 YD2601010001")
