"""The re-check, its cards, and what was answered to each field."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.choices import ChangeField
from desk.archive.customers.model import Customer, CustomerChange
from desk.archive.rechecks.choices import CardState, RecheckState
from desk.storage.base import Record
from desk.storage.columns import Chosen


class Recheck(Record):
    """档案复核: chosen customers are called until a day; `picked` says in words how they were chosen."""

    __tablename__ = "recheck"
    __table_args__ = (Index("ix_recheck_state", "state", "id"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[RecheckState] = mapped_column(Chosen(RecheckState))
    title: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    due_on: Mapped[date]
    picked: Mapped[str] = mapped_column(String(300), default="")
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str] = mapped_column(String(200), default="")

    cards: Mapped[list["RecheckCard"]] = relationship(
        back_populates="recheck", order_by="RecheckCard.id", cascade="all, delete-orphan"
    )


class RecheckCard(Record):
    """One customer to call, by whom, and how it went."""

    __tablename__ = "recheck_card"
    __table_args__ = (
        Index("ix_recheck_card_customer", "customer_id", "recheck_id"),
        Index("ix_recheck_card_caller", "caller_id", "state"),
        Index("ix_recheck_card_recheck", "recheck_id", "state", "caller_id"),
    )

    recheck_id: Mapped[int] = mapped_column(ForeignKey("recheck.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[CardState] = mapped_column(Chosen(CardState))
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(String(200), default="")

    recheck: Mapped[Recheck] = relationship(back_populates="cards")
    customer: Mapped[Customer] = relationship()
    answers: Mapped[list["RecheckAnswer"]] = relationship(
        order_by="RecheckAnswer.id", cascade="all, delete-orphan"
    )


class RecheckAnswer(Record):
    """One field: confirmed, or changed by the change named."""

    __tablename__ = "recheck_answer"
    __table_args__ = (UniqueConstraint("card_id", "field", "part_id"),)

    card_id: Mapped[int] = mapped_column(ForeignKey("recheck_card.id"), index=True)
    field: Mapped[ChangeField] = mapped_column(Chosen(ChangeField))
    part_id: Mapped[int | None]
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("customer_change.id", ondelete="SET NULL")
    )

    change: Mapped[CustomerChange | None] = relationship()
