"""What is handed in: a questionnaire, and the answers of one respondent."""

from dataclasses import dataclass
from datetime import datetime

from desk.care.surveys.choices import ItemKind


@dataclass(frozen=True, kw_only=True)
class DimensionDraft:
    name: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class ItemDraft:
    """One question; without a dimension a 5-level one is the overall satisfaction."""

    text: str
    kind: ItemKind = ItemKind.FIVE
    dimension: str = ""
    weight: int = 1
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionnaireDraft:
    """A whole questionnaire; the weights of its dimensions make 100."""

    title: str
    intro: str = ""
    dimensions: tuple[DimensionDraft, ...]
    items: tuple[ItemDraft, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered to the item at a position.

    Attributes:
        value: 1–5, 0–10 or the number of the choice; None when nothing is marked.
        words: of an open question; the numbers of several choices as 「1,3」.
    """

    item: int
    value: int | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """One filled questionnaire.

    Attributes:
        code: as printed on the paper.
        surveyor: who asked; whoever enters it unless said.
        at: when it was filled in; now unless said.
    """

    code: str
    respondent: str
    surveyor: str = ""
    at: datetime | None = None
    phone_used: str = ""
    answers: tuple[Answer, ...]
