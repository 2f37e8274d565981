"""Open work around surveys: rounds to send and to finish."""

from datetime import datetime, time

from sqlalchemy import select

from desk.care.surveys.choices import SurveyState
from desk.care.surveys.commands import what_is_missing
from desk.care.surveys.model import Survey
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 40


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


SOURCES = (TodaySource("survey.plan", rounds_to_finish),)
