"""The exception record (spec 3.15)."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.freight.exceptions.choices import ExceptionKind, ExceptionState, LiableParty, Stage
from desk.freight.tracking.choices import Channel
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces


class ExceptionCase(Record):
    """异常: something about a consignment that is not as it should be. Photos hang on it."""

    __tablename__ = "exception_case"
    searched = Searched(12, ("number",))
    __table_args__ = (
        Index("ix_exception_case_consignment", "consignment_id", "kind"),
        Index("ix_exception_case_state", "state", "found_at", "id"),
        Index("ix_exception_case_found", "found_at", "kind", "liable_party"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"))
    state: Mapped[ExceptionState] = mapped_column(Chosen(ExceptionState))
    stage: Mapped[Stage] = mapped_column(Chosen(Stage))
    kind: Mapped[ExceptionKind] = mapped_column(Chosen(ExceptionKind))
    pieces: Mapped[Pieces]
    doc_no: Mapped[str] = mapped_column(String(30), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    found_at: Mapped[datetime]
    found_by: Mapped[str] = mapped_column(String(60))
    reported_at: Mapped[datetime]
    estimated_loss_fen: Mapped[Fen]
    liable_party: Mapped[LiableParty] = mapped_column(Chosen(LiableParty))
    tell_due_at: Mapped[datetime]
    customer_notified_at: Mapped[datetime | None]
    notified_channel: Mapped[Channel | None] = mapped_column(Chosen(Channel))
    notified_who: Mapped[str] = mapped_column(String(60), default="")
    measures: Mapped[str] = mapped_column(String(500), default="")
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    escalated_to: Mapped[str] = mapped_column(String(60), default="")
    escalated_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(500), default="")
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    def told_in_time(self, now: datetime) -> bool:
        """The customer was told, or can still be told, before the deadline."""
        return (self.customer_notified_at or now) <= self.tell_due_at

    def reported_within(self, minutes: int) -> bool:
        """It was reported so many minutes after it was found, or sooner."""
        return self.reported_at - self.found_at <= timedelta(minutes=minutes)
