"""AT-10(b) as it happens: in the window, with the keyboard, every clock read off the screen.

A whole ticket worth 26,000 yuan is lost: the level is proposed while the caller talks, the clocks run
by the minute, the report to the 副总经理 comes half an hour late, and nothing is closed half done.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.care.complaints.choices import ClockKind, ComplaintState, Level
from desk.care.complaints.queries import complaint_card
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker, asker, dressed  # noqa: F401 - fixtures
from tests.ui.desks.conftest import Clerk, clerk  # noqa: F401
from ui.desks.complaint_desk.page import ComplaintDesk
from ui.main_window import MainWindow
from ui.pages.form_dialog import FormDialog
from ui.theme import Tone

Key, Held = Qt.Key, Qt.KeyboardModifier
NUMBER = "TS261123-001"
K = ClockKind


@pytest.fixture
def window(
    dressed: QApplication,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    """Monday 23 November, 10:20: the telephone rings."""
    office.at("2026-11-23 10:20")
    window = MainWindow(office.as_("jia"), asker=asker)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()


def test_a_lost_ticket_through_the_windows(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    take_it_down(window, clerk)
    read_the_clocks(window, clerk)
    a_clerk_may_not_lower_it(window, clerk)
    report_and_answer(window, clerk, office)
    find_and_decide(window, clerk, office)
    let_the_manager_approve(window, clerk, office)
    reply_and_ask(window, clerk, office)
    close_it(window, clerk, office, asker)


def desk_of(window: MainWindow) -> ComplaintDesk:
    found = window.page("complaint_desk")
    assert isinstance(found, ComplaintDesk)
    assert window.stack.currentWidget() is found
    return found


def clocks(window: MainWindow) -> dict[ClockKind, tuple[str, str]]:
    """Due time and standing of every clock, as the screen says."""
    return {b.kind: (b.words[1], b.words[2]) for b in desk_of(window).view.clocks.blocks}


def step(window: MainWindow, clerk: Clerk, *texts: str, key: Qt.Key) -> None:  # noqa: F811
    """Press the key of a step and fill its form; Enter in the last field or F9 saves it."""
    window.setFocus()
    clerk.press(key)
    form = clerk.form()
    clerk.enter(*texts)
    if form.isVisible():
        clerk.press(Key.Key_F9)
    clerk.back_to(window)


def settled(window: MainWindow, clerk: Clerk, state: ComplaintState) -> None:  # noqa: F811
    desk = desk_of(window)
    clerk.waits_for(lambda: desk.view.case is not None and desk.view.case.card.state is state)


def renewed(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    """A minute passed on the clock: the page reads itself anew."""
    desk = desk_of(window)
    before = desk.view.case
    desk.renew()
    clerk.waits_for(lambda: desk.view.case is not before)


def take_it_down(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    window.open_page("complaints")
    clerk.waits_for(lambda: QApplication.focusWidget() is not None)
    clerk.press(Key.Key_N, Held.ControlModifier)
    desk = desk_of(window)
    assert clerk.at("complainant")
    before = clerk.strokes
    clerk.enter("建新农机 王建新", "13900000009", "")
    assert clerk.at("kind")
    clerk.types("2")
    clerk.press(Key.Key_Return)
    clerk.enter("价值 26,000 元的整票货物在合作商处丢失", "找到货物或赔偿", "26000", "", "", "")
    assert clerk.at("WHOLE_LOST")
    clerk.press(Key.Key_Space)
    clerk.waits_for(lambda: not desk.intake.waiting)
    assert desk.intake.level.chip.text() == "重大"
    assert desk.intake.level.reasons.text() == (
        "索赔或估损 26,000.00 元,达到 10,000 元、整票丢失且达到 5,000 元"
    )
    clerk.press(Key.Key_F9)
    assert clerk.strokes - before <= 12
    settled(window, clerk, ComplaintState.REGISTERED)
    assert desk.number == NUMBER


def read_the_clocks(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    assert clocks(window) == {
        K.REPORT_MGR: ("11-23 10:50 前", "还剩 30 分"),
        K.ANSWER: ("11-23 11:20 前", "还剩 1 小时"),
        K.REPORT_DGM: ("11-23 12:20 前", "还剩 2 小时"),
        K.PLAN: ("11-24 10:20 前", "还剩 1 天"),
        K.CLOSE: ("11-30 10:20 前", "还剩 7 天"),
    }
    board = desk_of(window).board.table
    clerk.waits_for(lambda: bool(board.rows))
    assert [column.text(board.rows[0]) for column in board.row_model.columns] == [
        "重大",
        "建新农机 王建新",
        "正常 上报经理",
    ]


def a_clerk_may_not_lower_it(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    clerk.press(Key.Key_L, Held.ControlModifier)
    form = clerk.form()
    clerk.types("1")
    clerk.press(Key.Key_Return)
    clerk.enter("客户已冷静")
    assert form.fields["level"].problem_text == "降低投诉等级须经理确认并填写理由。"
    form.fields.clear()
    form.reject()
    clerk.back_to(window)
    assert desk_of(window)._level.text() == "重大"


def report_and_answer(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    office.at("2026-11-23 10:32")
    step(window, clerk, "王经理", "当面", "", key=Key.Key_F3)
    renewed(window, clerk)
    assert clocks(window)[K.REPORT_MGR] == ("11-23 10:50 前", "10:32 完成")
    office.at("2026-11-23 11:00")
    step(window, clerk, "已受理,立即查找", key=Key.Key_F2)
    settled(window, clerk, ComplaintState.ACKED)
    office.at("2026-11-23 12:50")
    renewed(window, clerk)
    assert clocks(window)[K.REPORT_DGM] == ("11-23 12:20 前", "超时 30 分")
    step(window, clerk, "李副总", "电话", "", key=Key.Key_F4)
    renewed(window, clerk)
    assert clocks(window)[K.REPORT_DGM] == ("11-23 12:20 前", "12:50 超时 30 分")
    late = next(b for b in desk_of(window).view.clocks.blocks if b.kind is K.REPORT_DGM)
    assert late.chip.property("tone") == Tone.WRONG.name


def find_and_decide(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    office.at("2026-11-24 09:30")
    step(window, clerk, "货物在喀什分拨仓错放", "分拨交接未核对件数", key=Key.Key_F7)
    settled(window, clerk, ComplaintState.INVESTIGATING)
    assert "责任部门" in desk_of(window).view.missing.text()
    window.setFocus()
    clerk.press(Key.Key_F7)
    form = clerk.form()
    form.fields["resp_department"].take_focus()
    clerk.types("7")
    clerk.press(Key.Key_F9)
    clerk.back_to(window)
    step(window, clerk, "25 日送达并致歉", key=Key.Key_F8)
    settled(window, clerk, ComplaintState.PROPOSED)
    assert not desk_of(window).view.steps.buttons["approve"].isVisible()
    assert not desk_of(window).view.steps.buttons["reply"].isVisible()
    clerk.press(Key.Key_T, Held.ControlModifier)
    clerk.form()
    clerk.enter("", "", "货物已找到")
    clerk.press(Key.Key_F9)
    clerk.back_to(window)
    renewed(window, clerk)
    assert clocks(window)[K.PROGRESS] == ("11-25 09:30 前", "还剩 1 天")


def let_the_manager_approve(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    office.as_("boss")
    renewed(window, clerk)
    clerk.waits_for(lambda: desk_of(window).view.steps.buttons["approve"].isVisible())
    window.setFocus()
    clerk.press(Key.Key_Return, Held.ControlModifier)
    clerk.form()
    clerk.press(Key.Key_F9)
    clerk.back_to(window)
    settled(window, clerk, ComplaintState.APPROVED)


def reply_and_ask(window: MainWindow, clerk: Clerk, office: Office) -> None:  # noqa: F811
    office.at("2026-11-25 16:00")
    step(window, clerk, "", "货物已于 25 日完好送达。", key=Key.Key_F10)
    settled(window, clerk, ComplaintState.REPLIED)
    clerk.press(Key.Key_B, Held.ControlModifier)
    assert QApplication.clipboard().text() == "货物已于 25 日完好送达。"
    clerk.press(Key.Key_J, Held.ControlModifier)
    clerk.form()
    clerk.types("2")
    clerk.press(Key.Key_F9)
    clerk.back_to(window)
    renewed(window, clerk)


def close_it(
    window: MainWindow,
    clerk: Clerk,  # noqa: F811
    office: Office,
    asker: ScriptedAsker,  # noqa: F811
) -> None:
    desk = desk_of(window)
    assert desk.view.missing.text() == "办结还差:整改措施、总结"
    window.setFocus()
    clerk.press(Key.Key_F9)
    form = clerk.form()
    assert form.hint == "办结还差:整改措施、总结"
    clerk.press(Key.Key_F9)
    assert asker.told[-1].text == "缺少整改措施、总结,投诉不能办结。"
    form.reject()
    clerk.back_to(window)
    cure_it(window, clerk)
    window.setFocus()
    clerk.press(Key.Key_F9)
    clerk.form()
    clerk.enter("货物已找到并送达,分拨交接加双人复核")
    clerk.back_to(window)
    settled(window, clerk, ComplaintState.CLOSED)
    found = office.desk.ask(complaint_card, number=NUMBER)
    assert (found.level, found.reopened) == (Level.MAJOR, 0)
    assert clocks(window)[K.CLOSE] == ("11-30 10:20 前", "11-25 16:00 完成")
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]


def cure_it(window: MainWindow, clerk: Clerk) -> None:  # noqa: F811
    clerk.press(Key.Key_U, Held.ControlModifier)
    clerk.form()
    clerk.enter("分拨交接双人复核", "进港调度")
    clerk.press(Key.Key_F9)
    clerk.back_to(window)
    desk = desk_of(window)
    clerk.waits_for(lambda: desk.view.missing.text() == "办结还差:总结")
