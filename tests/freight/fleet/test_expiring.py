"""Three stages before a paper runs out, for vehicles and drivers (spec 3.10, 5.18)."""

from datetime import date, timedelta
from typing import Any

import pytest

from desk.freight.fleet.commands import add_vehicle, retire_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.freight.fleet.expiring import expiring_fleet_papers
from desk.freight.fleet.queries import find_vehicles
from desk.kernel.expiry import ExpiryStage as S
from desk.screens.lists import Filter, Sort
from tests.conftest import Office
from tests.freight.fleet.test_fleet import HEAVY, TRUCK

TODAY = date(2026, 11, 16)


def day(left: int) -> date:
    return TODAY + timedelta(days=left)


def columns(office: Office, name: str, **how: Any) -> list[tuple[Any, ...]]:
    """Stage, days left and paper of every row of a list."""
    spec = office.desk.list_spec(name)
    at = [
        [f.name for f in spec.fields].index(n) for n in ("expiry_stage", "days_left", "next_paper")
    ]
    ids = office.desk.list_ids(name, **how)
    rows = office.desk.list_rows(name, ids)
    return [tuple(rows[i][n] for n in at) for i in ids]


@pytest.mark.parametrize(
    ("left", "stage"),
    [
        (61, None),
        (60, S.IN_60_DAYS),
        (59, S.IN_60_DAYS),
        (30, S.IN_30_DAYS),
        (7, S.IN_7_DAYS),
        (0, S.IN_7_DAYS),
        (-1, S.EXPIRED),
    ],
)
def test_list_and_query_tell_the_same_stage(office: Office, left: int, stage: S | None) -> None:
    desk = office.as_("in")
    desk.run(add_vehicle, **TRUCK, insurance_valid_to=day(left), inspection_valid_to=day(left + 9))
    assert columns(office, "vehicles") == [(stage, left, "保险")]
    found = [(r.paper, r.days_left, r.stage) for r in desk.ask(expiring_fleet_papers)]
    assert found[:1] == ([("保险", left, stage)] if stage else [])
    blocked = "保险已于" in desk.ask(find_vehicles)[0].objection
    assert blocked == (left < 0)


def test_a_light_vehicle_needs_no_permit(office: Office) -> None:
    desk = office.as_("in")
    desk.run(add_vehicle, **TRUCK, permit_valid_to=day(-5))
    desk.run(add_vehicle, **HEAVY)
    assert columns(office, "vehicles", sort=Sort("plate_no")) == [
        (None, None, ""),
        (S.IN_7_DAYS, 3, "道路运输证"),
    ]
    assert [(r.name, r.paper) for r in desk.ask(expiring_fleet_papers)] == [
        ("新A6F128", "道路运输证")
    ]
    desk.run(retire_vehicle, vehicle_no="新A6F128")
    assert desk.ask(expiring_fleet_papers) == []


def test_drivers_are_warned_of_by_the_paper_that_ends_first(office: Office) -> None:
    desk = office.as_("in")
    man: dict[str, Any] = {
        "name": "刘洋",
        "mobile": "13800000021",
        "licence_valid_to": day(45),
    }
    desk.run(add_driver, **man, driver_cert_no="650", cert_valid_to=day(20))
    desk.run(add_driver, name="马强", mobile="13800000022")
    by_days = Sort("days_left", descending=True)
    assert columns(office, "drivers", sort=by_days) == [
        (S.IN_30_DAYS, 20, "从业资格证"),
        (None, None, ""),
    ]
    soon = [Filter("expiry_stage", "is", S.IN_30_DAYS)]
    assert len(desk.list_ids("drivers", soon)) == 1


def test_the_stage_follows_the_office_clock(office: Office) -> None:
    office.as_("in").run(add_vehicle, **TRUCK, insurance_valid_to=day(30))
    assert columns(office, "vehicles") == [(S.IN_30_DAYS, 30, "保险")]
    office.at("2026-12-10 00:01")
    assert columns(office, "vehicles") == [(S.IN_7_DAYS, 6, "保险")]
    office.at("2026-12-17 00:01")
    assert columns(office, "vehicles") == [(S.EXPIRED, -1, "保险")]


def test_they_stand_on_the_board_of_those_who_renew_them(office: Office) -> None:
    desk = office.as_("in")
    desk.run(add_vehicle, **HEAVY)
    desk.run(add_driver, name="刘洋", mobile="13800000021", licence_valid_to=day(0))
    rows = [row for row in desk.today() if row.page in ("vehicles", "drivers")]
    assert [(row.kind, row.title, row.number) for row in rows] == [
        ("更新司机证照", "刘洋 驾驶证 今天到期", "D001"),
        ("更新车辆证照", "新A6F128 道路运输证 剩 3 天", "V001"),
    ]
    assert not [row for row in office.as_("jia").today() if row.page in ("vehicles", "drivers")]
