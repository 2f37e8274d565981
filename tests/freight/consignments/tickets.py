"""The tickets of AT-03 as they are typed at the counter, and goods put into the warehouse."""

from dataclasses import replace
from typing import Any

from desk.app import Desk
from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode, Direction, MoveReason
from desk.freight.consignments.commands import accept_consignment, by_number
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.ledger import move_pieces
from desk.kernel.commands import command
from desk.storage.work import Work

BEARINGS = CargoDraft(goods_name="轴承", pieces=8, weight_g=320_000, volume_cm3=400_000)
TICKET = ConsignmentDraft(
    direction=Direction.INBOUND,
    origin_station="郑州",
    destination="乌鲁木齐",
    shipper_name="洛城轴承",
    shipper_phone="13800000003",
    shipper_identity_checked=True,
    consignee_name="兴疆机电",
    consignee_phone="0991-5550456",
    dangerous_checked=True,
    open_inspection=True,
    cover_clause_ack=True,
    pay_terms=PayTerms.PREPAID,
    charges=Charges(base_freight_fen=48_000),
    lines=(BEARINGS,),
)
OUTBOUND = replace(
    TICKET,
    direction=Direction.OUTBOUND,
    origin_station="乌鲁木齐",
    destination="郑州",
    shipper_name="天果园果品",
    shipper_phone="13800000007",
    consignee_name="豫果批发",
    consignee_phone="13800000008",
    lines=(CargoDraft(goods_name="葡萄干", pieces=150, weight_g=3_000_000, volume_cm3=9_000_000),),
)
CUTLERY = replace(
    TICKET,
    shipper_name="中原厨具",
    shipper_phone="13800000002",
    consignee_name="天悦酒店",
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


def ticket(base: ConsignmentDraft = TICKET, **changes: Any) -> ConsignmentDraft:
    """A ticket with some fields typed differently."""
    return replace(base, **changes)


def line(**changes: Any) -> CargoDraft:
    return replace(BEARINGS, **changes)


def accepted(desk: Desk, base: ConsignmentDraft = TICKET, **changes: Any) -> str:
    """Accept a ticket and return its number."""
    return desk.run(accept_consignment, draft=ticket(base, **changes)).value


@command("office.read", "到货(仅测试)")
def arrive(work: Work, *, number: str, pieces: int, over: bool = False) -> None:
    """What the inbound room does when a truck has been counted."""
    move_pieces(
        work,
        by_number(work, number),
        MoveReason.ARRIVAL,
        pieces,
        "JG261118-001",
        bin_code="A-01",
        handed_by="司机老马",
        slip_no="RK261118-001",
        over_registered=over,
    )


@command("office.read", "移动(仅测试)")
def move(work: Work, *, number: str, reason: MoveReason, pieces: int) -> None:
    """Any movement that other rooms book."""
    move_pieces(work, by_number(work, number), reason, pieces, "PS261119-001")


@command("office.read", "拒收(仅测试)")
def refuse_goods(work: Work, *, number: str, is_open: bool) -> None:
    """What the delivery room notes when a consignee refuses goods, or a new attempt is agreed."""
    from desk.freight.consignments.rules import derive_state

    consignment = by_number(work, number)
    consignment.refusal_open = is_open
    consignment.state = derive_state(consignment)


@command("office.read", "编入清单(仅测试)")
def expect(work: Work, *, number: str) -> None:
    """What the inbound room notes when a ticket stands on a manifest."""
    from desk.freight.consignments.rules import derive_state

    consignment = by_number(work, number)
    consignment.expected = True
    consignment.state = derive_state(consignment)
