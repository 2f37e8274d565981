"""The settlement of a claim (P-31)."""

from desk.care.claims.choices import ClaimState
from desk.care.claims.queries import ClaimCard, claim_card
from desk.documents.papers import (
    A4P,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Spacer,
    Table,
    Text,
)
from desk.kernel.commands import form
from desk.kernel.moments import show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader

TERMS = (
    "双方确认上述核定金额为本次货物损失的全部赔偿。承运人付清后,索赔人不再就同一损失提出其他请求;"
    "索赔人为收货人的,已取得发货人的索赔权转让。本协议自双方签字(盖章)之日起生效。"
)
_DRAFTS = (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.REJECTED)


@form("P-31", "KF-BD-31", "理赔单", needs="claim.read", of="理赔编号")
def claim_settlement(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """How the compensation was reckoned, what it rests on, who decided, and the settlement.

    Raises:
        Refused: E006.

    Source: spec P-31.
    """
    card = claim_card(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-31",
        title=tr("货物理赔单"),
        number=card.number,
        barcode=card.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr("草稿") if card.state in _DRAFTS else None,
        copies=(tr("①客户"), tr("②财务"), tr("③存")),
        blocks=(
            _head(card),
            Spacer(1.5),
            _papers(card),
            Spacer(1.5),
            _decision(card),
            Spacer(2),
            Text(tr("协议条款"), bold=True),
            Text(tr(TERMS), 9.5),
            Spacer(4),
            Signatures((tr("索赔人(签章)"), tr("身份证号"), tr("收款账户"), tr("日期")), columns=2),
            Signatures((tr("客服员"), tr("客服部经理"), tr("财务"), tr("副总经理")), columns=4),
        ),
    )


def _head(card: ClaimCard) -> HeadGrid:
    declared = show_money(card.declared_fen)
    insured = tr("已保价 {d} 元").format(d=declared)
    clause = tr("限额条款已签认") if card.clause_ack else tr("限额条款未签认")
    limit = tr("不适用") if card.limit_fen is None else show_money(card.limit_fen)
    return HeadGrid(
        (
            Field(tr("索赔人"), f"{card.claimant}({card.claimant_kind.label})", span=2),
            Field(tr("运单"), card.waybill, bold=True),
            Field(tr("损失类型"), card.loss_kind.label),
            Field(tr("受损件数"), card.pieces, Kind.COUNT),
            Field(tr("过失"), card.fault.label),
            Field(tr("保价情况"), insured if card.declared_fen else tr("未保价"), span=2),
            Field(tr("条款"), clause),
            Field(tr("实际价值"), card.value_fen, Kind.MONEY),
            Field(tr("实际损失"), card.loss_fen, Kind.MONEY),
            Field(tr("赔偿限额"), limit),
            Field(tr("计算过程"), card.reason, span=3),
            Field(tr("依据"), card.law, span=2),
            Field(tr("计算金额"), card.proposed_fen, Kind.MONEY),
            Field(tr("核定金额"), card.agreed_fen, Kind.MONEY, bold=True),
            Field(tr("大写"), amount_in_words(card.agreed_fen), span=2, bold=True),
        ),
        columns=3,
        ruled=True,
    )


def _papers(card: ClaimCard) -> Table:
    return Table(
        (
            Column("paper", tr("资料"), share=1),
            Column("wanted", tr("要求"), width_mm=20),
            Column("there", tr("已收"), width_mm=20),
            Column("files", tr("文件"), share=2),
        ),
        tuple(
            (
                row.paper.label,
                tr("必需") if row.wanted else "—",
                "√" if row.files else "",
                "、".join(label for label, _ in row.files),
            )
            for row in card.papers
        ),
        totals=False,
        title=tr("资料清单"),
    )


def _decision(card: ClaimCard) -> HeadGrid:
    dgm = f"{card.dgm_by} {show_date(card.dgm_on) if card.dgm_on else ''}".strip()
    party = card.recourse_party.label if card.recourse_party else ""
    paid = " ".join(
        filter(
            None,
            (
                card.pay_by.label if card.pay_by else "",
                show_moment(card.paid_at) if card.paid_at else "",
                card.pay_reference,
            ),
        )
    )
    return HeadGrid(
        (
            Field(tr("经理审批"), card.decided_at, Kind.MOMENT),
            Field(tr("财务意见"), f"{card.finance_by} {card.finance_opinion}".strip(), span=2),
            Field(tr("副总经理批示"), dgm),
            Field(tr("协议签署"), card.settled_on, Kind.DATE),
            Field(tr("赔付"), paid),
            Field(tr("责任方"), f"{party} {card.recourse_name}".strip()),
            Field(tr("追偿金额"), card.recourse_fen, Kind.MONEY),
            Field(tr("追偿到账"), card.recourse_received_fen, Kind.MONEY),
        ),
        columns=3,
        ruled=True,
    )
