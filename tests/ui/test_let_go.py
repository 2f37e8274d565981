"""What was opened and left a hundred times a day is not kept until the evening."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from ui.about import add_about
from ui.bridge import Bridge
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.pages.filter_chips import SpanChip
from ui.pages.list_page import ListPage

UI = Path(__file__).parents[2] / "ui"
ASKS = re.compile(r"\b(dialog|box|\w*(?:Dialog|Box)\(.*\))\.exec\(\)")
LETS_GO_ITSELF = frozenset({"locking.py", "start.py"})
"""The lock asks again; the choice of an office and the sign-in hand on what they found."""


@pytest.fixture
def window(dressed: QApplication, office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(office.as_("boss"), LocalSettings())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def _password(window: MainWindow) -> Callable[[], object]:
    return window.change_password


def _about(window: MainWindow) -> Callable[[], object]:
    return add_about(window).click


def _span(window: MainWindow) -> Callable[[], object]:
    window.open_page("consignments")
    page = window.page("consignments")
    assert isinstance(page, ListPage)
    return page.findChildren(SpanChip)[0]._ask


@pytest.mark.parametrize("asks", [_password, _about, _span])
def test_a_dialog_that_was_left_is_gone(
    asks: Callable[[MainWindow], Callable[[], object]], window: MainWindow, qtbot: QtBot
) -> None:
    seen: list[str] = []
    ask = asks(window)
    qtbot.waitUntil(lambda: not window.bridge.busy)

    def leave() -> None:
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                seen.append(type(dialog).__name__)
                dialog.reject()

    for _ in range(3):
        QTimer.singleShot(0, window, leave)
        ask()
    assert len(seen) == 3
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [d for d in window.findChildren(QDialog) if type(d).__name__ in seen] == []
    qtbot.waitUntil(lambda: not window.bridge.busy)


def test_whoever_shows_a_dialog_lets_go_of_it() -> None:
    asking = [
        f"{path.relative_to(UI)}:{number}"
        for path in UI.rglob("*.py")
        if path.name not in LETS_GO_ITSELF
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ASKS.search(line)
    ]
    assert asking == []


def test_a_long_job_leaves_nothing_behind(window: MainWindow, qtbot: QtBot) -> None:
    bridge: Bridge = window.bridge
    before, ended = len(bridge.children()), []
    for _ in range(5):
        bridge.labour(lambda step: step(1, 2), ended.append, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(bridge.children()) == before
