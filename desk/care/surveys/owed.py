"""The calls a round owes to its dissatisfied respondents."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.care.surveys.choices import FollowUpState
from desk.care.surveys.finding import survey_by_number
from desk.care.surveys.model import SurveyAnswer, SurveyFollowUp, SurveyRecipient
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.storage.work import Reader


@dataclass(frozen=True)
class OwedCall:
    """One call, owed until `due_at`; the telephone is masked."""

    follow_up_id: int
    code: str
    customer_name: str
    contact: str
    phone_masked: str
    why: str
    due_at: datetime
    state: FollowUpState
    result: str


@query("survey.read", "调查的低分回访")
def calls_of_survey(read: Reader, *, number: str) -> list[OwedCall]:
    """The calls of a round, those still owed first, each by its deadline.

    Raises:
        Refused: E006.

    Source: spec 5.8.
    """
    survey = survey_by_number(read, number)
    wanted = (
        select(SurveyFollowUp)
        .join(SurveyAnswer, SurveyAnswer.id == SurveyFollowUp.answer_id)
        .join(SurveyRecipient, SurveyRecipient.id == SurveyAnswer.recipient_id)
        .where(SurveyRecipient.survey_id == survey.id)
        .order_by(SurveyFollowUp.done_at.is_not(None), SurveyFollowUp.due_at, SurveyFollowUp.id)
    )
    return [_owed(found) for found in read.session.scalars(wanted)]


def _owed(found: SurveyFollowUp) -> OwedCall:
    recipient = found.answer.recipient
    return OwedCall(
        follow_up_id=found.id,
        code=recipient.code,
        customer_name=recipient.customer.name,
        contact=recipient.contact,
        phone_masked=mask_phone(recipient.phone) if recipient.phone else "",
        why=found.why,
        due_at=found.due_at,
        state=found.state,
        result=found.result,
    )
