"""The first page: open work by deadline in words, what is late, one key to do it; the figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from inspect import signature

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.kernel.today import DayPicture, TodayRow
from tests.conftest import Office, at
from tests.freight.inbound.truck import MANIFEST, N2, announced, stocked
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import Clerk
from ui.desks.keeping import Keeper
from ui.desks.today_board.first_steps import STEPS, FirstSteps
from ui.desks.today_board.page import TodayBoard, due_tone, due_words
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage
from ui.registry import Context
from ui.theme import Tone

Key = Qt.Key
Show = Callable[[TodayBoard], TodayBoard]


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (None, "", None),
        ("2026-11-18 18:00", "今天 18:00", Tone.WAITING),
        ("2026-11-18 19:30", "今天 19:30", Tone.NEUTRAL),
        ("2026-11-19 12:00", "明天 12:00", Tone.NEUTRAL),
        ("2026-11-23 09:05", "11-23 09:05", Tone.NEUTRAL),
        ("2026-11-18 17:00", "已过 30 分", Tone.WRONG),
        ("2026-11-18 12:20", "已过 5 小时 10 分", Tone.WRONG),
        ("2026-11-15 12:20", "已过 3 天", Tone.WRONG),
        ("2026-11-17 17:31", "已过 23 小时 59 分", Tone.WRONG),
        ("2026-11-17 17:30", "已过 1 天", Tone.WRONG),
        ("2026-11-09 23:59", "已过 9 天", Tone.WRONG),
    ],
)
def test_deadlines_in_words(due: str | None, words: str, tone: Tone | None) -> None:
    moment, now = (at(due) if due else None), at("2026-11-18 17:30")
    assert due_words(moment, now) == words
    assert due_tone(moment, now) is tone


def test_a_line_may_hand_its_page_a_name(context: Context, frame: FrameSpy) -> None:
    """The papers to ask for are told whose they are: `name` is the page's own argument."""
    told = {"name": "喀什鸿运"}
    context.open_page("receipt_desk", **told)
    assert frame.opened == [("receipt_desk", told)]
    for opens in (MainWindow.open_page, FrameSpy.open_page):
        assert signature(opens).bind(None, "receipt_desk", **told).kwargs == told


