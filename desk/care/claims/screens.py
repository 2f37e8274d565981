"""The list of claims, and the account of what is still to come back from whom."""

from sqlalchemy import func, select

from desk.care.claims.choices import ClaimState, LossKind, RecourseParty
from desk.care.claims.model import Claim
from desk.freight.consignments.model import Consignment
from desk.partners.carriers.model import Partner
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "理赔编号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=ClaimState, width=5),
    Field("waybill", "运单号", Kind.NUMBER, width=7),
    Field("claimant", "索赔人", width=10),
    Field("loss_kind", "类型", Kind.CHOICE, choices=LossKind, width=4),
    Field("pieces", "件数", Kind.COUNT, width=3),
    Field("loss_fen", "实际损失", Kind.MONEY, width=6, total=True),
    Field("proposed_fen", "计算金额", Kind.MONEY, width=6, total=True),
    Field("agreed_fen", "核定金额", Kind.MONEY, width=6, total=True),
    Field("papers_complete_on", "资料齐全", Kind.DATE, width=6),
    Field("decide_due_on", "裁定期限", Kind.DATE, width=6),
    Field("decided_at", "裁定时间", Kind.MOMENT, width=8),
    Field("paid_at", "赔付时间", Kind.MOMENT, width=8),
    Field("recourse_party", "追偿对象", Kind.CHOICE, choices=RecourseParty, width=5),
    Field("recourse_name", "追偿单位", width=7),
    Field("recourse_fen", "追偿金额", Kind.MONEY, width=6, total=True),
    Field("recourse_received_fen", "追偿到账", Kind.MONEY, width=6, total=True),
    Field("answer", "驳回原因", width=8, hidden=True),
    Field("exception_no", "异常", Kind.NUMBER, width=7, hidden=True),
    Field("complaint_no", "投诉", Kind.NUMBER, width=7, hidden=True),
)


def _claims() -> ListSource:
    own = {f.name: getattr(Claim, f.name) for f in FIELDS if f.name != "waybill"}
    return ListSource(
        base=select(Claim).join(Consignment, Consignment.id == Claim.consignment_id),
        id=Claim.id,
        columns={**own, "waybill": Consignment.number},
        search=(Claim.number, Consignment.number, Claim.claimant),
    )


CLAIMS = ListSpec(
    name="claims",
    title="理赔",
    right="claim.read",
    found=("number", "claimant", "waybill", "state"),
    fields=FIELDS,
    source=_claims,
    sort=Sort("number", descending=True),
    filters=(Filter("state", "not", ClaimState.CLOSED),),
    actions=(
        Action("page:claim_desk", "登记理赔", "Ctrl+N", "claim.create"),
        Action("submit_claim", "提交", "F7", "claim.update", per_row=True),
        Action("approve_claim", "批准", "F8", "claim.approve", per_row=True),
        Action("reject_claim", "驳回", "", "claim.approve", per_row=True),
        Action("sign_settlement", "协议", "F9", "claim.update", per_row=True),
        Action("pay_claim", "赔付", "", "claim.approve", per_row=True),
        Action("print:P-31", "打印理赔单", "Ctrl+P", "print.create", per_row=True),
        Action("close_claim", "结案", "", "claim.update", per_row=True),
    ),
    open="page:claim_desk",
    empty="没有未结的理赔。客户索赔时按 Ctrl+N 登记。",
)

RECOURSE_FIELDS = (
    Field("number", "理赔编号", Kind.NUMBER, width=7),
    Field("recourse_party", "追偿对象", Kind.CHOICE, choices=RecourseParty, width=5),
    Field("recourse_name", "单位或姓名", width=10),
    Field("partner_code", "合作商编码", Kind.NUMBER, width=5),
    Field("waybill", "运单号", Kind.NUMBER, width=7),
    Field("recourse_asked_on", "追偿日期", Kind.DATE, width=6),
    Field("paid_at", "赔付时间", Kind.MOMENT, width=8),
    Field("agreed_fen", "已赔付", Kind.MONEY, width=6, total=True),
    Field("recourse_fen", "应追偿", Kind.MONEY, width=6, total=True),
    Field("recourse_received_fen", "已到账", Kind.MONEY, width=6, total=True),
    Field("open_fen", "未到账", Kind.MONEY, width=6, total=True),
    Field("recourse_settled_on", "结清日期", Kind.DATE, width=6, hidden=True),
)


def _recourses() -> ListSource:
    elsewhere = {
        "waybill": Consignment.number,
        "partner_code": func.coalesce(Partner.code, ""),
        "open_fen": Claim.recourse_fen - Claim.recourse_received_fen,
    }
    own = {f.name: getattr(Claim, f.name) for f in RECOURSE_FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(Claim)
        .join(Consignment, Consignment.id == Claim.consignment_id)
        .outerjoin(Partner, Partner.id == Claim.partner_id)
        .where(Claim.recourse_party.is_not(None)),
        id=Claim.id,
        columns={**own, **elsewhere},
        search=(Claim.number, Claim.recourse_name, Partner.code, Consignment.number),
    )


RECOURSES = ListSpec(
    name="claim_recourses",
    title="追偿账",
    right="claim.read",
    fields=RECOURSE_FIELDS,
    source=_recourses,
    sort=Sort("recourse_asked_on"),
    filters=(Filter("recourse_settled_on", "empty"),),
    open="page:claim_desk",
    empty="没有未结清的追偿。赔付后在理赔单上登记追偿。",
)
