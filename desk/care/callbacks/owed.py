"""Calls owed to respondents of a survey: a low score opens one by itself, once per answer.

Source: spec 5.8.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from desk.care.callbacks.choices import FollowUpState
from desk.care.callbacks.following import follow_up_of_answer, follower_of, reopen, take_back
from desk.care.callbacks.model import CallbackFollowUp
from desk.care.callbacks.rules import FOLLOW_UP_STATES
from desk.care.surveys.events import LowScore, LowScoreGone
from desk.care.surveys.finding import survey_by_number
from desk.care.surveys.model import SurveyAnswer, SurveyRecipient
from desk.kernel.commands import on, query
from desk.kernel.identity import mask_phone
from desk.kernel.text import tr
from desk.kernel.today import DayFigure
from desk.screens.lists import Filter, just
from desk.storage.work import Reader, Work


@dataclass(frozen=True)
class OwedCall:
    """One call, owed until `due_at`; the telephone is masked, `callback` is the call that did it."""

    follow_up_id: int
    code: str
    customer_name: str
    contact: str
    phone_masked: str
    why: str
    owner: str
    mine: bool
    due_at: datetime
    state: FollowUpState
    result: str
    callback: str


@on(LowScore)
def owe_call(work: Work, low: LowScore) -> None:
    """Open the follow-up of an answer, or bring the one it has up to date."""
    task = follow_up_of_answer(work, low.answer.id)
    words = tr("{why}。请回电了解原因并答复客户").format(why=low.why)
    if task is None:
        made = CallbackFollowUp(
            survey_answer_id=low.answer.id,
            task=words,
            owner_id=follower_of(work, low.answer.recipient.customer),
            due_at=low.due_at,
            automatic=True,
            state=FOLLOW_UP_STATES.initial,
        )
        work.add(made)
        return
    reopen(task)
    if task.state is FollowUpState.OPEN:
        task.task = words


@on(LowScoreGone)
def owe_no_call(work: Work, gone: LowScoreGone) -> None:
    """Take the follow-up back unless the customer was called already."""
    task = follow_up_of_answer(work, gone.answer.id)
    if task is not None:
        take_back(work, task, gone.why)


@query("survey.read", "调查的低分回访")
def calls_of_survey(read: Reader, *, number: str) -> list[OwedCall]:
    """The calls of a round, those still owed first, each by its deadline.

    Raises:
        Refused: E006.

    Source: spec 5.8.
    """
    survey = survey_by_number(read, number)
    wanted = (
        select(CallbackFollowUp)
        .join(SurveyAnswer, SurveyAnswer.id == CallbackFollowUp.survey_answer_id)
        .join(SurveyRecipient, SurveyRecipient.id == SurveyAnswer.recipient_id)
        .where(SurveyRecipient.survey_id == survey.id)
        .order_by(
            CallbackFollowUp.done_at.is_not(None), CallbackFollowUp.due_at, CallbackFollowUp.id
        )
    )
    return [_owed(read, found) for found in read.session.scalars(wanted)]


def _owed(read: Reader, found: CallbackFollowUp) -> OwedCall:
    assert found.answer is not None
    recipient = found.answer.recipient
    return OwedCall(
        follow_up_id=found.id,
        code=recipient.code,
        customer_name=recipient.customer.name,
        contact=recipient.contact,
        phone_masked=mask_phone(recipient.phone) if recipient.phone else "",
        why=found.task,
        owner=found.owner.name,
        mine=found.owner_id == read.actor.user_id,
        due_at=found.due_at,
        state=found.state,
        result=found.result,
        callback=found.callback.number if found.callback else "",
    )


def low_score_figures(read: Reader) -> list[DayFigure]:
    """Calls owed to dissatisfied customers, whether a survey or a call-back said so."""
    waiting = select(func.count()).where(
        CallbackFollowUp.state == FollowUpState.OPEN, CallbackFollowUp.automatic
    )
    count = read.session.scalar(waiting) or 0
    shown = just(Filter("state", "in", (FollowUpState.OPEN,)), Filter("automatic", "in", (True,)))
    return [DayFigure(tr("低分待回访"), count, "callback_follow_ups", shown)] if count else []
