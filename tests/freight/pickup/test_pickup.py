"""Pick-up orders: what is refused, what follows, who may do what."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.commands import void_consignment
from desk.freight.consignments.queries import consignment_card
from desk.freight.delivery.commands import add_run
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.queries import exceptions_of
from desk.freight.pickup.choices import PickupKind, PickupState, ShareBasis
from desk.freight.pickup.commands import (
    add_pickup,
    assign_pickup,
    fail_pickup,
    update_pickup,
    void_pickup,
)
from desk.freight.pickup.drafts import PickedUp, PickupGoods
from desk.freight.pickup.finishing import finish_pickup
from desk.freight.pickup.queries import PickupCard, pickup_order_card, tickets_to_fetch
from desk.freight.pickup.rules import cost_shares
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.consignments.tickets import OUTBOUND, accepted
from tests.freight.delivery.yard import PLAN as RUN
from tests.freight.permissions import assert_matrix
from tests.freight.pickup.station import PLAN, SECOND, at_the_station, goods, ordered


def card(office: Office, number: str) -> PickupCard:
    return office.as_("in").ask(pickup_order_card, number=number)


def sent(office: Office, number: str) -> None:
    office.as_("in").run(assign_pickup, number=number, plate_no=SECOND, driver_no="D002")


def test_everything_wrong_with_an_order_is_said_at_once(office: Office) -> None:
    first, second, _ = at_the_station(office)
    outbound = accepted(office.as_("jia"), OUTBOUND)
    wanted = (
        PickupGoods(waybill="YD9999999999"),
        PickupGoods(waybill=first),
        PickupGoods(waybill=first),
        PickupGoods(waybill=second, pieces=11),
        PickupGoods(waybill=outbound),
    )
    plan = replace(PLAN, place=" ", phone="123", cost_fen=-1, planned_back_at=PLAN.planned_out_at)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(add_pickup, plan=plan, goods=wanted)
    found = [(p.code, p.field) for p in caught.value.problems]
    assert found == [
        ("E001", "plan.place"),
        ("E102", "plan.phone"),
        ("E019", "plan.planned_back_at"),
        ("E003", "plan.cost_fen"),
        ("E006", "goods.0.waybill"),
        ("E017", "goods.2"),
        ("E003", "goods.3.pieces"),
        ("E019", "goods.4.waybill"),
    ]
    assert ordered(office, first) == "TH261120-001"


def test_pieces_spoken_for_are_not_fetched_twice(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = (
        office.as_("in")
        .run(add_pickup, plan=PLAN, goods=(PickupGoods(waybill=first, pieces=6),))
        .value
    )
    rows = office.as_("in").ask(tickets_to_fetch, kind=PickupKind.STATION)
    assert [row.free for row in rows] == [4, 10, 5]
    with pytest.raises(Refused) as caught:
        office.as_("in").run(add_pickup, plan=PLAN, goods=(PickupGoods(waybill=first, pieces=5),))
    assert caught.value.codes == ("E003",)
    assert "应在 1 到 4 之间" in str(caught.value)
    office.as_("in").run(void_pickup, number=number, reason="客户自送")
    assert ordered(office, first) == "TH261120-002"


def test_a_truck_sent_for_goods_is_busy_for_runs_and_other_orders(office: Office) -> None:
    first, second, _ = at_the_station(office)
    number = ordered(office, first)
    sent(office, number)
    other = ordered(
        office,
        second,
        planned_out_at=at("2026-11-20 17:00"),
        planned_back_at=at("2026-11-20 19:00"),
    )
    with pytest.raises(Refused) as caught:
        sent(office, other)
    assert caught.value.codes == ("E145", "E145")
    assert f"2026-11-20 15:30 至 17:30 已安排任务({number})" in str(caught.value)
    plan = replace(
        RUN,
        run_on=PLAN.planned_out_at.date(),
        plate_no=SECOND,
        planned_out_at=at("2026-11-20 16:00"),
        planned_back_at=at("2026-11-20 18:00"),
    )
    with pytest.raises(Refused) as on_run:
        office.as_("in").run(add_run, plan=plan)
    assert on_run.value.codes == ("E145",)
    later = {"planned_out_at": at("2026-11-20 17:30"), "planned_back_at": at("2026-11-20 19:00")}
    office.as_("in").run(assign_pickup, number=other, plate_no=SECOND, driver_no="D002", **later)
    assert card(office, other).state is PickupState.ASSIGNED
    sent(office, number)  # it does not object to itself


def test_an_overloaded_truck_is_not_sent(office: Office) -> None:
    at_the_station(office)
    heavy = accepted(
        office.as_("jia"),
        paper_no="XZ-9",
        lines=(replace(OUTBOUND.lines[0], pieces=10, weight_g=1_600_000, volume_cm3=4_000_000),),
    )
    with pytest.raises(Refused) as caught:
        sent(office, ordered(office, heavy))
    assert caught.value.codes == ("E146",)


def test_what_did_not_come_opens_a_shortage_and_bears_no_cost(office: Office) -> None:
    first, second, third = at_the_station(office)
    number = ordered(office, first, second, third)
    sent(office, number)
    office.at("2026-11-20 17:20")
    picked = (PickedUp(waybill=second, pieces=5), PickedUp(waybill=third, pieces=0))
    office.as_("in").run(finish_pickup, number=number, picked=picked, bin_code="A-03")
    done = card(office, number)
    assert [(n.pieces_picked, n.cost_fen) for n in done.lines] == [(10, 10_000), (5, 5_000), (0, 0)]
    (short,) = office.as_("in").ask(exceptions_of, number=second)
    assert (short.kind, short.stage, short.pieces) == (ExceptionKind.SHORTAGE, Stage.PICKUP, 5)
    assert office.as_("in").ask(consignment_card, number=first).bin_code == "A-03"
    rest = ordered(office, second, third)
    assert [n.pieces for n in card(office, rest).lines] == [5, 5]
    with pytest.raises(Refused) as again:
        office.as_("in").run(finish_pickup, number=number)
    assert again.value.codes == ("E008",)


def test_refusals_at_the_return(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)
    with pytest.raises(Refused) as early:
        office.as_("in").run(finish_pickup, number=number)
    assert early.value.codes == ("E008",)
    sent(office, number)

    def refused(**said: Any) -> tuple[str, ...]:
        with pytest.raises(Refused) as caught:
            office.as_("in").run(finish_pickup, number=number, **said)
        return caught.value.codes

    assert refused(picked=(PickedUp(waybill=first, pieces=11),)) == ("E140",)
    assert refused(picked=(PickedUp(waybill=first, pieces=0),)) == ("E019",)
    assert refused(picked=(PickedUp(waybill="YD1", pieces=-1),)) == ("E006", "E003")
    assert refused(at=at("2026-11-21 10:00")) == ("E171",)
    assert refused(at=at("2026-11-20 09:00")) == ("E170",)
    assert card(office, number).state is PickupState.ASSIGNED


def test_a_failed_order_lets_its_goods_go(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)
    sent(office, number)
    with pytest.raises(Refused) as silent:
        office.as_("in").run(fail_pickup, number=number, reason=" ")
    assert silent.value.codes == ("E009",)
    office.as_("in").run(fail_pickup, number=number, reason="货未备好")
    assert card(office, number).end_reason == "货未备好"
    sent(office, ordered(office, first))


def test_an_order_is_changed_as_a_whole(office: Office) -> None:
    first, second, _ = at_the_station(office)
    number = ordered(office, first)
    version = card(office, number).version
    office.as_("boss").run(
        update_pickup, number=number, version=version, plan=PLAN, goods=goods(first, second)
    )
    assert [n.number for n in card(office, number).lines] == [first, second]
    with pytest.raises(Refused) as stale:
        office.as_("in").run(
            update_pickup, number=number, version=version, plan=PLAN, goods=goods(first)
        )
    assert stale.value.codes == ("E211",)


def test_an_order_with_its_truck_is_not_changed_to_nothing(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)
    sent(office, number)
    wanted = (PickupGoods(waybill=first, pieces=0),)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(update_pickup, number=number, version=None, plan=PLAN, goods=wanted)
    assert caught.value.codes == ("E003",)


def test_a_voided_ticket_leaves_the_order(office: Office) -> None:
    first, second, _ = at_the_station(office)
    number = ordered(office, first, second)
    office.as_("boss").run(void_consignment, number=first, reason="客户取消")
    assert [n.number for n in card(office, number).lines] == [second]


def test_a_shippers_goods_are_fetched_at_his_door(office: Office) -> None:
    at_the_station(office)
    waybill = accepted(
        office.as_("jia"), replace(OUTBOUND, lines=(replace(OUTBOUND.lines[0], weight_g=900_000),))
    )
    assert [r.number for r in office.as_("in").ask(tickets_to_fetch, kind=PickupKind.DOOR)] == [
        waybill
    ]
    number = ordered(office, waybill, kind=PickupKind.DOOR, place="米东区库房")
    sent(office, number)
    office.at("2026-11-20 17:40")
    office.as_("in").run(finish_pickup, number=number)
    ticket = office.as_("in").ask(consignment_card, number=waybill)
    assert (ticket.quantities["in_stock"], ticket.due_on) == (150, None)


def test_the_paper_names_place_driver_and_goods(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)
    sent(office, number)
    (paper,) = office.as_("in").paper("P-35", number, print_no=1)
    text = snapshot_text(paper)
    for word in ("乌鲁木齐西站货场", "0991-5550999", SECOND, "马强 13800000022", first, "300.0"):
        assert word in text
    assert render_pdf(paper).pages == 1


def test_the_board_of_the_day_shows_what_to_fetch(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)

    def rows() -> list[tuple[str, str]]:
        return [(r.kind, r.number) for r in office.as_("in").today() if r.page == "pickup_board"]

    assert rows() == [("提货派车", number)]
    sent(office, number)
    assert rows() == [("提货入库", number)]


def test_costs_are_hidden_from_the_clerk(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)
    seen = office.as_("jia").ask(pickup_order_card, number=number)
    assert (seen.cost_fen, seen.lines[0].cost_fen) == (None, None)
    assert seen.phone_masked != PLAN.phone


def test_who_may_fetch(office: Office) -> None:
    assert_matrix(
        office,
        {
            add_pickup: "IN",
            update_pickup: "IN MGR",
            assign_pickup: "IN MGR",
            finish_pickup: "IN MGR",
            fail_pickup: "IN MGR",
            void_pickup: "IN MGR",
        },
    )


class Ticket:
    def __init__(self, declared: int, weight_g: int, volume_cm3: int) -> None:
        self.declared, self.weight_g, self.volume_cm3 = declared, weight_g, volume_cm3


TICKETS = st.tuples(
    st.builds(Ticket, st.integers(1, 9_999), st.integers(1, 40_000_000), st.integers(1, 10**8)),
    st.integers(0, 9_999),
)


@given(st.integers(0, 10_000_000), st.sampled_from(ShareBasis), st.lists(TICKETS, min_size=1))
def test_shares_add_up_to_the_fen(
    cost: int, basis: ShareBasis, fetched: list[tuple[Ticket, int]]
) -> None:
    shares = cost_shares(cost, basis, fetched)
    assert sum(shares) == cost
    assert all(share >= 0 for share in shares)


def test_a_phone_that_came_masked_stays(office: Office) -> None:
    first, *_ = at_the_station(office)
    number = ordered(office, first)
    now = card(office, number)
    plan = replace(PLAN, phone=now.phone_masked, contact="老马")
    office.as_("in").run(
        update_pickup, number=number, version=now.version, plan=plan, goods=goods(first)
    )
    row = office.desk.list_rows("pickup_orders", list(office.desk.list_ids("pickup_orders")))
    assert "老马" in str(row)
    assert card(office, number).phone_masked == now.phone_masked


def test_a_blank_phone_is_no_phone(office: Office) -> None:
    first, *_ = at_the_station(office)
    assert card(office, ordered(office, first, phone=" ")).number == "TH261120-001"
