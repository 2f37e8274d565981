"""A command for several rows: all are done in turn, and what was refused is told once, by name."""

import pytest
from pytestqt.qtbot import QtBot

from desk.app import Desk
from tests.ui.conftest import ScriptedAsker
from ui.pages.list_page import ListPage
from ui.registry import Context


@pytest.mark.parametrize("proven", [True, False])
def test_every_row_is_done_and_refusals_are_told_once(
    context: Context,
    asker: ScriptedAsker,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    proven: bool,
) -> None:
    monkeypatch.setattr(Desk, "proven", property(lambda _: proven))
    page = ListPage(context, "users")
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.model.settled):
        page.show()
        page.shown()
    page.table.selectAll()
    asker.answers = [True]
    page.bar.triggers["deactivate_user"].trigger()
    qtbot.waitUntil(lambda: bool(asker.told))
    (told,) = asker.told
    assert told.title == "已办 4 条,没办成 1 条"
    assert told.sentences[0].startswith("boss  经理:")
    assert told.small == "E019"
