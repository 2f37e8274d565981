"""What else happens in the sample month: collections, hand-overs, outbound goods, returns, closings."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from desk.archive.customers.choices import PayTerms
from desk.freight.cod.choices import CodState
from desk.freight.cod.commands import bank_cod, remit_cod
from desk.freight.cod.queries import waiting_in
from desk.freight.consignments.choices import (
    ConsignmentState,
    DeliveryMode,
    Direction,
    PayMethod,
)
from desk.freight.consignments.commands import (
    accept_consignment,
    close_consignment,
    send_notice,
    void_consignment,
)
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.choices import Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.pickup_queries import storage_fee_of
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import issue_goods, receive_goods, sign_remote
from desk.kernel.errors import Refused
from desk.sample.cast import PARTNERS
from desk.sample.stage import Stage
from desk.sample.tickets import outbound_draft
from desk.screens.lists import Filter


def tickets(stage: Stage, *filters: Filter) -> list[Consignment]:
    """The numbered consignments of some filters as they stand, oldest first, in one reading."""
    ids = stage.desk.list_ids("consignments", filters)
    wanted = select(Consignment).where(Consignment.id.in_(ids)).order_by(Consignment.number)
    with stage.desk.reading() as read:
        return list(read.session.scalars(wanted.options(lazyload(Consignment.lines))))


def _in_stock(stage: Stage, mode: DeliveryMode, direction: Direction) -> list[Consignment]:
    return tickets(
        stage,
        Filter("state", "is", ConsignmentState.IN_STOCK),
        Filter("delivery_mode", "is", mode),
        Filter("direction", "is", direction),
    )


def announce_goods(stage: Stage, day: date) -> None:
    """Tell consignees that their goods have come."""
    stage.as_("lina")
    stage.at(day, 15, 45)
    for mode in (DeliveryMode.SELF_PICKUP, DeliveryMode.DOOR):
        for ticket in _in_stock(stage, mode, Direction.INBOUND):
            if ticket.notice_at is None:
                told = ticket.consignee_name
                stage.do(send_notice, number=ticket.label, channel="电话", told=told)


def hand_over_collected(stage: Stage, day: date) -> None:
    """Some consignees come to the counter; who is late pays for storage."""
    stage.as_("guli")
    for index, ticket in enumerate(_in_stock(stage, DeliveryMode.SELF_PICKUP, Direction.INBOUND)):
        if ticket.notice_at is None or stage.chance.random() < 0.55:
            continue
        stage.at(day, 16, min(59, 5 * index))
        fee = stage.desk.ask(storage_fee_of, number=ticket.label).fee_fen
        entry = PickupEntry(
            picker=ticket.consignee_name[:6],
            relation=Relation.SELF,
            picker_id_no="650101199003071095",
            freight_paid_fen=collect_due_fen(ticket),
            cod_paid_fen=ticket.cod_amount_fen,
            storage_paid_fen=fee,
            receipts_back=ticket.receipt_copies,
        )
        stage.do(sign_self_pickup, number=ticket.label, entry=entry)


def hand_to_partners(stage: Stage, day: date) -> None:
    """Goods for the towns go to the partner of the lane."""
    stage.as_("zhang")
    stage.at(day, 17)
    for ticket in _in_stock(stage, DeliveryMode.TRANSIT, Direction.INBOUND):
        stage.do(
            issue_goods,
            number=ticket.label,
            pieces=ticket.in_stock,
            reason=OutReason.TRANSIT_OUT,
            handed_to=PARTNERS.get(ticket.destination, "喀什鸿运物流"),
        )


def hear_from_afar(stage: Stage, day: date) -> None:
    """Partners and inland stations report what was signed for, some days after the hand-over."""
    for state, days, by in (
        (ConsignmentState.AT_PARTNER, 3, "合作商 电话"),
        (ConsignmentState.SHIPPED, 5, "到站 微信"),
    ):
        stage.as_("zhang" if state is ConsignmentState.AT_PARTNER else "zhao")
        for ticket in tickets(stage, Filter("state", "is", state)):
            stocked = ticket.stocked_at
            gone = day - stocked.date() if stocked else timedelta()
            if gone < timedelta(days=days) or stage.chance.random() < 0.3:
                continue
            signed_at = stage.at(day, 11, 20)
            stage.at(day, 18)
            stage.do(
                sign_remote,
                number=ticket.label,
                pieces=ticket.at_partner or ticket.shipped_out,
                signer=ticket.consignee_contact or ticket.consignee_name[:6],
                signed_at=signed_at,
                by=by,
            )


def outbound_day(stage: Stage, day: date, tickets: int = 1) -> None:
    """Goods for inland are taken in; yesterday's leave with the line-haul truck."""
    stage.as_("zhao")
    for ticket in _in_stock(stage, DeliveryMode.SELF_PICKUP, Direction.OUTBOUND):
        stage.at(day, 18, 30)
        stage.do(
            issue_goods,
            number=ticket.label,
            pieces=ticket.in_stock,
            reason=OutReason.SHIP_OUT,
            handed_to="中州专线 返程车",
        )
    for index in range(tickets):
        draft = outbound_draft(stage, stage.at(day, 15, 35 + index))
        number, pieces = stage.do(accept_consignment, draft=draft), draft.pieces
        stage.at(day, 17, 10)
        stage.do(
            receive_goods, number=number, pieces=pieces, reason=InReason.PICKUP, bin_code="E-01"
        )


