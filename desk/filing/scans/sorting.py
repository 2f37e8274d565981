"""The sorting window: a person says whose paper it is, puts it aside, or takes it back."""

from collections.abc import Collection

from sqlalchemy import select

from desk.documents.paper_code import RECEIPT_FORM, forms_of
from desk.filing.receipts.finding import ticket_by_number
from desk.filing.scans.booking import PaperBooked
from desk.filing.scans.choices import ScanState
from desk.filing.scans.finding import page_by_id
from desk.filing.scans.hanging import settle, unsettle
from desk.filing.scans.matching import is_elsewhere, judge, judge_by_hand, judge_elsewhere
from desk.filing.scans.model import LONGEST_REASON, ScanPage
from desk.filing.scans.rules import STATES
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.finding import run_by_number, stop_of
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work


@command("receipt.update", "扫描件归档", example='{"page_id": 1, "number": "YD2611160001"}')
def place_scan(work: Work, *, page_id: int, number: str) -> PaperBooked:
    """File a scan under the number a person read: a waybill's, a receipt's, a questionnaire's code.

    Goods not signed for yet keep the scan waiting; it is filed as soon as they are.

    Raises:
        Refused: E001, E006 unknown number or scan, E008 filed already or its consignment is void,
            E019 a code that is unknown or not sent out yet.
    """
    page = page_by_id(work, page_id)
    target = STATES.step(page.state, "place_scan")
    typed = clean_text(number).upper()
    if is_elsewhere(typed):
        verdict, known = judge_elsewhere(work, typed, by_hand=True), typed
        if verdict.owner is None:
            raise refuse("E019", "number", label=tr("单号"), why=verdict.reason.rstrip("。"))
    else:
        ticket = _ticket(work, typed)
        verdict, known = judge_by_hand(work, ticket), ticket.label
    is_filed = verdict.state is ScanState.FILED
    page.taken_back = False
    page.paper_no, page.certain = known, True
    settle(work, page, verdict, target if is_filed else ScanState.WAITING)
    return _booked(page)


def _ticket(work: Work, number: str) -> Consignment:
    problems = Problems()
    problems.require(number, "number", tr("单号"))
    problems.raise_if_any()
    if RECEIPT_FORM in forms_of(number):
        run, _, _ = number.partition("/")
        ticket = stop_of(run_by_number(work, run), number).consignment
    else:
        ticket = ticket_by_number(work, number)
    if ticket.voided:
        state, action = tr("作废"), tr("归档扫描件")
        raise refuse("E008", "number", obj=tr("运单"), state=state, action=action)
    return ticket


@command("receipt.update", "扫描件不归档", example='{"page_id": 1, "reason": "不是回单"}')
def discard_scan(work: Work, *, page_id: int, reason: str) -> None:
    """Put a scan aside that belongs to nothing; picture and reason are kept.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    page = page_by_id(work, page_id)
    page.state = STATES.step(page.state, "discard_scan", reason)
    page.reason, page.consignment_id = _reason(reason), None


@command("receipt.update", "取回扫描件", example='{"page_id": 1, "reason": "拿错了收货人的单子"}')
def take_back_scan(work: Work, *, page_id: int, reason: str) -> None:
    """Take a scan off the record it was filed on: it waits again, and only a person places it.

    A receipt that this very scan brought in is outside again, unless it went to the customer.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    page = page_by_id(work, page_id)
    STATES.step(page.state, "take_back_scan", reason)
    unsettle(work, page, _reason(reason))
    page.taken_back = True


@command("receipt.update", "待整理重新归档")
def retry_scans(work: Work) -> int:
    """Try every waiting scan with a number again, except those a person took back.

    Returns:
        How many were filed now.
    """
    filed = 0
    for page in waiting_with_number(work):
        filed += try_again(work, page)
    return filed


def waiting_with_number(work: Work, consignment_id: int | None = None) -> list[ScanPage]:
    """Waiting scans whose number was read, of one consignment or of all."""
    wanted = select(ScanPage).where(
        ScanPage.state == ScanState.WAITING, ScanPage.paper_no != "", ~ScanPage.taken_back
    )
    if consignment_id is not None:
        wanted = wanted.where(ScanPage.consignment_id == consignment_id)
    return list(work.session.scalars(wanted.order_by(ScanPage.id)))


def try_numbers(work: Work, numbers: Collection[str]) -> None:
    """Judge the waiting scans of these papers anew: what was against them is gone."""
    for page in waiting_with_number(work):
        if page.paper_no in numbers:
            try_again(work, page)


def try_again(work: Work, page: ScanPage) -> bool:
    """Judge a waiting scan anew; whether it is filed now."""
    verdict = judge(work, page.paper_no, certain=page.certain)
    settle(work, page, verdict, verdict.state)
    return page.state is ScanState.FILED


def _reason(reason: str) -> str:
    text, problems = clean_text(reason), Problems()
    problems.fits(text, LONGEST_REASON, "reason", tr("原因"))
    problems.raise_if_any()
    return text


def _booked(page: ScanPage) -> PaperBooked:
    return PaperBooked(page.id, page.state, page.paper_no, page.reason)
