"""A consignment for people the office knows; a price told on the telephone."""

from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.queries import consignment_card
from desk.pricing.quotes.queries import inquiry_card
from tests.partners.firms import rates
from tests.pricing.quotes.calls import CALL, with_prices
from tests.sessions.hands import CTRL, Hands, Key
from tests.sessions.stage import Stage
from tests.ui.desks.conftest import pumps
from ui.desks.call_sheet.page import CallSheet
from ui.desks.consignment_entry.page import ConsignmentEntry


def known_customer(stage: Stage) -> Hands:
    """From the today board to the number of a new ticket between two known parties."""
    office = stage.office
    office.as_("jia").run(accept_consignment, draft=pumps())
    with stage.at_the_window("jia") as hands:
        hands.watch.now("a consignment for a known customer")
        hands.goes_to("consignment_entry")
        page = hands.window.page("consignment_entry")
        assert isinstance(page, ConsignmentEntry)
        hands.enter("郑州", "", "", "")
        hands.types("hdsb")
        shipper = page.form.shipper["name"]
        hands.waits_for(lambda: shipper.drop_down.isVisible())  # type: ignore[attr-defined]
        hands.enter("")
        hands.enter("jxnj")
        hands.enter("水泵配件", "12", "", "480", "1.9", "", "1976")
        while not hands.at("shipper_identity_checked"):
            hands.press(Key.Key_PageDown)
        hands.press(Key.Key_Space)
        for _ in range(3):
            hands.press(Key.Key_Return)
            hands.press(Key.Key_Space)
        hands.press(Key.Key_F9)
        hands.waits_for(lambda: page.saved_bar.number)
        saved = office.desk.ask(consignment_card, number=page.saved_bar.number)
        assert (saved.consignee.name, saved.total_fen) == ("建新农机", 197_600)
    return hands


def price_call(stage: Stage) -> Hands:
    """The telephone rings: from any page to the saved quote, price told."""
    office = stage.office
    rates(office)
    with_prices(office)
    with stage.at_the_window("jia") as hands:
        hands.watch.now("a price call")
        hands.press(Key.Key_K, CTRL)
        hands.types("询价来电")
        hands.waits_for(hands.found)
        hands.press(Key.Key_Return)
        hands.waits_for(lambda: hands.window.page("call_sheet") is not None)
        page = hands.window.page("call_sheet")
        assert isinstance(page, CallSheet)
        hands.enter("河南宏达机械", "刘工", "13800000001")
        hands.enter("水泵配件", "", "", "", "郑州", "喀什", "12", "480", "1.9")
        hands.waits_for(lambda: not page.waiting)
        hands.press(Key.Key_F10)
        hands.waits_for(lambda: office.desk.ask(inquiry_card, inquiry_no=CALL).quotes)
    return hands
