"""查找一切: one key opens the box over any page; what is found opens by Enter, without the mouse."""

import re
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk import pasting
from desk.app import Desk
from desk.kernel.pinyin import initials
from desk.pasting import PastedSet
from tests.archive.customers.makers import AYGUL, LIU, added
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted
from tests.ui.conftest import ScriptedAsker
from ui.desks.finder import Finder
from ui.desks.finder_lines import first_letter, lines_of, pages_named
from ui.desks.other_names import OTHER_NAMES
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage
from ui.registry import pages

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot) -> MainWindow:
    desk = office.as_("jia")
    added(desk, contacts=(LIU, AYGUL))
    for name in ("买买提·阿不都", "兴疆机电"):
        accepted(desk, consignee_name=name)
    window = MainWindow(office.desk, LocalSettings(), asker)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def finder(window: MainWindow) -> Finder:
    QTest.keyClick(window, Key.Key_K, CONTROL)
    found = window.findChild(Finder)
    assert isinstance(found, Finder)
    assert found.isVisible()
    assert found.box.hasFocus()
    return found


def shown(finder: Finder) -> list[tuple[str, str]]:
    return [(line.kind, line.title) for line in finder.table.rows]


def test_everything_is_found_while_typing(finder: Finder, qtbot: QtBot) -> None:
    finder.box.setText("买買提阿")
    qtbot.waitUntil(lambda: shown(finder) == [("运单", "YD2611160001")])
    assert finder.table.rows[0].rest.startswith("买买提·阿不都 · ")
    finder.box.setText("0001")
    qtbot.waitUntil(
        lambda: (
            [kind for kind, _ in shown(finder)] == ["客户", "运单"]
            or [kind for kind, _ in shown(finder)] == ["运单", "客户"]
        )
    )
    finder.box.setText("没有的")
    qtbot.waitUntil(lambda: finder.none.isVisible())
    assert "没有找到「没有的」" in finder.none.text()


