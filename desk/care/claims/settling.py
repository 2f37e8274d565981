"""The manager decides, the customer signs, the money is paid, and whoever is liable pays it back.

The firm pays first (民法典 834) and recovers afterwards. Source: spec 3.17, 5.5, A-15, E185, E186.
"""

from datetime import date

from desk.care.claims.choices import ClaimPaper, ClaimState, PayBy, RecourseParty
from desk.care.claims.commands import asked_id
from desk.care.claims.finding import claim_by_number, record_of
from desk.care.claims.model import Claim
from desk.care.claims.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import local, show_date
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.deciding import Countersign, decide
from desk.partners.carriers.finding import partner_of
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work


@command(
    "claim.update",
    "登记财务意见",
    example='{"number": "LP261119-001", "finance_by": "李会计", "opinion": "同意赔付"}',
)
def record_finance_opinion(work: Work, *, number: str, finance_by: str, opinion: str) -> None:
    """Note what finance says to a claim above 1,000 yuan.

    Raises:
        Refused: E001, E004, E006, E008 closed.
    """
    claim, problems = _undecided(work, number, tr("登记财务意见")), Problems()
    name, words = clean_text(finance_by), clean_text(opinion)
    problems.require(name, "finance_by", tr("财务"))
    problems.require(words, "opinion", tr("意见"))
    problems.fits(name, 60, "finance_by", tr("财务"))
    problems.fits(words, 200, "opinion", tr("意见"))
    problems.raise_if_any()
    claim.finance_by, claim.finance_opinion = name, words


@command(
    "claim.approve",
    "登记副总经理批示",
    example='{"number": "LP261119-001", "dgm_by": "李副总", "dgm_on": "2026-11-20"}',
)
def record_dgm_note(
    work: Work, *, number: str, dgm_by: str, dgm_on: date, files: tuple[Upload, ...] = ()
) -> None:
    """Note the 副总经理's decision on a claim above 10,000 yuan, with its paper.

    Raises:
        Refused: E001, E004, E006, E008, E025, E171.
    """
    claim, problems = _undecided(work, number, tr("登记批示")), Problems()
    name = clean_text(dgm_by)
    problems.require(name, "dgm_by", tr("副总经理"))
    problems.fits(name, 60, "dgm_by", tr("副总经理"))
    problems.check(dgm_on <= work.today, "E171", "dgm_on")
    problems.raise_if_any()
    claim.dgm_by, claim.dgm_on = name, dgm_on
    for upload in files:
        file_away(work, record_of(ClaimPaper.DGM_NOTE), claim.id, upload)


def _undecided(work: Work, number: str, action: str) -> Claim:
    claim = claim_by_number(work, number)
    if claim.state not in (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.REJECTED):
        raise refuse("E008", "number", obj=tr("理赔"), state=claim.state.label, action=action)
    return claim


