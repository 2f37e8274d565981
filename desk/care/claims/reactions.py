"""What follows when a claim is decided; an open claim keeps its ticket open."""

from sqlalchemy import select

from desk.care.claims.choices import ClaimState
from desk.care.claims.model import Claim
from desk.care.claims.rules import FINANCE_LIMIT_FEN, MGR_LIMIT_FEN, OPEN, STATES
from desk.care.complaints.events import LinkedMoney, MoneyAsked
from desk.freight.consignments.events import ClosingAsked
from desk.kernel.commands import on
from desk.kernel.errors import Problems
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Work


def _claim_of(work: Work, approval: Approval) -> Claim | None:
    if approval.obj_kind != Claim.__tablename__:
        return None
    return work.get(Claim, approval.obj_id, tr("理赔"))


def check_authority(claim: Claim) -> None:
    """Whether those who must be heard about the amount were heard.

    Raises:
        Refused: E071 no finance opinion above 1,000, E185 no 副总经理's decision above 10,000.
    """
    problems, shown = Problems(), show_money(claim.agreed_fen)
    opinion = claim.agreed_fen <= MGR_LIMIT_FEN or bool(claim.finance_by)
    problems.check(opinion, "E071", "number", a=shown)
    decided = claim.agreed_fen <= FINANCE_LIMIT_FEN or bool(claim.dgm_by)
    problems.check(decided, "E185", "number", a=shown, b=show_money(FINANCE_LIMIT_FEN))
    problems.raise_if_any()


@on(Approved)
def allow(work: Work, event: Approved) -> None:
    """The settlement may be signed.

    Raises:
        Refused: E071, E185: wherever it is approved from, the amount wants its opinions (A-15).
    """
    claim = _claim_of(work, event.approval)
    if claim is not None:
        check_authority(claim)
        claim.state = STATES.step(claim.state, "approve_claim")
        claim.decided_at, claim.answer = event.approval.decided_at, ""


@on(Rejected)
def send_back(work: Work, event: Rejected) -> None:
    """A rejected claim says why and may be changed."""
    claim = _claim_of(work, event.approval)
    if claim is not None:
        claim.state = STATES.step(claim.state, "reject_claim")
        claim.answer = event.approval.reason


@on(TakenBack)
def reopen(work: Work, event: TakenBack) -> None:
    """A claim taken back is a draft again."""
    claim = _claim_of(work, event.approval)
    if claim is not None:
        claim.state = STATES.step(claim.state, "recall_claim")


@on(ClosingAsked)
def object_while_open(work: Work, asked: ClosingAsked) -> None:
    """A ticket with an open claim is not closed (spec 3.3)."""
    numbers = work.session.scalars(
        select(Claim.number)
        .where(Claim.consignment_id == asked.consignment.id, Claim.state.in_(sorted(OPEN)))
        .order_by(Claim.number)
    ).all()
    why = tr("理赔 {list} 尚未结案").format(list="、".join(numbers))
    asked.problems.check(not numbers, "E032", no=asked.consignment.label, why=why)


@on(MoneyAsked)
def say_what_was_reckoned(work: Work, asked: MoneyAsked) -> None:
    """The claims that come from the complaint; a dropped one pays nothing and counts as none."""
    linked = select(Claim).where(Claim.complaint_no == asked.complaint.number).order_by(Claim.id)
    for claim in work.session.scalars(linked):
        owed = claim.state not in (ClaimState.PAID, ClaimState.CLOSED)
        if owed or claim.paid_at is not None:
            state, agreed_fen = claim.state.label, claim.agreed_fen
            asked.claims.append(
                LinkedMoney(claim.number, state, agreed_fen, owed and agreed_fen > 0)
            )
