"""话术与案例: one key opens the search over any page, Enter copies, Esc returns."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.care.knowledge.choices import Situation
from desk.care.knowledge.commands import write_phrase
from desk.care.knowledge.queries import find_knowledge
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.desks.knowledge.page import KnowledgePage
from ui.desks.knowledge.panel import KnowledgePanel
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.registry import Context

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SORRY = "非常抱歉给您带来不便,我马上核实,10 分钟内回电。"


@pytest.fixture
def phrases(office: Office) -> Office:
    boss = office.as_("boss")
    boss.run(write_phrase, title="客户催货", situation=Situation.LOOKUP, text="您稍等,我马上查。")
    boss.run(write_phrase, title="投诉道歉", situation=Situation.APOLOGY, text=SORRY)
    return office


@pytest.fixture
def window(
    dressed: QApplication, phrases: Office, asker: ScriptedAsker, qtbot: QtBot
) -> MainWindow:
    window = MainWindow(phrases.desk, LocalSettings(), asker)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_a_phrase_is_copied_without_leaving_the_page(window: MainWindow, qtbot: QtBot) -> None:
    page, before = window.stack.currentWidget(), window.focusWidget()
    QTest.keyClick(window, Key.Key_Q, CONTROL)
    panel = window.findChild(KnowledgePanel)
    assert panel is not None
    search = panel.search
    assert search.box.hasFocus()
    qtbot.waitUntil(lambda: len(search.table.rows) == 2)
    QTest.keyClicks(search.box, "tsdq")
    qtbot.waitUntil(lambda: [row.title for row in search.table.rows] == ["投诉道歉"])
    QTest.keyClick(search.box, Key.Key_Down)
    assert search.table.hasFocus()
    QTest.keyClick(search.table, Key.Key_Return)
    assert QGuiApplication.clipboard().text() == SORRY

    def counted() -> bool:
        return window.desk.ask(find_knowledge, text="道歉")[0].uses == 1

    qtbot.waitUntil(counted)
    QTest.keyClick(search.table, Key.Key_Escape)
    assert not panel.isVisible()
    assert window.stack.currentWidget() is page
    assert window.focusWidget() is before
    QTest.keyClick(window, Key.Key_Q, CONTROL)
    assert panel.isVisible()
    QTest.keyClick(search.box, Key.Key_Q, CONTROL)
    assert not panel.isVisible()


def test_nothing_found_says_so(context: Context, qtbot: QtBot) -> None:
    page = KnowledgePage(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    assert page.search.none.text().startswith("还没有用语卡")
    page.search.box.setText("没有的词")
    qtbot.waitUntil(lambda: page.search.none.text().startswith("没有找到「没有的词」"))
