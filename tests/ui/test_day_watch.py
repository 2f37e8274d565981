"""Somebody works in a list of 「今天」 while midnight passes: a minute later it is the new day's."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from ui.main_window import MainWindow
from ui.pages.filter_chips import SpanChip
from ui.pages.list_page import ListPage


@pytest.fixture
def window(
    dressed: QApplication, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr("ui.day_watch.LOOK_MS", 20)
    office.at("2026-11-16 23:59")
    window = MainWindow(office.as_("boss"))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.bridge.stop()


def todays_users(window: MainWindow, qtbot: QtBot) -> ListPage:
    window.open_page("users")
    page = window.page("users")
    assert isinstance(page, ListPage)
    chip = page.filters.chip("created_at")
    assert isinstance(chip, SpanChip)
    with qtbot.waitSignal(page.model.settled):
        chip.put_state(["今天"])
        page.refresh()
    qtbot.waitUntil(lambda: not window.bridge.busy)
    assert page.model.rowCount() > 0
    return page


def test_the_page_in_front_turns_with_the_day(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = todays_users(window, qtbot)
    office.at("2026-11-17 00:00")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_nothing_is_read_while_nobody_is_signed_in(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = todays_users(window, qtbot)
    window.desk.logout()
    office.at("2026-11-17 00:00")
    qtbot.wait(100)
    assert page.model.rowCount() > 0
