"""What other rooms may want to know of a survey."""

from dataclasses import dataclass
from datetime import datetime

from desk.care.surveys.model import SurveyAnswer


@dataclass(frozen=True)
class LowScore:
    """A respondent is dissatisfied; whoever calls customers owes him one call, by `due_at`.

    Told again when the answer is corrected and still low: the call is owed once.
    """

    answer: SurveyAnswer
    why: str
    due_at: datetime


@dataclass(frozen=True)
class LowScoreGone:
    """An answer asks for no call: it was content from the start, corrected, or struck."""

    answer: SurveyAnswer
    why: str
