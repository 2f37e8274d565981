"""Receipts open by themselves when goods are signed for, and come in with a settled run."""

from sqlalchemy import select

from desk.filing.receipts.choices import Holder, ReceiptState
from desk.filing.receipts.events import ReceiptGoes
from desk.filing.receipts.finding import receipt_of
from desk.filing.receipts.model import ReturnReceipt
from desk.filing.receipts.receiving import put_outside, take_in
from desk.filing.receipts.rules import due_on, holder_after
from desk.freight.consignments.choices import Place
from desk.freight.consignments.events import Corrected, PiecesMoved
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.delivery.events import RunSettled
from desk.freight.transit.finding import last_line_of
from desk.kernel.commands import on
from desk.kernel.errors import refuse
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.partners.carriers.model import Partner
from desk.storage.cabinet import attachments_of, take_down
from desk.storage.work import Work


@on(PiecesMoved)
def expect_paper(work: Work, happened: PiecesMoved) -> None:
    """Goods signed for open the receipt; a signature taken back takes it away again.

    Raises:
        Refused: E008 the customer has the paper of the signature that is taken back.
    """
    ticket, move = happened.consignment, happened.move
    if Place.SIGNED not in (move.place_from, move.place_to) or not ticket.receipt_required:
        return
    receipt = receipt_of(work, ticket.id)
    if ticket.signed == 0:
        if receipt is not None:
            _take_away(work, receipt)
        return
    if move.reverses_id is None and (receipt is None or receipt.state is ReceiptState.SIGNED):
        _expect(work, ticket, move, receipt)


@on(Corrected)
def follow_correction(work: Work, happened: Corrected) -> None:
    """Copies wanted, or no longer wanted, after the goods were signed for: the receipt follows.

    Raises:
        Refused: E008 the paper is in the office or with the customer already.
    """
    ticket = happened.consignment
    receipt = receipt_of(work, ticket.id)
    if receipt is None:
        move = _last_signing(work, ticket) if ticket.receipt_required else None
        if move is not None:
            _expect(work, ticket, move, None)
        return
    wanted = ticket.receipt_copies if ticket.receipt_required else 0
    if wanted == receipt.copies:
        return
    if receipt.state is not ReceiptState.SIGNED:
        obj, state = tr("{no} 回单").format(no=ticket.label), receipt.state.label
        raise refuse("E008", "draft.receipt_copies", obj=obj, state=state, action=tr("改份数"))
    if wanted:
        receipt.copies = wanted
    else:
        _take_away(work, receipt)


def _last_signing(work: Work, ticket: Consignment) -> StockMove | None:
    if not ticket.signed:
        return None
    mirrors = select(StockMove.reverses_id).where(StockMove.reverses_id.is_not(None))
    signed = select(StockMove).where(
        StockMove.consignment_id == ticket.id,
        StockMove.place_to == Place.SIGNED,
        StockMove.reverses_id.is_(None),
        StockMove.id.not_in(mirrors),
    )
    return work.session.scalar(signed.order_by(StockMove.id.desc()).limit(1))


def _take_away(work: Work, receipt: ReturnReceipt) -> None:
    """Nothing is signed any more: the paper, in the office or not, counts for nothing."""
    if receipt.state in (ReceiptState.SENT, ReceiptState.CONFIRMED):
        obj = tr("{no} 回单").format(no=receipt.consignment.label)
        raise refuse("E008", obj=obj, state=receipt.state.label, action=tr("撤销签收"))
    work.emit(ReceiptGoes(receipt))
    put_outside(receipt, receipt.state, "")
    for scan in attachments_of(work.session, "return_receipt", receipt.id):
        take_down(work, scan.id)
    work.session.delete(receipt)


def _expect(
    work: Work, ticket: Consignment, move: StockMove, receipt: ReturnReceipt | None
) -> None:
    holder = holder_after(move.reason)
    partner = _last_partner(work, ticket.id) if holder is Holder.PARTNER else None
    signed_on = local(move.at).date()
    scope = partner.scope if partner else None
    if receipt is None:
        receipt = ReturnReceipt(
            consignment_id=ticket.id, consignment=ticket, state=ReceiptState.SIGNED
        )
        work.session.add(receipt)
    receipt.copies = ticket.receipt_copies
    receipt.signed_on = signed_on
    receipt.due_on = due_on(signed_on, holder, scope, work.settings)
    receipt.holder, receipt.partner_id = holder, partner.id if partner else None
    receipt.holder_name = _holder_name(ticket, move, holder, partner)
    receipt.signer = (move.note if holder is Holder.OWN else move.handed_by)[:60]
    if ticket.receipts_back >= ticket.receipt_copies:  # signed and kept at the counter
        take_in(work, receipt, signed_on, tr("柜台"), doc_no=move.doc_no)


def _last_partner(work: Work, consignment_id: int) -> Partner | None:
    """The partner who was handed the goods last."""
    line = last_line_of(work.session, consignment_id)
    return line.manifest.partner if line else None


def _holder_name(
    ticket: Consignment, move: StockMove, holder: Holder, partner: Partner | None
) -> str:
    if partner is not None:
        return partner.name
    if holder is Holder.OWN:
        return move.handed_by or tr("柜台")
    return ticket.destination[:60] if holder is Holder.INLAND else ""


@on(RunSettled)
def take_in_papers(work: Work, happened: RunSettled) -> None:
    """The papers handed in with a run's cash are back."""
    run = happened.run
    for line in run.lines:
        ticket = line.consignment
        receipt = receipt_of(work, ticket.id)
        back = ticket.receipts_back >= ticket.receipt_copies
        if receipt is not None and receipt.state is ReceiptState.SIGNED and back:
            take_in(work, receipt, work.today, run.driver.name, doc_no=run.number)
