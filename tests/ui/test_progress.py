"""A save that takes its time holds the window still, and nothing is saved twice beside it."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk.kernel.commands import command
from desk.storage.work import Work
from tests.ui.conftest import FrameSpy
from ui.pages.progress import ProgressDialog
from ui.registry import Context

GATE = threading.Event()
SAVED: list[int] = []


@command("user.manage", "慢存", slow=True)
def save_slowly(work: Work) -> int:
    """A save that waits until the test lets it go (not registered in any room)."""
    GATE.wait(5)
    SAVED.append(1)
    return len(SAVED)


@pytest.fixture(autouse=True)
def _anew() -> None:
    GATE.clear()
    SAVED.clear()


def test_a_slow_save_without_a_window_of_its_own_blocks_the_one_in_use(
    context: Context, frame: FrameSpy, qtbot: QtBot
) -> None:
    window = QLineEdit()
    told: list[object] = []
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    context.do(save_slowly, {}, told.append)
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, ProgressDialog)]
    assert [w.parentWidget() for w in shown if w.isVisible()] == [window]
    assert isinstance(QApplication.activeModalWidget(), ProgressDialog)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert window.text() == ""
    context.do(save_slowly, {}, told.append)
    assert frame.said == ["上一步还在保存,请等它办完。"]
    GATE.set()
    qtbot.waitUntil(lambda: not context.bridge.busy)
    assert len(SAVED) == len(told) == 1
    context.do(save_slowly, {}, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)


def test_a_window_that_closes_meanwhile_does_not_swallow_the_outcome(
    context: Context, qtbot: QtBot
) -> None:
    window = QLineEdit()
    told: list[object] = []
    window.show()
    context.do(save_slowly, {}, told.append, window=window)
    window.deleteLater()
    del window
    qtbot.wait(10)
    GATE.set()
    qtbot.waitUntil(lambda: len(told) == 1)
