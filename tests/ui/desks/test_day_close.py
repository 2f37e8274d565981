"""The day is signed from its list: refused while something waits, else after a backup."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.freight.day_close.choices import CloseState
from desk.freight.day_close.commands import note_open_item, open_day_close
from desk.freight.day_close.queries import my_day_close
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, arrive
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.typing_in import press
from ui.desks.day_close import DayCloseItems
from ui.registry import Context


def shown(context: Context, qtbot: QtBot) -> DayCloseItems:
    page = DayCloseItems(context)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    return page


def test_the_day_is_signed_when_nothing_waits(
    context: Context, office: Office, asker: ScriptedAsker, frame: FrameSpy, qtbot: QtBot
) -> None:
    number = accepted(office.as_("in"))
    office.desk.run(arrive, number=number, pieces=8)
    office.desk.run(open_day_close)
    page = shown(context, qtbot)
    assert page.model.rowCount() == 1

    asker.answers = [False]
    press(Qt.Key.Key_F9, page)
    assert asker.asked[-1][0] == "现在签今天的日清?"
    assert asker.told == []

    asker.answers = [True]
    press(Qt.Key.Key_F9, page)
    qtbot.waitUntil(lambda: bool(asker.told))
    assert "1 项既未办完也未说明" in str(asker.told[0])
    assert not (office.desk.path.parent / "备份").exists()

    card = office.desk.ask(my_day_close)
    assert card is not None
    note = {"reason": "无人接听", "next_step": "明早再打", "who": "甲"}
    office.desk.run(note_open_item, item_id=card.items[0].id, **note)
    asker.answers = [True]
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press(Qt.Key.Key_F9, page)
    qtbot.waitUntil(lambda: bool(frame.said))
    assert frame.said[-1].startswith("已签日清,备份 t-20261116-100000.office。")
    assert "P-23" in frame.said[-1]
    card = office.desk.ask(my_day_close)
    assert card is not None
    assert card.state is CloseState.SIGNED
