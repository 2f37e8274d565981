"""The head of a run: the truck and driver that are found, refused and busy, and its times."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from tests.conftest import Office, at
from tests.freight.delivery.yard import planned
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.test_run_board import board, give_truck, goods
from ui.desks.run_board.page import RunBoard

__all__ = ["board", "goods"]

Key = Qt.Key
Show = Callable[[RunBoard], RunBoard]


def another_truck(office: Office, plate: str) -> None:
    fields: dict[str, Any] = {
        "rated_payload_kg": 1_500,
        "gross_mass_kg": 4_400,
        "volume_cm3": 15_000_000,
    }
    office.as_("in").run(add_vehicle, plate_no=plate, **fields)


def test_a_busy_truck_is_said_at_the_vehicle_and_the_driver(
    board: RunBoard, office: Office, goods: tuple[str, str]
) -> None:
    planned(office, goods[1])
    office.as_("in")
    board.take_along([row for row in board.stock._rows if row.number == goods[0]])
    give_truck(board)
    board.sending.save()
    assert "至 14:00 已安排任务" in board.form.vehicle.problem_text
    assert "已安排任务" in board.form.driver.problem_text


def test_a_vehicle_is_found_by_part_of_its_plate_and_refused_when_unknown(
    board: RunBoard, clerk: Clerk
) -> None:
    board.form.vehicle.take_focus()
    clerk.enter("3D8")
    assert board.form.vehicle.line.text() == "新A3D852"
    assert clerk.at("driver_no")
    clerk.enter("王")
    board.sending.save()
    assert "王" in board.form.driver.problem_text


def test_an_unknown_truck_is_told_as_soon_as_its_field_is_left(
    board: RunBoard, clerk: Clerk, office: Office, show: Show
) -> None:
    truck, driver = board.form.vehicle, board.form.driver
    truck.take_focus()
    clerk.enter("新A99999")
    assert truck.problem_text == (
        "找不到车辆「新A99999」。请核对车牌;没登记的先到「车辆」按 Ctrl+N 登记,停用的先在那里启用。"
    )
    assert clerk.at("driver_no")
    clerk.types("王")
    clerk.press(Key.Key_Tab)
    assert driver.problem_text.startswith("找不到司机「王」。请核对姓名;")
    board.sending.save()
    assert "新A99999" in truck.problem_text, "and refused when it is saved, as before"
    assert board.card is None
    board.hide()
    another_truck(office, "新A99999")
    show(board)
    assert (truck.problem_text, truck.value()) == ("", "新A99999"), "registered meanwhile"


def test_letters_of_several_trucks_name_none(board: RunBoard, clerk: Clerk, office: Office) -> None:
    another_truck(office, "新A11111")
    board.form.vehicle.take_focus()
    clerk.types("新A")
    clerk.press(Key.Key_Tab)
    said = board.form.vehicle.problem_text
    assert said.startswith("车辆「新A」不止一个:")
    assert "新A11111" in said
    assert "新A3D852" in said
    assert said.endswith("请再输几位,或按 ↓ 选一个。")


def test_drivers_of_one_name_are_told_apart_by_their_codes(
    board: RunBoard, clerk: Clerk, office: Office
) -> None:
    for mobile in ("13900000121", "13900000122"):
        office.as_("in").run(add_driver, name="马强", mobile=mobile)
    driver = board.form.driver
    driver.take_focus()
    clerk.enter("马强")
    said = driver.problem_text
    first, second = (found.value for found in driver._find("马强"))
    assert said == f"司机「马强」不止一个:马强 {first}、马强 {second}。请再输几位,或按 ↓ 选一个。"
    driver.take_focus()
    clerk.enter(second)
    assert (driver.problem_text, driver.value()) == ("", second)


def test_the_times_follow_the_day(board: RunBoard, clerk: Clerk) -> None:
    board.form.fields["run_on"].take_focus()
    clerk.enter("1121")
    values = {
        name: board.form.fields[name].value() for name in ("planned_out_at", "planned_back_at")
    }
    assert values["planned_out_at"] == at("2026-11-21 10:00")
    assert values["planned_back_at"] == at("2026-11-21 14:00")
    board.form.fields["planned_out_at"].take_focus()
    clerk.enter("9:30")
    assert board.form.fields["planned_out_at"].value() == at("2026-11-21 09:30")


def test_a_pasted_page_is_quoted_by_its_beginning(board: RunBoard, clerk: Clerk) -> None:
    truck = board.form.vehicle
    for page in (
        "很长的一页" * 200,
        "很长的一页" * 5_000,
    ):  # SQLite takes no pattern of 50,000 bytes
        truck.take_focus()
        truck.line.setText(page)
        truck.line.textEdited.emit(page)
        clerk.press(Key.Key_Tab)
        assert truck.problem_text.startswith("找不到车辆「很长的一页")
        assert len(truck.problem_text) < 100
