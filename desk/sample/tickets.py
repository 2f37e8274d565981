"""Tickets of the sample office: who sends what to whom; the freight is what the tariff says."""

from dataclasses import dataclass
from datetime import datetime

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Category, DeliveryMode, Direction
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.sample.cast import INLAND, OUTBOUND, RECEIVERS, SHIPPERS, WARES, Receiver, Shipper
from desk.sample.stage import Stage


@dataclass(frozen=True)
class Ticket:
    """A consignment of the play that has been accepted."""

    number: str
    receiver: Receiver


def inbound_draft(
    stage: Stage, origin: str, accepted: datetime
) -> tuple[ConsignmentDraft, Receiver]:
    """One ticket from an origin city to a random receiver."""
    shipper = stage.chance.choice([s for s in SHIPPERS if s.city == origin])
    receiver = stage.chance.choice(RECEIVERS)
    line = _goods(stage, shipper)
    door = receiver.mode is DeliveryMode.DOOR
    declared = stage.chance.choice((0, 0, 300_000, 800_000))
    here = receiver.mode is not DeliveryMode.TRANSIT
    cod = stage.chance.choice((0, 0, 260_000, 480_000)) if here else 0
    charges = Charges(
        delivery_fee_fen=6_000 if door else 0,
        cover_fee_fen=max(500, (declared * 3 + 50_000) // 100_000 * 100) if declared else 0,
    )
    draft = ConsignmentDraft(
        direction=Direction.INBOUND,
        origin_station=origin,
        destination=receiver.town,
        accept_at=accepted,
        shipper_name=shipper.name,
        shipper_contact=shipper.contact,
        shipper_phone=shipper.phone,
        shipper_identity_checked=True,
        dangerous_checked=True,
        open_inspection=True,
        consignee_name=receiver.name,
        consignee_contact=receiver.contact,
        consignee_phone=receiver.phone,
        consignee_address=receiver.address,
        delivery_mode=receiver.mode,
        urgent=stage.chance.random() < 0.08,
        lines=(line,),
        charges=charges,
        declared_value_fen=declared,
        cover_clause_ack=not declared,
        pay_terms=shipper.terms,
        receipt_required=stage.chance.random() < 0.4,
        receipt_copies=0,
        cod_amount_fen=cod,
        cod_payee=shipper.name if cod else "",
        cod_bank="中国农业银行" if cod else "",
        cod_account="6228480000000000017" if cod else "",
        paper_no=f"{stage.chance.randrange(10**6):06d}",
    )
    return with_receipt(draft), receiver


def with_receipt(draft: ConsignmentDraft) -> ConsignmentDraft:
    """Two copies of the receipt where one is wanted."""
    from dataclasses import replace

    return replace(draft, receipt_copies=2 if draft.receipt_required else 0)


def _goods(stage: Stage, shipper: Shipper) -> CargoDraft:
    ware = stage.chance.choice(WARES[shipper.industry])
    pieces = stage.chance.randint(3, 24)
    return CargoDraft(
        goods_name=ware.name,
        category=Category.FRAGILE if ware.name == "茶几" else Category.GENERAL,
        pieces=pieces,
        packing=ware.packing,
        weight_g=ware.weight_g * pieces,
        volume_cm3=ware.volume_cm3 * pieces,
    )


def outbound_draft(stage: Stage, accepted: datetime) -> ConsignmentDraft:
    """One ticket from the hub to an inland city."""
    shipper, phone, goods, weight_g, volume_cm3, terms = stage.chance.choice(OUTBOUND)
    city, consignee, consignee_phone = stage.chance.choice(INLAND)
    pieces = stage.chance.randint(5, 40)
    line = CargoDraft(
        goods_name=goods,
        pieces=pieces,
        weight_g=weight_g * pieces,
        volume_cm3=volume_cm3 * pieces,
    )
    return ConsignmentDraft(
        direction=Direction.OUTBOUND,
        origin_station="乌鲁木齐",
        destination=city,
        dest_station=city,
        accept_at=accepted,
        shipper_name=shipper,
        shipper_contact="",
        shipper_phone=phone,
        shipper_identity_checked=True,
        dangerous_checked=True,
        open_inspection=True,
        consignee_name=consignee,
        consignee_phone=consignee_phone,
        delivery_mode=DeliveryMode.SELF_PICKUP,
        lines=(line,),
        cover_clause_ack=True,
        pay_terms=terms,
    )


def half_typed_draft(city: str) -> ConsignmentDraft:
    """An order that came by telephone and is not complete yet."""
    return ConsignmentDraft(
        direction=Direction.OUTBOUND,
        origin_station="乌鲁木齐",
        destination=city,
        shipper_name="兴华商贸",
        shipper_phone="13800000402",
        lines=(CargoDraft(goods_name="干果礼盒", pieces=40, weight_g=500_000),),
        pay_terms=PayTerms.COLLECT,
        remark="等客户告知收货人",
    )
