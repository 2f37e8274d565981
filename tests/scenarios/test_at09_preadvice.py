"""AT-09: goods are collected, loaded, announced and sent to 郑州, with every number."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.archive.customers.choices import PayTerms
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.drafts import Charges
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.pricing import rate_of
from desk.freight.fleet.commands import update_vehicle
from desk.freight.outbound.choices import PreadviceState, SendChannel, TruckShare
from desk.freight.outbound.commands import (
    acknowledge_preadvice,
    arrive_preadvice,
    close_preadvice,
    confirm_preadvice,
    depart_preadvice,
    send_preadvice,
)
from desk.freight.outbound.dispatches import dispatches_of_day
from desk.freight.outbound.message import preadvice_message
from desk.freight.outbound.planning import add_preadvice, load_preadvice, update_preadvice
from desk.freight.outbound.waiting import waiting_goods
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.errors import Refused
from desk.pricing.tariffs.choices import PriceLevel
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.consignments.tickets import line
from tests.freight.outbound.yard import (
    CLOTH,
    NUMBER,
    PARTS,
    PLAN,
    PLATE,
    RAISINS,
    card,
    goods,
    in_stock,
    loads,
    with_truck,
)
from tests.pricing.tariffs.f0 import contract, public

N1, N2, N3 = "YD2611190001", "YD2611190002", "YD2611190003"
BY_TARIFF: dict[str, Any] = {"charges": Charges(), "transit_days": None}


def test_a_truck_to_zhengzhou(office: Office) -> None:
    collect_the_goods(office)
    plan_the_truck(office)
    look_at_the_shares(office)
    refuse_what_cannot_go(office)
    load_and_announce(office)
    see_it_off(office)
    print_the_papers(office)
    sign_far_away(office)


def collect_the_goods(office: Office) -> None:
    public(office)
    customer_id, _ = contract(office)
    office.at("2026-11-19 15:30")
    with_truck(office)
    monthly: dict[str, Any] = {"pay_terms": PayTerms.MONTHLY, "shipper_id": customer_id}
    assert in_stock(office, RAISINS, **BY_TARIFF, **monthly) == N1
    assert in_stock(office, CLOTH, **BY_TARIFF) == N2
    assert in_stock(office, PARTS, **BY_TARIFF) == N3
    desk = office.as_("out")
    rates = [desk.ask(rate_of, number=number) for number in (N1, N2, N3)]
    hits = [rate.hit for rate in rates if rate and rate.hit]
    assert [hit.price_kg_mill for hit in hits] == [1_050, 1_200, 1_200]
    assert hits[0].level is PriceLevel.CONTRACT_CITY
    tickets = [goods(office, number) for number in (N1, N2, N3)]
    assert [t.chargeable_kg for t in tickets] == [3_000, 699, 30]
    assert [t.total_fen for t in tickets] == [315_000, 83_900, 6_000]
    assert {t.state for t in tickets} == {ConsignmentState.IN_STOCK}


def plan_the_truck(office: Office) -> None:
    office.at("2026-11-19 18:00")
    desk = office.as_("out")
    waits = desk.ask(waiting_goods, dest_station="郑州", plate_no=PLATE)
    assert [(row.number, row.free, row.proposed) for row in waits.rows] == [
        (N1, 150, True),
        (N2, 40, True),
        (N3, 5, True),
    ]
    assert (waits.weight_permille, waits.volume_permille) == (196, 203)
    number = desk.run(add_preadvice, plan=PLAN, loads=loads(N1, N2, N3)).value
    assert number == NUMBER
    truck = card(office)
    assert truck.state is PreadviceState.DRAFT
    assert (len(truck.lines), truck.pieces) == (3, 195)
    assert (truck.weight_g, truck.volume_cm3) == (3_530_000, 11_150_000)
    assert (truck.weight_permille, truck.volume_permille) == (196, 203)
    assert truck.freight_fen == 404_900
    assert truck.terms_fen == {
        PayTerms.PREPAID: 6_000,
        PayTerms.COLLECT: 83_900,
        PayTerms.MONTHLY: 315_000,
    }
    assert (truck.margin_fen, truck.margin_bp) == (144_900, 3_579)


def look_at_the_shares(office: Office) -> None:
    for basis, shares in (
        (TruckShare.WEIGHT, [220_963, 36_827, 2_210]),
        (TruckShare.PIECES, [200_000, 53_333, 6_667]),
        (TruckShare.CHARGEABLE, [209_171, 48_737, 2_092]),
    ):
        office.as_("out").run(
            update_preadvice, number=NUMBER, version=None, plan=replace(PLAN, share_basis=basis)
        )
        assert [n.cost_fen for n in card(office).lines] == shares


def refuse_what_cannot_go(office: Office) -> None:
    steel = line(goods_name="钢材", pieces=10, weight_g=3_000_000, volume_cm3=1_000_000)
    heavy = [in_stock(office, PARTS, **BY_TARIFF, lines=(steel,)) for _ in range(5)]
    with pytest.raises(Refused) as full:
        office.as_("out").run(load_preadvice, number=NUMBER, loads=loads(*heavy))
    assert str(full.value) == "E146 装载 18530.0 kg 超过核定载质量 18000.0 kg,不能确认。"
    papers: dict[str, Any] = {
        "plate_no": PLATE,
        "rated_payload_kg": 18_000,
        "gross_mass_kg": 25_000,
        "volume_cm3": 55_000_000,
        "length_cm": 960,
        "transport_permit_no": "650100001234",
    }
    desk = office.as_("out")
    desk.run(update_vehicle, vehicle_no="V001", permit_valid_to=date(2026, 11, 18), **papers)
    with pytest.raises(Refused) as expired:
        desk.run(confirm_preadvice, number=NUMBER)
    assert str(expired.value) == "E145 车辆 新A6F128 道路运输证已于 2026-11-18 到期,不能派车。"
    desk.run(update_vehicle, vehicle_no="V001", permit_valid_to=date(2027, 6, 30), **papers)


def load_and_announce(office: Office) -> None:
    desk = office.as_("out")
    assert desk.run(confirm_preadvice, number=NUMBER).value == "CK261119-001"
    tickets = [goods(office, number) for number in (N1, N2, N3)]
    assert {t.state for t in tickets} == {ConsignmentState.SHIPPED}
    assert [t.quantities["shipped_out"] for t in tickets] == [150, 40, 5]
    assert [t.costs["linehaul_cost_fen"] for t in tickets] == [209_171, 48_737, 2_092]
    office.at("2026-11-19 19:10")
    snapshots.check_snapshot("at09-message", desk.ask(preadvice_message, number=NUMBER))
    desk.run(send_preadvice, number=NUMBER, channel=SendChannel.WECHAT)
    truck = card(office)
    assert (truck.state, truck.sent_at) == (PreadviceState.SENT, at("2026-11-19 19:10"))


def see_it_off(office: Office) -> None:
    desk = office.as_("out")
    office.at("2026-11-19 19:45")
    desk.run(depart_preadvice, number=NUMBER, depart_at=at("2026-11-19 19:40"))
    office.at("2026-11-19 20:10")
    desk.run(acknowledge_preadvice, number=NUMBER, by="小赵", ack_at=at("2026-11-19 20:05"))
    truck = card(office)
    assert (truck.state, truck.late) == (PreadviceState.DEPARTED, False)
    assert truck.receiver_ack_at == at("2026-11-19 20:05")
    assert {goods(office, n).due_on for n in (N1, N2, N3)} == {date(2026, 11, 24)}
    kinds = [event.kind for event in desk.ask(events_of, number=N1)]
    assert kinds == [
        EventKind.ACCEPTED,
        EventKind.PICKED_UP,
        EventKind.STOCKED_IN,
        EventKind.LOADED,
        EventKind.DEPARTED,
    ]


def print_the_papers(office: Office) -> None:
    desk = office.as_("out")
    (row,) = desk.ask(dispatches_of_day)
    assert (row.doc_no, row.plate, row.lane) == (NUMBER, PLATE, "乌鲁木齐→郑州")
    assert (row.at, row.tickets, row.pieces) == (at("2026-11-19 19:40"), 3, 195)
    assert (row.weight_g, row.volume_cm3, row.price_fen) == (3_530_000, 11_150_000, 260_000)
    for name, code, what in (
        ("at09-p04", "P-04", NUMBER),
        ("at09-p04b", "P-04b", NUMBER),
        ("at09-p24", "P-24", "2026-11-19"),
    ):
        (paper,) = desk.paper(code, what, print_no=1)
        snapshots.check_snapshot(name, snapshot_text(paper))


def sign_far_away(office: Office) -> None:
    desk = office.as_("out")
    office.at("2026-11-24 11:00")
    desk.run(arrive_preadvice, number=NUMBER, arrive_at=at("2026-11-24 10:30"))
    desk.run(close_preadvice, number=NUMBER)
    office.at("2026-11-24 17:00")
    for number, pieces in ((N1, 150), (N2, 40), (N3, 5)):
        desk.run(
            sign_remote,
            number=number,
            pieces=pieces,
            signer="收货人",
            signed_at=at("2026-11-24 16:00"),
            by="郑州分部 小赵",
        )
        ticket = goods(office, number)
        assert (ticket.state, ticket.quantities["signed"]) == (ConsignmentState.SIGNED, pieces)
    kinds = [event.kind for event in desk.ask(events_of, number=N1)]
    assert kinds[-2:] == [EventKind.ARRIVED, EventKind.SIGNED]
    with desk.reading() as read:
        assert ledger_faults(read.session) == []
