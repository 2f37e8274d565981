"""F1 opens the manual at the page's chapter; it is searched, walked through and closed by keyboard."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.manual.chapters import FIRST, chapters
from ui.manual.window import PICTURE_WIDTH, ManualWindow


@pytest.fixture
def manual(dressed: QApplication, qtbot: QtBot) -> ManualWindow:
    window = ManualWindow()
    qtbot.addWidget(window)
    window.open(FIRST)
    return window


def titles(manual: ManualWindow) -> list[str]:
    return [manual.list.item(row).text() for row in range(manual.list.count())]


def test_f1_opens_the_chapter_of_the_page_in_front(
    dressed: QApplication, qtbot: QtBot, office: Office
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings())
    qtbot.addWidget(window)
    window.show()
    window.open_page("settings")
    help_key = next(a for a in window.actions() if a.shortcut().toString() == "F1")
    help_key.trigger()
    manual = window.findChild(ManualWindow)
    assert manual is not None
    assert manual.isVisible()
    assert manual.chapter == "30_users_settings"
    window.open_page("consignment_entry")
    help_key.trigger()
    assert window.findChildren(ManualWindow) == [manual]
    assert manual.chapter == "05_waybill"
    assert manual.list.currentItem().text() == "受理运单"
    window.bridge.stop()


def test_a_search_narrows_the_chapters_and_marks_the_word(manual: ManualWindow) -> None:
    assert len(titles(manual)) == len(chapters())
    manual.search.setText("恢复表")
    manual.search.ask()
    assert [title.split("  ")[0] for title in titles(manual)] == ["备份、恢复与核验"]
    assert manual.chapter == "31_check_backup"
    assert manual.reader.textCursor().selectedText() == "恢复表"
    first = manual.reader.textCursor().position()
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.reader.textCursor().position() > first
    manual.search.setText("没有这个词")
    manual.search.ask()
    assert titles(manual) == []
    assert manual.none.text() == "没有找到「没有这个词」,换个词试试。"
    assert manual.none.isVisible()
    manual.search.setText("快捷键")
    manual.search.ask()
    assert not manual.none.isVisible()
    assert manual.list.isVisible()
    assert manual.chapter == FIRST
    assert "到处都一样的键" in manual.reader.textCursor().block().text()


def test_links_lead_on_and_back_leads_home(manual: ManualWindow) -> None:
    manual.reader.setSource(QUrl("07_import.md"), QTextDocument.ResourceType.MarkdownResource)
    assert manual.list.currentItem().text() == "导入清单"
    manual.reader.backward()
    assert manual.chapter == FIRST
    manual.list.setCurrentRow(1)
    assert manual.chapter == "01_today"


def test_pictures_fit_the_text(manual: ManualWindow) -> None:
    for name in ("today.png", "freight_consignments_states.svg"):
        image = manual.reader.loadResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(f"pictures/{name}")
        )
        assert not image.isNull()
        assert image.deviceIndependentSize().width() <= PICTURE_WIDTH


def test_escape_closes_it(manual: ManualWindow, qtbot: QtBot) -> None:
    QTest.keyClick(manual.reader, Qt.Key.Key_Escape)
    assert not manual.isVisible()
