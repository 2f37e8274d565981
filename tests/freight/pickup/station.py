"""Three tickets lying at the station, two trucks, and an order to fetch them."""

from dataclasses import replace
from typing import Any

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.freight.pickup.choices import PickupKind
from desk.freight.pickup.commands import add_pickup
from desk.freight.pickup.drafts import PickupGoods, PickupPlan
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted
from tests.freight.delivery.yard import with_truck

SECOND = "新A1B234"
PLAN = PickupPlan(
    kind=PickupKind.STATION,
    place="乌鲁木齐西站货场",
    contact="货场 老周",
    phone="0991-5550999",
    planned_out_at=at("2026-11-20 15:30"),
    planned_back_at=at("2026-11-20 17:30"),
    cost_fen=15_000,
)


def at_the_station(office: Office) -> list[str]:
    """300, 300 and 200 kg in 10, 10 and 5 pieces; Friday 20 November, noon."""
    with_truck(office)
    office.as_("in").run(
        add_vehicle,
        plate_no=SECOND,
        rated_payload_kg=1_500,
        gross_mass_kg=4_495,
        volume_cm3=15_000_000,
    )
    office.as_("in").run(add_driver, name="马强", mobile="13800000022", licence_class="B2")
    office.at("2026-11-20 12:00")
    parts = ((10, 300_000, 750_000), (10, 300_000, 750_000), (5, 200_000, 500_000))
    return [
        accepted(
            office.as_("jia"),
            paper_no=f"XZ-{place}",
            delivery_mode=DeliveryMode.DOOR,
            consignee_address="乌鲁木齐市沙依巴克区友好北路 8 号",
            lines=(CargoDraft(goods_name="配件", pieces=n, weight_g=g, volume_cm3=v),),
        )
        for place, (n, g, v) in enumerate(parts)
    ]


def goods(*waybills: str) -> tuple[PickupGoods, ...]:
    return tuple(PickupGoods(waybill=waybill) for waybill in waybills)


def ordered(office: Office, *waybills: str, **plan: Any) -> str:
    desk = office.as_("in")
    return desk.run(add_pickup, plan=replace(PLAN, **plan), goods=goods(*waybills)).value
