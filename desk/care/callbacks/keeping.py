"""What customers said on the telephone is forgotten after three years (spec 5.13)."""

from sqlalchemy import select

from desk.care.callbacks.model import Callback, CallbackFollowUp
from desk.care.surveys.keeping import ANSWERS
from desk.care.surveys.model import SurveyAnswer
from desk.kernel.commands import on
from desk.kernel.retention import (
    CLEARED,
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.kernel.text import tr
from desk.storage.work import Work

CALLBACKS = Keeping("callbacks", "回访记录", "3 年", "抹去联系人、电话、回答、意见和跟进内容")
YEARS = 3
GONE = "匿名联系人"


@on(RetentionAsked)
def callbacks_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Call-backs older than three years that still say who spoke."""
    before = end_years_before(asked.today, YEARS)
    old = select(Callback).where(Callback.contact != tr(GONE), Callback.at <= before)
    asked.ask(
        CALLBACKS,
        lambda: (
            Expired.after(made.id, made.number, made.at, YEARS)
            for made in work.session.scalars(old.order_by(Callback.id))
        ),
    )


@on(RetentionGranted)
def clear_callbacks(work: Work, granted: RetentionGranted) -> None:
    """Day, purpose and score stay for the figures; who spoke and what was said does not."""
    for callback_id in granted.of(CALLBACKS):
        made = work.session.get(Callback, callback_id)
        if made is not None:
            made.contact, made.phone, made.contact_id = tr(GONE), "", None
            made.suggestion = made.handled = ""
            made.answers.clear()
            for task in made.follow_ups:
                _forget(task)
    clear_answered(work, granted)


def clear_answered(work: Work, granted: RetentionGranted) -> None:
    """What dissatisfied respondents of a survey said goes with the rest of their answers."""
    owed = (
        select(CallbackFollowUp)
        .join(SurveyAnswer, SurveyAnswer.id == CallbackFollowUp.survey_answer_id)
        .where(SurveyAnswer.recipient_id.in_(granted.of(ANSWERS)))
    )
    for task in work.session.scalars(owed).all():
        _forget(task)


def _forget(task: CallbackFollowUp) -> None:
    """What was promised and what came of it are words of a talk; a low score's own task is not."""
    task.result = ""
    if not task.automatic:
        task.task = tr(CLEARED)
