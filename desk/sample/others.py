"""What else happens in the sample month: collections, money for shippers, closings, a cancelled ticket."""

from datetime import date, timedelta

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
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.choices import Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.pickup_queries import storage_fee_of
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.errors import Refused
from desk.sample.finding import in_stock, tickets
from desk.sample.stage import Stage
from desk.sample.tickets import outbound_draft
from desk.screens.lists import Filter


def announce_goods(stage: Stage, day: date, forgotten: int = 0) -> None:
    """Tell consignees that their goods have come, but for the first ones."""
    stage.as_("lina")
    stage.at(day, 16, 25)
    untold = [
        ticket
        for mode in (DeliveryMode.SELF_PICKUP, DeliveryMode.DOOR)
        for ticket in in_stock(stage, mode, Direction.INBOUND)
        if ticket.notice_at is None
    ]
    for ticket in untold[forgotten:]:
        told = ticket.consignee_name
        stage.do(send_notice, number=ticket.label, channel="电话", told=told)


def hand_over_collected(stage: Stage, day: date) -> None:
    """Some consignees come to the counter; who is late pays for storage."""
    stage.as_("guli")
    for index, ticket in enumerate(in_stock(stage, DeliveryMode.SELF_PICKUP, Direction.INBOUND)):
        if ticket.notice_at is None or stage.chance.random() < 0.55:
            continue
        stage.at(day, 16, min(59, 30 + index))
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


def pay_shippers(stage: Stage, day: date, left: int) -> None:
    """Counter cash on delivery goes to the bank, what is due is remitted; one of each waits at last."""
    stage.as_("zhang")
    stage.at(day, 17, 40)
    with stage.desk.reading() as read:
        at_counter, due = waiting_in(read, CodState.COLLECTED), waiting_in(read, CodState.BANKED)
    for row in at_counter[left <= 3 :]:
        stage.do(bank_cod, numbers=(row.number,), handed_in_fen=row.collected_fen)
    stage.as_("boss")
    moment = stage.at(day, 17, 45)
    soon = tuple(row.number for row in due if row.due_on <= day + timedelta(days=1))
    soon = soon[: len(soon) - (left == 1)]
    if soon:
        reference = f"{moment:%Y%m%d}0127"
        stage.do(remit_cod, numbers=soon, method=PayMethod.TRANSFER, reference=reference)


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
