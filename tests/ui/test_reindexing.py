"""An office whose search index is of an older version: the sign-in says how far it is, and can be left."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk.storage import search_index
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted
from ui.loading import Opening
from ui.login import LoginDialog


@pytest.fixture
def old(open_office: Callable[[], Office], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three tickets, indexed by a program of yesterday; blocks of one record."""
    office = open_office()
    for _ in range(3):
        accepted(office.as_("jia"))
    office.desk.close()
    monkeypatch.setattr(search_index, "_BLOCK", 1)
    with closing(sqlite3.connect(office.desk.path)) as connection, connection:
        connection.execute("UPDATE search_kind SET made_by = 'yesterday' WHERE kind = 1")
    return office.desk.path


def made_by(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT made_by FROM search_kind WHERE kind = 1").fetchone()
    return str(found)


def test_the_sign_in_tells_how_far_it_is(old: Path, qtbot: QtBot) -> None:
    opening = Opening(old)
    dialog = LoginDialog(opening)
    qtbot.addWidget(dialog)
    told: list[str] = []
    opening.moved.connect(lambda *_: told.append(dialog.under_way.text()))
    try:
        with qtbot.waitSignal(opening.settled, timeout=60_000):
            opening.begin()
        assert told[0].startswith("正在为新版本整理搜索索引:")
        assert "100%" in told[-1]
        qtbot.waitUntil(dialog.under_way.isHidden)
        assert opening.refused is None
        assert made_by(old) != "yesterday"
    finally:
        opening.abandon()


def test_whoever_leaves_meanwhile_leaves_the_file_as_it_was(old: Path, qtbot: QtBot) -> None:
    opening = Opening(old)
    steps: list[int] = []

    def leave(done: int, _total: int) -> None:
        steps.append(done)
        opening.abandon()

    notice = opening._moves

    def moves(done: int, total: int) -> None:
        leave(done, total)
        notice(done, total)

    opening._moves = moves  # type: ignore[method-assign]
    opening._open("boss")
    assert steps == [1]
    assert (opening.desk, opening.fault) == (None, None)
    assert made_by(old) == "yesterday"
