"""While the password is typed one thing is made ready after the other, and nothing for whoever has left."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.app import Desk
from tests.conftest import Office
from ui import loading
from ui.loading import Opening


@pytest.fixture
def file(office: Office) -> Path:
    office.desk.close()
    return office.desk.path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the garbage collector was on, each time the board was asked beforehand."""
    times: list[bool] = []
    monkeypatch.setattr(Desk, "make_ready", lambda _: times.append(gc.isenabled()))
    return times


def test_the_board_is_asked_once_the_window_is_made(
    file: Path, asked: list[bool], qtbot: QtBot
) -> None:
    opening = Opening(file)
    try:
        with qtbot.waitSignal(opening.settled, timeout=60_000):
            opening.begin("jia")
        qtbot.wait(100)
        assert asked == []
        opening.go_on()
        qtbot.waitUntil(lambda: asked == [False])
        qtbot.waitUntil(gc.isenabled)
    finally:
        opening.abandon()


def test_whoever_chooses_another_office_may_come_back_to_the_first(
    file: Path, asked: list[bool], qtbot: QtBot
) -> None:
    for _ in range(2):
        opening = Opening(file)
        with qtbot.waitSignal(opening.settled, timeout=60_000):
            opening.begin("jia")
        assert opening.refused is None, "it was let go by the window, and not by who opened it"
        opening.abandon()
        assert asked == []


def test_the_board_is_asked_after_a_while_whatever_becomes_of_the_window(
    file: Path, asked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LONGEST_WAIT_S", 0.01)
    opening = Opening(file)
    opening._open("jia")
    assert asked == [False]
    opening.abandon()


def test_whoever_leaves_has_nothing_asked(
    file: Path, asked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LONGEST_WAIT_S", 0.01)
    opening = Opening(file)
    opening.settled.connect(opening.abandon)
    opening._open("jia")
    assert asked == []


def test_the_code_of_every_page_has_come_when_the_rest_is_loaded() -> None:
    """Else the window waits for it when the page is opened: 20 ms for the one that checks the file."""
    told = (
        "import pkgutil, sys, ui.pages\n"
        "from ui.loading import load_program, load_the_rest\n"
        "load_program(); load_the_rest().join()\n"
        "names = [found.name for found in pkgutil.iter_modules(ui.pages.__path__, 'ui.pages.')]\n"
        "print([n for n in names if n.endswith('_page') and n not in sys.modules], len(names))"
    )
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, timeout=120, check=True
    )
    missing, number = run.stdout.rsplit(" ", 1)
    assert (missing, int(number) > 20) == ("[]", True), run.stderr
