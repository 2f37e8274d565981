from datetime import date
from typing import Any

import pytest

from desk.freight.fleet.choices import BodyType, DriverStatus, OwnerKind, VehicleStatus
from desk.freight.fleet.commands import (
    activate_vehicle,
    add_vehicle,
    repair_vehicle,
    retire_vehicle,
    update_vehicle,
)
from desk.freight.fleet.driver_commands import (
    activate_driver,
    add_driver,
    grant_leave,
    retire_driver,
    update_driver,
)
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.fleet.queries import find_drivers, find_vehicles
from desk.freight.fleet.rules import check_driver, check_vehicle
from desk.kernel.errors import Refused
from desk.office.users.keys import decrypt_text
from tests.conftest import Office

ID_CARD = "650101199003071239"
TRUCK: dict[str, Any] = {
    "plate_no": "新A3D852",
    "rated_payload_kg": 1_495,
    "gross_mass_kg": 4_495,
    "volume_cm3": 15_000_000,
}
HEAVY = TRUCK | {
    "plate_no": "新A6F128",
    "rated_payload_kg": 18_000,
    "gross_mass_kg": 31_000,
    "transport_permit_no": "650100123456",
    "permit_valid_to": date(2026, 11, 19),
}


def codes(office: Office, command: Any, **fields: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        office.as_("in").run(command, **fields)
    return caught.value.codes


def test_a_vehicle_gets_a_code_and_one_spelling_of_its_plate(office: Office) -> None:
    desk = office.as_("in")
    assert desk.run(add_vehicle, **TRUCK | {"plate_no": " 新a·3d852 "}).value == "V001"
    assert office.as_("out").run(add_vehicle, **HEAVY).value == "V002"
    (row,) = desk.ask(find_vehicles, text="3D8")
    assert (row.code, row.plate_no, row.status) == ("V001", "新A3D852", VehicleStatus.USABLE)
    assert (row.owner_kind, row.body_type) == (OwnerKind.OWN, BodyType.BOX)


def test_what_a_vehicle_must_have(office: Office) -> None:
    office.as_("in").run(add_vehicle, **TRUCK)
    twin = TRUCK | {"plate_no": "新A·3D852"}
    assert codes(office, add_vehicle, **twin) == ("E017",)
    assert codes(office, add_vehicle, **TRUCK | {"plate_no": "新I12345"}) == ("E106",)
    assert codes(office, add_vehicle, **TRUCK | {"plate_no": " "}) == ("E001",)
    no_permit = HEAVY | {"transport_permit_no": "", "permit_valid_to": None}
    assert codes(office, add_vehicle, **no_permit) == ("E001", "E001")
    nothing = TRUCK | {"plate_no": "新B12345", "rated_payload_kg": 0, "volume_cm3": -1}
    assert codes(office, add_vehicle, **nothing) == ("E003", "E003")
    odd = TRUCK | {"plate_no": "新B12345", "remark": "甲\x07" + "长" * 200}
    assert codes(office, add_vehicle, **odd) == ("E004", "E012")


def test_a_vehicle_is_corrected_and_taken_out_of_service(office: Office) -> None:
    desk = office.as_("in")
    desk.run(add_vehicle, **TRUCK)
    desk.run(update_vehicle, vehicle_no="V001", **TRUCK | {"remark": "尾板"})
    desk.run(repair_vehicle, vehicle_no="新A3D852")
    (row,) = desk.ask(find_vehicles)
    assert (row.remark, row.status) == ("尾板", VehicleStatus.REPAIR)
    assert row.objection == "车辆 新A3D852 当前为「维修」,不能派车。"
    desk.run(retire_vehicle, vehicle_no="V001")
    assert desk.ask(find_vehicles) == []
    assert codes(office, repair_vehicle, vehicle_no="V001") == ("E008",)
    desk.run(activate_vehicle, vehicle_no="V001")
    assert codes(office, activate_vehicle, vehicle_no="V001") == ("E008",)
    assert codes(office, retire_vehicle, vehicle_no="V009") == ("E006",)


def test_a_driver_has_one_mobile_and_a_hidden_identity_number(office: Office) -> None:
    desk = office.as_("in")
    man: dict[str, Any] = {
        "name": "刘洋",
        "mobile": "138 0000 0021",
        "id_card": ID_CARD,
        "licence_class": "b2",
    }
    assert desk.run(add_driver, **man).value == "D001"
    assert [d.name for d in desk.ask(find_drivers, text="ly")] == ["刘洋"]
    assert desk.ask(find_drivers, text="yl") == []
    found = {text: len(desk.list_ids("drivers", search=text)) for text in ("ly", "l", "yl", "刘")}
    assert found == {"ly": 1, "l": 1, "yl": 0, "刘": 1}
    (row,) = desk.ask(find_drivers, text="0021")
    assert (row.name, row.mobile_masked, row.has_id_card) == ("刘洋", "138****0021", True)
    assert row.licence_class == "B2"
    with desk.reading() as read:
        stored = read.session.get(Driver, row.id)
        assert stored is not None
        assert stored.id_card is not None
        assert ID_CARD.encode() not in stored.id_card
        assert desk.actor is not None
        assert desk.actor.data_key is not None
        assert decrypt_text(desk.actor.data_key, stored.id_card) == ID_CARD
    ids = desk.list_ids("drivers")
    names = [field.name for field in desk.list_spec("drivers").fields]
    assert desk.list_rows("drivers", ids)[ids[0]][names.index("mobile")] == "138****0021"


def test_what_a_driver_must_have(office: Office) -> None:
    office.as_("in").run(add_driver, name="刘洋", mobile="13800000021")
    assert codes(office, add_driver, name="马强", mobile="13800000021") == ("E017",)
    assert codes(office, add_driver, name="", mobile="0991-5550123") == ("E001", "E102")
    wrong = {"name": "马强", "mobile": "13800000022", "id_card": "650101199003071230"}
    assert codes(office, add_driver, **wrong) == ("E106",)
    long = {"name": "马" * 61, "mobile": "", "licence_class": "A1A2B"}
    assert codes(office, add_driver, **long) == ("E004", "E001", "E004")


def test_a_driver_is_corrected_without_seeing_his_mobile(office: Office) -> None:
    desk = office.as_("in")
    desk.run(add_driver, name="刘洋", mobile="13800000021", id_card=ID_CARD)
    desk.run(update_driver, driver_no="d001", name="刘阳", mobile="138****0021")
    (row,) = desk.ask(find_drivers, text="刘阳")
    assert (row.mobile_masked, row.has_id_card) == ("138****0021", True)
    desk.run(grant_leave, driver_no="D001")
    (row,) = desk.ask(find_drivers)
    assert (row.status, row.objection) == (
        DriverStatus.AWAY,
        "司机 刘阳 当前为「请假」,不能派车。",
    )
    desk.run(retire_driver, driver_no="D001")
    assert desk.ask(find_drivers) == []
    desk.run(activate_driver, driver_no="D001")
    assert codes(office, update_driver, driver_no="D7", name="x", mobile="y") == ("E006",)


VEHICLE = Vehicle(
    plate_no="新A6F128",
    gross_mass_kg=31_000,
    permit_valid_to=date(2026, 11, 19),
    inspection_valid_to=None,
    insurance_valid_to=date(2027, 1, 1),
    status=VehicleStatus.USABLE,
)


def test_papers_are_good_on_their_last_day_and_stop_the_truck_after_it() -> None:
    assert check_vehicle(VEHICLE, date(2026, 11, 19)).found == []
    (problem,) = check_vehicle(VEHICLE, date(2026, 11, 20)).found
    assert problem.code == "E145"
    assert problem.message == "车辆 新A6F128 道路运输证已于 2026-11-19 到期,不能派车。"


def test_light_vehicles_need_no_permit_and_their_drivers_no_certificate() -> None:
    light = Vehicle(
        plate_no="新A3D852",
        gross_mass_kg=4_500,
        permit_valid_to=date(2020, 1, 1),
        status=VehicleStatus.USABLE,
    )
    assert check_vehicle(light, date(2026, 11, 19)).found == []
    man = Driver(name="刘洋", cert_valid_to=date(2020, 1, 1), status=DriverStatus.USABLE)
    assert check_driver(man, date(2026, 11, 19), gross_mass_kg=4_500).found == []
    (problem,) = check_driver(man, date(2026, 11, 19), gross_mass_kg=4_501).found
    assert problem.message == "司机 刘洋 从业资格证已于 2020-01-01 到期,不能派车。"


@pytest.mark.parametrize("login", ["jia", "in", "out", "boss"])
def test_who_may_register_vehicles(office: Office, login: str) -> None:
    desk = office.as_(login)
    if login != "jia":
        assert desk.run(add_vehicle, **TRUCK).value == "V001"
        return
    with pytest.raises(Refused) as caught:
        desk.run(add_vehicle, **TRUCK)
    assert caught.value.codes == ("E210",)
    assert desk.ask(find_vehicles) == []


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    office.as_("in").run(add_vehicle, **TRUCK)
    office.desk.run(add_driver, name="刘洋", mobile="13800000021", licence_class="B2")
    (truck,), (driver,) = office.desk.ask(find_vehicles), office.desk.ask(find_drivers)
    typed = TRUCK | {"vehicle_no": "V001", "version": truck.version}
    known: dict[str, Any] = {"driver_no": "D001", "version": driver.version}
    known |= {"name": "刘洋", "mobile": "13800000021", "licence_class": "A2"}
    office.as_("out").run(update_vehicle, **typed, remark="乙改")
    office.desk.run(update_driver, **known, remark="乙改")
    assert codes(office, update_vehicle, **typed, remark="甲改") == ("E211",)
    assert codes(office, update_driver, **known, remark="甲改") == ("E211",)
