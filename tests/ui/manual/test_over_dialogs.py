"""F1 opens the manual over a dialog, at the chapter of the page the dialog belongs to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.asking import Box
from ui.main_window import MainWindow
from ui.manual.chapters import FIRST, chapter_of
from ui.manual.window import ManualWindow


@pytest.mark.parametrize("page", ["customers", ""])
def test_the_chapter_is_that_of_the_page_behind(
    page: str, dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("jia"), asker=asker) if page else None
    if window is not None:
        qtbot.addWidget(window)
        window.open_page(page)
        assert window.page_in_front == page
    dialog = Box(window, "一句问话")
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    (manual,) = dialog.findChildren(ManualWindow)
    assert manual.isVisible()
    wanted = chapter_of(page) if page else FIRST
    assert manual.reader.source().fileName() == f"{wanted}.md"
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert len(dialog.findChildren(ManualWindow)) == 1
    if window is not None:
        window.bridge.stop()
