"""A list opened from somewhere shows exactly what was promised there, whatever was looked at before."""

from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.freight.consignments.tickets import accepted
from tests.ui.conftest import FrameSpy
from ui.pages.list_page import ListPage
from ui.registry import Context


def test_the_last_row_opens_its_own_page_before_its_values_are_read(
    context: Context, frame: FrameSpy, office: Office, qtbot: QtBot
) -> None:
    for number in range(2):
        accepted(office.desk, paper_no=f"00499{number:02d}")
    page = ListPage(context, "consignments")
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    page.model._blocks.clear()
    assert page.model.values_at(1) == {}
    page.open_row(page.model.id_at(1))
    name, arguments = frame.opened[-1]
    assert name == "consignment"
    assert str(arguments["number"]).startswith("YD")
    frame.opened.clear()
    page.open_row(1_000_000)
    assert frame.opened == []
    assert "不在了" in frame.said[-1]


def test_a_record_that_is_gone_does_not_clear_later_searches(
    context: Context, frame: FrameSpy, office: Office, qtbot: QtBot
) -> None:
    accepted(office.desk)
    page = ListPage(context, "consignments")
    qtbot.addWidget(page)
    page.open_with(ids=(99_999,))
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    assert "不在这个列表里" in frame.said[-1]
    with qtbot.waitSignal(page.model.settled):
        page.open_with(search="YD2611160001")
    assert page.search.text() == "YD2611160001"


def test_an_older_paste_still_looked_up_does_not_come_over_what_is_opened_now(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    accepted(office.desk)
    page = ListPage(context, "consignments")
    qtbot.addWidget(page)
    page.open_with(pasted="YD2611160001")
    page.open_with(search="YD2611169999")
    qtbot.waitUntil(lambda: not context.bridge.busy)
    assert page.pasted.found is None
    assert page.search.text() == "YD2611169999"
