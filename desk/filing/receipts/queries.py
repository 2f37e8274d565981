"""Reading return receipts and the lists they went out with."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.filing.receipts.choices import HandoverState, HandoverWay, Holder, ReceiptState
from desk.filing.receipts.finding import (
    handover_by_number,
    receipt_by_waybill,
    receipt_of,
    ticket_by_number,
)
from desk.filing.receipts.model import ReceiptHandover, ReturnReceipt
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import Channel
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class ReceiptRow:
    """One paper. `late_days` counts from the day it was due to the day it came, or to today."""

    number: str
    state: ReceiptState
    shipper_name: str
    consignee_name: str
    destination: str
    copies: int
    requirement: str
    signer: str
    signed_on: date
    due_on: date
    late_days: int
    holder: Holder
    holder_name: str
    received_on: date | None
    received_from: str
    fault: str
    chased_at: datetime | None
    promised_on: date | None
    handover_no: str


@dataclass(frozen=True)
class ChaseRow:
    at: datetime
    who: str
    channel: Channel
    said: str
    promised_on: date | None


@dataclass(frozen=True)
class ReceiptCard:
    """A paper with everything said about it and the scans that hang on it (label, digest)."""

    row: ReceiptRow
    chases: tuple[ChaseRow, ...]
    scans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HandoverCard:
    number: str
    state: HandoverState
    customer_name: str
    way: HandoverWay
    courier_no: str
    handed_on: date
    received_by: str
    confirmed_on: date | None
    void_reason: str
    copies: int
    receipts: tuple[ReceiptRow, ...]


@query("receipt.read", "回单详情")
def receipt_card(read: Reader, *, number: str) -> ReceiptCard:
    """The receipt of one consignment.

    Raises:
        Refused: E006, E060 when there is no paper to come back.
    """
    receipt = receipt_by_waybill(read, number)
    chases = (ChaseRow(c.at, c.who, c.channel, c.said, c.promised_on) for c in receipt.chases)
    scans = attachments_of(read.session, "return_receipt", receipt.id)
    return ReceiptCard(
        row_of(receipt, read.today), tuple(chases), tuple((s.label, s.sha256) for s in scans)
    )


@query("receipt.read", "回单状态")
def receipt_standing(read: Reader, *, number: str) -> str:
    """One word or sentence about the paper of a consignment, for whoever is on the telephone.

    Raises:
        Refused: E006.
    """
    ticket = ticket_by_number(read, number)
    if not ticket.receipt_required:
        return tr("不需要回单")
    receipt = receipt_of(read, ticket.id)
    if receipt is None:
        return tr("待签回")
    over = (read.today - receipt.due_on).days
    if receipt.state is ReceiptState.SIGNED and over > 0:
        return tr("{state},已超期 {n} 天").format(state=receipt.state.label, n=over)
    return receipt.state.label


@query("receipt.read", "可交付的回单")
def receipts_in_hand(
    read: Reader, *, customer_name: str = "", until: date | None = None
) -> list[ReceiptRow]:
    """Papers lying in the office, by customer and day of signing: what a hand-over list is made of.

    Args:
        read: reading view.
        customer_name: one shipper only.
        until: signed on or before that day (the month's last day makes the monthly list).
    """
    wanted = (
        select(ReturnReceipt)
        .join(ReturnReceipt.consignment)
        .where(ReturnReceipt.state == ReceiptState.RECEIVED)
        .order_by(Consignment.shipper_name, ReturnReceipt.signed_on, ReturnReceipt.id)
    )
    if customer_name.strip():
        wanted = wanted.where(Consignment.shipper_name == customer_name.strip())
    if until is not None:
        wanted = wanted.where(ReturnReceipt.signed_on <= until)
    return [row_of(receipt, read.today) for receipt in read.session.scalars(wanted)]


@query("receipt.read", "回单交接清单详情")
def handover_card(read: Reader, *, number: str) -> HandoverCard:
    """One list with its papers.

    Raises:
        Refused: E006.
    """
    return _card(handover_by_number(read, number), read.today)


@query("receipt.read", "待确认的交接清单")
def handovers_out(read: Reader) -> list[HandoverCard]:
    """Lists the customer has not confirmed yet, the oldest first."""
    wanted = (
        select(ReceiptHandover)
        .where(ReceiptHandover.state == HandoverState.SENT)
        .order_by(ReceiptHandover.handed_on, ReceiptHandover.id)
    )
    return [_card(handover, read.today) for handover in read.session.scalars(wanted)]


def _card(handover: ReceiptHandover, today: date) -> HandoverCard:
    same = (
        "number state customer_name way courier_no handed_on received_by confirmed_on void_reason"
    )
    rows = tuple(row_of(receipt, today) for receipt in handover.receipts)
    return HandoverCard(
        **{name: getattr(handover, name) for name in same.split()},
        copies=sum(row.copies for row in rows),
        receipts=rows,
    )


def row_of(receipt: ReturnReceipt, today: date) -> ReceiptRow:
    """One paper as lists and papers show it."""
    c = receipt.consignment
    until = receipt.received_on or today
    same = (
        "state copies signer signed_on due_on holder holder_name received_on received_from fault "
        "chased_at promised_on"
    )
    return ReceiptRow(
        number=c.label,
        shipper_name=c.shipper_name,
        consignee_name=c.consignee_name,
        destination=c.destination,
        requirement=c.receipt_requirement,
        late_days=max(0, (until - receipt.due_on).days),
        handover_no=receipt.handover.number if receipt.handover else "",
        **{name: getattr(receipt, name) for name in same.split()},
    )