@command("claim.approve", "批准理赔", example='{"number": "LP261119-001"}')
def approve_claim(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Allow a claim within the authority of its amount (A-15).

    Raises:
        Refused: E001, E006, E008, E071 no finance opinion above 1,000, E171, E185 no 副总经理's
            decision above 10,000, E190.
    """
    asked = asked_id(work, number, "approve_claim")
    decide(work, asked, approve=True, countersign=Countersign(countersigned_by, countersigned_on))


@command(
    "claim.approve",
    "驳回理赔",
    example='{"number": "LP261119-001", "reason": "照片看不出受损件数"}',
)
def reject_claim(work: Work, *, number: str, reason: str) -> None:
    """Send a claim back.

    Raises:
        Refused: E006, E008, E190, E191.
    """
    decide(work, asked_id(work, number, "reject_claim"), approve=False, reason=reason)


@command(
    "claim.update",
    "登记理赔协议",
    example='{"number": "LP261119-001", "letter": {"label": "协议.pdf", "content": "JVBERi0="}}',
)
def sign_settlement(work: Work, *, number: str, letter: Upload, on: date | None = None) -> None:
    """File the settlement the claimant signed: no further claim from this loss.

    Raises:
        Refused: E006, E008, E025, E170 before it was approved, E171.
    """
    claim = claim_by_number(work, number)
    state, day = STATES.step(claim.state, "sign_settlement"), on or work.today
    if day > work.today:
        raise refuse("E171", "on")
    approved = local(claim.decided_at).date() if claim.decided_at else day
    if day < approved:
        raise refuse("E170", "on", t=show_date(day), u=show_date(approved))
    file_away(work, record_of(ClaimPaper.SETTLEMENT), claim.id, letter)
    claim.state, claim.settled_on = state, day


@command(
    "claim.approve",
    "赔付",
    example='{"number": "LP261119-001", "pay_by": "TRANSFER", "reference": "20261120000031"}',
)
def pay_claim(work: Work, *, number: str, pay_by: PayBy, reference: str = "") -> None:
    """Note the payment, or that it is set off against freight.

    Raises:
        Refused: E001 a transfer without its reference, E004, E006, E008, E186 before the settlement
            was signed.
    """
    claim = claim_by_number(work, number)
    if claim.state is ClaimState.APPROVED:
        raise refuse("E186", "number")
    state, problems, words = (
        STATES.step(claim.state, "pay_claim"),
        Problems(),
        clean_text(reference),
    )
    if pay_by is PayBy.TRANSFER:
        problems.require(words, "reference", tr("凭证号"))
    problems.fits(words, 60, "reference", tr("凭证号"))
    problems.raise_if_any()
    claim.state, claim.paid_at = state, work.now
    claim.pay_by, claim.pay_reference = pay_by, words


@command(
    "claim.update",
    "登记追偿",
    example='{"number": "LP261119-001", "party": "LINEHAUL", "name": "中州专线", "fen": 20000}',
)
def claim_recourse(
    work: Work, *, number: str, party: RecourseParty, fen: int, name: str = "", partner: str = ""
) -> None:
    """Say who pays back how much: never more than was paid; also after the claim was closed.

    A claim has one recovery: another amount replaces the former one. Once money came back, it stays
    with whom it came from.

    Raises:
        Refused: E001, E003 more than was paid or less than came back, E004, E006, E008 before the
            payment, E019 another party after money came back, or a partner who is not the party.
    """
    claim = claim_by_number(work, number)
    if claim.paid_at is None:
        raise refuse("E008", "number", obj=tr("理赔"), state=claim.state.label, action=tr("追偿"))
    problems, who = Problems(), clean_text(name)
    least = max(1, claim.recourse_received_fen)
    hi = show_money(claim.agreed_fen)
    limits = {"label": tr("追偿金额"), "lo": show_money(least), "hi": hi}
    ok = least <= fen <= claim.agreed_fen
    problems.check(ok, "E003", "fen", v=show_money(fen), **limits)
    problems.fits(who, 60, "name", tr("追偿对象"))
    if party is RecourseParty.PARTNER:
        problems.require(partner, "partner", tr("合作商"))
    else:
        problems.require(who, "name", tr("追偿对象"))
        why = tr("追偿对象不是合作商,请填单位或姓名")
        problems.check(not partner.strip(), "E019", "partner", label=tr("合作商"), why=why)
    problems.raise_if_any()
    liable = partner_of(work, partner.strip()) if partner.strip() else None
    _same_payer(claim, party, liable.name if liable else who)
    if claim.recourse_asked_on is None or (claim.recourse_party, claim.partner) != (party, liable):
        claim.recourse_asked_on = work.today
    claim.partner = liable
    claim.recourse_party, claim.recourse_fen = party, fen
    settled = fen == claim.recourse_received_fen
    claim.recourse_settled_on = work.today if settled else None
    claim.recourse_name = claim.partner.name if claim.partner else who


def _same_payer(claim: Claim, party: RecourseParty, name: str) -> None:
    """Money that came back stays with whom it came from."""
    if not claim.recourse_received_fen:
        return
    if (party, name) != (claim.recourse_party, claim.recourse_name):
        why = tr("{who} 已付 {a} 元,不能改为别人")
        paid = show_money(claim.recourse_received_fen)
        words = why.format(who=claim.recourse_name, a=paid)
        raise refuse("E019", "party", label=tr("追偿对象"), why=words)


@command(
    "claim.update",
    "登记追偿到账",
    example='{"number": "LP261119-001", "fen": 20000}',
)
def receive_recourse(work: Work, *, number: str, fen: int) -> None:
    """Note money that came back from whoever is liable.

    Raises:
        Refused: E003 more than was asked for, E006, E008 nothing was asked for.
    """
    claim = claim_by_number(work, number)
    if claim.recourse_party is None:
        raise refuse(
            "E008", "number", obj=tr("理赔"), state=tr("未登记追偿"), action=tr("登记到账")
        )
    left = claim.recourse_fen - claim.recourse_received_fen
    if not 1 <= fen <= left:
        label = tr("到账金额")
        raise refuse("E003", "fen", label=label, lo="0.01", hi=show_money(left), v=show_money(fen))
    claim.recourse_received_fen += fen
    if claim.recourse_received_fen == claim.recourse_fen:
        claim.recourse_settled_on = work.today


@command("claim.update", "理赔结案", example='{"number": "LP261119-001"}')
def close_claim(work: Work, *, number: str) -> None:
    """Close a paid claim; money still to come back stays on the partner's account.

    Raises:
        Refused: E006, E008.
    """
    claim = claim_by_number(work, number)
    claim.state = STATES.step(claim.state, "close_claim")


@command(
    "claim.update",
    "撤案",
    example='{"number": "LP261119-001", "reason": "客户找到货物,撤回索赔"}',
)
def drop_claim(work: Work, *, number: str, reason: str) -> None:
    """Give up a claim before anything was signed.

    Raises:
        Refused: E006, E008, E009.
    """
    claim = claim_by_number(work, number)
    claim.state = STATES.step(claim.state, "drop_claim", reason)
    claim.end_reason = reason.strip()[:200]
