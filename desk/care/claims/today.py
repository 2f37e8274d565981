"""Open work around claims: papers to ask for, decisions due, settlements to pay."""

from sqlalchemy import select

from desk.care.claims.choices import ClaimState
from desk.care.claims.model import Claim
from desk.kernel.moments import end_of
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

_STEPS = {
    ClaimState.DRAFT: "补资料并提交理赔",
    ClaimState.SUBMITTED: "裁定理赔",
    ClaimState.REJECTED: "修改理赔",
    ClaimState.APPROVED: "签理赔协议",
    ClaimState.AGREED: "赔付",
    ClaimState.PAID: "登记追偿并结案",
}
_UNDECIDED = (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.REJECTED)


def claims_to_move(read: Reader) -> list[TodayRow]:
    """Every claim that is not closed, the one to be decided first on top."""
    waiting = (
        select(Claim)
        .where(Claim.state.in_(sorted(_STEPS)))
        .order_by(Claim.decide_due_on.is_(None), Claim.decide_due_on, Claim.id)
        .limit(50)
    )
    return [
        TodayRow(
            tr(_STEPS[claim.state]),
            f"{claim.claimant} {claim.consignment.label} {show_money(claim.agreed_fen)}{tr('元')}",
            end_of(claim.decide_due_on)
            if claim.decide_due_on and claim.state in _UNDECIDED
            else None,
            "claim_desk",
            {"number": claim.number},
            claim.number,
        )
        for claim in read.session.scalars(waiting)
    ]


SOURCES = (TodaySource("claim.update", claims_to_move),)
