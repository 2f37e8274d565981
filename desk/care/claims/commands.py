"""A claim is drafted with its reckoning, gets its papers, and is put before the manager."""

from datetime import timedelta

from sqlalchemy import select

from desk.care.claims.checking import check_agreed, check_claimed_once, check_draft
from desk.care.claims.choices import ClaimantKind, ClaimPaper, ClaimState
from desk.care.claims.drafts import ClaimDraft
from desk.care.claims.finding import claim_by_number, papers_missing, record_of
from desk.care.claims.model import Claim
from desk.care.claims.rules import (
    STATES,
    Loss,
    Reckoning,
    days_to_decide,
    reckon,
)
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.deciding import ask_approval, take_back, waiting_approval
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Reader, Work

_DRAFT = (
    '"draft": {"waybill": "YD2611160002", "loss_kind": "PARTIAL", "pieces": 1, '
    '"value_fen": 1000000, "loss_fen": 25000}'
)


@command("claim.create", "登记理赔", example=f"{{{_DRAFT}}}")
def open_claim(work: Work, *, draft: ClaimDraft) -> str:
    """Draft a claim of a consignment; limit, actual loss and proposal are reckoned at once.

    Returns:
        The number, ``LP261119-001``.

    Raises:
        Refused: E001, E003, E004, E006, E008 a voided consignment, E019 a total loss of some pieces or a
            loss above the value, E072 more than 120 % of the proposal by anyone but the manager with a
            reason, E077 the same loss claimed already: everything wrong at once.

    Source: spec 3.17, 5.5.
    """
    claim = Claim(number="", state=STATES.initial)
    _fill(work, claim, draft).raise_if_any()
    claim.number = work.number("claim")
    return work.add(claim).number


@command(
    "claim.update",
    "修改理赔",
    example=f'{{"number": "LP261119-001", "version": 1, {_DRAFT}}}',
)
def update_claim(work: Work, *, number: str, version: int | None, draft: ClaimDraft) -> None:
    """Change a draft, or one that came back; it is reckoned anew.

    Finance and the 副总经理 spoke about the former amount: with another one they are asked again.

    Raises:
        Refused: E006, E008, E211, and whatever a new claim refuses.
    """
    claim = claim_by_number(work, number)
    work.expect_version(claim, version)
    claim.state, before = STATES.step(claim.state, "update_claim"), claim.agreed_fen
    _fill(work, claim, draft).raise_if_any()
    if claim.agreed_fen != before:
        claim.finance_by = claim.finance_opinion = claim.dgm_by = ""
        claim.dgm_on = None
    note_completeness(work, claim)


def _fill(work: Work, claim: Claim, draft: ClaimDraft) -> Problems:
    problems = Problems()
    number = draft.waybill.strip()
    ticket = work.session.scalar(select(Consignment).where(Consignment.number == number))
    if ticket is None:
        problems.add("E006", "draft.waybill", label=tr("运单"), v=draft.waybill)
        return problems
    if ticket.voided:
        obj = tr("运单 {no}").format(no=ticket.label)
        state, action = tr("已作废"), tr("登记理赔")
        problems.add("E008", "draft.waybill", obj=obj, state=state, action=action)
        return problems
    with work.session.no_autoflush:
        check_draft(work, problems, draft, ticket)
        check_claimed_once(work, problems, claim, draft, ticket)
        if problems.found:
            return problems
        found = reckoned(draft, ticket)
        agreed = found.proposed_fen if draft.agreed_fen is None else draft.agreed_fen
        check_agreed(problems, work, agreed, found.proposed_fen, draft.over_reason)
        _write(claim, draft, ticket, found, agreed)
    return problems


def reckoned(draft: ClaimDraft, ticket: Consignment) -> Reckoning:
    """The reckoning of a draft for its ticket."""
    return reckon(
        Loss(
            kind=draft.loss_kind,
            value_fen=draft.value_fen or ticket.declared_value_fen,
            loss_fen=draft.loss_fen,
            declared_fen=ticket.declared_value_fen,
            base_freight_fen=ticket.base_freight_fen,
            pieces=draft.pieces,
            ticket_pieces=max(1, ticket.declared),
            clause_ack=ticket.cover_clause_ack,
            fault=draft.fault,
            exemption=draft.exemption,
            days_late=draft.days_late,
        )
    )


