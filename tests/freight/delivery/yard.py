"""A warehouse with goods for the door, a truck and its driver, and the steps of a run."""

from dataclasses import replace
from datetime import date
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode, PayMethod
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from desk.freight.delivery.choices import ShareBasis, SignResult
from desk.freight.delivery.commands import add_run, depart_run
from desk.freight.delivery.drafts import ReceiptEntry, RunPlan, StopDraft
from desk.freight.delivery.queries import RunCard, run_card
from desk.freight.delivery.signing import enter_receipt
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.freight.tracking.choices import Channel, PartyKind, Topic
from desk.freight.tracking.commands import log_contact
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted, arrive, ticket

PLATE, DRIVER = "新A3D852", "D001"
TROLLEYS = ticket(
    paper_no="T-1",
    shipper_name="中原厨具",
    shipper_phone="13800000002",
    consignee_name="天悦酒店",
    consignee_contact="张店长",
    consignee_phone="13900000002",
    consignee_address="乌鲁木齐市沙依巴克区友好北路 8 号",
    delivery_mode=DeliveryMode.DOOR,
    pay_terms=PayTerms.COLLECT,
    charges=Charges(base_freight_fen=90_000, delivery_fee_fen=6_000, cover_fee_fen=2_400),
    declared_value_fen=800_000,
    cod_amount_fen=800_000,
    cod_payee="中原厨具",
    cod_bank="郑州银行",
    cod_account="6222000011112222",
    lines=(CargoDraft(goods_name="不锈钢餐车", pieces=20, weight_g=600_000, volume_cm3=1_500_000),),
)
CLOTH = ticket(
    paper_no="T-2",
    shipper_name="柯桥布行",
    shipper_phone="13800000005",
    consignee_name="兴华商贸",
    consignee_phone="13900000005",
    consignee_address="乌鲁木齐市天山区解放南路 21 号",
    delivery_mode=DeliveryMode.DOOR,
    receipt_required=True,
    receipt_copies=1,
    lines=(CargoDraft(goods_name="布料", pieces=15, weight_g=300_000, volume_cm3=1_200_000),),
)
PLAN = RunPlan(
    run_on=date(2026, 11, 19),
    plate_no=PLATE,
    driver_no=DRIVER,
    planned_out_at=at("2026-11-19 10:30"),
    planned_back_at=at("2026-11-19 14:00"),
    vehicle_cost_fen=18_000,
    share_basis=ShareBasis.WEIGHT,
)


def with_truck(office: Office) -> None:
    """Register the truck of AT-05 and its driver."""
    office.as_("in").run(
        add_vehicle,
        plate_no="新 A·3D852",
        rated_payload_kg=1_495,
        gross_mass_kg=4_495,
        volume_cm3=15_000_000,
        length_cm=420,
        insurance_valid_to=date(2027, 6, 30),
    )
    office.as_("in").run(add_driver, name="刘洋", mobile="13800000021", licence_class="b2")


def in_stock(office: Office, draft: ConsignmentDraft = TROLLEYS, **changes: Any) -> str:
    """Accept a ticket and put all its pieces into stock; the clock stands still."""
    number = accepted(office.as_("jia"), draft, **changes)
    office.as_("in").run(arrive, number=number, pieces=replace(draft, **changes).pieces)
    return number


def ready(office: Office) -> tuple[str, str]:
    """Trolleys (COD, freight to collect) and cloth in stock, truck and driver known; 19 Nov 10:00."""
    office.at("2026-11-18 17:30")
    with_truck(office)
    numbers = in_stock(office, TROLLEYS), in_stock(office, CLOTH)
    office.at("2026-11-19 10:00")
    return numbers


def stops(*waybills: str) -> tuple[StopDraft, ...]:
    return tuple(StopDraft(waybill=waybill) for waybill in waybills)


def planned(office: Office, *waybills: str, **plan: Any) -> str:
    """Plan a run with these stops."""
    desk = office.as_("in")
    return desk.run(add_run, plan=replace(PLAN, **plan), stops=stops(*waybills)).value


def gone(office: Office, *waybills: str, **plan: Any) -> str:
    """Plan a run and let it leave at 10:40."""
    number = planned(office, *waybills, **plan)
    office.at("2026-11-19 10:40")
    office.as_("in").run(depart_run, number=number)
    office.at("2026-11-19 13:30")
    return number


def entry(result: SignResult = SignResult.FULL, **fields: Any) -> ReceiptEntry:
    """A receipt signed at 12:20."""
    plain = ReceiptEntry(
        result=result,
        signed_at=at("2026-11-19 12:20"),
        signer="" if result in (SignResult.REFUSED, SignResult.FAILED) else "张店长",
        reason="" if result is SignResult.FULL else "客户原因",
        pay_method=PayMethod.CASH,
    )
    return replace(plain, **fields)


def enter(office: Office, number: str, waybill: str, typed: ReceiptEntry) -> str:
    return office.as_("in").run(enter_receipt, number=number, waybill=waybill, entry=typed).value


def shipper_agrees(office: Office, waybill: str) -> int:
    """The shipper says on the phone that less cash on delivery may be taken."""
    return (
        office.as_("jia")
        .run(
            log_contact,
            number=waybill,
            channel=Channel.PHONE,
            party_kind=PartyKind.SHIPPER,
            who="中原厨具 李工",
            content="1 件受潮拒收,同意代收货款减少 400 元",
            topic=Topic.COD_CHANGE,
        )
        .value
    )


def card(office: Office, number: str) -> RunCard:
    return office.as_("in").ask(run_card, number=number)


def goods(office: Office, waybill: str) -> ConsignmentCard:
    return office.as_("in").ask(consignment_card, number=waybill)
