"""A call-back as it is taken down."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.care.callbacks.choices import Channel, Purpose


@dataclass(frozen=True, kw_only=True)
class QuestionAnswer:
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class FollowUpDraft:
    """What is to be done for the customer; without an owner it is the caller's own."""

    task: str
    due_on: date
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CallbackDraft:
    """What was said.

    Attributes:
        customer_id: who was called; may be left out with a task of the plan or a complaint.
        complaint: the closed complaint it was about; else all that wait for the customer's call.
        contact_id: the contact on file.
        contact: who spoke, when it was somebody else.
        phone: his number, when it is not on file.
        at: when; now unless said.
        score: 1 (worst) to 5.
        handled: what was said or done about it at once.
    """

    purpose: Purpose
    customer_id: int | None = None
    complaint: str = ""
    contact_id: int | None = None
    contact: str = ""
    phone: str = ""
    at: datetime | None = None
    channel: Channel = Channel.PHONE
    answers: tuple[QuestionAnswer, ...] = ()
    score: int | None = None
    suggestion: str = ""
    handled: str = ""
    follow_up: FollowUpDraft | None = None
