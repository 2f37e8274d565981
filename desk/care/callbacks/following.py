"""Follow-ups: opened by a promise or a low score, hurried, taken back, done by a later call.

Source: spec 3.18, 5.8.
"""

from sqlalchemy import select

from desk.archive.customers.model import Customer
from desk.care.callbacks.choices import FollowUpState, Purpose
from desk.care.callbacks.drafts import FollowUpDraft
from desk.care.callbacks.model import Callback, CallbackFollowUp
from desk.care.callbacks.rules import FOLLOW_UP_HOURS, FOLLOW_UP_STATES, LOW_SCORE
from desk.care.surveys.model import SurveyAnswer, SurveyRecipient
from desk.kernel.moments import end_of
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader, Work

MOST_RESULT = 300


def is_low(score: int | None) -> bool:
    """A score of 1 or 2."""
    return score is not None and score <= LOW_SCORE


def follower_of(work: Work, customer: Customer | None) -> int:
    """Who sees to a dissatisfied customer: his owner while he calls, else whoever took it down."""
    owner = work.session.get(User, customer.owner_id) if customer and customer.owner_id else None
    calls = owner is not None and owner.active and may(owner.role, "callback.create")
    return owner.id if owner is not None and calls else _acting(work)


def _acting(work: Work) -> int:
    assert work.actor.user_id is not None  # a nameless actor only founds the office
    return work.actor.user_id


def open_follow_up(work: Work, made: Callback, wanted: FollowUpDraft | None) -> None:
    """What was promised; a low score opens one by itself, or hurries the one that was promised."""
    low = is_low(made.score)
    if wanted is None and not low:
        return
    soon = work.calendar.deadline(made.at, hours=FOLLOW_UP_HOURS)
    if wanted is None:
        task = tr("评价 {n} 分,请回电了解原因并答复客户").format(n=made.score)
        owner, due = follower_of(work, made.customer), soon
    else:
        task, due = wanted.task.strip(), end_of(wanted.due_on)
        owner = wanted.owner_id if wanted.owner_id is not None else _acting(work)
    made.follow_ups.append(
        CallbackFollowUp(
            task=task,
            owner_id=owner,
            due_at=min(due, soon) if low else due,
            automatic=wanted is None,
            state=FOLLOW_UP_STATES.initial,
        )
    )


def score_changed(work: Work, made: Callback) -> None:
    """A corrected score opens the follow-up it asks for, or takes back the one nobody made yet."""
    own = next((t for t in made.follow_ups if t.automatic and t.survey_answer_id is None), None)
    if is_low(made.score) and own is None:
        open_follow_up(work, made, None)
    elif is_low(made.score) and own is not None:
        reopen(own)
    elif own is not None:
        take_back(work, own, tr("评价更正为 {n} 分").format(n=made.score))


def take_back(work: Work, task: CallbackFollowUp, why: str) -> None:
    """A follow-up nobody made yet is not asked for any more; one that was made stays made."""
    if task.state is FollowUpState.OPEN:
        task.state = FOLLOW_UP_STATES.step(task.state, "amend_callback")
        task.result, task.done_at = why[:MOST_RESULT], work.now


def reopen(task: CallbackFollowUp) -> None:
    """One that was taken back is asked for again; its deadline stays: nobody gains time by it."""
    if task.state is FollowUpState.CANCELLED:
        task.state = FOLLOW_UP_STATES.step(task.state, "amend_callback")
        task.result, task.done_at = "", None


def follow_up_of_answer(read: Reader, answer_id: int) -> CallbackFollowUp | None:
    """The call owed for an answered questionnaire; there is one at most."""
    return read.session.scalar(
        select(CallbackFollowUp).where(CallbackFollowUp.survey_answer_id == answer_id)
    )


def done_by_call(work: Work, made: Callback) -> None:
    """A call about satisfaction does the calls owed to that customer for his answers."""
    if made.purpose is not Purpose.SATISFACTION or made.customer_id is None:
        return
    owed = (
        select(CallbackFollowUp)
        .join(SurveyAnswer, SurveyAnswer.id == CallbackFollowUp.survey_answer_id)
        .join(SurveyRecipient, SurveyRecipient.id == SurveyAnswer.recipient_id)
        .where(
            SurveyRecipient.customer_id == made.customer_id,
            CallbackFollowUp.state == FollowUpState.OPEN,
            CallbackFollowUp.created_at <= made.at,
        )
    )
    words = made.handled or made.suggestion or tr("已回访")
    for task in work.session.scalars(owed).all():
        task.state = FOLLOW_UP_STATES.step(task.state, "record_callback")
        task.callback_id, task.done_at = made.id, made.at
        task.result = f"{made.number} {words}"[:MOST_RESULT]
