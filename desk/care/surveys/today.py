"""Open work around surveys: rounds to send and to finish, scanned sheets to type in."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from desk.care.surveys.choices import SurveyState
from desk.care.surveys.commands import what_is_missing
from desk.care.surveys.model import Survey, SurveyAnswer, SurveyRecipient
from desk.care.surveys.screens import is_scanned
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def rounds_to_finish(read: Reader) -> list[TodayRow]:
    """Rounds drawn or under way, by the day their answers are expected."""
    waiting = (
        select(Survey)
        .where(Survey.state != SurveyState.CLOSED)
        .order_by(Survey.answer_by, Survey.id)
        .limit(MOST_ROWS)
        .options(
            selectinload(Survey.recipients)
            .selectinload(SurveyRecipient.answer)
            .lazyload(SurveyAnswer.scores)
        )
    )
    return [
        TodayRow(
            tr("发放满意度调查") if survey.state is SurveyState.DRAWN else tr("完成满意度调查"),
            f"{survey.title} {_standing(survey)}",
            end_of(survey.answer_by),
            "surveys",
            {"ids": [survey.id]},
            survey.number,
        )
        for survey in read.session.scalars(waiting)
    ]


def _standing(survey: Survey) -> str:
    given = sum(r.answer is not None for r in survey.recipients)
    words = tr("已答 {a}/{b}").format(a=given, b=len(survey.recipients))
    return f"{words} {what_is_missing(survey) if survey.state is SurveyState.SENT else ''}".strip()


def sheets_to_enter(read: Reader) -> list[TodayRow]:
    """One line for every round under way with sheets that are scanned and not typed in yet."""
    counted = (
        select(Survey.number, Survey.title, Survey.answer_by, func.count())
        .join(SurveyRecipient, SurveyRecipient.survey_id == Survey.id)
        .outerjoin(SurveyAnswer, SurveyAnswer.recipient_id == SurveyRecipient.id)
        .where(Survey.state == SurveyState.SENT, SurveyAnswer.id.is_(None), is_scanned())
        .group_by(Survey.id)
        .order_by(Survey.answer_by, Survey.id)
    )
    words = tr("{title} {n} 份已扫描,待录入")
    return [
        TodayRow(
            tr("录入答卷"),
            words.format(title=title, n=count),
            end_of(answer_by),
            "survey_recipients",
            {"search": number},
            number,
        )
        for number, title, answer_by, count in read.session.execute(counted)
    ]


SOURCES = (
    TodaySource("survey.create", sheets_to_enter),
    TodaySource("survey.plan", rounds_to_finish),
)
