from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.freight.consignments.choices import ConsignmentState, MoneyKind
from desk.freight.consignments.commands import release_goods
from desk.freight.consignments.queries import money_of
from desk.freight.delivery.choices import IdKind, Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.model import SelfPickup
from desk.freight.delivery.pickup_queries import pickup_card, storage_fee_of
from desk.freight.delivery.rules import storage_fee
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.errors import Refused
from desk.kernel.settings import Settings
from desk.office.users.keys import decrypt_text
from tests.conftest import Office, at
from tests.freight.consignments.tickets import OUTBOUND, TICKET
from tests.freight.delivery.yard import (
    CLOTH,
    TROLLEYS,
    goods,
    in_stock,
    planned,
    ready,
    shipper_agrees,
)

ID_CARD = "650101199003071239"
MAN = PickupEntry(picker="周工")
PAID = PickupEntry(picker="张店长", freight_paid_fen=98_400, cod_paid_fen=800_000)


def collect(office: Office, number: str, entry: PickupEntry = MAN, login: str = "jia") -> str:
    return office.as_(login).run(sign_self_pickup, number=number, entry=entry).value


def refused(office: Office, number: str, entry: PickupEntry, login: str = "jia") -> Refused:
    with pytest.raises(Refused) as caught:
        collect(office, number, entry, login)
    return caught.value


@pytest.mark.parametrize(
    ("weight_g", "fetched_on", "days", "fee_fen"),
    [
        (320_000, 21, 0, 0),
        (320_000, 22, 1, 3_200),
        (320_000, 24, 3, 9_600),
        (10_000, 24, 3, 1_500),  # 5 yuan a day at least
        (50_000, 22, 1, 500),
        (50_100, 22, 1, 501),
        (333_500, 22, 1, 3_335),
        (320_000, 18, 0, 0),
    ],
)
def test_storage_fee(weight_g: int, fetched_on: int, days: int, fee_fen: int) -> None:
    fee = storage_fee(weight_g, date(2026, 11, 18), date(2026, 11, fetched_on), Settings())
    assert (fee.free_until, fee.days, fee.fee_fen) == (date(2026, 11, 21), days, fee_fen)


def test_who_was_never_told_pays_no_storage(office: Office) -> None:
    assert storage_fee(320_000, None, date(2027, 1, 1), Settings()).fee_fen == 0
    office.at("2026-11-18 17:30")
    number = in_stock(office, TICKET)
    office.at("2026-12-18 17:30")
    assert office.as_("jia").ask(storage_fee_of, number=number).fee_fen == 0
    assert collect(office, number) == "CK261218-001"
    assert goods(office, number).state is ConsignmentState.SIGNED


def test_held_promised_or_missing_goods_are_not_handed_over(office: Office) -> None:
    trolleys, _ = ready(office)
    held = in_stock(office, TICKET, hold_release=True)
    assert refused(office, held, MAN).codes == ("E144",)
    office.as_("jia").run(release_goods, number=held, channel="电话", who="洛城轴承")
    assert refused(office, held, replace(MAN, pieces=9)).codes == ("E142",)
    assert refused(office, held, replace(MAN, pieces=0)).codes == ("E003",)
    run = planned(office, trolleys)
    assert str(refused(office, trolleys, PAID)) == f"E143 {trolleys} 的 20 件已在派送单 {run} 上。"
    outbound = in_stock(office, OUTBOUND)
    assert refused(office, outbound, MAN).codes == ("E019",)
    assert refused(office, "YD1", MAN).codes == ("E006",)


def test_a_part_is_collected_and_the_rest_later(office: Office) -> None:
    trolleys, _ = ready(office)
    collect(office, trolleys, replace(PAID, pieces=5))
    card = office.as_("jia").ask(pickup_card, number=trolleys)
    assert (card.free, card.freight_due_fen, card.cod_due_fen, card.due_fen) == (15, 0, 0, 0)
    assert goods(office, trolleys).state is ConsignmentState.PART_SIGNED
    collect(office, trolleys, PickupEntry(picker="张店长"))
    assert goods(office, trolleys).state is ConsignmentState.SIGNED


