"""What follows when the request about a revision is decided."""

from desk.filing.documents.forcing import bring_into_force
from desk.filing.documents.model import DocumentRevision
from desk.filing.documents.rules import STATES
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Work


def _revision_of(work: Work, approval: Approval) -> DocumentRevision | None:
    if approval.obj_kind != DocumentRevision.__tablename__:
        return None
    return work.get(DocumentRevision, approval.obj_id, tr("受控文件"))


@on(Approved)
def accept_revision(work: Work, event: Approved) -> None:
    """An approved revision is in force at once when its day is here."""
    revision = _revision_of(work, event.approval)
    if revision is None:
        return
    revision.state = STATES.step(revision.state, "approve_document")
    revision.approver, revision.approved_at = work.actor.name, event.approval.decided_at
    revision.answer = ""
    if revision.effective_on is None or revision.effective_on <= work.today:
        revision.effective_on = work.today
        bring_into_force(work, revision)


@on(Rejected)
def send_back(work: Work, event: Rejected) -> None:
    """A rejected revision is a draft again and says why."""
    revision = _revision_of(work, event.approval)
    if revision is not None:
        revision.state = STATES.step(revision.state, "reject_document")
        revision.answer = event.approval.reason


@on(TakenBack)
def reopen(work: Work, event: TakenBack) -> None:
    """A revision taken back is a draft again."""
    revision = _revision_of(work, event.approval)
    if revision is not None:
        revision.state = STATES.step(revision.state, "recall_document")
