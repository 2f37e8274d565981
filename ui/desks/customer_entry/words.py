"""The fields of a customer as the office says them. Paths are those of the commands' refusals."""

from desk.archive.customers.choices import (
    AddressLabel,
    ChangeSource,
    ContactRole,
    CustomerKind,
    CustomerSource,
    CustomerType,
    PayTerms,
)
from desk.screens.fields import Field, Kind

WHO = (
    Field("name", "名称", width=16, required=True),
    Field("customer_type", "类型", Kind.CHOICE, choices=CustomerType, width=5, required=True),
    Field("industry", "行业", width=5),
    Field("uscc", "信用代码", width=5, help="18 位统一社会信用代码"),
    Field("id_card", "身份证号", width=5, help="只登记个人客户"),
    Field("source", "来源", Kind.CHOICE, choices=CustomerSource, width=5),
    Field("salesperson", "业务员", width=5),
)
OWNER = Field("owner_id", "负责人", Kind.REFERENCE, width=5, of="users")
KIND_PREFIX = "kind_"
KINDS = tuple(Field(f"{KIND_PREFIX}{k.value}", k.label, Kind.FLAG) for k in CustomerKind)
CONTACT = (
    Field("contacts.0.name", "联系人", width=5, required=True),
    Field("contacts.0.mobile", "手机", Kind.PHONE, width=5),
    Field("contacts.0.phone", "座机", Kind.PHONE, width=5),
    Field("contacts.0.role", "职责", Kind.CHOICE, choices=ContactRole, width=5),
    Field("contacts.0.wechat", "微信", width=5),
    Field("contacts.0.call_time_pref", "方便时间", width=5),
)
ADDRESS = (
    Field("addresses.0.place", "所在地", Kind.DIVISION, width=5),
    Field("addresses.0.street", "详细地址", width=12),
    Field("addresses.0.label", "地址类别", Kind.CHOICE, choices=AddressLabel, width=5),
    Field("addresses.0.geo_note", "位置说明", width=12, help="门禁、限行、卸货条件"),
)
MONEY = (
    Field("settlement", "结算", Kind.CHOICE, choices=PayTerms, width=5, required=True),
    Field("credit_limit_fen", "信用额度", Kind.MONEY, width=5, help="空着为不限额"),
    Field("credit_days", "账期(天)", Kind.COUNT, width=5),
    Field("statement_day", "对账日", Kind.COUNT, width=5, help="每月 1–28 日"),
    Field("invoice_title", "发票抬头", width=5),
    Field("tax_no", "税号", width=5),
    Field("bank", "开户行", width=5),
    Field("account", "账号", width=5),
)
HABITS = (
    Field("goods_usual", "常发货物", width=5),
    Field("lanes_of_interest", "意向线路", width=5),
    Field("volume_per_month", "月货量", width=5),
    Field("intention", "合作意愿", width=5),
    Field("contract_no", "合同编号", width=5),
    Field("contract_valid_to", "合同到期", Kind.DATE, width=5),
    Field("verified_on", "核实日期", Kind.DATE, width=5),
    Field("privacy_notice_at", "隐私告知", Kind.MOMENT, width=5),
)
REQUIREMENTS = Field("special_requirements", "特殊要求", Kind.NOTE, help="开单时会显示")
CONSENT = Field("marketing_consent", "同意接收推广", Kind.FLAG)
DUPLICATE = Field("duplicate_reason", "另建原因", width=12)
EVIDENCE = (
    Field("change_source", "变更来源", Kind.CHOICE, choices=ChangeSource, width=5),
    Field("evidence", "依据", width=12, help="盖章函、来电时间等"),
)
