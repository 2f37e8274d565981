"""The outbound goods of AT-09 in the warehouse, the truck and driver that take them to 郑州."""

from dataclasses import replace
from datetime import date
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.freight.outbound.choices import SendChannel
from desk.freight.outbound.commands import (
    confirm_preadvice,
    depart_preadvice,
    send_preadvice,
)
from desk.freight.outbound.drafts import LoadDraft, PreadvicePlan
from desk.freight.outbound.planning import add_preadvice
from desk.freight.outbound.queries import PreadviceCard, preadvice_card
from desk.freight.warehouse.choices import InReason
from desk.freight.warehouse.commands import receive_goods
from tests.conftest import Office, at
from tests.freight.consignments.tickets import OUTBOUND, accepted

PLATE, DRIVER = "新A6F128", "D001"
NUMBER = "CG261119-001"
RAISINS = replace(
    OUTBOUND,
    pay_terms=PayTerms.PREPAID,
    charges=Charges(base_freight_fen=315_000),
    transit_days=5,
)
CLOTH = replace(
    OUTBOUND,
    shipper_name="兴华商贸",
    shipper_phone="13900000005",
    consignee_name="中原布行",
    consignee_phone="13800000011",
    consignee_address="郑州市二七区 1 号",
    delivery_mode=DeliveryMode.DOOR,
    pay_terms=PayTerms.COLLECT,
    charges=Charges(base_freight_fen=83_900),
    transit_days=5,
    receipt_required=True,
    receipt_copies=1,
    lines=(CargoDraft(goods_name="布料", pieces=40, weight_g=500_000, volume_cm3=2_100_000),),
)
PARTS = replace(
    OUTBOUND,
    shipper_name="兴疆机电",
    shipper_phone="0991-5550456",
    consignee_name="郑州机电",
    consignee_phone="13800000012",
    pay_terms=PayTerms.PREPAID,
    charges=Charges(base_freight_fen=6_000),
    transit_days=5,
    lines=(CargoDraft(goods_name="电机配件", pieces=5, weight_g=30_000, volume_cm3=50_000),),
)
PLAN = PreadvicePlan(
    dest_station="郑州",
    receiver_name="郑州分部",
    receiver_contact="小赵",
    receiver_phone="13800000041",
    route="乌鲁木齐—兰州—西安—郑州",
    plate_no=PLATE,
    driver_no=DRIVER,
    depart_plan_at=at("2026-11-19 19:30"),
    eta_at=at("2026-11-24 18:00"),
    truck_cost_fen=260_000,
    quoted_by="马强",
)


def with_truck(office: Office, **changes: Any) -> None:
    """Register the truck of AT-09 and its driver."""
    truck: dict[str, Any] = {
        "plate_no": PLATE,
        "rated_payload_kg": 18_000,
        "gross_mass_kg": 25_000,
        "volume_cm3": 55_000_000,
        "length_cm": 960,
        "transport_permit_no": "650100001234",
        "permit_valid_to": date(2027, 6, 30),
    }
    office.as_("out").run(add_vehicle, **(truck | changes))
    office.as_("out").run(
        add_driver,
        name="马强",
        mobile="13800000022",
        licence_class="A2",
        driver_cert_no="6501",
        cert_valid_to=date(2027, 6, 30),
    )


def in_stock(office: Office, draft: ConsignmentDraft, **changes: Any) -> str:
    """Accept a ticket and take all its pieces in at the counter."""
    number = accepted(office.as_("out"), draft, **changes)
    pieces = replace(draft, **changes).pieces
    office.as_("out").run(
        receive_goods, number=number, pieces=pieces, reason=InReason.PICKUP, bin_code="C-01"
    )
    return number


def ready(office: Office) -> tuple[str, str, str]:
    """The three tickets of AT-09 in stock, truck and driver known; 19 November, 18:00."""
    office.at("2026-11-19 15:30")
    with_truck(office)
    numbers = (in_stock(office, RAISINS), in_stock(office, CLOTH), in_stock(office, PARTS))
    office.at("2026-11-19 18:00")
    return numbers


def loads(*waybills: str) -> tuple[LoadDraft, ...]:
    return tuple(LoadDraft(waybill=waybill) for waybill in waybills)


def planned(office: Office, *waybills: str, **plan: Any) -> str:
    """Plan a truck with these tickets."""
    desk = office.as_("out")
    return desk.run(add_preadvice, plan=replace(PLAN, **plan), loads=loads(*waybills)).value


def confirmed(office: Office, *waybills: str, **plan: Any) -> str:
    number = planned(office, *waybills, **plan)
    office.as_("out").run(confirm_preadvice, number=number)
    return number


def sent(office: Office, *waybills: str, **plan: Any) -> str:
    """Planned, loaded at 18:00, announced at 19:10."""
    number = confirmed(office, *waybills, **plan)
    office.at("2026-11-19 19:10")
    office.as_("out").run(send_preadvice, number=number, channel=SendChannel.WECHAT)
    return number


def gone(office: Office, *waybills: str, **plan: Any) -> str:
    """Announced at 19:10, left at 19:40."""
    number = sent(office, *waybills, **plan)
    office.at("2026-11-19 19:40")
    office.as_("out").run(depart_preadvice, number=number)
    return number


def card(office: Office, number: str = NUMBER) -> PreadviceCard:
    return office.as_("out").ask(preadvice_card, number=number)


def goods(office: Office, waybill: str) -> ConsignmentCard:
    return office.as_("out").ask(consignment_card, number=waybill)