def test_what_a_collector_must_show(office: Office) -> None:
    trolleys, _ = ready(office)
    bare = PickupEntry(picker=" ", freight_paid_fen=98_400, cod_paid_fen=800_000)
    assert refused(office, trolleys, bare).codes == ("E001",)
    wrong = replace(PAID, relation=Relation.PROXY, proxy_id_no="123", picker_id_no="1" * 41)
    assert refused(office, trolleys, wrong).codes == ("E106", "E106", "E004")
    long = replace(PAID, picker="张" * 61, waive_reason="甲\x03")
    assert refused(office, trolleys, long).codes == ("E004", "E012")
    passport = replace(
        PAID,
        picker_id_kind=IdKind.PASSPORT,
        picker_id_no="E12345678",
        relation=Relation.PROXY,
        proxy_id_no=ID_CARD.lower(),
    )
    slip = collect(office, trolleys, passport)
    desk = office.as_("jia")
    with desk.reading() as read:
        kept = read.session.query(SelfPickup).filter_by(number=slip).one()
        assert desk.actor is not None
        assert desk.actor.data_key is not None
        assert kept.proxy_id_no is not None
        assert decrypt_text(desk.actor.data_key, kept.proxy_id_no) == ID_CARD


def test_cash_on_delivery_is_collected_exactly_or_with_consent(office: Office) -> None:
    trolleys, _ = ready(office)
    less = replace(PAID, cod_paid_fen=760_000)
    assert refused(office, trolleys, less).codes == ("E022",)
    over = replace(PAID, cod_paid_fen=800_001, freight_paid_fen=98_401, storage_paid_fen=1)
    assert refused(office, trolleys, over).codes == ("E019", "E019", "E019")
    shipper_agrees(office, trolleys)
    slip = collect(office, trolleys, less)
    card = goods(office, trolleys)
    assert (card.cod_amount_fen, card.cod_fee_fen, card.unsettled_fen) == (760_000, 2_300, 0)
    rows = office.as_("jia").ask(money_of, number=trolleys)
    assert [(row.kind, row.amount_fen, row.doc_no) for row in rows] == [
        (MoneyKind.FREIGHT, 98_400, slip),
        (MoneyKind.COD, 760_000, slip),
    ]


def test_a_waiver_has_its_limits(office: Office) -> None:
    trolleys, _ = ready(office)
    assert refused(office, trolleys, replace(PAID, waived_fen=100)).codes == ("E019",)
    assert refused(office, trolleys, replace(PAID, waived_fen=-100)).codes == ("E019",)
    from desk.freight.consignments.commands import send_notice

    office.as_("jia").run(send_notice, number=trolleys, channel="电话", told="张店长")
    office.at("2026-11-25 10:00")
    waived: dict[str, Any] = {"storage_paid_fen": 14_000, "waived_fen": 4_000}
    assert refused(office, trolleys, replace(PAID, **waived)).codes == ("E024", "E009")
    assert refused(office, trolleys, replace(PAID, **waived), "boss").codes == ("E009",)
    collect(office, trolleys, replace(PAID, **waived, waive_reason="老客户"), "boss")


def test_collecting_lies_between_stock_in_and_now(office: Office) -> None:
    trolleys, _ = ready(office)
    early = replace(PAID, signed_at=at("2026-11-18 17:00"))
    assert refused(office, trolleys, early).codes == ("E170",)
    late = replace(PAID, signed_at=at("2026-11-19 10:06"))
    assert refused(office, trolleys, late).codes == ("E171",)


def test_return_receipts_signed_at_the_counter_are_back(office: Office) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, CLOTH)
    assert refused(office, number, replace(MAN, receipts_back=2)).codes == ("E003",)
    collect(office, number, replace(MAN, receipts_back=1))
    assert goods(office, number).receipts_back == 1


def test_trolleys_are_door_goods_and_may_still_be_collected(office: Office) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, TROLLEYS)
    collect(office, number, PAID)
    ids = office.as_("jia").list_ids("self_pickups", search="天悦")
    assert len(ids) == 1
