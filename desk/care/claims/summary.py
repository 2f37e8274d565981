"""What a claim is about: the three figures, who is asked for what, and the papers it rests on."""

from desk.care.claims.choices import ClaimPaper
from desk.care.claims.finding import record_of
from desk.care.claims.model import Claim
from desk.kernel.commands import on
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_claim(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """What is to be paid, against what was reckoned, and why."""
    claim_id = asked.about(Claim)
    if claim_id is None:
        return
    claim = read.get(Claim, claim_id, tr("理赔"))
    limit = claim.limit_fen
    asked.tell(
        (tr("索赔人"), f"{claim.claimant_kind.label} {claim.claimant}"),
        (tr("运单"), f"{claim.consignment.label} → {claim.consignment.destination}"),
        (tr("损失"), tr("{kind} {n} 件").format(kind=claim.loss_kind.label, n=claim.pieces)),
        (tr("实际损失"), _yuan(claim.loss_fen)),
        (tr("责任限额"), _yuan(limit) if limit is not None else tr("不受限额")),
        (tr("计算金额"), _yuan(claim.proposed_fen)),
        (tr("核定赔付"), _yuan(claim.agreed_fen)),
        (tr("计算依据"), f"{claim.reason} {claim.law}".strip()),
        (tr("过错"), claim.fault.label),
        (tr("财务意见"), f"{claim.finance_by} {claim.finance_opinion}".strip()),
        (tr("副总经理批示"), _signed(claim)),
        (tr("批复期限"), show_date(claim.decide_due_on) if claim.decide_due_on else ""),
    )
    asked.why = claim.over_reason
    for paper in ClaimPaper:
        files = attachments_of(read.session, record_of(paper), claim.id)
        asked.files += [(f"{paper.label} {a.label}", a.sha256) for a in files]
    asked.show_paper("P-31", claim.number)
    asked.open_in("claim_desk", number=claim.number)


def _yuan(fen: int) -> str:
    return tr("{a} 元").format(a=show_money(fen))


def _signed(claim: Claim) -> str:
    return f"{claim.dgm_by} {show_date(claim.dgm_on)}" if claim.dgm_on else claim.dgm_by
