"""Who answered is forgotten three years after the round; the answers themselves are figures (5.13)."""

from sqlalchemy import func, or_, select

from desk.care.surveys.choices import ItemKind
from desk.care.surveys.model import Survey, SurveyAnswer, SurveyRecipient
from desk.filing.scans.keeping import forget_papers
from desk.kernel.commands import on
from desk.kernel.periods import moments_of
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    years_before,
)
from desk.storage.work import Work

ANSWERS = Keeping(
    "survey_answers", "满意度答卷", "3 年", "抹去联系人、填写人、电话、文字意见和扫描件"
)
YEARS = 3


@on(RetentionAsked)
def answers_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Recipients of rounds sent (or never sent) three years ago or more who still have a name."""
    day = years_before(asked.today, YEARS)
    old = (
        select(SurveyRecipient)
        .join(Survey, Survey.id == SurveyRecipient.survey_id)
        .outerjoin(SurveyAnswer, SurveyAnswer.recipient_id == SurveyRecipient.id)
        .where(
            func.coalesce(Survey.sent_at, Survey.created_at) < moments_of(day, day)[1],
            or_(
                SurveyRecipient.contact != "",
                SurveyRecipient.phone != "",
                SurveyAnswer.respondent != "",
            ),
        )
        .order_by(SurveyRecipient.id)
    )
    asked.ask(
        ANSWERS,
        lambda: (
            Expired.after(r.id, r.code, r.survey.sent_at or r.created_at, YEARS)
            for r in work.session.scalars(old)
        ),
    )


@on(RetentionGranted)
def clear_answers(work: Work, granted: RetentionGranted) -> None:
    """Scores and codes stay for the trend; who said it, his own words and his paper do not."""
    gone = set()
    for recipient_id in granted.of(ANSWERS):
        recipient = work.session.get(SurveyRecipient, recipient_id)
        if recipient is None:
            continue
        gone.add(recipient.code)
        recipient.contact = recipient.phone = ""
        if recipient.answer is not None:
            recipient.answer.respondent = recipient.answer.phone_used = ""
            recipient.answer.verdict_reason = recipient.answer.recheck_note = ""
            for score in recipient.answer.scores:
                if score.item.kind is ItemKind.TEXT:
                    score.words = ""
    forget_papers(work, gone)
