"""The price check of a document as it was made (spec 5.4)."""

from datetime import datetime

import msgspec
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.model import Consignment
from desk.freight.price_checks.choices import CheckedPaper, Verdict
from desk.freight.price_checks.rules import Finding
from desk.office.approvals.choices import Decision
from desk.office.approvals.model import Approval
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Seal


class PriceCheck(Record):
    """运价检查: what was found about one ticket of a document, or about the document itself.

    The findings are frozen. `is_current` is lost when the document is checked anew with another
    result or is given up; only current checks are counted.
    """

    __tablename__ = "price_check"
    __table_args__ = (
        Index("ix_price_check_paper", "paper", "doc_no", "consignment_id"),
        Index("ix_price_check_at", "at", "dispatcher_id"),
    )
    sealed = Seal("paper", "doc_no", "consignment_id", "verdict", "findings_json")

    paper: Mapped[CheckedPaper] = mapped_column(Chosen(CheckedPaper))
    doc_no: Mapped[str] = mapped_column(String(20))
    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(Chosen(Verdict))
    findings_json: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(String(400), default="")
    dispatcher_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    explanation: Mapped[str] = mapped_column(String(200), default="")
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"))
    is_current: Mapped[bool] = mapped_column(default=True)

    consignment: Mapped[Consignment | None] = relationship()
    approval: Mapped[Approval | None] = relationship()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""
        return msgspec.json.decode(self.findings_json, type=tuple[Finding, ...])

    @property
    def stands(self) -> bool:
        """Whether the document may be confirmed as far as this check goes."""
        if self.verdict is Verdict.REASONABLE:
            return True
        if self.verdict is Verdict.EXPLAIN:
            return bool(self.explanation)
        return self.approval is not None and self.approval.decision is Decision.APPROVED

    @property
    def waits(self) -> bool:
        """Whether the manager is to decide."""
        return self.approval is not None and self.approval.decision is Decision.WAITING
