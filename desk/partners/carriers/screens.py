"""The list of partners."""

from typing import Any

from sqlalchemy import case, null, select

from desk.kernel.text import tr
from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus
from desk.partners.carriers.model import Partner
from desk.screens.fields import EXPIRY_FIELDS, Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.expiry import expiry_columns
from desk.storage.listing import ListSource

FIELDS = (
    Field("code", "编号", Kind.NUMBER, width=4),
    Field("name", "名称", width=9, required=True),
    Field("status", "状态", Kind.CHOICE, choices=PartnerStatus, width=5),
    Field("grade", "等级", Kind.CHOICE, choices=Grade, width=3),
    *EXPIRY_FIELDS,
    Field("scope", "范围", Kind.CHOICE, choices=PartnerScope, width=4, required=True),
    Field("areas", "到达地", width=10, required=True, help="如:喀什、和田、阿克苏"),
    Field("contact", "联系人", width=5, required=True),
    Field("dispatch_phone", "调度电话", Kind.PHONE, width=7, required=True, personal=True),
    Field("schedule", "班次", width=8),
    Field(
        "light_only", "只用轻型车", Kind.FLAG, width=5, help="总质量均不超过 4.5 吨,免经营许可证"
    ),
    Field("operating_licence_no", "经营许可证号", width=8, hidden=True),
    Field("licence_valid_to", "许可证到期", Kind.DATE, width=6),
    Field("insurance_policy", "保险单号", width=8, hidden=True),
    Field("insurance_valid_to", "保险到期", Kind.DATE, width=6),
    Field("contract_no", "合同编号", width=8, hidden=True),
    Field("contract_valid_to", "合同到期", Kind.DATE, width=6),
    Field("data_clause", "个人信息条款", Kind.FLAG, width=6),
    Field("provisional_until", "临时批准至", Kind.DATE, width=6),
    Field("rectify_until", "整改期限", Kind.DATE, width=6, hidden=True),
    Field("status_reason", "状态说明", width=10, hidden=True),
    Field("settlement_days", "结算天数", Kind.COUNT, width=4),
    Field("deposit_fen", "保证金", Kind.MONEY, width=6),
    Field("cooperation_since", "合作起始", Kind.DATE, width=6, hidden=True),
    Field("uscc", "统一社会信用代码", width=9, hidden=True),
    Field("address", "地址", width=10, hidden=True),
    Field("evaluation_no", "评估报告号", width=9, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)


def _source() -> ListSource:
    licence = case((Partner.light_only, null()), else_=Partner.licence_valid_to)
    papers = (
        (tr("经营许可证"), licence),
        (tr("保险"), Partner.insurance_valid_to),
        (tr("合同"), Partner.contract_valid_to),
        (tr("临时批准"), Partner.provisional_until),
        (tr("限期整改"), Partner.rectify_until),
    )
    columns: dict[str, Any] = dict(expiry_columns(papers))
    columns |= {f.name: getattr(Partner, f.name) for f in FIELDS if f not in EXPIRY_FIELDS}
    return ListSource(
        base=select(Partner),
        id=Partner.id,
        columns=columns,
        search=(Partner.code, Partner.name, Partner.areas, Partner.dispatch_phone),
        initials=(Partner.initials,),
    )


def _managers(name: str, label: str) -> Action:
    return Action(name, label, "", "partner.approve", per_row=True)


PARTNERS = ListSpec(
    name="partners",
    title="合作商",
    right="partner.read",
    found=("name", "code", "areas", "status"),
    fields=FIELDS,
    source=_source,
    sort=Sort("name"),
    filters=(Filter("status", "not", PartnerStatus.TERMINATED),),
    actions=(
        Action("add_partner", "登记合作商", "Ctrl+N", "partner.create"),
        Action("update_partner", "修改", "F2", "partner.update", per_row=True),
        Action("agree_terms", "合作条件", "", "partner.update", per_row=True),
        _managers("activate_provisionally", "临时批准"),
        _managers("admit_partner", "登记准入评估"),
        _managers("reject_candidate", "驳回准入"),
        _managers("order_rectification", "限期整改"),
        _managers("suspend_partner", "暂停"),
        _managers("terminate_partner", "终止"),
        _managers("reinstate_partner", "恢复"),
    ),
    empty="还没有登记合作商。按 Ctrl+N 登记第一家。",
)
