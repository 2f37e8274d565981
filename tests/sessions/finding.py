"""A search while a long list still loads; a column of two hundred numbers pasted into the list."""

from PySide6.QtGui import QGuiApplication

from desk.freight.consignments.commands import accept_consignment
from tests.freight.consignments.tickets import accepted
from tests.sessions.hands import CTRL, Hands, Key
from tests.sessions.stage import Stage
from tests.ui.desks.conftest import pumps
from ui.pages.list_page import ListPage

NUMBERS = 200


def search_while_loading(stage: Stage) -> Hands:
    """Open the list and search everything before the list is there."""
    office = stage.office
    jia = office.as_("jia")
    wanted = jia.run(accept_consignment, draft=pumps()).value
    for number in range(stage.tickets):
        accepted(jia, paper_no=f"{number:07}")
    with stage.at_the_window("jia") as hands:
        hands.watch.now("a search while the list loads")
        hands.window.open_page("consignments")
        hands.press(Key.Key_K, CTRL)
        hands.types("建新农机")
        hands.waits_for(hands.found)
        hands.press(Key.Key_Return)
        hands.waits_for(lambda: hands.window.page("consignment") is not None)
        record = hands.window.page("consignment")
        assert record is not None
        hands.waits_for(lambda: wanted in str(getattr(record, "number", "")))
    return hands


def pasted_numbers(stage: Stage) -> Hands:
    """Two hundred numbers from a spreadsheet become a set to act on."""
    jia = stage.office.as_("jia")
    numbers = [accepted(jia, paper_no=f"P{number:06}") for number in range(NUMBERS)]
    QGuiApplication.clipboard().setText("\n".join(["运单号", *numbers, "YD2601019999"]))
    with stage.at_the_window("jia") as hands:
        hands.window.open_page("consignments")
        page = hands.window.page("consignments")
        assert isinstance(page, ListPage)
        hands.waits_for(lambda: page.model.rowCount() == NUMBERS)
        hands.watch.now("a paste of 200 numbers")
        hands.press(Key.Key_F, CTRL)
        hands.press(Key.Key_V, CTRL)
        hands.waits_for(lambda: page.pasted.known.text().startswith("粘贴了 201 个号码"))
        hands.waits_for(lambda: len(page.table.chosen_ids()) == NUMBERS)
        assert "YD2601019999" in page.pasted.missing.text()
    QGuiApplication.clipboard().clear()
    return hands
