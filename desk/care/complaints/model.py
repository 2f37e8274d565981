"""The complaint, its clocks, pauses, reports upward and words to the customer (spec 3.16, 5.6)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.model import Customer
from desk.care.complaints.choices import (
    Channel,
    ClockKind,
    ComplaintKind,
    ComplaintState,
    Department,
    Level,
    ReportTo,
    Satisfaction,
    Source,
    Validity,
)
from desk.freight.consignments.model import Consignment
from desk.partners.carriers.model import Partner
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen
from desk.storage.seals import Seal


class Complaint(Record):
    """投诉. Clocks run from `received_at`; `registered_at` is when it was written down.

    `repeats_id`: the first complaint of the same thing, when this one is a repeated one.
    """

    __tablename__ = "complaint"
    searched = Searched(13, ("number", "complainant", "phone"), names=("complainant",))
    __table_args__ = (
        Index("ix_complaint_state", "state", "received_at", "id"),
        Index("ix_complaint_customer", "customer_id", "received_at"),
    )
    sealed = Seal("number", "decision", "compensation_fen", approved_in=(ComplaintState.APPROVED,))

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[ComplaintState] = mapped_column(Chosen(ComplaintState))
    received_at: Mapped[datetime]
    registered_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    source: Mapped[Source] = mapped_column(Chosen(Source))
    complainant: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30), default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    kind: Mapped[ComplaintKind] = mapped_column(Chosen(ComplaintKind))
    level: Mapped[Level] = mapped_column(Chosen(Level))
    proposed_level: Mapped[Level] = mapped_column(Chosen(Level))
    level_reason: Mapped[str] = mapped_column(String(300), default="")
    circumstances: Mapped[str] = mapped_column(String(160), default="")
    content: Mapped[str] = mapped_column(String(1000))
    demand: Mapped[str] = mapped_column(String(300), default="")
    claimed_fen: Mapped[Fen]
    estimated_fen: Mapped[Fen]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    investigation: Mapped[str] = mapped_column(String(1000), default="")
    root_cause: Mapped[str] = mapped_column(String(300), default="")
    resp_department: Mapped[Department | None] = mapped_column(Chosen(Department))
    resp_person: Mapped[str] = mapped_column(String(60), default="")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    decision: Mapped[str] = mapped_column(String(1000), default="")
    compensation_fen: Mapped[Fen]
    answer: Mapped[str] = mapped_column(String(200), default="")
    reply: Mapped[str] = mapped_column(String(1000), default="")
    reply_channel: Mapped[Channel | None] = mapped_column(Chosen(Channel))
    replied_at: Mapped[datetime | None]
    satisfied: Mapped[Satisfaction | None] = mapped_column(Chosen(Satisfaction))
    corrective_action: Mapped[str] = mapped_column(String(500), default="")
    corrective_owner: Mapped[str] = mapped_column(String(60), default="")
    corrective_due_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(String(60), default="")
    check_result: Mapped[str] = mapped_column(String(300), default="")
    checked_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(String(1000), default="")
    validity: Mapped[Validity] = mapped_column(Chosen(Validity), default=Validity.VALID)
    validity_reason: Mapped[str] = mapped_column(String(300), default="")
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    reopened: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]

    customer: Mapped[Customer | None] = relationship()
    consignment: Mapped[Consignment | None] = relationship()
    partner: Mapped[Partner | None] = relationship()
    repeats: Mapped["Complaint | None"] = relationship(
        remote_side="Complaint.id", back_populates="repeated_by"
    )
    repeated_by: Mapped[list["Complaint"]] = relationship(
        back_populates="repeats", order_by="Complaint.id"
    )
    clocks: Mapped[list["ComplaintClock"]] = relationship(
        order_by="ComplaintClock.id", cascade="all, delete-orphan", lazy="selectin"
    )
    pauses: Mapped[list["ComplaintPause"]] = relationship(
        order_by="ComplaintPause.id", cascade="all, delete-orphan", lazy="selectin"
    )
    reports: Mapped[list["ComplaintReport"]] = relationship(
        order_by="ComplaintReport.id", cascade="all, delete-orphan", lazy="selectin"
    )
    progress: Mapped[list["ComplaintProgress"]] = relationship(
        order_by="ComplaintProgress.id", cascade="all, delete-orphan", lazy="selectin"
    )

    def running(self, kind: ClockKind) -> "ComplaintClock | None":
        """The newest clock of a kind, met or not."""
        return next((c for c in reversed(self.clocks) if c.kind is kind), None)

    @property
    def pause(self) -> "ComplaintPause | None":
        """The pause that lasts, if the customer's papers are waited for."""
        return next((p for p in self.pauses if p.ended_at is None), None)


class ComplaintClock(Record):
    """One clock. A raised level starts new ones; the old stay for the figures."""

    __tablename__ = "complaint_clock"
    __table_args__ = (Index("ix_complaint_clock_due", "met_at", "due_at"),)

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[ClockKind] = mapped_column(Chosen(ClockKind))
    level: Mapped[Level] = mapped_column(Chosen(Level))
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    remind_at: Mapped[datetime]
    raise_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    superseded: Mapped[bool] = mapped_column(default=False)


class ComplaintPause(Record):
    """Waiting for the customer's papers: the closing clock stands still."""

    __tablename__ = "complaint_pause"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200))


class ComplaintReport(Record):
    """A report upward, with the time it was made."""

    __tablename__ = "complaint_report"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    report_to: Mapped[ReportTo] = mapped_column(Chosen(ReportTo))
    person: Mapped[str] = mapped_column(String(60))
    how: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(300), default="")


class ComplaintProgress(Record):
    """What the customer was told while his complaint was being worked on."""

    __tablename__ = "complaint_progress"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(60))
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    text: Mapped[str] = mapped_column(String(500))
