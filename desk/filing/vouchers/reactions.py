"""What follows when a destruction list is decided; what stands against closing a ticket."""

from sqlalchemy import select

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.finding import receipt_of
from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.destroying import destroy
from desk.filing.vouchers.model import Voucher, VoucherDestruction
from desk.filing.vouchers.rules import STATES
from desk.freight.consignments.events import ClosingAsked
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.cabinet import attachments_of
from desk.storage.work import Work


def _list_of(work: Work, approval: Approval) -> VoucherDestruction | None:
    if approval.obj_kind != VoucherDestruction.__tablename__:
        return None
    return work.get(VoucherDestruction, approval.obj_id, tr("销毁清册"))


@on(Approved)
def destroy_papers(work: Work, event: Approved) -> None:
    """The papers are destroyed on the day the manager allows it."""
    record = _list_of(work, event.approval)
    if record is None:
        return
    record.state = STATES.step(record.state, "approve_destruction")
    record.decided_at = event.approval.decided_at
    destroy(work, record, work.actor.name)


@on(Rejected)
def keep_papers(work: Work, event: Rejected) -> None:
    """A list turned down frees its papers and says why."""
    record = _list_of(work, event.approval)
    if record is not None:
        record.state = STATES.step(record.state, "reject_destruction")
        record.decided_at, record.answer = event.approval.decided_at, event.approval.reason
        record.vouchers.clear()


@on(TakenBack)
def free_papers(work: Work, event: TakenBack) -> None:
    """A list taken back frees its papers."""
    record = _list_of(work, event.approval)
    if record is not None:
        record.state = STATES.step(record.state, "recall_destruction")
        record.vouchers.clear()


@on(ClosingAsked)
def object_to_loose_receipt(work: Work, asked: ClosingAsked) -> None:
    """A return receipt that lies about is in nobody's hands: sent, scanned or in its box (spec 3.3)."""
    ticket = asked.consignment
    receipt = receipt_of(work, ticket.id)
    if receipt is None or receipt.state is not ReceiptState.RECEIVED:
        return  # papers outside are refused below, by their number of copies
    filed = select(Voucher.id).where(
        Voucher.consignment_id == ticket.id, Voucher.voucher_type == VoucherType.RECEIPT
    )
    scanned = attachments_of(work.session, "return_receipt", receipt.id)
    kept = bool(scanned) or work.session.scalar(filed.limit(1)) is not None
    why = tr("回单已收回,但未交付客户、未存影像、也未归档")
    asked.problems.check(kept, "E032", no=ticket.label, why=why)
