"""What a change of consignee refuses and what it does to money, and the story on one page."""

from dataclasses import replace
from typing import Any

import pytest

from desk.archive.customers.choices import PayTerms
from desk.freight.changes.commands import change_consignee
from desk.freight.changes.story import story_of
from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.queries import consignment_card, load
from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.tracking.choices import Channel, EventKind
from desk.freight.tracking.telling import tell_progress
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.consignments.tickets import OUTBOUND, accepted, move
from tests.freight.delivery.yard import in_stock
from tests.freight.inbound.truck import N3, stocked
from tests.freight.permissions import assert_matrix
from tests.scenarios.test_at18_change import NEW, NOTICE


def changed(office: Office, number: str, login: str = "in", **said: Any) -> None:
    plain: dict[str, Any] = {"consignee": NEW, "fee_fen": 5_000, "notice": NOTICE}
    office.as_(login).run(change_consignee, number=number, **(plain | said))


def refused(office: Office, number: str, **said: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        changed(office, number, **said)
    return caught.value.codes


def test_everything_wrong_is_said_at_once(office: Office) -> None:
    number = in_stock(office)
    wrong = replace(NEW, name=" ", phone="12", address="", destination="火星")
    assert refused(office, number, consignee=wrong, notice=None) == (
        "E136",
        "E001",
        "E001",
        "E102",
        "E007",
    )
    assert refused(office, number, fee_fen=0) == ("E136",)
    assert refused(office, number, fee_fen=-1) == ("E136", "E003")
    assert refused(office, number, version=99) == ("E211",)
    assert refused(office, "YD0") == ("E006",)


def test_goods_under_way_take_another_way(office: Office) -> None:
    number = in_stock(office)
    office.as_("in").run(move, number=number, reason=MoveReason.TRANSIT_OUT, pieces=20)
    changed(office, number, consignee=replace(NEW, destination="喀什"))
    card = office.as_("in").ask(consignment_card, number=number)
    assert (card.destination, card.destination_code[:4]) == ("喀什", "6531")
    office.as_("in").run(move, number=number, reason=MoveReason.TRANSIT_SIGNED, pieces=20)
    assert refused(office, number) == ("E008",)


def test_the_phone_as_it_is_shown_stays_the_phone(office: Office) -> None:
    """Who only changes the address sees 139****0002 and leaves it."""
    number = in_stock(office)
    shown = office.as_("in").ask(consignment_card, number=number).consignee
    with office.desk.reading() as read:
        before = load(read, number).consignee_phone
    assert "****" in shown.phone
    changed(office, number, consignee=replace(NEW, phone=f" {shown.phone}"))
    with office.desk.reading() as read:
        assert load(read, number).consignee_phone == before
    assert refused(office, number, consignee=replace(NEW, phone="138****9999")) == ("E102",)


def test_of_three_part_payment_the_consignee_pays_the_fee(office: Office) -> None:
    parts: dict[str, Any] = {
        "prepaid_part_fen": 10_000,
        "collect_part_fen": 30_000,
        "receipt_part_fen": 8_000,
    }
    number = accepted(office.as_("jia"), pay_terms=PayTerms.SPLIT, **parts)
    changed(office, number)
    changed(office, number, fee_fen=1_000)
    card = office.as_("in").ask(consignment_card, number=number)
    assert (card.collect_part_fen, card.total_fen) == (36_000, 54_000)
    assert card.prepaid_part_fen + card.collect_part_fen + card.receipt_part_fen == card.total_fen


def test_each_dispatcher_changes_his_own_direction(office: Office) -> None:
    outbound = accepted(office.as_("jia"), OUTBOUND)
    assert refused(office, outbound, login="in") == ("E210",)
    changed(office, outbound, login="out")
    changed(office, outbound, login="boss")
    assert_matrix(office, {change_consignee: "IN OUT MGR"})


def test_the_story_stands_on_one_page(office: Office) -> None:
    stocked(office)
    desk = office.as_("jia")
    desk.run(tell_progress, number=N3, who="王工", channel=Channel.PHONE)
    story = desk.ask(story_of, number=N3)
    assert story.card.number == N3
    assert story.events[0].kind is EventKind.STOCKED_IN
    assert len(story.events) <= 5
    assert story.told[0].who == "王工"
    assert story.notice == story.told[0].content
    assert story.next_step
    assert story.in_charge == "客服进港调度"
    assert {row.kind for row in story.exceptions} <= set(ExceptionKind)
    with pytest.raises(Refused) as unknown:
        desk.ask(story_of, number="YD0")
    assert unknown.value.codes == ("E006",)
