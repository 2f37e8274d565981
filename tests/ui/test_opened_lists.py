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
