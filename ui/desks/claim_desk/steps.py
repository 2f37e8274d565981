"""What may be done with a claim, in the order of its way."""

from desk.care.claims.choices import ClaimState, PayBy, RecourseParty
from desk.care.claims.commands import recall_claim, submit_claim
from desk.care.claims.queries import ClaimCard
from desk.care.claims.rules import FINANCE_LIMIT_FEN, MGR_LIMIT_FEN, STATES
from desk.care.claims.settling import (
    approve_claim,
    claim_recourse,
    close_claim,
    drop_claim,
    pay_claim,
    receive_recourse,
    record_dgm_note,
    record_finance_opinion,
    reject_claim,
    sign_settlement,
)
from desk.screens.fields import Field, Kind
from ui.desks.case_steps import CaseStep

STEPS: tuple[CaseStep, ...] = (
    CaseStep("finance", "财务意见", "F3", record_finance_opinion, (
        Field("finance_by", "财务", width=8, required=True),
        Field("opinion", "意见", Kind.NOTE, width=16, required=True),
    )),
    CaseStep("vice", "副总批示", "F4", record_dgm_note, (
        Field("dgm_by", "副总经理", width=8, required=True),
        Field("dgm_on", "批示日期", Kind.DATE, width=6, required=True),
        Field("files", "批示文件"),
    )),
    CaseStep("submit", "提交", "F7", submit_claim, role="primary"),
    CaseStep("recall", "撤回", "", recall_claim),
    CaseStep("reject", "驳回", "Ctrl+E", reject_claim, reason=True, role="danger"),
    CaseStep("approve", "批准", "Ctrl+Return", approve_claim, (
        Field("countersigned_by", "副总经理会签", width=8),
        Field("countersigned_on", "会签日期", Kind.DATE, width=6),
    ), role="primary"),
    CaseStep("settle", "签协议", "F8", sign_settlement, (
        Field("letter", "协议文件", required=True),
        Field("on", "签署日期(空着为今天)", Kind.DATE, width=6),
    ), role="primary"),
    CaseStep("pay", "赔付", "F10", pay_claim, (
        Field("pay_by", "付款方式", Kind.CHOICE, choices=PayBy, width=6, required=True),
        Field("reference", "凭证号", width=10),
    ), role="primary"),
    CaseStep("recourse", "追偿", "Ctrl+R", claim_recourse, (
        Field("party", "追偿对象", Kind.CHOICE, choices=RecourseParty, width=6, required=True),
        Field("fen", "追偿金额", Kind.MONEY, width=6, required=True),
        Field("name", "单位或姓名", width=10),
        Field("partner", "合作商", width=10),
    )),
    CaseStep("received", "追偿到账", "Ctrl+T", receive_recourse, (
        Field("fen", "到账金额", Kind.MONEY, width=6, required=True),
    )),
    CaseStep("drop", "撤案", "Ctrl+Delete", drop_claim, reason=True, role="danger"),
    CaseStep("close", "结案", "Ctrl+J", close_claim, role="primary"),
)  # fmt: skip
_UNDECIDED = (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.REJECTED)


def fitting(card: ClaimCard) -> frozenset[str]:
    """The names of the steps that fit the claim now."""
    moves = {move.command for move in STATES.from_(card.state)}
    may = {step.name for step in STEPS if step.entry.name in moves}
    if card.state in _UNDECIDED:
        may |= {"finance"} if card.agreed_fen > MGR_LIMIT_FEN else set()
        may |= {"vice"} if card.agreed_fen > FINANCE_LIMIT_FEN else set()
    if card.state is ClaimState.PAID:
        may |= {"recourse"}
    if card.recourse_party is not None and card.recourse_received_fen < card.recourse_fen:
        may |= {"received"}
    return frozenset(may)
