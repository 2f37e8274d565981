"""The visit and what was agreed to be done after it (spec 3.18)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.model import Customer
from desk.care.visits.choices import ActionState, VisitPurpose
from desk.office.users.model import User
from desk.storage.base import Record
from desk.storage.columns import Chosen


class Visit(Record):
    """来访: somebody came. The minutes of a 座谈会 hang on it in the cabinet."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_at", "at", "id"),
        Index("ix_visit_customer", "customer_id", "at"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    at: Mapped[datetime]
    visitor: Mapped[str] = mapped_column(String(60))
    company: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    purpose: Mapped[VisitPurpose] = mapped_column(Chosen(VisitPurpose))
    received_by: Mapped[str] = mapped_column(String(60))
    content: Mapped[str] = mapped_column(String(1000))
    solution: Mapped[str] = mapped_column(String(500), default="")
    participants: Mapped[str] = mapped_column(String(300), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    customer: Mapped[Customer | None] = relationship()
    actions: Mapped[list["VisitAction"]] = relationship(
        order_by="VisitAction.id", back_populates="visit", cascade="all, delete-orphan"
    )


class VisitAction(Record):
    """跟进: what is to be done after a visit, by whom and until when."""

    __tablename__ = "visit_action"
    __table_args__ = (Index("ix_visit_action_due", "state", "due_at"),)

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    task: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    due_at: Mapped[datetime]
    state: Mapped[ActionState] = mapped_column(Chosen(ActionState))
    done_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(300), default="")

    visit: Mapped[Visit] = relationship(back_populates="actions")
    owner: Mapped[User] = relationship()
