"""The window is made while the password is typed; nothing opens before somebody has signed in."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.kernel.errors import Refused
from desk.storage import listing
from tests.conftest import PASSWORD, Office
from ui.desks.today_board.page import TodayBoard
from ui.foreseen import Foreseen
from ui.main_window import MainWindow
from ui.pages.list_page import ListPage


class Opened(QObject):
    """An office that has just been opened."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.told: list[str] = []

    def go_on(self) -> None:
        self.told.append("the board may be asked")


@pytest.fixture
def desk(office: Office, dressed: QApplication) -> Iterator[Desk]:
    desk = office.desk
    former, desk.actor = desk.actor, None
    yield desk
    desk.actor, desk.expected = former, None


def made_for(desk: Desk, login: str, qtbot: QtBot) -> Foreseen:
    desk.expect(login)
    opened = Opened(desk)
    foreseen = Foreseen(opened)  # type: ignore[arg-type]
    opened.settled.emit()
    assert not opened.told, "the board is asked when the window is made"
    qtbot.waitUntil(lambda: foreseen.made, timeout=20_000)
    assert opened.told
    return foreseen


def test_the_expected_user_finds_his_window_made(desk: Desk, qtbot: QtBot) -> None:
    foreseen = made_for(desk, " jia ", qtbot)
    actor = desk.login("jia", PASSWORD)
    window = foreseen.window_for(actor)
    assert isinstance(window, MainWindow)
    board = window.page(window.first_page)
    assert isinstance(board, TodayBoard)
    assert not window.isVisible()
    assert [board.stale] == [True], "it has asked for nothing"
    assert (window.page_in_front, window.status.who.text()) == ("", "")
    window.begin()
    assert window.page_in_front == window.first_page == "today"
    assert window.status.who.text().startswith(actor.name)
    assert [board.stale] == [False]
    qtbot.waitUntil(lambda: not window.bridge.busy)
    window.bridge.stop()
    assert foreseen.window_for(actor) is None, "once"


def test_somebody_else_gets_a_window_of_his_own(desk: Desk, qtbot: QtBot) -> None:
    foreseen = made_for(desk, "jia", qtbot)
    assert foreseen.window_for(desk.login("boss", PASSWORD)) is None
    opened = Opened(desk)
    unknown = Foreseen(opened)  # type: ignore[arg-type]
    desk.expect("nobody")
    unknown.begin()
    assert desk.expected is None
    qtbot.waitUntil(lambda: unknown.made)
    assert opened.told
    assert unknown.window_for(desk.signed_in()) is None


@pytest.mark.parametrize("steps", [1, 2, 7, 60])
def test_a_window_that_is_made_in_part_is_finished_when_he_signs_in(
    desk: Desk, qtbot: QtBot, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.foreseen.TURN_S", 1e-9)
    desk.expect("jia")
    opened = Opened(desk)
    foreseen = Foreseen(opened)  # type: ignore[arg-type]
    foreseen.begin()
    foreseen._timer.stop()
    for _ in range(steps):
        foreseen.step()
    assert not opened.told
    window = foreseen.window_for(desk.login("jia", PASSWORD)) or MainWindow(desk)
    assert opened.told
    if not window.page_in_front:
        window.begin()
    assert window.page_in_front == "today"
    assert set(window.navigation.names) == {n for n, s in window._specs.items() if s.in_navigation}
    qtbot.waitUntil(lambda: not window.bridge.busy)
    window.bridge.stop()


def test_whoever_leaves_leaves_no_window(desk: Desk, qtbot: QtBot) -> None:
    foreseen = made_for(desk, "jia", qtbot)
    foreseen.give_up()
    assert foreseen.window_for(desk.login("jia", PASSWORD)) is None
    opened = Opened(desk)
    late = Foreseen(opened)  # type: ignore[arg-type]
    late.give_up()
    assert not opened.told
    late.begin()  # the office came when he had left
    qtbot.waitUntil(lambda: late.made)
    assert late.window_for(desk.signed_in()) is None
    desk.logout()
    assert desk.expected is None


def test_a_first_page_of_rows_has_asked_and_shows_none(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its statement is compiled and its letters are drawn; the answer is thrown away."""
    monkeypatch.setattr(MainWindow, "first_page", "consignments")
    listing._shape.cache_clear()
    foreseen = made_for(desk, "jia", qtbot)
    window = foreseen._window
    assert window is not None
    qtbot.waitUntil(lambda: not window.bridge.busy)
    asked = listing._shape.cache_info().misses
    page = window.page("consignments")
    assert isinstance(page, ListPage)
    assert (asked, page.model.rowCount(), page.stale) == (2, 0, True), "rows, and the ids after"
    desk.login("jia", PASSWORD)
    desk.list_page("consignments", page.model.wanted.filters, sort=page.model.wanted.sort)
    assert listing._shape.cache_info().misses == asked
    foreseen.give_up()


def test_nothing_is_asked_for_whom_may_not_see_it_or_is_not_expected(desk: Desk) -> None:
    listing._shape.cache_clear()
    for login, name in (("", "consignments"), ("jia", "users")):
        desk.expect(login)
        desk.make_list_ready(name, (), None, 10, 100)
    assert listing._shape.cache_info().misses == 0


def test_who_is_only_expected_is_told_nothing(desk: Desk) -> None:
    desk.expect("boss")
    assert desk.acting().name
    assert desk.acting().signing_key is None
    assert desk.may("user.manage")
    for asks in (
        desk.signed_in,
        desk.reading,
        desk.today,
        lambda: desk.list_page("consignments"),
        lambda: desk.paper("P-02", "1"),
    ):
        with pytest.raises(Refused, match="E013"):
            asks()
