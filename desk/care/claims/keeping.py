"""Who claimed is forgotten five years after the claim was closed (spec 5.13)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from desk.care.claims.choices import ClaimState
from desk.care.claims.model import Claim
from desk.kernel.commands import on
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.kernel.text import tr
from desk.storage.work import Work

CLAIMS = Keeping("claims", "理赔", "结案后 5 年", "抹去索赔人和个人追偿对象的姓名")
YEARS = 5
GONE = "匿名索赔人"


@on(RetentionAsked)
def claims_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Closed claims nobody touched for five years, with no money still to come back."""
    asked.ask(CLAIMS, lambda: _over(work, asked.today))


def _over(work: Work, today: date) -> Iterator[Expired]:
    ended = select(Claim).where(
        Claim.claimant != tr(GONE),
        Claim.state == ClaimState.CLOSED,
        Claim.recourse_received_fen >= Claim.recourse_fen,
        Claim.updated_at <= end_years_before(today, YEARS),
    )
    for claim in work.session.scalars(ended.order_by(Claim.id)):
        yield Expired.after(claim.id, claim.number, claim.updated_at, YEARS)


@on(RetentionGranted)
def clear_claims(work: Work, granted: RetentionGranted) -> None:
    """The loss, its calculation, the decision and the money stay."""
    for claim_id in granted.of(CLAIMS):
        claim = work.session.get(Claim, claim_id)
        if claim is not None:
            claim.claimant = tr(GONE)
            if claim.partner_id is None:
                claim.recourse_name = ""
