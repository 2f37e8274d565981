"""Reading claims: one with its reckoning, what a draft would give, money to come back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.care.claims.choices import (
    ClaimantKind,
    ClaimPaper,
    ClaimState,
    Exemption,
    Fault,
    LossKind,
    PayBy,
    RecourseParty,
)
from desk.care.claims.commands import reckoned
from desk.care.claims.drafts import ClaimDraft
from desk.care.claims.finding import claim_by_number, papers_missing, papers_needed, record_of
from desk.care.claims.model import Claim
from desk.care.claims.rules import Reckoning
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.partners.carriers.finding import partner_of
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class PaperRow:
    """One kind of paper: wanted for the amount or not, and what is filed (label, digest)."""

    paper: ClaimPaper
    wanted: bool
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClaimCard:
    """One claim with its three figures, its papers and its money."""

    number: str
    version: int
    state: ClaimState
    waybill: str
    claimant: str
    claimant_kind: ClaimantKind
    loss_kind: LossKind
    pieces: int
    value_fen: int
    loss_fen: int
    declared_fen: int
    clause_ack: bool
    fault: Fault
    exemption: Exemption | None
    days_late: int
    limit_fen: int | None
    proposed_fen: int
    agreed_fen: int
    over_reason: str
    reason: str
    law: str
    exception_no: str
    complaint_no: str
    papers_complete_on: date | None
    decide_due_on: date | None
    finance_by: str
    finance_opinion: str
    dgm_by: str
    dgm_on: date | None
    decided_at: datetime | None
    answer: str
    settled_on: date | None
    paid_at: datetime | None
    pay_by: PayBy | None
    pay_reference: str
    recourse_party: RecourseParty | None
    recourse_name: str
    recourse_fen: int
    recourse_received_fen: int
    end_reason: str
    papers: tuple[PaperRow, ...]
    missing: tuple[ClaimPaper, ...]


@query("claim.read", "理赔详情")
def claim_card(read: Reader, *, number: str) -> ClaimCard:
    """One claim.

    Raises:
        Refused: E006.
    """
    claim = claim_by_number(read, number)
    computed = {"version", "waybill", "papers", "missing"}
    same = set(ClaimCard.__dataclass_fields__) - computed
    return ClaimCard(
        version=claim.row_version,
        waybill=claim.consignment.label,
        papers=_papers(read, claim),
        missing=papers_missing(read, claim),
        **{name: getattr(claim, name) for name in same},
    )


def _papers(read: Reader, claim: Claim) -> tuple[PaperRow, ...]:
    wanted = papers_needed(claim)
    rows = []
    for paper in ClaimPaper:
        files = attachments_of(read.session, record_of(paper), claim.id)
        if paper in wanted or files:
            kept = tuple((a.label, a.sha256) for a in files)
            rows.append(PaperRow(paper, paper in wanted, kept))
    return tuple(rows)


@query("claim.read", "理赔试算")
def reckon_claim(read: Reader, *, draft: ClaimDraft) -> Reckoning:
    """Limit, actual loss and proposal of a draft; nothing is saved.

    Raises:
        Refused: E006.
    """
    wanted = Consignment.number == draft.waybill.strip()
    ticket = read.session.scalar(select(Consignment).where(wanted))
    if ticket is None:
        raise refuse("E006", "draft.waybill", label=tr("运单"), v=draft.waybill)
    return reckoned(draft, ticket)


@query("claim.read", "运单的理赔")
def claims_of(read: Reader, *, number: str) -> list[ClaimCard]:
    """Every claim of a consignment."""
    numbers = read.session.scalars(
        select(Claim.number)
        .join(Claim.consignment)
        .where(Consignment.number == number.strip())
        .order_by(Claim.id)
    ).all()
    return [claim_card(read, number=found) for found in numbers]


@dataclass(frozen=True)
class RecourseRow:
    """Money a partner owes for a claim: a line on his account."""

    number: str
    waybill: str
    paid_at: datetime | None
    recourse_fen: int
    received_fen: int

    @property
    def open_fen(self) -> int:
        return self.recourse_fen - self.received_fen


@query("claim.read", "合作商追偿")
def recourse_of(read: Reader, *, partner: int | str) -> list[RecourseRow]:
    """What a partner is to pay back, the oldest first; set off on his statement later.

    Raises:
        Refused: E006.
    """
    owner = partner_of(read, partner)
    found = select(Claim).where(Claim.partner_id == owner.id, Claim.recourse_fen > 0)
    return [
        RecourseRow(
            c.number, c.consignment.label, c.paid_at, c.recourse_fen, c.recourse_received_fen
        )
        for c in read.session.scalars(found.order_by(Claim.paid_at, Claim.id))
    ]


@dataclass(frozen=True)
class LinkedClaim:
    """A claim as the exception or complaint it comes from shows it."""

    number: str
    state: ClaimState
    claimant: str
    agreed_fen: int
    paid_at: datetime | None


@query("claim.read", "异常或投诉的理赔")
def claims_from(read: Reader, *, number: str) -> list[LinkedClaim]:
    """The claims that come from an exception or a complaint, by its number."""
    wanted = number.strip() or "-"
    linked = (Claim.exception_no == wanted) | (Claim.complaint_no == wanted)
    found = read.session.scalars(select(Claim).where(linked).order_by(Claim.id))
    return [LinkedClaim(c.number, c.state, c.claimant, c.agreed_fen, c.paid_at) for c in found]
