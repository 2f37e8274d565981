"""The day is signed from its list: refused while something waits, else after a backup."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.closing import sign_day
from desk.freight.day_close.choices import CloseState
from desk.freight.day_close.commands import note_open_item, open_day_close
from desk.freight.day_close.queries import DayOfPerson, my_day_close
from desk.kernel.roles import Role
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted, arrive
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.typing_in import press
from ui.desks.day_close import DayCloseItems, team_words
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


def signs(page: DayCloseItems, clerk: Clerk, handover: str) -> None:
    """F9, the words, F9."""
    page.activateWindow()
    clerk.waits_for(page.isActiveWindow)
    press(Qt.Key.Key_F9, page)
    form = clerk.form()
    assert form.fields.names == ("handover",)
    form.fields["handover"].set_value(handover)
    form.save()


def test_the_day_is_signed_when_nothing_waits(
    context: Context, office: Office, asker: ScriptedAsker, frame: FrameSpy, qtbot: QtBot
) -> None:
    clerk = Clerk(qtbot)
    number = accepted(office.as_("in"))
    office.desk.run(arrive, number=number, pieces=8)
    office.desk.run(open_day_close)
    page = shown(context, qtbot)
    assert page.model.rowCount() == 1
    assert not page.team.isVisible()

    signs(page, clerk, "王建新明早 10 点来提货")
    qtbot.waitUntil(lambda: bool(asker.told))
    assert "1 项既未办完也未说明" in str(asker.told[0])
    assert not (office.desk.path.parent / "备份").exists()

    card = office.desk.ask(my_day_close)
    assert card is not None
    note = {"reason": "无人接听", "next_step": "明早再打", "who": "甲"}
    office.desk.run(note_open_item, item_id=card.items[0].id, **note)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press(Qt.Key.Key_F9, page)
    form = clerk.form()
    assert form.fields["handover"].value() == "王建新明早 10 点来提货"
    form.save()
    qtbot.waitUntil(lambda: bool(frame.said))
    assert frame.said[-1].startswith("已签日清,备份 t-20261116-100000.office。")
    assert "P-23" in frame.said[-1]
    card = office.desk.ask(my_day_close)
    assert card is not None
    assert card.state is CloseState.SIGNED
    assert card.handover == "王建新明早 10 点来提货"


def test_too_long_a_handover_is_refused_before_the_backup(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    office.as_("in").run(open_day_close)
    page = shown(context, qtbot)
    clerk = Clerk(qtbot)
    signs(page, clerk, "长" * 201)
    form = clerk.form()
    assert "201" in form.fields["handover"].problem_text
    assert not (office.desk.path.parent / "备份").exists()
    form.reject()


def test_the_manager_sees_who_has_not_signed(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    number = accepted(office.as_("in"))
    office.desk.run(arrive, number=number, pieces=8)
    office.desk.run(open_day_close)
    office.as_("out").run(open_day_close)
    sign_day(office.as_("out"))
    office.as_("boss")
    page = shown(context, qtbot)
    qtbot.waitUntil(page.team.isVisible)
    assert page.team.text() == (
        "今日日清还有 4 人未签:经理(未打开)、客服员甲(未打开)、客服员乙(未打开)、进港调度(还有 1 项)"
    )


def test_all_signed_is_said_too() -> None:
    moment = at("2026-11-16 19:30")
    people = [DayOfPerson("甲", Role.CS, CloseState.SIGNED, 0, moment)] * 2
    assert team_words(people) == "今日日清:2 人都已签。"
    people.append(DayOfPerson("乙", Role.CS, CloseState.OPEN, 0, None))
    assert team_words(people) == "今日日清还有 1 人未签:乙(已办完,待签)"
