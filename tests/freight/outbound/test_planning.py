"""A truck is planned, or refused with everything that stands against it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.freight.consignments.choices import Direction
from desk.freight.delivery.commands import add_run
from desk.freight.outbound.choices import LineOrder
from desk.freight.outbound.drafts import LoadDraft
from desk.freight.outbound.planning import (
    add_preadvice,
    load_preadvice,
    unload_preadvice,
    update_preadvice,
)
from desk.freight.outbound.queries import open_preadvices
from desk.freight.outbound.waiting import waiting_goods, waiting_stations
from desk.freight.warehouse.choices import InReason
from desk.freight.warehouse.commands import receive_goods
from desk.kernel.errors import Refused
from desk.partners.carriers.choices import Grade
from desk.partners.carriers.commands import add_partner
from desk.partners.carriers.standing import admit_partner, suspend_partner
from tests.conftest import Office, at
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import accepted, arrive
from tests.freight.delivery.yard import PLAN as RUN
from tests.freight.outbound.yard import (
    CLOTH,
    PARTS,
    PLAN,
    card,
    confirmed,
    gone,
    in_stock,
    loads,
    planned,
    ready,
)
from tests.partners.firms import KORLA


def codes(office: Office, *goods: LoadDraft, **plan: Any) -> tuple[str, ...]:
    desk = office.as_("out")
    typed = replace(PLAN, **plan)
    return refused(desk, lambda: desk.run(add_preadvice, plan=typed, loads=goods))


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ({"dest_station": " "}, "E001"),
        ({"receiver_name": ""}, "E001"),
        ({"truck_cost_fen": -1}, "E003"),
        ({"truck_cost_fen": 20_000_001}, "E003"),
        ({"route": "长" * 121}, "E004"),
        ({"remark": "a\x00b"}, "E012"),
        ({"plate_no": "新A00000"}, "E006"),
        ({"driver_no": "D009"}, "E006"),
        ({"receiver": "P009"}, "E006"),
        ({"eta_at": at("2026-11-19 19:30")}, "E019"),
        ({"receiver_phone": "123"}, "E102"),
    ],
)
def test_a_head_that_cannot_be(office: Office, plan: dict[str, Any], code: str) -> None:
    ready(office)
    assert codes(office, **plan) == (code,)


def test_everything_wrong_comes_at_once(office: Office) -> None:
    ready(office)
    wrong = codes(office, dest_station="", receiver_name="", truck_cost_fen=-1)
    assert wrong == ("E001", "E001", "E003")


def test_goods_that_cannot_be_loaded(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    inbound = accepted(office.as_("in"))
    office.as_("in").run(arrive, number=inbound, pieces=8)
    for load, code in (
        (LoadDraft(waybill="YD0000000000"), "E006"),
        (LoadDraft(waybill=raisins, pieces=151), "E142"),
        (LoadDraft(waybill=raisins, pieces=0), "E003"),
        (LoadDraft(waybill=inbound), "E019"),
    ):
        assert codes(office, load) == (code,)
    assert codes(office, *loads(cloth, cloth)) == ("E017",)


def test_pieces_of_another_draft_are_spoken_for(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    desk = office.as_("out")
    first = planned(office)
    half = LoadDraft(waybill=raisins, pieces=100)
    desk.run(load_preadvice, number=first, loads=(half,))
    later: dict[str, Any] = {
        "depart_plan_at": at("2026-11-25 10:00"),
        "eta_at": at("2026-11-30 10:00"),
    }
    with pytest.raises(Refused) as taken:
        desk.run(add_preadvice, plan=replace(PLAN, **later), loads=(half,))
    assert str(taken.value) == (
        "E019 件数不合规则:YD2611190001 的 100 件已在出港预报 CG261119-001 上。"
    )
    second = planned(office, raisins, cloth, **later)
    assert [(n.number, n.pieces) for n in card(office, second).lines] == [
        (raisins, 50),
        (cloth, 40),
    ]
    assert card(office, second).lines[0].freight_fen == 105_000
    assert [p.number for p in desk.ask(open_preadvices)] == [first, second]


def test_a_truck_that_is_out_is_busy(office: Office) -> None:
    ready(office)
    number = planned(office)
    assert codes(office) == ("E145", "E145")
    desk = office.as_("in")
    run = replace(RUN, run_on=date(2026, 11, 20), plate_no="新A6F128", driver_no="D001")
    times: dict[str, Any] = {
        "planned_out_at": at("2026-11-20 10:00"),
        "planned_back_at": at("2026-11-20 12:00"),
    }
    with pytest.raises(Refused) as busy:
        desk.run(add_run, plan=replace(run, **times))
    assert str(busy.value).splitlines()[0] == (
        "E145 车辆 新A6F128 2026-11-19 19:30 至 2026-11-24 18:00 已安排任务(CG261119-001),不能派车。"
    )
    office.as_("out").run(update_preadvice, number=number, version=1, plan=PLAN)
    after: dict[str, Any] = {
        "depart_plan_at": at("2026-11-24 18:00"),
        "eta_at": at("2026-11-29 18:00"),
    }
    assert planned(office, **after) == "CG261119-002"


def test_a_truck_that_should_have_arrived_is_said_to_be_late(office: Office) -> None:
    raisins, _, _ = ready(office)
    gone(office, raisins)
    office.at("2026-11-24 18:30")
    run = replace(RUN, run_on=date(2026, 11, 24), plate_no="新A6F128", driver_no="D001")
    times: dict[str, Any] = {
        "planned_out_at": at("2026-11-24 18:15"),
        "planned_back_at": at("2026-11-24 19:30"),
    }
    with pytest.raises(Refused) as busy:
        office.as_("in").run(add_run, plan=replace(run, **times))
    late = "至 2026-11-24 18:00 已安排任务(CG261119-001,已过预计到达时间,还没有登记到达)"
    assert late in str(busy.value)


def test_a_run_holds_the_truck_against_a_preadvice(office: Office) -> None:
    ready(office)
    run = replace(RUN, plate_no="新A6F128", driver_no="D001")
    times: dict[str, Any] = {
        "planned_out_at": at("2026-11-19 19:00"),
        "planned_back_at": at("2026-11-19 21:00"),
    }
    office.as_("in").run(add_run, plan=replace(run, **times))
    assert codes(office) == ("E145", "E145")


def test_a_draft_is_changed_by_who_saw_it_last(office: Office) -> None:
    raisins, cloth, parts = ready(office)
    desk = office.as_("out")
    number = planned(office, raisins, cloth)
    seen = card(office).version
    typed = replace(PLAN, dest_station="洛阳", line_order=LineOrder.DESTINATION)
    desk.run(update_preadvice, number=number, version=seen, plan=typed, loads=loads(parts, raisins))
    truck = card(office)
    assert truck.dest_station == "洛阳"
    assert [(n.seq, n.number) for n in truck.lines] == [(1, parts), (2, raisins)]
    stale = refused(
        desk, lambda: desk.run(update_preadvice, number=number, version=seen, plan=PLAN)
    )
    assert stale == ("E211",)
    desk.run(unload_preadvice, number=number, waybill=parts)
    assert [(n.seq, n.number) for n in card(office).lines] == [(1, raisins)]
    gone = refused(desk, lambda: desk.run(unload_preadvice, number=number, waybill=parts))
    assert gone == ("E006",)


def test_a_confirmed_truck_is_not_changed(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    number = confirmed(office, raisins)
    desk = office.as_("out")
    for call in (
        lambda: desk.run(update_preadvice, number=number, version=None, plan=PLAN),
        lambda: desk.run(load_preadvice, number=number, loads=loads(cloth)),
        lambda: desk.run(unload_preadvice, number=number, waybill=raisins),
    ):
        assert refused(desk, call) == ("E008",)


def test_the_receiver_may_be_a_partner(office: Office) -> None:
    ready(office)
    firm: dict[str, Any] = KORLA | {"name": "郑州中州专线", "areas": "郑州"}
    code = partner(office, firm)
    number = planned(
        office, receiver=code, receiver_name="", receiver_contact="", receiver_phone=""
    )
    truck = card(office, number)
    assert (truck.receiver, truck.receiver_name) == (code, "郑州中州专线")
    assert (truck.receiver_contact, truck.receiver_phone_masked) == ("艾力", "138****0033")
    office.as_("boss").with_(reason="丢货").run(suspend_partner, partner_id=1)
    later: dict[str, Any] = {
        "depart_plan_at": at("2026-11-25 10:00"),
        "eta_at": at("2026-11-30 10:00"),
    }
    assert codes(office, receiver=code, **later) == ("E160",)


def partner(office: Office, firm: dict[str, Any]) -> str:
    desk = office.as_("out")
    desk.run(add_partner, **firm)
    papers: dict[str, Any] = {"grade": Grade.A, "evaluation_no": "PG2026Q3-郑州"}
    office.as_("boss").run(admit_partner, partner_id=1, **papers)
    return "P001"


def test_what_waits_for_a_truck(office: Office) -> None:
    raisins, cloth, parts = ready(office)
    urgent = in_stock(office, PARTS, urgent=True, destination="西安", dest_station="西安")
    desk = office.as_("out")
    everything = desk.ask(waiting_goods)
    assert [row.number for row in everything.rows] == [urgent, raisins, cloth, parts]
    assert not any(row.proposed for row in everything.rows)
    stations = desk.ask(waiting_stations)
    assert [(s.dest_station, s.tickets, s.pieces, s.urgent) for s in stations] == [
        ("郑州", 3, 195, 0),
        ("西安", 1, 5, 1),
    ]
    number = planned(office, raisins)
    left = desk.ask(waiting_goods, dest_station="郑州", number=number)
    assert [(row.number, row.proposed) for row in left.rows] == [(cloth, True), (parts, True)]
    assert (left.weight_permille, left.volume_permille) == (196, 203)


def test_only_what_fits_is_proposed(office: Office) -> None:
    from desk.freight.fleet.commands import add_vehicle

    raisins, cloth, parts = ready(office)
    small: dict[str, Any] = {
        "rated_payload_kg": 1_000,
        "gross_mass_kg": 3_000,
        "volume_cm3": 5_000_000,
    }
    desk = office.as_("out")
    desk.run(add_vehicle, plate_no="新A12345", **small)
    waits = desk.ask(waiting_goods, dest_station="郑州", plate_no="新A12345")
    assert [(row.number, row.proposed) for row in waits.rows] == [
        (raisins, False),
        (cloth, True),
        (parts, True),
    ]
    assert (waits.weight_permille, waits.volume_permille) == (530, 430)


def test_goods_going_home_may_ride_along(office: Office) -> None:
    ready(office)
    original = accepted(office.as_("in"), destination="郑州")
    assert original
    draft = replace(CLOTH, direction=Direction.RETURN, original_id=4)
    back = accepted(office.as_("out"), draft)
    assert codes(office, LoadDraft(waybill=back, pieces=1)) == ("E142",)
    office.as_("in").run(receive_goods, number=back, pieces=40, reason=InReason.RETURN_IN)
    number = planned(office, back)
    assert [n.number for n in card(office, number).lines] == [back]
