"""What follows when a questionnaire is decided on."""

from desk.care.surveys.finding import questionnaire_in_use
from desk.care.surveys.model import Questionnaire
from desk.care.surveys.rules import QUESTIONNAIRE_STATES
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected
from desk.office.approvals.model import Approval
from desk.storage.work import Work


def _questionnaire_of(work: Work, approval: Approval) -> Questionnaire | None:
    if approval.obj_kind != Questionnaire.__tablename__:
        return None
    return work.get(Questionnaire, approval.obj_id, tr("调查问卷"))


@on(Approved)
def put_in_use(work: Work, event: Approved) -> None:
    """The edition is fixed; the one before it makes way."""
    found = _questionnaire_of(work, event.approval)
    if found is None:
        return
    before = questionnaire_in_use(work)
    if before is not None:
        before.state = QUESTIONNAIRE_STATES.step(before.state, "close_questionnaire", "-")
        before.closed_at = work.now
    found.state = QUESTIONNAIRE_STATES.step(found.state, "approve_questionnaire")
    found.approved_at, found.answer = event.approval.decided_at, ""


@on(Rejected)
def send_back(work: Work, event: Rejected) -> None:
    """The draft says why and may be changed."""
    found = _questionnaire_of(work, event.approval)
    if found is not None:
        found.state = QUESTIONNAIRE_STATES.step(found.state, "reject_questionnaire")
        found.answer = event.approval.reason
