"""Loading claims and the papers filed with them."""

from sqlalchemy import select

from desk.care.claims.choices import ClaimantKind, ClaimPaper
from desk.care.claims.model import Claim
from desk.care.claims.rules import papers_wanted
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


def claim_by_number(read: Reader, number: str) -> Claim:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Claim).where(Claim.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("理赔"), v=number)
    read.held.add(found)
    return found


def record_of(paper: ClaimPaper) -> str:
    """The cabinet's drawer of a kind of paper."""
    return f"claim:{paper.value}"


def papers_there(read: Reader, claim: Claim) -> frozenset[ClaimPaper]:
    """Kinds of papers of which at least one is filed."""
    return frozenset(p for p in ClaimPaper if attachments_of(read.session, record_of(p), claim.id))


def papers_needed(claim: Claim) -> tuple[ClaimPaper, ...]:
    """What the amount's tier wants; an exemption wants its proof."""
    wanted = papers_wanted(claim.agreed_fen, claim.claimant_kind is ClaimantKind.CONSIGNEE)
    return (*wanted, ClaimPaper.EXEMPTION) if claim.exemption is not None else wanted


def papers_missing(read: Reader, claim: Claim) -> tuple[ClaimPaper, ...]:
    """What is needed and nobody filed."""
    there = papers_there(read, claim)
    return tuple(paper for paper in papers_needed(claim) if paper not in there)
