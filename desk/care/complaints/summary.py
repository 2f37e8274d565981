"""What a proposed answer to a complaint is about: what happened, what was found, what is proposed."""

from desk.care.complaints.model import Complaint
from desk.kernel.commands import on
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_complaint(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """The case in short, with its evidence."""
    complaint_id = asked.about(Complaint)
    if complaint_id is None:
        return
    case = read.get(Complaint, complaint_id, tr("投诉"))
    ticket = case.consignment
    asked.tell(
        (tr("投诉人"), case.complainant),
        (tr("等级"), f"{case.level.label} {case.kind.label}"),
        (tr("来电时间"), show_moment(case.received_at)),
        (tr("运单"), f"{ticket.label} → {ticket.destination}" if ticket else ""),
        (tr("投诉内容"), case.content),
        (tr("客户要求"), _demand(case)),
        (tr("调查情况"), case.investigation),
        (tr("根本原因"), case.root_cause),
        (tr("责任部门"), case.resp_department.label if case.resp_department else ""),
        (tr("处理意见"), case.decision),
        (tr("赔偿"), tr("{a} 元").format(a=show_money(case.compensation_fen))),
        (tr("纠正措施"), case.corrective_action),
    )
    files = attachments_of(read.session, Complaint.__tablename__, case.id)
    asked.files = [(a.label, a.sha256) for a in files]
    asked.show_paper("P-12", case.number)
    asked.open_in("complaint_desk", number=case.number)


def _demand(case: Complaint) -> str:
    if not case.claimed_fen:
        return case.demand
    return tr("{d} 要求赔偿 {a} 元").format(d=case.demand, a=show_money(case.claimed_fen)).strip()
