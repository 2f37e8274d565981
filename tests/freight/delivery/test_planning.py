from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, Direction
from desk.freight.consignments.commands import release_goods
from desk.freight.delivery.choices import RunState, ShareBasis
from desk.freight.delivery.commands import (
    add_run,
    add_to_run,
    depart_run,
    print_run,
    remove_from_run,
    reorder_run,
    revise_run,
    update_run,
    void_run,
)
from desk.freight.delivery.drafts import StopDraft
from desk.freight.delivery.queries import open_runs
from desk.freight.delivery.stock import deliverable_stock
from desk.freight.fleet.commands import add_vehicle, repair_vehicle, update_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.consignments.tickets import OUTBOUND, TICKET, accepted, line
from tests.freight.delivery.yard import (
    CLOTH,
    PLAN,
    card,
    gone,
    goods,
    in_stock,
    planned,
    ready,
    stops,
)


def refusal(office: Office, command: Any, login: str = "in", **fields: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        office.as_(login).run(command, **fields)
    return caught.value


def no_plan(office: Office, *waybills: str, **plan: Any) -> Refused:
    return refusal(office, add_run, plan=replace(PLAN, **plan), stops=stops(*waybills))


def other_truck(office: Office) -> dict[str, Any]:
    """A second truck and driver, as a plan names them."""
    desk = office.as_("in")
    fields: dict[str, Any] = {
        "rated_payload_kg": 5_000,
        "gross_mass_kg": 4_500,
        "volume_cm3": 20_000_000,
    }
    desk.run(add_vehicle, plate_no="新A11111", **fields)
    desk.run(add_driver, name="马强", mobile="13800000022")
    return {"plate_no": "新A11111", "driver_no": "D002"}


def test_goods_that_are_not_there_or_promised_elsewhere(office: Office) -> None:
    trolleys, _ = ready(office)
    bearings = in_stock(office, TICKET)
    nine = (StopDraft(waybill=bearings, pieces=9),)
    refused = refusal(office, add_run, plan=PLAN, stops=nine)
    assert str(refused) == f"E142 {bearings} 在库 8 件,不能出库 9 件。"
    first = planned(office, bearings)
    second = no_plan(office, bearings, **other_truck(office))
    assert str(second) == f"E143 {bearings} 的 8 件已在派送单 {first} 上。"
    twice = refusal(office, add_to_run, number=first, stops=stops(bearings))
    assert twice.codes == ("E143",)
    none = (StopDraft(waybill=trolleys, pieces=0),)
    assert refusal(office, add_to_run, number=first, stops=none).codes == ("E003",)
    empty = accepted(office.as_("in"), CLOTH)
    nothing = refusal(office, add_to_run, number=first, stops=stops(empty))
    assert str(nothing) == f"E142 {empty} 在库 0 件,不能出库 1 件。"


def test_part_of_a_ticket_may_go_and_the_rest_stays_free(office: Office) -> None:
    trolleys, _ = ready(office)
    number = planned(office)
    twelve = (StopDraft(waybill=trolleys, pieces=12),)
    office.as_("in").run(add_to_run, number=number, stops=twelve)
    (row,) = (r for r in office.as_("in").ask(deliverable_stock) if r.number == trolleys)
    assert (row.in_stock, row.free, row.weight_g, row.on_runs) == (20, 8, 240_000, number)
    rest = planned(office, trolleys, **other_truck(office))
    assert card(office, rest).stops[0].pieces == 8
    assert card(office, number).expected_fen == 898_400
    assert card(office, rest).expected_fen == 0  # the truck that was planned first collects


def test_goods_for_elsewhere_do_not_go_on_a_run(office: Office) -> None:
    ready(office)
    transit = in_stock(office, CLOTH, destination="喀什", delivery_mode=DeliveryMode.TRANSIT)
    outbound = in_stock(office, OUTBOUND)
    refused = no_plan(office, transit, outbound, "YD0000")
    assert refused.codes == ("E019", "E019", "E006")
    assert str(refused).splitlines()[:2] == [
        f"E019 运单不合规则:{transit} 发往喀什,交接方式为中转,请编入中转单。",
        f"E019 运单不合规则:{outbound} 是{Direction.OUTBOUND.label}货物,不走派送。",
    ]


def test_held_goods_wait_for_the_shipper(office: Office) -> None:
    ready(office)
    held = in_stock(office, CLOTH, hold_release=True)
    assert no_plan(office, held).codes == ("E144",)
    office.as_("jia").run(release_goods, number=held, channel="微信", who="柯桥布行")
    assert card(office, planned(office, held)).stops[0].held is False


def test_an_expired_or_repaired_truck_does_not_go(office: Office) -> None:
    trolleys, _ = ready(office)
    desk = office.as_("in")
    fields: dict[str, Any] = {
        "rated_payload_kg": 1_495,
        "gross_mass_kg": 4_495,
        "volume_cm3": 15_000_000,
    }
    old = date(2026, 11, 18)
    desk.run(
        update_vehicle, vehicle_no="V001", plate_no="新A3D852", insurance_valid_to=old, **fields
    )
    desk.run(repair_vehicle, vehicle_no="V001")
    assert str(no_plan(office, trolleys)).splitlines() == [
        "E145 车辆 新A3D852 当前为「维修」,不能派车。",
        "E145 车辆 新A3D852 保险已于 2026-11-18 到期,不能派车。",
    ]
    assert no_plan(office, plate_no="新A00000").codes == ("E006",)
    assert no_plan(office, driver_no="D009").codes == ("E006",)


def test_a_truck_and_its_driver_are_at_one_place_at_a_time(office: Office) -> None:
    trolleys, cloth = ready(office)
    first = planned(office, trolleys)
    later = {"planned_out_at": at("2026-11-19 13:59"), "planned_back_at": at("2026-11-19 18:00")}
    assert str(no_plan(office, cloth, **later)).splitlines() == [
        f"E145 车辆 新A3D852 2026-11-19 10:30 至 14:00 已安排任务({first}),不能派车。",
        f"E145 司机 刘洋 2026-11-19 10:30 至 14:00 已安排任务({first}),不能派车。",
    ]
    other = other_truck(office)
    same_man = no_plan(office, cloth, **later | {"plate_no": other["plate_no"]})
    assert same_man.codes == ("E145",)
    after = {"planned_out_at": at("2026-11-19 14:00"), "planned_back_at": at("2026-11-19 18:00")}
    second = planned(office, cloth, **after)
    assert [row.number for row in office.as_("in").ask(open_runs)] == [first, second]


def test_a_truck_that_is_late_is_still_out(office: Office) -> None:
    trolleys, cloth = ready(office)
    gone(office, trolleys)
    after = {"planned_out_at": at("2026-11-19 14:30"), "planned_back_at": at("2026-11-19 18:00")}
    second = planned(office, cloth, **after)
    office.at("2026-11-19 14:30")
    busy = refusal(office, depart_run, number=second)
    assert busy.codes == ("E145", "E145")
    assert "2026-11-19 10:30 至 14:00 已安排任务(PS261119-001,已过时间,还没有登记回车)" in str(busy)


def test_no_truck_carries_more_than_it_may(office: Office) -> None:
    trolleys, cloth = ready(office)
    heavy = in_stock(office, CLOTH, lines=(line(pieces=1, weight_g=595_100),))
    refused = no_plan(office, trolleys, cloth, heavy)
    assert str(refused) == "E146 装载 1495.1 kg 超过核定载质量 1495.0 kg,不能确认。"
    number = planned(office, trolleys, cloth)
    assert refusal(office, add_to_run, number=number, stops=stops(heavy)).codes == ("E146",)
    assert [stop.number for stop in card(office, number).stops] == [trolleys, cloth]


def test_a_plan_must_make_sense(office: Office) -> None:
    ready(office)
    upside = {"planned_out_at": at("2026-11-20 14:00"), "planned_back_at": at("2026-11-19 10:00")}
    assert no_plan(office, **upside).codes == ("E019", "E019")
    odd = {"vehicle_cost_fen": -1, "helper": "马\x01" + "强" * 60}
    assert no_plan(office, **odd).codes == ("E003", "E004", "E012")


def test_a_draft_is_changed_and_put_in_order(office: Office) -> None:
    trolleys, cloth = ready(office)
    desk = office.as_("in")
    number = planned(office, trolleys)
    desk.run(add_to_run, number=number, stops=stops(cloth))
    desk.run(reorder_run, number=number, waybills=(cloth, trolleys))
    assert [(s.seq, s.number) for s in card(office, number).stops] == [(1, cloth), (2, trolleys)]
    for wrong in ((cloth,), (cloth, cloth)):
        assert refusal(office, reorder_run, number=number, waybills=wrong).codes == ("E019",)
    desk.run(remove_from_run, number=number, waybill=cloth)
    assert [(s.seq, s.number) for s in card(office, number).stops] == [(1, trolleys)]
    assert refusal(office, remove_from_run, number=number, waybill=cloth).codes == ("E006",)
    plan = replace(PLAN, vehicle_cost_fen=20_000, helper="马强", share_basis=ShareBasis.PIECES)
    office.as_("boss").run(update_run, number=number, version=None, plan=plan)
    run = card(office, number)
    assert (run.helper, run.vehicle_cost_fen) == ("马强", 20_000)
    assert refusal(office, update_run, number=number, version=1, plan=plan).codes == ("E211",)
    tomorrow = replace(plan, run_on=date(2026, 11, 20))
    moved = refusal(office, update_run, number=number, version=None, plan=tomorrow)
    assert moved.codes == ("E019",)


def test_a_printed_run_stands_until_it_is_taken_back(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office)
    assert refusal(office, print_run, number=number).codes == ("E001",)
    assert refusal(office, depart_run, number=number).codes == ("E001",)
    desk = office.as_("in")
    desk.run(add_to_run, number=number, stops=stops(trolleys))
    desk.run(print_run, number=number)
    assert refusal(office, add_to_run, number=number, stops=stops(cloth)).codes == ("E008",)
    voided = refusal(office, void_run, number=number, reason="改日")
    assert str(voided) == "E008 派送单当前为「已打印」,不能作废。"
    desk.run(revise_run, number=number)
    assert card(office, number).state is RunState.DRAFT


def test_a_void_run_keeps_its_number_and_frees_its_goods(office: Office) -> None:
    trolleys, _ = ready(office)
    number = planned(office, trolleys)
    assert refusal(office, void_run, number=number, reason=" ").codes == ("E009",)
    assert refusal(office, void_run, number=number, reason="长" * 201).codes == ("E004",)
    office.as_("boss").run(void_run, number=number, reason="车辆故障")
    assert planned(office, trolleys) == "PS261119-002"
    assert card(office, number).state is RunState.VOID
    assert refusal(office, depart_run, number=number).codes == ("E008",)


def test_departure_is_neither_in_the_future_nor_before_the_goods_came(office: Office) -> None:
    trolleys, _ = ready(office)
    number = planned(office, trolleys)
    early: dict[str, Any] = {"number": number, "depart_at": at("2026-11-18 17:00")}
    assert refusal(office, depart_run, **early).codes == ("E170",)
    late: dict[str, Any] = {"number": number, "depart_at": at("2026-11-19 10:06")}
    assert refusal(office, depart_run, **late).codes == ("E171",)
    assert goods(office, trolleys).state is ConsignmentState.IN_STOCK


@pytest.mark.parametrize(
    ("basis", "shares"),
    [
        (ShareBasis.TICKET, [9_000, 9_000]),
        (ShareBasis.PIECES, [10_286, 7_714]),
        (ShareBasis.WEIGHT, [12_000, 6_000]),
        (ShareBasis.VOLUME, [10_000, 8_000]),
    ],
)
def test_the_truck_is_paid_by_all_its_stops(
    office: Office, basis: ShareBasis, shares: list[int]
) -> None:
    number = gone(office, *ready(office), share_basis=basis)
    assert [stop.cost_fen for stop in card(office, number).stops] == shares
    office.as_("jia")
    assert office.desk.may("cost.read") is False


def test_costs_are_hidden_from_clerks(office: Office) -> None:
    from desk.freight.delivery.queries import run_card

    number = planned(office, *ready(office))
    assert office.as_("jia").ask(run_card, number=number).vehicle_cost_fen is None
