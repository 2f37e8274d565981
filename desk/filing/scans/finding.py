"""From the number on a paper to its consignment, and what speaks against filing the paper yet."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.documents.paper_code import RECEIPT_FORM, forms_of
from desk.filing.receipts.finding import ticket_by_number
from desk.filing.scans.model import ScanFile, ScanPage, ScanPile
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.model import DeliveryReceipt, RunLine
from desk.kernel.errors import Refused, refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class PaperFound:
    """The consignment a number leads to; `against` says why the paper cannot be filed (yet)."""

    ticket: Consignment | None
    against: str = ""


def paper_found(read: Reader, number: str) -> PaperFound:
    """What a number on a paper means: a delivery receipt's 「PS…/01」 or a consignment's."""
    if RECEIPT_FORM in forms_of(number):
        return _by_receipt(read, number)
    try:
        return _if_standing(ticket_by_number(read, number))
    except Refused:
        return PaperFound(None, tr("系统里没有运单 {no}。").format(no=number))


def _by_receipt(read: Reader, number: str) -> PaperFound:
    run_no, _, _ = number.partition("/")
    try:
        run = run_by_number(read, run_no)
    except Refused:
        return PaperFound(None, tr("系统里没有派送单 {no}。").format(no=run_no))
    line = next((line for line in run.lines if line.receipt_no == number), None)
    if run.state is RunState.VOID or line is None:
        why = tr("派送单 {run} 已作废、退回修改过或已撤下这一票,请核对单号。").format(run=run_no)
        return PaperFound(None, why)
    signed = read.session.scalar(select(DeliveryReceipt).where(DeliveryReceipt.number == number))
    return _if_signed(line, signed)


def _if_signed(line: RunLine, signed: DeliveryReceipt | None) -> PaperFound:
    ticket = line.consignment
    if signed is None:
        return PaperFound(ticket, tr("这次派送还没有登记签收,登记后自动归档。"))
    if not signed.pieces_signed:
        why = tr("这次派送登记为「{result}」,没有签收,请核对。").format(result=signed.result.label)
        return PaperFound(ticket, why)
    return _if_standing(ticket)


def _if_standing(ticket: Consignment) -> PaperFound:
    why = tr("运单 {no} 已作废。").format(no=ticket.label) if ticket.voided else ""
    return PaperFound(ticket, why)


def pile_by_number(read: Reader, number: str) -> ScanPile:
    """Raises: Refused E006."""
    found = read.session.scalar(select(ScanPile).where(ScanPile.number == number.strip()))
    if found is None:
        raise refuse("E006", "pile", label=tr("扫描批次"), v=number)
    read.held.add(found)
    return found


def file_by_digest(read: Reader, sha256: str) -> ScanFile | None:
    """The file with this content, whatever its name was."""
    return read.session.scalar(select(ScanFile).where(ScanFile.sha256 == sha256))


def page_by_id(read: Reader, page_id: int) -> ScanPage:
    """Raises: Refused E006."""
    return read.get(ScanPage, page_id, tr("扫描件"))