def _write(
    claim: Claim, draft: ClaimDraft, ticket: Consignment, found: Reckoning, agreed_fen: int
) -> None:
    sides = {
        ClaimantKind.SHIPPER: ticket.shipper_name,
        ClaimantKind.CONSIGNEE: ticket.consignee_name,
    }
    claim.consignment = ticket
    claim.claimant = clean_text(draft.claimant) or sides[draft.claimant_kind]
    for name in ("claimant_kind", "loss_kind", "pieces", "loss_fen", "fault", "exemption"):
        setattr(claim, name, getattr(draft, name))
    claim.days_late = draft.days_late
    claim.value_fen = draft.value_fen or ticket.declared_value_fen
    claim.declared_fen, claim.clause_ack = ticket.declared_value_fen, ticket.cover_clause_ack
    claim.limit_fen, claim.proposed_fen = found.limit_fen, found.proposed_fen
    claim.reason, claim.law = found.reason[:300], found.law
    claim.agreed_fen, claim.over_reason = agreed_fen, draft.over_reason.strip()[:200]
    claim.exception_no, claim.complaint_no = draft.exception_no.strip(), draft.complaint_no.strip()


@command(
    "claim.create",
    "存理赔资料",
    example='{"number": "LP261119-001", "paper": "PHOTOS", "files": []}',
)
def file_claim_papers(
    work: Work, *, number: str, paper: ClaimPaper, files: tuple[Upload, ...]
) -> None:
    """Hang papers of one kind on a claim; when the tier is complete the days to decide begin.

    Raises:
        Refused: E001, E006, E008 closed, E025.
    """
    claim, problems = claim_by_number(work, number), Problems()
    if claim.state is ClaimState.CLOSED:
        raise refuse("E008", "number", obj=tr("理赔"), state=claim.state.label, action=tr("补资料"))
    problems.require(files, "files", paper.label)
    problems.raise_if_any()
    for upload in files:
        file_away(work, record_of(paper), claim.id, upload)
    work.session.flush()
    note_completeness(work, claim)


def note_completeness(work: Work, claim: Claim) -> None:
    """The clock to decide runs from the day the last paper came in."""
    if papers_missing(work, claim):
        claim.papers_complete_on = claim.decide_due_on = None
        return
    since = claim.papers_complete_on or work.today
    claim.papers_complete_on = since
    claim.decide_due_on = since + timedelta(days=days_to_decide(claim.agreed_fen))


@command("claim.update", "提交理赔", example='{"number": "LP261119-001"}')
def submit_claim(work: Work, *, number: str) -> None:
    """Put a claim with all its papers before the manager.

    Raises:
        Refused: E006, E008, E184 papers missing, all named.
    """
    claim = claim_by_number(work, number)
    state = STATES.step(claim.state, "submit_claim")
    missing = papers_missing(work, claim)
    if missing:
        words = "、".join(paper.label for paper in missing)
        raise refuse("E184", "number", a=show_money(claim.agreed_fen), list=words)
    claim.state = state
    note_completeness(work, claim)
    ask_approval(
        work,
        claim,
        word=tr("理赔"),
        number=claim.number,
        title=tr("{who} {no} 赔付 {a} 元").format(
            who=claim.claimant, no=claim.consignment.label, a=show_money(claim.agreed_fen)
        ),
        right="claim.approve",
        prepared_by=claim.created_by,
    )


@command("claim.update", "撤回理赔", example='{"number": "LP261119-001"}')
def recall_claim(work: Work, *, number: str) -> None:
    """Take one's own submitted claim back.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, asked_id(work, number, "recall_claim"))


def asked_id(read: Reader, number: str, command_name: str) -> int:
    """The waiting request of a claim.

    Raises:
        Refused: E006, E008.
    """
    claim = claim_by_number(read, number)
    STATES.step(claim.state, command_name)
    asked = waiting_approval(read, claim)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id