def test_enter_opens_the_first_answer_even_before_it_has_come(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    finder.box.setText("mmtabd")
    QTest.keyClick(finder.box, Key.Key_Return)
    qtbot.waitUntil(lambda: not finder.isVisible())
    page = window.page("consignment")
    assert page is window.stack.currentWidget()
    qtbot.waitUntil(lambda: "YD2611160001" in str(getattr(page, "number", "")))


def test_the_arrows_move_and_a_person_leads_to_his_firm(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    finder.box.setText("依古丽")
    qtbot.waitUntil(lambda: shown(finder) == [("客户", "天果园果品")])
    finder.box.setText("yd26")
    qtbot.waitUntil(lambda: len(finder.table.rows) == 2)
    assert [line.title for line in finder.table.rows] == ["YD2611160002", "YD2611160001"]
    QTest.keyClick(finder.box, Key.Key_Down)
    assert finder.table.currentIndex().row() == 1
    assert finder.box.hasFocus()
    QTest.keyClick(finder.box, Key.Key_PageUp)
    assert finder.table.currentIndex().row() == 0


def test_esc_leaves_and_the_keyboard_is_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    before = window.focusWidget()
    assert before is not None
    QTest.keyClick(window, Key.Key_K, CONTROL)
    finder = window.findChild(Finder)
    assert finder is not None
    QTest.keyClick(finder.box, Key.Key_Escape)
    assert not finder.isVisible()
    assert before.hasFocus()


def test_esc_also_stops_what_would_be_opened_when_it_is_found(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    before = window.stack.currentWidget()
    finder.box.setText("mmtabd")
    QTest.keyClick(finder.box, Key.Key_Return)
    finder.leave()
    qtbot.waitUntil(lambda: not window.bridge.busy)
    finder.call()
    finder.box.pasted.emit("YD2611160001\nYD2611160002")
    finder.leave()
    qtbot.waitUntil(lambda: not window.bridge.busy)
    assert window.stack.currentWidget() is before


def test_more_than_is_shown_leads_to_the_list(
    window: MainWindow, finder: Finder, office: Office, qtbot: QtBot
) -> None:
    for _ in range(7):
        accepted(office.desk)
    finder.box.setText("洛城")
    qtbot.waitUntil(lambda: len(finder.table.rows) == 8)
    assert shown(finder)[6:] == [("", "全部符合的运单…"), ("客户", "洛城轴承")]
    QTest.keyClick(finder.box, Key.Key_PageDown)
    QTest.keyClick(finder.box, Key.Key_Up)
    QTest.keyClick(finder.box, Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    assert page.search.text() == "洛城"
    qtbot.waitUntil(lambda: page.model.rowCount() == 9)


def test_a_page_is_opened_by_its_name_or_initials(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    finder.box.setText("关注清")
    qtbot.waitUntil(lambda: shown(finder) == [("页面", "关注清单")])
    assert finder.table.rows[0].rest == "货物"
    finder.box.setText("gzqd")
    qtbot.waitUntil(lambda: not finder.box.text().startswith("关") and finder.table.rows != [])
    QTest.keyClick(finder.box, Key.Key_Return)
    qtbot.waitUntil(lambda: not finder.isVisible())
    assert window.stack.currentWidget() is window.page("watch_list")


@pytest.mark.parametrize(
    ("typed", "title", "rest"),
    [
        ("开单", "新运单", "货物 · 开单"),
        ("kd", "新运单", "货物 · 开单"),
        ("pc", "派送排车", "货物 · 排车"),
        ("派车", "派送排车", "货物 · 派车"),
        ("排车", "派送排车", "货物"),
        ("paisongp", "派送排车", "货物"),
        ("pai song pai che", "派送排车", "货物"),
        ("kaidan", "新运单", "货物 · 开单"),
    ],
)
def test_a_page_is_found_by_what_the_office_calls_its_work(
    window: MainWindow, typed: str, title: str, rest: str
) -> None:
    lines = lines_of((), pages_named(window.context, typed))
    assert (title, rest) == (lines[0].title, lines[0].rest)


def test_no_two_pages_have_the_same_name() -> None:
    titles = [spec.title for spec in pages().values() if spec.in_navigation]
    assert len(titles) == len(set(titles))
    assert set(OTHER_NAMES) <= pages().keys()


def test_the_page_in_front_keeps_its_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("consignment_entry")
    before = window.focusWidget()
    assert before is not None
    QTest.keyClick(window, Key.Key_K, CONTROL)
    finder = window.findChild(Finder)
    assert isinstance(finder, Finder)
    finder.box.setText("xyd")
    qtbot.waitUntil(lambda: bool(finder.table.rows))
    QTest.keyClick(finder.box, Key.Key_Return)
    qtbot.waitUntil(finder.isHidden)
    qtbot.waitUntil(before.hasFocus)


def test_control_and_arrows_go_from_kind_to_kind(finder: Finder, qtbot: QtBot) -> None:
    finder.box.setText("0001")
    qtbot.waitUntil(lambda: [kind for kind, _ in shown(finder)] == ["运单", "客户"])
    QTest.keyClick(finder.box, Key.Key_Down, CONTROL)
    assert finder.table.currentIndex().row() == 1
    QTest.keyClick(finder.box, Key.Key_Down, CONTROL)
    assert finder.table.currentIndex().row() == 1
    QTest.keyClick(finder.box, Key.Key_Up, CONTROL)
    assert finder.table.currentIndex().row() == 0


def test_control_and_enter_list_all_of_the_kind(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    finder.box.setText("yd26")
    QTest.keyClick(finder.box, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not finder.isVisible())
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    assert (page.spec.name, page.search.text()) == ("consignments", "yd26")


def test_a_pasted_column_opens_the_list_that_knows_it(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    for before in ("", "没有的"):
        finder.box.setText(before)
        finder.box.ask()
        qtbot.waitUntil(lambda: finder.answered)
        finder.box.setText("XX2611160001\nXX2611160002")
        assert finder.none.text() == "正在查找粘贴的号码…"
        qtbot.waitUntil(lambda: finder.none.text() == "粘贴的 2 个号码都没有找到。")
        assert finder.box.text() == before
    finder.box.setText("YD2611160002\r\nYD2611160001\r\nYD2611160009")
    qtbot.waitUntil(lambda: not finder.isVisible())
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.table.chosen_count() == 2)
    assert page.pasted.missing.text() == "没找到 1 个:YD2611160009"


def test_typing_does_not_wait_for_thousands_of_pasted_numbers(
    finder: Finder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def slowly(desk: Desk, name: str, text: str) -> PastedSet:
        looked.append(name)
        time.sleep(0.05)
        return PastedSet((), 0, ("1", "2"), (), 0)

    monkeypatch.setattr(pasting, "find_pasted", slowly)
    finder.box.setText("XX2611160001\nXX2611160002")
    finder.box.setText("买买提")
    qtbot.waitUntil(lambda: bool(finder.table.rows))
    assert len(looked) <= 2


def test_the_empty_box_says_what_can_be_typed(finder: Finder, qtbot: QtBot) -> None:
    assert finder.guide.isVisible()
    finder.box.setText("买买提")
    qtbot.waitUntil(lambda: bool(finder.table.rows))
    assert not finder.guide.isVisible()


def test_what_is_being_composed_is_left_alone(finder: Finder, qtbot: QtBot) -> None:
    finder.box.setText("yd26")
    qtbot.waitUntil(lambda: len(finder.table.rows) == 2)
    QApplication.sendEvent(finder.box, QInputMethodEvent("mai", []))
    assert finder.box.composing
    QTest.keyClick(finder.box, Key.Key_Return)
    QTest.keyClick(finder.box, Key.Key_Down)
    assert finder.isVisible()
    assert finder.table.currentIndex().row() == 0
    done = QInputMethodEvent("", [])
    done.setCommitString("11160002")
    QApplication.sendEvent(finder.box, done)
    qtbot.waitUntil(lambda: shown(finder) == [("运单", "YD2611160002")])


def test_the_first_letters_of_every_page_are_those_of_its_reading() -> None:
    for spec in pages().values():
        name = re.sub(r"[^\u4e00-\u9fff]", "", spec.title)
        assert "".join(map(first_letter, name)) in initials(name), spec.title


def test_a_pasted_page_that_is_not_found_is_quoted_by_its_beginning(
    window: MainWindow, finder: Finder, qtbot: QtBot
) -> None:
    finder.box.setText("zz没有这个" * 2_000)
    finder.box.ask()
    qtbot.waitUntil(lambda: finder.answered and finder.none.isVisible())
    assert finder.none.text().startswith("没有找到「zz没有这个zz没有这个")
    assert "…」。少录几个字" in finder.none.text()
    room = finder.none.heightForWidth(finder.none.width())
    assert finder.none.height() >= room, "the advice behind it is read whole"
    assert room < 4 * finder.none.fontMetrics().height()