def test_the_truck_to_count_stands_first_and_enter_opens_it(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    announced(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: bool(board.rows))
    assert board.day.text() == "2026-11-18 星期三"
    assert board.count.text() == f"{len(board.rows)} 项待办"
    tile = next(tile for tile in board.picture.tiles if tile.figure.label == "待点收车次")
    assert tile.value.text() == "1"
    clerk.waits_for(board.table.hasFocus)
    clerk.press(Key.Key_Return)
    assert frame.opened == [("arrival_count", {"number": MANIFEST})]
    clerk.waits_for(tile.isVisible)
    tile.setFocus()
    clerk.press(Key.Key_Return)
    assert frame.opened[-1] == ("inbound_manifests", tile.figure.arguments)
    assert tile.figure.arguments["filters"]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert len(frame.opened) == 3


def test_work_that_was_not_counted_to_its_end_says_so(context: Context, show: Show) -> None:
    board = show(TodayBoard(context))
    row = TodayRow("派送", "待装车", at("2026-11-01 16:00"), "run_board", more=True)
    board._take([row, replace(row, kind="点收", more=False)])
    assert board.count.text() == "2+ 项待办,2+ 项已过时限"
    assert [chip.text() for chip in board.kinds.chips.values()] == ["全部 2+", "派送 1+", "点收 1"]


def test_late_work_is_counted_and_grows_late_with_the_clock(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    announced(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: bool(board.rows))
    office.clock.put(at("2026-11-18 16:00") + timedelta(minutes=61))
    board._tick()
    assert board.count.text() == f"{len(board.rows)} 项待办,1 项已过时限"
    assert board.table.row_model.index(0, 0).data() == "已过 1 小时 1 分"


def test_one_kind_of_work_is_picked_out(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    stocked(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: len(board.rows) > 4)
    assert board.rows[0].number == "YC261118-001"
    board.kinds.chips["安排派送"].click()
    assert [row.number for row in board.table.rows] == [N2]
    clerk.press(Key.Key_Return)
    assert frame.opened == [("run_board", {"number": N2})]
    board.kinds.chips[""].click()
    assert len(board.table.rows) == len(board.rows)


def test_every_kind_has_its_chip_and_the_first_row_waits_for_enter(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    stocked(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: len(board.rows) > 4)
    board.rows = [replace(board.rows[0], kind=f"事项{n}") for n in range(12)]
    board._show()
    counted = [chip.text().split(" ")[-1] for key, chip in board.kinds.chips.items() if key]
    assert sum(map(int, counted)) == len(board.rows)
    assert board.table.current() == board.table.rows[0]
    board._narrow("事项7")
    assert board.table.current() == board.rows[7]


def test_kinds_without_room_for_a_chip_share_one(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    stocked(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: len(board.rows) > 4)
    board.rows = [replace(board.rows[0], kind=f"事项{n}") for n in range(40)]
    board._show()
    counted = [chip.text().split(" ")[-1] for key, chip in board.kinds.chips.items() if key]
    assert sum(map(int, counted)) == 40
    board._narrow("其他")
    assert [row.kind for row in board.table.rows] == [f"事项{n}" for n in range(28, 40)]


def test_who_may_not_do_it_is_not_asked_to(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    stocked(office)
    office.as_("out")
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: bool(board.rows))
    kinds = {row.kind for row in board.rows}
    assert "告知客户异常" in kinds
    assert not kinds & {"安排派送", "关闭进港清单", "卸车点收"}


def test_a_quiet_day_says_so(context: Context, show: Show, clerk: Clerk) -> None:
    board = show(TodayBoard(context))
    clerk.waits_for(board.empty.isVisible)
    assert board.empty.sentence.text().startswith("这是一个新的办公室。")
    assert not board.table.isVisible()
    assert not board.empty.clear.isVisible()
    board._fill(([], True, DayPicture(), True))  # an office at work
    assert board.empty.sentence.text().startswith("今天没有待办。")
    assert not board.steps.isVisible()


def test_new_work_appears_by_itself(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    board = show(TodayBoard(context))
    clerk.waits_for(board.empty.isVisible)
    announced(office)
    clerk.waits_for(lambda: MANIFEST in [row.number for row in board.rows])
    assert board.table.isVisible()


def test_a_new_office_is_told_its_first_steps(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    board = show(TodayBoard(context))
    clerk.waits_for(board.steps.isVisible)
    assert "新的办公室" in board.empty.sentence.text()
    for button in board.steps.buttons:
        button.click()
    assert [page for page, _ in frame.opened] == [page for page, _, _ in STEPS]
    announced(office)
    office.as_("boss")
    board.renew()
    clerk.waits_for(lambda: bool(board.rows))
    assert not board.steps.isVisible()


def test_a_clerk_is_told_only_the_steps_he_may_do(context: Context, office: Office) -> None:
    office.as_("jia")
    steps = FirstSteps(context)
    words = [button.text()[:2] for button in steps.buttons]
    assert words == ["3.", "4.", "5."]


def test_left_and_right_go_from_kind_to_kind(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    stocked(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: len(board.rows) > 4)
    clerk.waits_for(board.table.hasFocus)
    kinds = list(board.kinds.chips)
    clerk.press(Key.Key_Right)
    assert {row.kind for row in board.table.rows} == {kinds[1]}
    clerk.press(Key.Key_Left, times=2)
    assert {row.kind for row in board.table.rows} == {kinds[-1]}
    clerk.press(Key.Key_Right)
    assert len(board.table.rows) == len(board.rows)


def test_a_bar_opens_the_tickets_of_its_day(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    stocked(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: bool(board.picture.plots))
    plot = board.picture.plots[0]
    clerk.waits_for(plot.isVisible)
    plot.setFocus()
    clerk.press(Key.Key_Left, times=2)
    clerk.press(Key.Key_Return)
    page, arguments = frame.opened[-1]
    assert (page, arguments["filters"]) == ("consignments", plot.bars.bars[-3].arguments["filters"])
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.place_of(13).center())
    listed = ListPage(context, "consignments")
    listed.open_with(**frame.opened[-1][1])
    chips = {c.field.name for c in listed.filters.chips if c.filters()}
    assert chips == {"direction", "stocked_at"}
    wanted = listed.filters.filters()
    assert len(context.desk.list_ids("consignments", wanted)) == plot.bars.bars[13].value > 0
    listed.deleteLater()


def test_after_midnight_the_board_is_that_of_the_new_day(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    stocked(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: bool(board.picture.plots))
    assert board.picture.plots[0].bars.bars[-1].label == "11-18"
    office.at("2026-11-19 00:00")
    board._tick()
    clerk.waits_for(lambda: board.picture.plots[0].bars.bars[-1].label == "11-19")
    assert board.day.text() == "2026-11-19 星期四"


def test_what_was_typed_and_never_saved_is_named_to_whoever_typed_it(
    context: Context, office: Office, show: Show, clerk: Clerk, frame: FrameSpy
) -> None:
    def kept(login: str, form: str, minute: int, **typed: object) -> None:
        office.as_(login)
        Keeper(context, form).keep({"fields": {}, **typed}, at(f"2026-11-18 17:{minute}"))

    kept("in", "consignment", 10)
    kept("boss", "call_sheet", 11)
    kept("boss", "pickup TH261118-001", 12, named="TH261118-001")
    kept("boss", "form add_driver ", 13)
    kept("boss", "scheme 7", 14, named="一版")
    kept("boss", "consignment", 15)
    kept("boss", "of_another_edition", 16)
    board = show(TodayBoard(context))
    clerk.waits_for(board.drafts.isVisible)
    assert board.drafts.words.text() == "有 5 份没写完的草稿:"
    named = [link.accessibleName() for link in board.drafts.links]
    assert named == ["新运单", "评估方案 一版", "登记司机", "提货单 TH261118-001"]
    assert board.drafts.more.text() == "还有 1 份"
    clerk.press(Key.Key_R, Qt.KeyboardModifier.AltModifier)
    board.drafts.links[3].setFocus()
    clerk.press(Key.Key_Return)
    assert frame.opened == [
        ("consignment_entry", {}),
        ("pickup_board", {"number": "TH261118-001"}),
    ]
    office.as_("in")
    board.shown()
    clerk.waits_for(lambda: len(board.drafts.found) == 1)
    assert [link.isVisible() for link in board.drafts.links] == [True, False, False, False]
    Keeper(context, "consignment").forget()
    board.shown()
    clerk.waits_for(lambda: not board.drafts.isVisible())


def test_on_a_low_screen_what_waits_comes_before_the_picture(
    context: Context, office: Office, show: Show, clerk: Clerk
) -> None:
    announced(office)
    board = show(TodayBoard(context))
    clerk.waits_for(lambda: bool(board.rows))
    shown = board.picture
    for width, height, least, most in (
        (1178, 730, 110, 150),
        (1224, 690, 80, 110),
        (904, 510, 20, 50),
        (1178, 730, 110, 150),
    ):
        board.resize(width, height)
        clerk.waits_for(lambda low=least, high=most: low < shown.height() < high)  # type: ignore[misc]
        assert shown.plots[0].isVisible() == (height > 600)
        assert board.minimumSizeHint().width() <= width
        in_a_line = {tile.y() for tile in shown.tiles} == {shown.tiles[0].y()}
        assert in_a_line == (height < 600)
