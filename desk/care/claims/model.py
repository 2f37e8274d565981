"""The claim and the papers it rests on (spec 3.17)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.care.claims.choices import (
    ClaimantKind,
    ClaimState,
    Exemption,
    Fault,
    LossKind,
    PayBy,
    RecourseParty,
)
from desk.freight.consignments.model import Consignment
from desk.partners.carriers.model import Partner
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces
from desk.storage.seals import Seal


class Claim(Record):
    """理赔. What was proposed is frozen with its formula when the claim is submitted."""

    __tablename__ = "claim"
    searched = Searched(14, ("number", "claimant"), names=("claimant",))
    __table_args__ = (Index("ix_claim_state", "state", "decide_due_on", "id"),)
    sealed = Seal(
        "number",
        "consignment_id",
        "loss_kind",
        "pieces",
        "value_fen",
        "loss_fen",
        "declared_fen",
        "fault",
        "exemption",
        "days_late",
        "limit_fen",
        "proposed_fen",
        "agreed_fen",
        "over_reason",
        approved_in=(ClaimState.APPROVED, ClaimState.AGREED, ClaimState.PAID),
        kept_in=(ClaimState.CLOSED,),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[ClaimState] = mapped_column(Chosen(ClaimState))
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    exception_no: Mapped[str] = mapped_column(String(20), default="")
    complaint_no: Mapped[str] = mapped_column(String(20), default="")
    claimant: Mapped[str] = mapped_column(String(60))
    claimant_kind: Mapped[ClaimantKind] = mapped_column(Chosen(ClaimantKind))
    loss_kind: Mapped[LossKind] = mapped_column(Chosen(LossKind))
    pieces: Mapped[Pieces]
    value_fen: Mapped[Fen]
    loss_fen: Mapped[Fen]
    declared_fen: Mapped[Fen]
    clause_ack: Mapped[bool] = mapped_column(default=False)
    fault: Mapped[Fault] = mapped_column(Chosen(Fault))
    exemption: Mapped[Exemption | None] = mapped_column(Chosen(Exemption))
    days_late: Mapped[int] = mapped_column(default=0)
    limit_fen: Mapped[int | None]
    proposed_fen: Mapped[Fen]
    reason: Mapped[str] = mapped_column(String(300), default="")
    law: Mapped[str] = mapped_column(String(60), default="")
    agreed_fen: Mapped[Fen]
    over_reason: Mapped[str] = mapped_column(String(200), default="")
    papers_complete_on: Mapped[date | None]
    decide_due_on: Mapped[date | None]
    finance_by: Mapped[str] = mapped_column(String(60), default="")
    finance_opinion: Mapped[str] = mapped_column(String(200), default="")
    dgm_by: Mapped[str] = mapped_column(String(60), default="")
    dgm_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200), default="")
    settled_on: Mapped[date | None]
    paid_at: Mapped[datetime | None]
    pay_by: Mapped[PayBy | None] = mapped_column(Chosen(PayBy))
    pay_reference: Mapped[str] = mapped_column(String(60), default="")
    recourse_party: Mapped[RecourseParty | None] = mapped_column(Chosen(RecourseParty))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    recourse_name: Mapped[str] = mapped_column(String(60), default="")
    recourse_fen: Mapped[Fen]
    recourse_received_fen: Mapped[Fen]
    recourse_asked_on: Mapped[date | None]
    recourse_settled_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(String(200), default="")

    consignment: Mapped[Consignment] = relationship(lazy="joined")
    partner: Mapped[Partner | None] = relationship()
