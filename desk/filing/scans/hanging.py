"""The picture of a paper hangs on the record it belongs to, and is taken down again."""

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.finding import receipt_of
from desk.filing.receipts.receiving import put_outside, take_in
from desk.filing.receipts.rules import STATES as RECEIPT_STATES
from desk.filing.scans.choices import ScanState
from desk.filing.scans.matching import Verdict
from desk.filing.scans.model import LONGEST_REASON, ScanPage
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of, hang_kept, take_down
from desk.storage.tables import Attachment
from desk.storage.work import Work


def settle(work: Work, page: ScanPage, verdict: Verdict, state: ScanState) -> None:
    """Give a page its verdict; a filed one hangs on the record, and the receipt comes in with it."""
    page.state = state
    page.reason = verdict.reason[:LONGEST_REASON]
    page.consignment_id = verdict.ticket.id if verdict.ticket else None
    if verdict.state is not ScanState.FILED:
        return
    if verdict.owner is not None:
        _hang(work, page, verdict.owner.record, verdict.owner.record_id, verdict.owner.label)
        return
    ticket, receipt = verdict.ticket, verdict.receipt
    assert ticket is not None
    owner = ("return_receipt", receipt.id) if receipt else ("consignment", ticket.id)
    label = tr("{no} 回单" if receipt else "{no} 签收单").format(no=ticket.label)
    _hang(work, page, *owner, label)
    if receipt is not None and verdict.comes_in:
        giver = receipt.holder_name
        take_in(
            work, receipt, work.today, giver, command=verdict.comes_in,
            doc_no=page.file.pile.number,
        )  # fmt: skip
        page.brought = True


def _hang(work: Work, page: ScanPage, record: str, record_id: int, label: str) -> None:
    kept = picture_of(work, page)
    ending = "jpg" if kept.kind == "jpeg" else kept.kind
    page.attachment_id = hang_kept(work, record, record_id, kept, f"{label}.{ending}").id


def unsettle(work: Work, page: ScanPage, reason: str) -> None:
    """Take the picture down; the receipt it brought in is outside again, unless it went on already."""
    hanging, page.attachment_id = page.attachment_id, None
    receipt = receipt_of(work, page.consignment_id) if page.consignment_id else None
    if page.brought and receipt is not None and receipt.state is ReceiptState.RECEIVED:
        put_outside(receipt, RECEIPT_STATES.step(receipt.state, "return_receipt_back", reason), "")
    page.brought, page.consignment_id = False, None
    page.state, page.reason = ScanState.WAITING, reason[:LONGEST_REASON]
    work.session.flush()
    if hanging is not None:
        take_down(work, hanging)


def picture_of(work: Work, page: ScanPage) -> Attachment:
    """The upright picture of a page; of a file that could not be opened, the file itself."""
    owner = ("scan_page", page.id) if page.picture else ("scan_file", page.file_id)
    return attachments_of(work.session, *owner)[0]
