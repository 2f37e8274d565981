"""A visit as it is taken down at the counter."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.care.visits.choices import VisitPurpose


@dataclass(frozen=True, kw_only=True)
class ActionDraft:
    """What is to be done; without an owner it is the writer's own."""

    task: str
    due_on: date
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class VisitDraft:
    """Who came, why, and what came of it.

    Attributes:
        customer_id: the customer on file, if he is one; his name is the company unless said.
        received_by: who received the visitor; the writer unless said.
        at: when; now unless said.
        participants: who sat together; needed for a 座谈会.
    """

    visitor: str
    purpose: VisitPurpose
    content: str
    company: str = ""
    phone: str = ""
    customer_id: int | None = None
    at: datetime | None = None
    received_by: str = ""
    solution: str = ""
    participants: str = ""
    actions: tuple[ActionDraft, ...] = ()
