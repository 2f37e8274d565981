"""A paper comes in: what every way of receiving one has in common."""

from datetime import date

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.model import ReturnReceipt
from desk.filing.receipts.rules import STATES
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.events import record_event
from desk.kernel.text import tr
from desk.storage.work import Work


def take_in(
    work: Work,
    receipt: ReturnReceipt,
    on: date,
    received_from: str,
    *,
    command: str = "receive_receipts",
    doc_no: str = "",
) -> None:
    """Move a receipt to RECEIVED; its consignment has all copies back from now on.

    Raises:
        Refused: E008 when the paper is not outside.
    """
    receipt.state = STATES.step(receipt.state, command)
    receipt.received_on, receipt.received_from = on, received_from
    receipt.fault, receipt.promised_on = "", None
    ticket = receipt.consignment
    ticket.receipts_back = max(ticket.receipts_back, ticket.receipt_copies)
    text = tr("{n} 份").format(n=receipt.copies)
    record_event(work, ticket, EventKind.RECEIPT_IN, text=text, doc_no=doc_no)


def put_outside(receipt: ReturnReceipt, state: ReceiptState, why: str) -> None:
    """The office has no usable paper any more: the consignment waits for it again."""
    receipt.state, receipt.fault = state, why.strip()[:200]
    receipt.received_on, receipt.received_from = None, ""
    receipt.handover_id = None
    receipt.consignment.receipts_back = 0
