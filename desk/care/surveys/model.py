"""The questionnaire, the round with its sent list, and the answers with what follows (spec 3.19)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Customer
from desk.care.surveys.choices import (
    ItemKind,
    Method,
    QuestionnaireState,
    Recheck,
    SampleRule,
    SurveyState,
    Verdict,
)
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Part, Seal


class Questionnaire(Record):
    """调查问卷, one row per edition; from its approval on it is never changed."""

    __tablename__ = "questionnaire"
    sealed = Seal(
        "edition",
        "title",
        "intro",
        parts=(
            Part("questionnaire_dimension", "questionnaire_id"),
            Part("questionnaire_item", "questionnaire_id"),
        ),
        approved_in=(QuestionnaireState.APPROVED,),
        kept_in=(QuestionnaireState.CLOSED,),
    )

    edition: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(60))
    intro: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[QuestionnaireState] = mapped_column(Chosen(QuestionnaireState))
    answer: Mapped[str] = mapped_column(String(200), default="")
    approved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    dimensions: Mapped[list["QuestionnaireDimension"]] = relationship(
        order_by="QuestionnaireDimension.id", cascade="all, delete-orphan", lazy="selectin"
    )
    items: Mapped[list["QuestionnaireItem"]] = relationship(
        order_by="QuestionnaireItem.position", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def label(self) -> str:
        """「V2」."""
        return f"V{self.edition}"


class QuestionnaireDimension(Record):
    """One dimension with its share of 100."""

    __tablename__ = "questionnaire_dimension"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    name: Mapped[str] = mapped_column(String(20))
    weight: Mapped[int]


class QuestionnaireItem(Record):
    """One question. A 5-level one without a dimension asks for the overall satisfaction."""

    __tablename__ = "questionnaire_item"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    position: Mapped[int]
    dimension: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(String(120))
    kind: Mapped[ItemKind] = mapped_column(Chosen(ItemKind))
    weight: Mapped[int] = mapped_column(default=1)
    options: Mapped[str] = mapped_column(String(300), default="")

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from."""
        return tuple(filter(None, self.options.split("\n")))


class Survey(Record):
    """满意度调查: one round. The seed makes its sample repeatable."""

    __tablename__ = "survey"
    __table_args__ = (Index("ix_survey_state", "state", "answer_by"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    state: Mapped[SurveyState] = mapped_column(Chosen(SurveyState))
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    method: Mapped[Method] = mapped_column(Chosen(Method))
    rule: Mapped[SampleRule] = mapped_column(Chosen(SampleRule))
    customer_class: Mapped[CustomerClass | None] = mapped_column(Chosen(CustomerClass))
    seed: Mapped[int]
    eligible: Mapped[int]
    answer_by: Mapped[date]
    sent_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    measures: Mapped[str] = mapped_column(String(1000), default="")

    questionnaire: Mapped[Questionnaire] = relationship()
    recipients: Mapped[list["SurveyRecipient"]] = relationship(
        order_by="SurveyRecipient.position", cascade="all, delete-orphan", back_populates="survey"
    )


class SurveyRecipient(Record):
    """Whom a questionnaire was sent to; `code` stands on his paper."""

    __tablename__ = "survey_recipient"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    contact: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")

    survey: Mapped[Survey] = relationship(back_populates="recipients")
    customer: Mapped[Customer] = relationship()
    answer: Mapped["SurveyAnswer | None"] = relationship(back_populates="recipient", uselist=False)


class SurveyAnswer(Record):
    """One filled questionnaire. `complete` and `straight` follow from its scores."""

    __tablename__ = "survey_answer"

    recipient_id: Mapped[int] = mapped_column(ForeignKey("survey_recipient.id"), unique=True)
    respondent: Mapped[str] = mapped_column(String(60))
    surveyor: Mapped[str] = mapped_column(String(60))
    answered_at: Mapped[datetime] = mapped_column(index=True)
    phone_used: Mapped[str] = mapped_column(String(30), default="")
    complete: Mapped[bool] = mapped_column(default=False)
    straight: Mapped[bool] = mapped_column(default=False)
    index_hundredths: Mapped[int | None]
    verdict: Mapped[Verdict | None] = mapped_column(Chosen(Verdict))
    verdict_reason: Mapped[str] = mapped_column(String(200), default="")
    recheck: Mapped[Recheck | None] = mapped_column(Chosen(Recheck))
    recheck_note: Mapped[str] = mapped_column(String(200), default="")
    rechecked_at: Mapped[datetime | None]

    recipient: Mapped[SurveyRecipient] = relationship(back_populates="answer")
    scores: Mapped[list["SurveyScore"]] = relationship(
        order_by="SurveyScore.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def values(self) -> dict[int, int]:
        """The numbers given, by position of the item."""
        return {s.item.position: s.value for s in self.scores if s.value is not None}

    @property
    def valid(self) -> bool:
        """Whether it counts for the index: complete, and no straight line unless confirmed."""
        if self.verdict is Verdict.STRUCK or not self.complete:
            return False
        return not self.straight or self.verdict is Verdict.COUNTED

    @property
    def believed(self) -> bool:
        """Whether its single questions count: neither struck nor doubtful and undecided."""
        return self.verdict is not Verdict.STRUCK and (
            not self.straight or self.verdict is Verdict.COUNTED
        )


class SurveyScore(Record):
    """The answer to one item: a number, or words with the codes of what they are about."""

    __tablename__ = "survey_score"

    answer_id: Mapped[int] = mapped_column(ForeignKey("survey_answer.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_item.id"), index=True)
    value: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(500), default="")
    codes: Mapped[str] = mapped_column(String(120), default="")

    item: Mapped[QuestionnaireItem] = relationship(lazy="joined")
