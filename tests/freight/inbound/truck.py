"""The truck of AT-03: four tickets from 郑州, as its origin wrote them."""

from dataclasses import replace
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Condition, DeliveryMode, Direction
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.inbound.commands import add_manifest
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.drafts import ManifestDraft, ManifestHead
from desk.storage.cabinet import Upload
from tests.conftest import Office, at

MANIFEST = "JG261118-001"
N1, N2, N3, N4 = (f"YD261116000{i}" for i in range(1, 5))
PHOTO = Upload("破损 餐车.png", b"\x89PNG\r\n\x1a\n" + bytes(range(64)))
HEAD = ManifestHead(
    origin_station="郑州",
    line_operator="豫新干线",
    plate="豫A8K369",
    driver="赵师傅",
    driver_phone="13700000009",
    seal_no="F0093",
    depart_at=at("2026-11-16 20:00"),
    eta_at=at("2026-11-18 16:00"),
    linehaul_cost_fen=93_000,
)


def ticket(goods_name: str, pieces: int, kg: int, cm3: int, **fields: Any) -> ConsignmentDraft:
    """An inbound ticket accepted at the origin on 16 November."""
    plain = ConsignmentDraft(
        direction=Direction.INBOUND,
        origin_station="郑州",
        destination="乌鲁木齐",
        accept_at=at("2026-11-16 09:30"),
        shipper_identity_checked=True,
        dangerous_checked=True,
        open_inspection=True,
        cover_clause_ack=True,
        lines=(
            CargoDraft(goods_name=goods_name, pieces=pieces, weight_g=kg * 1000, volume_cm3=cm3),
        ),
    )
    return replace(plain, **fields)


PUMPS = ticket(
    "水泵配件",
    12,
    480,
    1_900_000,
    destination="喀什",
    shipper_name="河南宏达机械",
    shipper_phone="13800000001",
    consignee_name="建新农机",
    consignee_contact="王建新",
    consignee_phone="13900000001",
    consignee_address="喀什市人民东路 18 号",
    delivery_mode=DeliveryMode.TRANSIT,
    receipt_required=True,
    receipt_copies=2,
    declared_value_fen=3_000_000,
    charges=Charges(
        base_freight_fen=164_600,
        cover_fee_fen=9_000,
        pickup_fee_fen=8_000,
        delivery_fee_fen=15_000,
        receipt_fee_fen=1_000,
    ),
)
TROLLEYS = ticket(
    "不锈钢餐车",
    20,
    600,
    1_500_000,
    shipper_name="中原厨具",
    shipper_phone="13800000002",
    consignee_name="天悦酒店",
    consignee_phone="13900000002",
    consignee_address="乌鲁木齐市沙依巴克区友好北路 8 号",
    delivery_mode=DeliveryMode.DOOR,
    pay_terms=PayTerms.COLLECT,
    declared_value_fen=800_000,
    charges=Charges(base_freight_fen=90_000, delivery_fee_fen=6_000, cover_fee_fen=2_400),
    cod_amount_fen=800_000,
    cod_payee="中原厨具",
    cod_bank="郑州银行",
    cod_account="6222000011112222",
)
BEARINGS = ticket(
    "轴承",
    8,
    320,
    400_000,
    shipper_name="洛城轴承",
    shipper_phone="13800000003",
    consignee_name="兴疆机电",
    consignee_phone="0991-5550456",
    pay_terms=PayTerms.MONTHLY,
    charges=Charges(base_freight_fen=48_000),
)
WIGS = ticket(
    "假发",
    30,
    150,
    1_800_000,
    destination="库尔勒",
    shipper_name="莲城发制品",
    shipper_phone="13800000004",
    consignee_name="美丽屋",
    consignee_phone="13900000004",
    consignee_address="库尔勒市人民东路 3 号",
    delivery_mode=DeliveryMode.TRANSIT,
    pay_terms=PayTerms.COLLECT,
    charges=Charges(base_freight_fen=119_800),
)
ALL = (PUMPS, TROLLEYS, BEARINGS, WIGS)


def announced(office: Office, *drafts: ConsignmentDraft, **head: Any) -> str:
    """Announce a truck with these tickets (all four unless said) on the morning of the 18th."""
    office.at("2026-11-18 10:00")
    draft = ManifestDraft(head=replace(HEAD, **head), drafts=drafts or ALL)
    return office.as_("in").run(add_manifest, draft=draft).value


def unloading(office: Office, *drafts: ConsignmentDraft, **head: Any) -> str:
    """The same truck, standing in the yard with its doors open."""
    number = announced(office, *drafts, **head)
    office.at("2026-11-18 16:20")
    office.as_("in").run(arrive_truck, number=number)
    office.at("2026-11-18 16:30")
    office.as_("in").run(start_unloading, number=number)
    return number


def count(office: Office, waybill: str, pieces: int, **fields: Any) -> None:
    office.as_("in").run(count_line, number=MANIFEST, waybill=waybill, pieces=pieces, **fields)


def stocked(office: Office) -> str:
    """The truck of AT-03 counted and in stock at 17:30; returns the slip."""
    number = unloading(office)
    count(office, N1, 12, bin_code="K-01")
    wet = {"condition": Condition.DAMAGED, "damaged_pieces": 1, "photos": (PHOTO,)}
    count(office, N2, 20, note="1 箱受潮破损", **wet)
    count(office, N3, 8, bin_code="A-03")
    count(office, N4, 29)
    office.at("2026-11-18 17:30")
    return office.as_("in").run(finish_unloading, number=number).value
