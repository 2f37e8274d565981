"""What follows when a questionnaire is decided on, and when a filled one is scanned."""

from sqlalchemy import select

from desk.care.surveys.choices import SurveyState
from desk.care.surveys.finding import questionnaire_in_use
from desk.care.surveys.model import Questionnaire, SurveyRecipient
from desk.care.surveys.rules import QUESTIONNAIRE_STATES
from desk.documents.paper_code import SURVEY_FORM, forms_of
from desk.filing.scans.events import OwnerWanted
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected
from desk.office.approvals.model import Approval
from desk.storage.work import Reader, Work


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


@on(OwnerWanted)
def own_questionnaire(read: Reader, wanted: OwnerWanted) -> None:
    """A scanned P-14 hangs on the entry of the sent list that its code names."""
    if SURVEY_FORM not in forms_of(wanted.number):
        return
    found = read.session.scalar(
        select(SurveyRecipient).where(SurveyRecipient.code == wanted.number)
    )
    if found is None:
        return
    wanted.record, wanted.record_id = SurveyRecipient.__tablename__, found.id
    wanted.label = tr("{no} 问卷").format(no=found.code)
    wanted.whose = tr("满意度问卷 {who}").format(who=found.customer.name)
    if found.survey.state is SurveyState.DRAWN:
        wanted.against = tr("这次调查还没有发放,发放后自动归档。")
