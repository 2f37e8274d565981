"""One key tells the story of the consignment one is on, and Esc leads back; one key tells the customer."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.freight.tracking.choices import Topic
from desk.freight.tracking.queries import contacts_of
from desk.freight.tracking.telling import notice_text
from desk.kernel.identity import mask_phone
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.consignment_record.page import ConsignmentRecord
from ui.desks.story_page.page import StoryPage
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
SHIFT = Held.ShiftModifier
PHONES = ("13900000002", "13800000001")
"""Of the consignee and of the shipper."""
Show = Callable[[StoryPage], StoryPage]


def words(page: StoryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_typed_number_tells_the_whole_story(
    context: Context, accepted: str, show: Show, clerk: Clerk, frame: FrameSpy, office: Office
) -> None:
    page = show(StoryPage(context))
    assert "按 F11 也到这里" in words(page)
    assert clerk.at("number")
    clerk.enter(accepted[-4:])
    clerk.waits_for(lambda: "宏达水泵" in words(page))
    said = words(page)
    assert not any(phone in said for phone in PHONES)
    assert all(mask_phone(phone) in said for phone in PHONES)
    for part in (accepted, "已受理", "建新农机", "水泵配件", "1,976.00  现付", "没有异常和变更。"):
        assert part in said
    assert office.desk.ask(notice_text, number=accepted) in said
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: bool(frame.said))
    assert QApplication.clipboard().text() == office.desk.ask(notice_text, number=accepted)
    (talk,) = office.desk.ask(contacts_of, number=accepted)
    assert (talk.who, talk.topic) == ("王建新", Topic.PROGRESS)
    clerk.waits_for(lambda: "王建新(微信)" in words(page))
    clerk.press(Key.Key_Escape)
    assert frame.went_back == 1


def test_a_phone_is_shown_for_a_reason_and_written_down(
    context: Context, accepted: str, show: Show, clerk: Clerk, office: Office
) -> None:
    page = show(StoryPage(context))
    page.take(accepted)
    clerk.waits_for(lambda: page.told is not None)
    for held, phone in zip((Held.NoModifier, SHIFT), PHONES, strict=True):
        clerk.press(Key.Key_F6, held)
        clerk.form()
        clerk.enter("", "")
        clerk.waits_for(page._revealed.isVisible)
        assert page._revealed.value.text() == phone
        page._revealed.forget()
        clerk.back_to(page)
    looks = office.desk.list_rows("personal_looks", office.desk.list_ids("personal_looks"))
    assert len(looks) == 2
    page.forget()
    assert page._revealed.value.text() == ""


@pytest.fixture
def window(
    dressed: QApplication, office: Office, accepted: str, asker: ScriptedAsker, qtbot: QtBot
) -> MainWindow:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def on_list(window: MainWindow, qtbot: QtBot) -> ListPage:
    window.open_page("consignments")
    page = window.page("consignments")
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: bool(page.model.values_at(0)))
    return page


def test_one_key_from_a_list_and_back(window: MainWindow, qtbot: QtBot, accepted: str) -> None:
    page = on_list(window, qtbot)
    assert "F11 一票到底" in page.foot.keys.text()
    QTest.keyClick(page.table, Key.Key_F11)
    story = window.page("story")
    assert isinstance(story, StoryPage)
    assert story.number == accepted
    qtbot.waitUntil(lambda: story.told is not None)
    QTest.keyClick(story, Key.Key_Escape)
    assert window.stack.currentWidget() is page
    assert page.table.hasFocus()
    assert page.table.current_row() == 0


def test_the_record_and_an_empty_page_know_the_key_too(
    window: MainWindow, qtbot: QtBot, accepted: str
) -> None:
    window.open_page("consignment", number=accepted)
    record = window.page("consignment")
    assert isinstance(record, ConsignmentRecord)
    qtbot.waitUntil(lambda: record.story is not None)
    assert "F11" in record.buttons["一票到底  F11"].text()
    QTest.keyClick(record, Key.Key_F11)
    story = window.page("story")
    assert isinstance(story, StoryPage)
    assert story.number == accepted
    window.open_page("users")
    QTest.keyClick(window, Key.Key_F11)
    assert window.stack.currentWidget() is story
    assert story.number == ""


def test_a_customer_is_told_from_any_row(
    window: MainWindow, qtbot: QtBot, office: Office, accepted: str
) -> None:
    page = on_list(window, qtbot)
    QTest.keyClick(page.table, Key.Key_G, Held.ControlModifier)
    qtbot.waitUntil(lambda: bool(office.desk.ask(contacts_of, number=accepted)))
    assert accepted in QApplication.clipboard().text()
    window.open_page("users")
    QTest.keyClick(window, Key.Key_G, Held.ControlModifier)
    assert len(office.desk.ask(contacts_of, number=accepted)) == 1
