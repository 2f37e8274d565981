"""AT-18 (a): goods for the firm are fetched at the station, with every number."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.freight.consignments.choices import ConsignmentState, MoveReason
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import consignment_card, moves_of
from desk.freight.delivery.commands import add_run
from desk.freight.pickup.choices import PickupState
from desk.freight.pickup.commands import assign_pickup
from desk.freight.pickup.finishing import finish_pickup
from desk.freight.pickup.queries import open_pickups, pickup_order_card
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.delivery.yard import PLAN as RUN
from tests.freight.delivery.yard import PLATE
from tests.freight.pickup.station import SECOND, at_the_station, ordered


def test_three_tickets_are_fetched_at_the_station(office: Office) -> None:
    waybills = at_the_station(office)
    desk = office.as_("in")
    times: dict[str, Any] = {
        "planned_out_at": at("2026-11-20 15:00"),
        "planned_back_at": at("2026-11-20 18:00"),
    }
    desk.run(add_run, plan=replace(RUN, run_on=date(2026, 11, 20), **times))
    number = ordered(office, *waybills)
    assert number == "TH261120-001"
    card = desk.ask(pickup_order_card, number=number)
    assert (card.state, card.pieces, card.weight_g, card.volume_cm3) == (
        PickupState.WAITING,
        25,
        800_000,
        2_000_000,
    )

    with pytest.raises(Refused) as busy:
        desk.run(assign_pickup, number=number, plate_no=PLATE, driver_no="D002")
    assert str(busy.value) == (
        "E145 车辆 新A3D852 2026-11-20 15:00 至 18:00 已安排任务(PS261120-001),不能派车。"
    )
    desk.run(assign_pickup, number=number, plate_no=SECOND, driver_no="D002")

    office.at("2026-11-20 17:20")
    slip = desk.run(finish_pickup, number=number, at=at("2026-11-20 17:10")).value
    assert slip == "RK261120-001"
    done = desk.ask(pickup_order_card, number=number)
    assert (done.state, done.done_at, done.slip_no) == (
        PickupState.DONE,
        at("2026-11-20 17:10"),
        slip,
    )
    assert [line.cost_fen for line in done.lines] == [5_625, 5_625, 3_750]
    moves = [move for waybill in waybills for move in desk.ask(moves_of, number=waybill)]
    assert {(move.reason, move.slip_no, move.doc_no) for move in moves} == {
        (MoveReason.PICKUP, slip, number)
    }
    assert sum(move.pieces for move in moves) == 25
    for waybill, cost in zip(waybills, (5_625, 5_625, 3_750), strict=True):
        ticket = desk.ask(consignment_card, number=waybill)
        assert ticket.costs["pickup_cost_fen"] == cost
        assert (ticket.state, ticket.due_on) == (ConsignmentState.IN_STOCK, date(2026, 11, 21))
        kinds = [event.kind for event in desk.ask(events_of, number=waybill)]
        assert kinds == [EventKind.ACCEPTED, EventKind.PICKED_UP, EventKind.STOCKED_IN]
    assert desk.ask(open_pickups) == []
    with desk.reading() as read:
        assert ledger_faults(read.session) == []
