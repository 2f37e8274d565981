"""The plan of a month, its customers, the call-backs made and what follows from them (spec 3.18)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.model import Contact, Customer
from desk.care.callbacks.choices import (
    Cause,
    Channel,
    FollowUpState,
    ItemState,
    Omitted,
    PlanState,
    Purpose,
)
from desk.care.complaints.model import Complaint
from desk.care.surveys.model import SurveyAnswer
from desk.office.users.model import User
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Seal


class CallbackPlan(Record):
    """回访计划: one a month; `number` is the month (「2026-11」), `quota` the most calls of one person."""

    __tablename__ = "callback_plan"
    sealed = Seal("number", "month", "quota", approved_in=(PlanState.APPROVED, PlanState.CLOSED))

    number: Mapped[str] = mapped_column(String(10), unique=True)
    month: Mapped[date] = mapped_column(unique=True)
    state: Mapped[PlanState] = mapped_column(Chosen(PlanState))
    quota: Mapped[int]
    answer: Mapped[str] = mapped_column(String(200), default="")
    approved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    items: Mapped[list["CallbackItem"]] = relationship(
        back_populates="plan", order_by="CallbackItem.id", cascade="all, delete-orphan"
    )
    omissions: Mapped[list["CallbackOmission"]] = relationship(
        order_by="CallbackOmission.id", cascade="all, delete-orphan"
    )


class CallbackItem(Record):
    """One customer to call: why, by whom, until when, and how often he was tried."""

    __tablename__ = "callback_item"
    __table_args__ = (
        Index("ix_callback_item_plan", "plan_id", "state", "planned_on"),
        Index("ix_callback_item_customer", "customer_id", "state"),
        Index("ix_callback_item_caller", "caller_id", "state", "planned_on"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("callback_plan.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    cause: Mapped[Cause] = mapped_column(Chosen(Cause))
    planned_on: Mapped[date]
    due_at: Mapped[datetime]
    state: Mapped[ItemState] = mapped_column(Chosen(ItemState))
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")

    plan: Mapped[CallbackPlan] = relationship(back_populates="items")
    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact | None] = relationship()
    complaint: Mapped[Complaint | None] = relationship()
    caller: Mapped[User] = relationship()
    attempts: Mapped[list["CallbackAttempt"]] = relationship(
        order_by="CallbackAttempt.id", cascade="all, delete-orphan"
    )


class CallbackOmission(Record):
    """A customer who is due and yet not in the plan, with the reason."""

    __tablename__ = "callback_omission"

    plan_id: Mapped[int] = mapped_column(ForeignKey("callback_plan.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    cause: Mapped[Cause] = mapped_column(Chosen(Cause))
    why: Mapped[Omitted] = mapped_column(Chosen(Omitted))

    customer: Mapped[Customer] = relationship()


class CallbackAttempt(Record):
    """A call nobody answered."""

    __tablename__ = "callback_attempt"

    item_id: Mapped[int] = mapped_column(ForeignKey("callback_item.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    note: Mapped[str] = mapped_column(String(200), default="")


class Callback(Record):
    """回访: one talk with a customer, planned or not."""

    __tablename__ = "callback"
    __table_args__ = (
        Index("ix_callback_at", "at", "id"),
        Index("ix_callback_customer", "customer_id", "at"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("callback_item.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    contact: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30), default="")
    at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    purpose: Mapped[Purpose] = mapped_column(Chosen(Purpose))
    score: Mapped[int | None]
    suggestion: Mapped[str] = mapped_column(String(500), default="")
    handled: Mapped[str] = mapped_column(String(500), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    item: Mapped[CallbackItem | None] = relationship()
    customer: Mapped[Customer | None] = relationship()
    complaint: Mapped[Complaint | None] = relationship()
    recorded_by: Mapped[User | None] = relationship()
    answers: Mapped[list["CallbackAnswer"]] = relationship(
        order_by="CallbackAnswer.id", cascade="all, delete-orphan"
    )
    follow_ups: Mapped[list["CallbackFollowUp"]] = relationship(
        order_by="CallbackFollowUp.id", back_populates="callback"
    )

    @property
    def whom(self) -> str:
        """The customer, else the complainant nobody has on file."""
        if self.customer is not None:
            return self.customer.name
        return self.complaint.complainant if self.complaint is not None else self.contact


class CallbackAnswer(Record):
    """One question and what the customer said."""

    __tablename__ = "callback_answer"

    callback_id: Mapped[int] = mapped_column(ForeignKey("callback.id"), index=True)
    question: Mapped[str] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(String(500))


class CallbackFollowUp(Record):
    """跟进: what was promised to the customer; a low score opens one by itself.

    That of a survey answer has no call-back before one is made: then `callback` is the call that did it.
    """

    __tablename__ = "callback_follow_up"
    __table_args__ = (
        Index("ix_callback_follow_up_due", "state", "due_at"),
        CheckConstraint("callback_id IS NOT NULL OR survey_answer_id IS NOT NULL", name="source"),
    )

    callback_id: Mapped[int | None] = mapped_column(ForeignKey("callback.id"), index=True)
    survey_answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("survey_answer.id"), unique=True
    )
    task: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    due_at: Mapped[datetime]
    automatic: Mapped[bool] = mapped_column(default=False)
    state: Mapped[FollowUpState] = mapped_column(Chosen(FollowUpState))
    done_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(300), default="")

    callback: Mapped[Callback | None] = relationship(back_populates="follow_ups")
    answer: Mapped[SurveyAnswer | None] = relationship()
    owner: Mapped[User] = relationship()

    @property
    def number(self) -> str:
        """The paper it began with: the questionnaire's code, else the call-back's number."""
        if self.answer is not None:
            return self.answer.recipient.code
        return self.callback.number if self.callback is not None else ""

    @property
    def whom(self) -> str:
        """Whom to call."""
        if self.answer is not None:
            return self.answer.recipient.customer.name
        return self.callback.whom if self.callback is not None else ""
