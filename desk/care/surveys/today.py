"""Open work around surveys: dissatisfied customers to call, rounds to finish, and the last index."""

from datetime import datetime, time

from sqlalchemy import select

from desk.care.surveys.choices import FollowUpState, SurveyState
from desk.care.surveys.commands import what_is_missing
from desk.care.surveys.model import Survey, SurveyFollowUp
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import DayFigure, TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 40


def low_scores_to_call(read: Reader) -> list[TodayRow]:
    """Calls owed to dissatisfied respondents, the one due first on top."""
    waiting = (
        select(SurveyFollowUp)
        .where(SurveyFollowUp.state == FollowUpState.OPEN)
        .order_by(SurveyFollowUp.due_at, SurveyFollowUp.id)
        .limit(SHOWN)
    )
    return [
        TodayRow(
            tr("低分回访"),
            f"{found.answer.recipient.customer.name} {found.why}"[:60],
            found.due_at,
            "survey_follow_ups",
            {"number": found.answer.recipient.code},
            found.answer.recipient.code,
        )
        for found in read.session.scalars(waiting)
    ]


def rounds_to_finish(read: Reader) -> list[TodayRow]:
    """Rounds drawn or under way, by the day their answers are expected."""
    waiting = (
        select(Survey)
        .where(Survey.state != SurveyState.CLOSED)
        .order_by(Survey.answer_by, Survey.id)
        .limit(SHOWN)
    )
    return [
        TodayRow(
            tr("发放满意度调查") if survey.state is SurveyState.DRAWN else tr("完成满意度调查"),
            f"{survey.title} {_standing(survey)}",
            datetime.combine(survey.answer_by, time(23, 59), BEIJING),
            "surveys",
            {"number": survey.number},
            survey.number,
        )
        for survey in read.session.scalars(waiting)
    ]


def _standing(survey: Survey) -> str:
    given = sum(r.answer is not None for r in survey.recipients)
    words = tr("已答 {a}/{b}").format(a=given, b=len(survey.recipients))
    return f"{words} {what_is_missing(survey) if survey.state is SurveyState.SENT else ''}".strip()


def survey_figures(read: Reader) -> list[DayFigure]:
    """Calls owed to dissatisfied customers."""
    waiting = select(SurveyFollowUp.id).where(SurveyFollowUp.state == FollowUpState.OPEN)
    count = len(read.session.scalars(waiting).all())
    return [DayFigure(tr("低分待回访"), count, "survey_follow_ups")] if count else []


SOURCES = (
    TodaySource("survey.update", low_scores_to_call),
    TodaySource("survey.plan", rounds_to_finish),
)
