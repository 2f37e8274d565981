"""AT-06: goods collected at the counter after the free days, by another man, with every number."""

from datetime import date

import pytest

from desk.archive.customers.choices import PayTerms
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import ConsignmentState, MoneyKind
from desk.freight.consignments.commands import send_notice
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import money_of
from desk.freight.delivery.choices import Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.pickup_queries import pickup_card, storage_fee_of
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office
from tests.freight.delivery.yard import goods, in_stock
from tests.freight.inbound.truck import BEARINGS, N3, stocked

PROXY_ID = "650101199003071239"
PROXY = PickupEntry(picker="王强", relation=Relation.PROXY, proxy_id_no=PROXY_ID)


def told_and_left_lying(office: Office) -> None:
    """Notice on 18 November at 18:00; the goods are fetched on the 24th."""
    stocked(office)
    office.at("2026-11-18 18:00")
    office.as_("jia").run(send_notice, number=N3, channel="电话", told="兴疆机电 周工")
    office.at("2026-11-24 11:00")


def refusal(office: Office, login: str, entry: PickupEntry, number: str = N3) -> str:
    with pytest.raises(Refused) as caught:
        office.as_(login).run(sign_self_pickup, number=number, entry=entry)
    return str(caught.value)


def test_storage_is_free_for_three_days_and_then_costs(office: Office) -> None:
    told_and_left_lying(office)
    desk = office.as_("jia")
    for day, days, fee_fen in ((19, 0, 0), (21, 0, 0), (22, 1, 3_200), (24, 3, 9_600)):
        fee = desk.ask(storage_fee_of, number=N3, on=date(2026, 11, day))
        assert (fee.days, fee.fee_fen, fee.free_until) == (days, fee_fen, date(2026, 11, 21))
    card = desk.ask(pickup_card, number=N3)
    assert (card.free, card.freight_due_fen, card.cod_due_fen, card.due_fen) == (8, 0, 0, 9_600)
    (paper,) = desk.paper("P-33", N3, print_no=1)
    snapshots.check_snapshot("at06-p33", snapshot_text(paper))


def test_another_man_collects_and_the_manager_waives_the_storage(office: Office) -> None:
    told_and_left_lying(office)
    nameless = PickupEntry(picker="王强", relation=Relation.PROXY, storage_paid_fen=9_600)
    assert refusal(office, "jia", nameless) == "E023 代提货物须登记代提人的身份证号码。"
    assert refusal(office, "jia", PROXY) == (
        "E151 尚有到付运费/保管费 96.00 元未收,依约可暂不放货(留置),请收款或报经理。"
    )
    waived = PickupEntry(
        picker="王强",
        relation=Relation.PROXY,
        proxy_id_no=PROXY_ID,
        waived_fen=9_600,
        waive_reason="通知电话未接通,客户异议",
    )
    assert refusal(office, "jia", waived) == (
        "E024 减免保管费 96.00 元超出您的权限(20.00 元),请报经理。"
    )
    assert goods(office, N3).state is ConsignmentState.IN_STOCK

    slip = office.as_("boss").run(sign_self_pickup, number=N3, entry=waived).value
    assert slip == "CK261124-001"
    bearings = goods(office, N3)
    assert (bearings.state, bearings.quantities["signed"]) == (ConsignmentState.SIGNED, 8)
    assert office.as_("jia").ask(money_of, number=N3) == []
    with office.desk.reading() as read:
        assert ledger_faults(read.session) == []


def test_a_clerk_waives_twenty_and_takes_the_rest(office: Office) -> None:
    told_and_left_lying(office)
    entry = PickupEntry(picker="周工", waived_fen=2_000, storage_paid_fen=7_600)
    office.as_("jia").run(sign_self_pickup, number=N3, entry=entry)
    taken = [(row.kind, row.amount_fen) for row in office.as_("jia").ask(money_of, number=N3)]
    assert taken == [(MoneyKind.STORAGE, 7_600)]


def test_freight_to_collect_must_be_paid_first(office: Office) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, BEARINGS, pay_terms=PayTerms.COLLECT)
    unpaid = PickupEntry(picker="周工")
    assert refusal(office, "jia", unpaid, number) == (
        "E151 尚有到付运费/保管费 480.00 元未收,依约可暂不放货(留置),请收款或报经理。"
    )
    assert "E151" in refusal(office, "boss", unpaid, number)
    paid = PickupEntry(picker="周工", freight_paid_fen=48_000)
    office.as_("jia").run(sign_self_pickup, number=number, entry=paid)
    assert goods(office, number).state is ConsignmentState.SIGNED


def test_the_manager_may_release_unpaid_goods_with_a_reason(office: Office) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, BEARINGS, pay_terms=PayTerms.COLLECT)
    desk = office.as_("boss")
    released = desk.with_(reason="老客户,月底一并结清")
    released.run(sign_self_pickup, number=number, entry=PickupEntry(picker="周工"))
    card = goods(office, number)
    assert (card.state, card.unsettled_fen) == (ConsignmentState.SIGNED, 48_000)
