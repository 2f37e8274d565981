"""A count that changes and one line before a deadline: opened, put off, gone when the hour is over."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.freight.inbound.truck import MANIFEST, announced
from tests.ui.conftest import ScriptedAsker
from ui.main_window import MainWindow

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> Iterator[MainWindow]:
    announced(office)  # a truck is expected at 16:00
    window = MainWindow(office.as_("in"), asker=asker)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.bridge.stop()


def looked(window: MainWindow, qtbot: QtBot) -> None:
    window.reminders.look()
    qtbot.waitUntil(lambda: window.bridge.reading.idle, timeout=20_000)


def test_one_line_before_the_deadline_and_none_after(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    status = window.status
    office.at("2026-11-18 15:40")
    looked(window, qtbot)
    assert status.work.text() == f"待办 {len(window.reminders.rows)}"
    assert window.windowTitle().startswith(f"({len(window.reminders.rows)}) ")
    assert not status.reminder.isVisible()
    office.at("2026-11-18 15:46")
    window.reminders.show()
    assert status.reminder.isVisible()
    assert status.reminder.text().startswith(f"16:00 前:待到车 {MANIFEST}")
    before = QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_S, CTRL_SHIFT)
    assert not status.reminder.isVisible()
    assert QApplication.focusWidget() is before
    further = [replace(row, title=f"{row.title},已点 1 票") for row in window.reminders.rows]
    window.reminders._came((further, True))
    assert not status.reminder.isVisible(), "work that goes on is still put off"
    office.at("2026-11-18 15:57")
    window.reminders.show()
    assert status.reminder.isVisible(), "put off for ten minutes only"
    QTest.keyClick(window, Qt.Key.Key_T, CTRL_SHIFT)
    assert window.page_in_front == "arrival_count"
    office.at("2026-11-18 16:01")
    window.reminders.show()
    assert not status.reminder.isVisible()
    assert status.work.text().endswith("已过时限 1")
    QTest.mouseClick(status.work, Qt.MouseButton.LeftButton)
    assert window.page_in_front == "today"


def test_nothing_to_do_says_nothing(window: MainWindow) -> None:
    window.reminders._came(([], True))
    assert not window.status.work.isVisible()
    assert not window.windowTitle().startswith("(")