def pay_shippers(stage: Stage, day: date) -> None:
    """Counter cash on delivery goes to the bank; what is due soon is remitted."""
    stage.as_("zhang")
    stage.at(day, 17, 30)
    with stage.desk.reading() as read:
        at_counter, due = waiting_in(read, CodState.COLLECTED), waiting_in(read, CodState.BANKED)
    for row in at_counter:
        stage.do(bank_cod, numbers=(row.number,), handed_in_fen=row.collected_fen)
    stage.as_("boss")
    moment = stage.at(day, 17, 45)
    soon = tuple(row.number for row in due if row.due_on <= day + timedelta(days=1))
    if soon:
        reference = f"{moment:%Y%m%d}0127"
        stage.do(remit_cod, numbers=soon, method=PayMethod.TRANSFER, reference=reference)


def send_back_refused(stage: Stage, day: date, after_days: int = 4) -> None:
    """Refused goods go back to their shipper after some days."""
    stage.as_("zhang")
    stage.at(day, 18, 45)
    for ticket in tickets(stage, Filter("state", "is", ConsignmentState.REFUSED)):
        if ticket.stocked_at and day - ticket.stocked_at.date() >= timedelta(days=after_days):
            stage.do(
                issue_goods,
                number=ticket.label,
                pieces=ticket.in_stock,
                reason=OutReason.RETURN_OUT,
                handed_to="返货 中州专线",
                note="客户拒收,按发货人书面通知退回",
            )


def close_finished(stage: Stage, day: date) -> None:
    """Close what is signed, paid and papered; what has to wait for a statement is not even tried."""
    stage.as_("boss")
    stage.at(day, 19)
    paid = Filter("pay_terms", "in", (PayTerms.PREPAID, PayTerms.COLLECT))
    for ticket in tickets(stage, Filter("state", "is", ConsignmentState.SIGNED), paid):
        if ticket.receipts_back < ticket.receipt_copies:
            continue
        try:
            stage.do(close_consignment, number=ticket.label)
        except Refused as refused:
            if set(refused.codes) != {"E032"}:
                raise


def void_one(stage: Stage, day: date) -> None:
    """A ticket that the customer cancelled on the same day."""
    stage.as_("lina")
    moment = stage.at(day, 12)
    stage.as_("zhao")
    number = stage.do(accept_consignment, draft=outbound_draft(stage, moment))
    stage.at(day, 12, 30)
    stage.do(void_consignment, number=number, reason="客户改走铁路,取消发货")
