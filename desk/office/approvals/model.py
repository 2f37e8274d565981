"""The approval record (A-27), and who decides while a manager is away."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.office.approvals.choices import Decision
from desk.storage.base import Record
from desk.storage.columns import Chosen


class Approval(Record):
    """审批: one request. `obj_kind` is the table of the record it is about, `decider_right` who may decide.

    `countersign_needed`: a manager prepared it, so a 副总经理 countersign is recorded (A-27).
    `limit_note`: which authority was exceeded, in words. `decided_for`: the manager in whose place a
    deputy decided. `content_digest` is of what was decided about, at its `obj_version`; the decider
    signs it together with his decision (desk.office.approvals.signing).
    """

    __tablename__ = "approval"
    __table_args__ = (
        Index("ix_approval_object", "obj_kind", "obj_id"),
        Index("ix_approval_decision", "decision", "id"),
    )

    obj_kind: Mapped[str] = mapped_column(String(40))
    obj_id: Mapped[int]
    obj_word: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    decider_right: Mapped[str] = mapped_column(String(40))
    limit_note: Mapped[str] = mapped_column(String(120), default="")
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime]
    prepared_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    countersign_needed: Mapped[bool] = mapped_column(default=False)
    decision: Mapped[Decision] = mapped_column(Chosen(Decision), default=Decision.WAITING)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_for: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    countersigned_by: Mapped[str] = mapped_column(String(60), default="")
    countersigned_on: Mapped[date | None]
    obj_version: Mapped[int | None]
    content_digest: Mapped[str] = mapped_column(String(64), default="")
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)


class Deputy(Record):
    """审批代理: who decides in a manager's place, from one day to another, both included."""

    __tablename__ = "approval_deputy"
    __table_args__ = (Index("ix_approval_deputy_days", "deputy_id", "starts_on", "ends_on"),)

    principal_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
