"""A return from the shipper's written order to his money, on one page by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.freight.returns.choices import ReturnState
from desk.freight.returns.queries import ReturnCard, return_card
from tests.conftest import Office
from tests.freight.delivery.yard import TROLLEYS, in_stock, with_truck
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.return_desk.page import ReturnDesk
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ReturnDesk], ReturnDesk]


@pytest.fixture
def trolleys(office: Office) -> str:
    """Twenty trolleys in stock, 984 to collect, nobody took them."""
    office.at("2026-11-18 17:30")
    with_truck(office)
    number = in_stock(office, TROLLEYS)
    office.at("2026-11-19 10:00")
    return number


@pytest.fixture
def page(context: Context, trolleys: str, office: Office, show: Show, clerk: Clerk) -> ReturnDesk:
    office.as_("out")
    page = show(ReturnDesk(context))
    assert clerk.at("number")
    clerk.enter(trolleys)
    clerk.waits_for(lambda: page.order.isVisible())
    return page


def words(page: ReturnDesk) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def saved(office: Office, number: str) -> ReturnCard:
    return office.desk.ask(return_card, number=number)


def order(page: ReturnDesk, clerk: Clerk) -> None:
    clerk.waits_for(lambda: clerk.at("who"))
    page.order.fields["who"].set_value("")
    page.order.fields.focus_first()
    clerk.enter("李工", "", "同意退回,费用我方承担", "颜色不符")
    clerk.waits_for(lambda: page.charges.isVisible())


def test_a_return_goes_from_step_to_step(
    page: ReturnDesk, clerk: Clerk, office: Office, trolleys: str, frame: FrameSpy
) -> None:
    order(page, clerk)
    assert saved(office, trolleys).state is ReturnState.OPEN
    clerk.waits_for(lambda: "同意退回,费用我方承担" in words(page))
    clerk.waits_for(lambda: clerk.at("destination"))
    clerk.enter("", "")
    assert clerk.at("partner_cost_fen")
    clerk.enter("290")
    clerk.types("347")
    clerk.waits_for(lambda: "1,621.00 元" in words(page))
    assert "人民币壹仟陆佰贰拾壹元整" in words(page)
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: page.shipping.isVisible() or page.settling.isVisible())
    card = saved(office, trolleys)
    assert (card.collect_fen, card.partner_cost_fen, card.freight_fen) == (98_400, 29_000, 34_700)
    clerk.waits_for(lambda: "人民币壹仟陆佰贰拾壹元整" in words(page))
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-34", trolleys)]
    page.shipping.fields["handed_to"].take_focus()
    clerk.enter("中州专线")
    clerk.waits_for(lambda: page.going is not None and page.going.state is ReturnState.SHIPPED)
    clerk.waits_for(lambda: page.settling.isVisible())
    assert page.settling.fields["paid_fen"].value() == 162_100
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: not page.settling.isVisible())
    assert saved(office, trolleys).settled_at is not None
    assert not page.buttons["go"].isVisible()
    assert page.buttons["recall"].isVisible()


def test_a_call_is_refused_where_it_was_chosen_and_a_letter_is_filed(
    page: ReturnDesk, clerk: Clerk, office: Office, trolleys: str, tmp_path: Path
) -> None:
    fields = page.order.fields
    fields.fill({"who": "李工", "content": "同意退回", "reason": "颜色不符"})
    fields["channel"].take_focus()
    clerk.types("1")
    clerk.press(Key.Key_F9)
    assert "不是书面形式" in fields["channel"].problem_text
    letter = tmp_path / "返货函.pdf"
    letter.write_bytes(b"%PDF-1.4 letter")
    fields["letter"].choose = lambda: [letter]  # type: ignore[attr-defined]
    fields["letter"].add()  # type: ignore[attr-defined]
    clerk.waits_for(lambda: fields["letter"].value() is not None)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.charges.isVisible())
    assert saved(office, trolleys).letters == ("返货函.pdf",)
    clerk.waits_for(lambda: "返货函.pdf" in words(page))


def test_an_order_is_withdrawn(
    page: ReturnDesk, clerk: Clerk, office: Office, trolleys: str, asker: ScriptedAsker
) -> None:
    order(page, clerk)
    asker.answers.append("收货人同意收货")
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    assert saved(office, trolleys).state is ReturnState.VOID
    clerk.waits_for(lambda: page.order.isVisible())


def test_without_a_tariff_and_a_price_it_says_what_to_fill(page: ReturnDesk, clerk: Clerk) -> None:
    order(page, clerk)
    clerk.waits_for(lambda: "请填写" in words(page))
    assert "984.00 元" in words(page)


def test_an_empty_desk_says_what_to_do(context: Context, show: Show, trolleys: str) -> None:
    page = show(ReturnDesk(context))
    assert "输入原运单号" in words(page)
    assert not page.buttons["go"].isVisible()
