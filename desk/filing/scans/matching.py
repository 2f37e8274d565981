"""Does this paper belong to this consignment now? A verdict with its sentence; nothing is written.

Source: spec 3.22; what waits for a person is assumed.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from desk.documents.paper_code import FREIGHT_FORMS, RECEIPT_FORM, forms_of
from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.finding import receipt_of
from desk.filing.receipts.model import ReturnReceipt
from desk.filing.receipts.rules import STATES as RECEIPT_STATES
from desk.filing.scans.choices import ScanState
from desk.filing.scans.events import OwnerWanted
from desk.filing.scans.finding import PaperFound, paper_found
from desk.filing.scans.model import ScanPage
from desk.filing.scans.rules import ON_RECORD
from desk.freight.consignments.model import Consignment
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class Verdict:
    """What is to become of a paper.

    Attributes:
        state: FILED, DUPLICATE or WAITING.
        reason: why it is not filed, or whose it is; empty for a consignment's.
        ticket: consignment it belongs to, if known.
        receipt: the return receipt it hangs on; None hangs it on the consignment.
        comes_in: command that takes the receipt in; empty when it is in already.
        owner: what else it hangs on, of a room above.
    """

    state: ScanState
    reason: str = ""
    ticket: Consignment | None = None
    receipt: ReturnReceipt | None = None
    comes_in: str = ""
    owner: OwnerWanted | None = None


def judge(read: Reader, number: str, *, certain: bool) -> Verdict:
    """What becomes of a paper with this number when nobody looks at it.

    Args:
        read: reading view.
        number: as read on the paper.
        certain: the self-checking QR code said it; bars alone only file what the record waits for.
    """
    if is_elsewhere(number):
        return judge_elsewhere(read, number)
    found = paper_found(read, number)
    if found.ticket is None or found.against:
        return _wait(found.against, found.ticket)
    if _waits_for_signing(read, found):
        return _wait(tr("这票货还没有登记签收,登记后自动归档。"), found.ticket)
    verdict = judge_signed(read, found.ticket, number)
    if verdict.state is ScanState.FILED and (certain or verdict.receipt is not None):
        return verdict
    if not certain:
        why = verdict.reason or tr("不要求回单。")
        why = tr("只认出条码、没有二维码,请核对单号 {no}:{why}").format(no=number, why=why)
        return _wait(why, found.ticket)
    return verdict


def judge_signed(read: Reader, ticket: Consignment, number: str) -> Verdict:
    """What becomes of the paper of goods that were signed for, in one go or in parts."""
    receipt = receipt_of(read, ticket.id)
    filed = _numbers_on(read, ticket)
    another = _is_another_slip(number, filed)
    if receipt is None:
        if filed and not another:
            return _twin(ticket, tr("运单 {no} 已有签收单影像。").format(no=ticket.label))
        return Verdict(ScanState.FILED, ticket=ticket)
    if receipt.state in (ReceiptState.SIGNED, ReceiptState.INVALID):
        return Verdict(ScanState.FILED, "", ticket, receipt, "receive_receipts")
    if receipt.state is ReceiptState.LOST:
        return _wait(tr("这张回单登记为遗失,请核对后按单号归档。"), ticket)
    if attachments_of(read.session, "return_receipt", receipt.id) and not another:
        why = tr("{no} 回单{state},已有影像。")
        return _twin(ticket, why.format(no=ticket.label, state=receipt.state.label))
    return Verdict(ScanState.FILED, "", ticket, receipt)


def judge_by_hand(read: Reader, ticket: Consignment) -> Verdict:
    """The same when a person says whose paper it is: a second picture or a proof is welcome.

    The verdict waits only while the goods are not signed for.
    """
    receipt = receipt_of(read, ticket.id)
    if _waits_for_signing(read, PaperFound(ticket)):
        return _wait(tr("这票货还没有登记签收,登记后自动归档。"), ticket)
    ways = ("receive_receipts", "replace_receipt")
    open_ways = {m.command for m in RECEIPT_STATES.from_(receipt.state)} if receipt else set()
    comes_in = next((way for way in ways if way in open_ways), "")
    return Verdict(ScanState.FILED, "", ticket, receipt, comes_in)


def is_elsewhere(number: str) -> bool:
    """Whether only papers of rooms above carry such a number."""
    forms = forms_of(number)
    return bool(forms) and not forms & FREIGHT_FORMS


def judge_elsewhere(read: Reader, number: str, *, by_hand: bool = False) -> Verdict:
    """What becomes of a paper whose room is above; bars alone are enough, its record waits for it."""
    owner = OwnerWanted(number)
    read.emit(owner)
    if not owner.record:
        return _wait(tr("系统里没有编号为 {no} 的单据。").format(no=number), None)
    if owner.against:
        return _wait(owner.against, None)
    if not by_hand and attachments_of(read.session, owner.record, owner.record_id):
        why = tr("{no} 已有扫描件。").format(no=number)
        return Verdict(ScanState.DUPLICATE, why)
    return Verdict(ScanState.FILED, owner.whose, owner=owner)


def _waits_for_signing(read: Reader, found: PaperFound) -> bool:
    assert found.ticket is not None
    return receipt_of(read, found.ticket.id) is None and (
        found.ticket.receipt_required or not found.ticket.signed
    )


def _numbers_on(read: Reader, ticket: Consignment) -> list[str]:
    """The numbers of the papers whose scans hang on a consignment or its receipt."""
    hanging = select(ScanPage.paper_no).where(
        ScanPage.consignment_id == ticket.id, ScanPage.state.in_(sorted(ON_RECORD))
    )
    return list(read.session.scalars(hanging))


def _is_another_slip(number: str, filed: Collection[str]) -> bool:
    """Goods that went out in parts are signed for on several slips; each is kept."""
    slips = [no for no in (number, *filed) if RECEIPT_FORM in forms_of(no)]
    return len(slips) == 1 + len(filed) > 1 and number not in filed


def _wait(why: str, ticket: Consignment | None) -> Verdict:
    return Verdict(ScanState.WAITING, why, ticket)


def _twin(ticket: Consignment, why: str) -> Verdict:
    return Verdict(ScanState.DUPLICATE, why, ticket)
