"""Once goods have left the warehouse, parties need the shipper's letter and money the manager."""

from datetime import timedelta
from typing import Any

import pytest

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Direction, MoveReason
from desk.freight.consignments.commands import update_consignment
from desk.freight.consignments.drafts import Charges
from desk.freight.consignments.queries import consignment_card, load
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.consignments.tickets import OUTBOUND, TICKET, accepted, arrive, move, ticket
from tests.freight.delivery.yard import TROLLEYS, in_stock

MONEY: tuple[dict[str, Any], ...] = (
    {"cod_amount_fen": 5_000, "cod_payee": "甲", "cod_bank": "农行", "cod_account": "6228"},
    {"declared_value_fen": 700_000},
    {"advance_fen": 1_000},
    {"pay_terms": PayTerms.MONTHLY},
)


def out_and_back(office: Office) -> str:
    """A ticket that went out on a run and came back undelivered."""
    number = accepted(office.as_("in"))
    pieces = TICKET.pieces
    office.desk.run(arrive, number=number, pieces=pieces)
    office.desk.run(move, number=number, reason=MoveReason.RUN_OUT, pieces=pieces)
    office.desk.run(move, number=number, reason=MoveReason.RUN_BACK, pieces=pieces)
    return number


@pytest.mark.parametrize("changed", MONEY, ids=lambda c: next(iter(c)))
def test_money_stays_the_managers_after_a_failed_delivery(
    office: Office, changed: dict[str, Any]
) -> None:
    number = out_and_back(office)
    office.as_("in")
    with pytest.raises(Refused) as refused:
        office.desk.run(update_consignment, number=number, version=None, draft=ticket(**changed))
    assert refused.value.codes == ("E210",)
    boss = office.as_("boss")
    with pytest.raises(Refused) as refused:
        boss.run(update_consignment, number=number, version=None, draft=ticket(**changed))
    assert refused.value.codes == ("E009",)
    prepared = boss.with_(reason="客户来函更正", confirmed={"E134"})
    prepared.run(update_consignment, number=number, version=None, draft=ticket(**changed))
    card = boss.ask(consignment_card, number=number)
    assert all(getattr(card, name) == value for name, value in changed.items())


@pytest.mark.parametrize(
    "changed",
    [{"consignee_name": "另一家"}, {"consignee_phone": "13800000999"}],
    ids=lambda c: next(iter(c)),
)
def test_another_consignee_needs_the_shippers_letter(
    office: Office, changed: dict[str, Any]
) -> None:
    number = out_and_back(office)
    with pytest.raises(Refused) as refused:
        office.desk.run(update_consignment, number=number, version=None, draft=ticket(**changed))
    assert refused.value.codes == ("E136",)


def test_a_correction_cannot_date_a_ticket_ahead(office: Office) -> None:
    number = accepted(office.as_("in"))
    ahead = ticket(accept_at=office.clock.now() + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        office.desk.run(update_consignment, number=number, version=None, draft=ahead)
    assert refused.value.codes == ("E171",)


def test_a_consignee_that_does_not_exist_is_named(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        accepted(office.as_("in"), consignee_id=4711)
    assert refused.value.codes == ("E006",)


def test_what_was_taken_is_not_corrected_away(office: Office) -> None:
    trolleys = in_stock(office, TROLLEYS)
    owed = ticket(TROLLEYS)
    entry = PickupEntry(picker="张店长", pieces=1, freight_paid_fen=98_400, cod_paid_fen=800_000)
    office.as_("jia").run(sign_self_pickup, number=trolleys, entry=entry)
    boss = office.as_("boss")
    for less in (
        ticket(owed, charges=Charges(base_freight_fen=50_000)),
        ticket(owed, cod_amount_fen=1),
    ):
        with pytest.raises(Refused) as refused:
            boss.with_(reason="改价").run(
                update_consignment, number=trolleys, version=None, draft=less
            )
        assert refused.value.codes == ("E019",)
    assert str(refused.value) == (
        "E019 代收货款不合规则:已收 8,000.00 元,不能改为 0.01 元;请先撤销收款。"
    )


def test_a_ticket_keeps_its_direction(office: Office) -> None:
    number = accepted(office.as_("jia"))
    with pytest.raises(Refused) as refused:
        office.desk.run(update_consignment, number=number, version=None, draft=ticket(OUTBOUND))
    assert refused.value.codes == ("E019",)
    assert f"{number} 是进港运单,方向和原运单不能改" in str(refused.value)


def test_a_corrected_return_keeps_its_original(office: Office) -> None:
    desk = office.as_("jia")
    original = desk.ask(consignment_card, number=accepted(desk)).id
    home: dict[str, Any] = {"direction": Direction.RETURN}
    number = accepted(desk, **home, original_id=original)
    draft = ticket(**home, remark="轻放")
    desk.run(update_consignment, number=number, version=None, draft=draft)
    with desk.reading() as read:
        assert load(read, number).original_id == original
