"""The complaint desk by keyboard: a call, its level live, the way of a case, the analysis."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.care.complaints.choices import Level
from desk.care.complaints.queries import ComplaintCard, complaint_card
from tests.conftest import Office
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import Clerk
from ui.desks.complaint_desk.page import ComplaintDesk
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ComplaintDesk], ComplaintDesk]
NUMBER = "TS261123-001"


@pytest.fixture
def page(context: Context, office: Office, show: Show, clerk: Clerk) -> ComplaintDesk:
    office.at("2026-11-23 10:20")
    office.as_("jia")
    page = show(ComplaintDesk(context))
    page.open_with()
    assert clerk.at("complainant")
    return page


def card(office: Office) -> ComplaintCard:
    return office.desk.ask(complaint_card, number=NUMBER)


def words(page: ComplaintDesk) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def call(page: ComplaintDesk, clerk: Clerk) -> None:
    clerk.enter("兴疆机电 王经理", "0991-5550456", "")
    assert clerk.at("kind")
    clerk.types("8")
    clerk.press(Key.Key_Return)
    clerk.enter("通知慢")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.view.case is not None and page.view.isVisible())


def test_a_call_is_registered_in_few_strokes(
    page: ComplaintDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    assert "没有待办的投诉。接到投诉按 Ctrl+N 登记。" in words(page)
    call(page, clerk)
    assert clerk.strokes <= 8
    found = card(office)
    assert (found.complainant, found.level) == ("兴疆机电 王经理", Level.GENERAL)
    assert frame.said[-1] == f"投诉 {NUMBER} 已登记,时限开始计算。"
    clerk.waits_for(lambda: [row.number for row in page.board.table.rows] == [NUMBER])
    blocks = [block.words for block in page.view.clocks.blocks]
    assert blocks[0] == ("首次答复", "11-23 15:50 前", "还剩 4 小时")
    assert page.view.missing.text().startswith("办结还差:调查、根本原因、责任部门")
    assert not page.intake.touched
