"""What a price exception is about, for whoever decides it."""

from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.model import PriceCheck
from desk.kernel.commands import on
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.work import Reader

PLACES = {
    CheckedPaper.TRANSIT: ("P-05", "transit_board"),
    CheckedPaper.OUTBOUND: ("P-04b", "preadvice_board"),
    CheckedPaper.RUN: ("P-02", "run_board"),
}


@on(ApprovalSummaryAsked)
def tell_price_check(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """The findings of the check, the ticket, and the paper whose price it is."""
    check_id = asked.about(PriceCheck)
    if check_id is None:
        return
    check = read.get(PriceCheck, check_id, tr("运价检查"))
    ticket = check.consignment
    asked.tell(
        (tr("单据"), f"{check.paper.label} {check.doc_no}"),
        (tr("运单"), f"{ticket.label} → {ticket.destination}" if ticket else ""),
        (tr("检查时间"), show_moment(check.at)),
        *((finding.rule.label, finding.words) for finding in check.findings),
    )
    if not check.is_current:
        asked.tell((tr("注意"), tr("单据后来重新检查过,这份申请已不作数,请驳回。")))
    asked.why = check.explanation
    form, page = PLACES[check.paper]
    asked.show_paper(form, check.doc_no)
    asked.open_in(page, number=check.doc_no)
