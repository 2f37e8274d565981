"""What follows when the manager decides on a proposal."""

from desk.care.complaints.model import Complaint
from desk.care.complaints.rules import STATES
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Work


def _complaint_of(work: Work, approval: Approval) -> Complaint | None:
    if approval.obj_kind != Complaint.__tablename__:
        return None
    return work.get(Complaint, approval.obj_id, tr("投诉"))


@on(Approved)
def allow_decision(work: Work, event: Approved) -> None:
    """The customer may be told."""
    complaint = _complaint_of(work, event.approval)
    if complaint is not None:
        complaint.state = STATES.step(complaint.state, "approve_decision")
        complaint.answer = ""


@on(Rejected)
def send_back(work: Work, event: Rejected) -> None:
    """The proposal is to be thought over."""
    complaint = _complaint_of(work, event.approval)
    if complaint is not None:
        complaint.state = STATES.step(complaint.state, "reject_decision")
        complaint.answer = event.approval.reason


@on(TakenBack)
def withdraw_proposal(work: Work, event: TakenBack) -> None:
    """A proposal taken back is thought over, whether from the case or from the list of approvals."""
    complaint = _complaint_of(work, event.approval)
    if complaint is not None:
        complaint.state = STATES.step(complaint.state, "recall_decision")
