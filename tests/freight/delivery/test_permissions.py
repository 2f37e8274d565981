"""Every command of the fleet and delivery rooms against the rows of spec 3.26, read off by hand."""

from collections.abc import Callable
from typing import Any

from desk.freight import delivery, fleet
from desk.freight.delivery import (
    commands,
    many_receipts,
    replanning,
    self_pickup,
    settling,
    signing,
    withdrawing,
)
from desk.freight.fleet import commands as vehicles
from desk.freight.fleet import driver_commands as drivers
from tests.conftest import Office
from tests.freight.permissions import assert_matrix

CREATE_RUN, CHANGE_RUN, VOID_RUN = "IN", "IN MGR", "IN MGR"
SIGN = "CS IN OUT MGR"
FLEET = "IN OUT MGR"
MATRIX: dict[Callable[..., Any], str] = {
    commands.add_run: CREATE_RUN,
    commands.update_run: CHANGE_RUN,
    replanning.replan_run: CHANGE_RUN,
    commands.add_to_run: CHANGE_RUN,
    commands.remove_from_run: CHANGE_RUN,
    commands.reorder_run: CHANGE_RUN,
    commands.print_run: CHANGE_RUN,
    commands.check_run: CHANGE_RUN,
    commands.revise_run: CHANGE_RUN,
    commands.depart_run: CHANGE_RUN,
    commands.void_run: VOID_RUN,
    signing.enter_receipt: SIGN,
    withdrawing.withdraw_receipt: CHANGE_RUN,
    many_receipts.enter_receipts: SIGN,
    many_receipts.withdraw_receipts: CHANGE_RUN,
    settling.return_run: CHANGE_RUN,
    settling.settle_run: CHANGE_RUN,
    self_pickup.sign_self_pickup: SIGN,
    vehicles.add_vehicle: FLEET,
    vehicles.update_vehicle: FLEET,
    vehicles.repair_vehicle: FLEET,
    vehicles.retire_vehicle: FLEET,
    vehicles.activate_vehicle: FLEET,
    drivers.add_driver: FLEET,
    drivers.update_driver: FLEET,
    drivers.grant_leave: FLEET,
    drivers.retire_driver: FLEET,
    drivers.activate_driver: FLEET,
}


def test_every_command_is_in_the_table() -> None:
    known = {c.function for room in (fleet.ROOM, delivery.ROOM) for c in room.commands}
    assert known == set(MATRIX)


def test_who_may_do_what(office: Office) -> None:
    assert_matrix(office, MATRIX)
