"""Whether an answer owes its respondent a call; the room that calls customers is told.

Source: spec 5.8.
"""

from desk.care.surveys.choices import Verdict
from desk.care.surveys.events import LowScore, LowScoreGone
from desk.care.surveys.finding import question_of
from desk.care.surveys.model import Questionnaire, SurveyAnswer
from desk.care.surveys.rules import FOLLOW_UP_HOURS, LOW_INDEX, Values, low_marks
from desk.kernel.text import tr
from desk.storage.work import Work

MOST_WHY = 200


def tell_score(work: Work, answer: SurveyAnswer) -> None:
    """Say that a call is owed, or that none is (any more).

    An answer that does not count for the index (too few items, a straight line) owes one all the
    same: who marks everything with 1 must be called. Only one that was struck owes none.
    """
    why = low_words(answer.recipient.survey.questionnaire, answer.index_hundredths, answer.values)
    if not why:
        work.emit(LowScoreGone(answer, tr("答卷已更正,不再低分")))
    elif answer.verdict is Verdict.STRUCK:
        words = tr("答卷判定为不计入:{why}").format(why=answer.verdict_reason)
        work.emit(LowScoreGone(answer, words))
    else:
        due_at = work.calendar.deadline(work.now, hours=FOLLOW_UP_HOURS)
        work.emit(LowScore(answer, why, due_at))


def low_words(questionnaire: Questionnaire, index: int | None, values: Values) -> str:
    """Why a respondent must be called, in words; empty when he is content enough."""
    items = {i.position: i for i in questionnaire.items}
    low = low_marks(tuple(map(question_of, questionnaire.items)), values)
    parts = [f"{items[p].text} {values[p]}{tr('分')}" for p in low]
    if index is not None and index < LOW_INDEX * 100:
        shown = f"{index // 100}.{index % 100:02}"
        parts.insert(0, tr("满意度指数 {v},低于 {lim}").format(v=shown, lim=LOW_INDEX))
    text = ";".join(parts)
    return text if len(text) <= MOST_WHY else text[: MOST_WHY - 1] + "…"
