"""The customer list and the list of requested changes."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    and_,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.orm import aliased

from desk.archive.customers.choices import (
    ChangeField,
    ChangeSource,
    ChangeStatus,
    CustomerClass,
    CustomerKind,
    CustomerStatus,
    CustomerType,
    PayTerms,
    RfmLabel,
    Stage,
)
from desk.archive.customers.model import Address, Contact, Customer, CustomerChange
from desk.kernel.expiry import ExpiryStage
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.expiry import expiry_columns
from desk.storage.listing import ListSource

CUSTOMER_FIELDS = (
    Field("code", "编号", Kind.NUMBER, width=5),
    Field("name", "名称", width=12),
    Field("customer_type", "类型", Kind.CHOICE, choices=CustomerType, width=4),
    Field("kinds", "业务类别", width=8),
    Field("stage", "阶段", Kind.CHOICE, choices=Stage, width=4),
    Field("customer_class", "分类", Kind.CHOICE, choices=CustomerClass, width=4),
    Field("contact", "主要联系人", width=6),
    Field("phone", "电话", Kind.PHONE, width=8, personal=True),
    Field("city", "所在地", Kind.DIVISION, width=8),
    Field("settlement", "结算方式", Kind.CHOICE, choices=PayTerms, width=5),
    Field("credit_limit_fen", "信用额度", Kind.MONEY, width=7),
    Field("completeness_bp", "完整度", Kind.PERCENT, width=5),
    Field("status", "状态", Kind.CHOICE, choices=CustomerStatus, width=5),
    Field("last_ticket_on", "最近发货", Kind.DATE, width=7),
    Field("owner", "负责人", width=6),
    Field("industry", "行业", width=6, hidden=True),
    Field("special_requirements", "特殊要求", width=12, hidden=True),
    Field("contract_no", "合同编号", width=8, hidden=True),
    Field("contract_valid_to", "合同到期", Kind.DATE, width=7, hidden=True),
    Field("expiry_stage", "合同预警", Kind.CHOICE, choices=ExpiryStage, width=5, hidden=True),
    Field("days_left", "合同剩余天数", Kind.COUNT, width=5, hidden=True),
    Field("verified_on", "核实日期", Kind.DATE, width=7, hidden=True),
    Field("rfm_recency", "R 近度", Kind.COUNT, width=4, hidden=True),
    Field("rfm_frequency", "F 频度", Kind.COUNT, width=4, hidden=True),
    Field("rfm_money", "M 金额", Kind.COUNT, width=4, hidden=True),
    Field("rfm_label", "价值标签", Kind.CHOICE, choices=RfmLabel, width=5, hidden=True),
    Field("created_at", "建档时间", Kind.MOMENT, width=10, hidden=True),
)


def _kinds() -> ColumnElement[str]:
    """「进港、出港」 from the four flags."""
    text: ColumnElement[str] = literal("")
    for kind in CustomerKind:
        flag = getattr(Customer, f"kind_{kind.value.lower()}")
        text = text.concat(case((flag, "、" + kind.label), else_=""))
    return func.substr(text, 2)


def _customer_source() -> ListSource:
    primary = and_(Contact.customer_id == Customer.id, Contact.is_primary)
    default = and_(Address.customer_id == Customer.id, Address.is_default)
    base = (
        select(Customer)
        .outerjoin(Contact, primary)
        .outerjoin(Address, default)
        .outerjoin(User, User.id == Customer.owner_id)
    )
    made: dict[str, Any] = {
        "kinds": _kinds(),
        "customer_class": func.coalesce(Customer.class_override, Customer.customer_class),
        "contact": func.coalesce(Contact.name, ""),
        "phone": func.coalesce(func.nullif(Contact.mobile, ""), Contact.phone, ""),
        "city": func.coalesce(Address.city.concat(Address.county), ""),
        "owner": func.coalesce(User.name, ""),
        **expiry_columns(((tr("合同"), Customer.contract_valid_to),)),
    }
    columns = {f.name: made.get(f.name, getattr(Customer, f.name, None)) for f in CUSTOMER_FIELDS}
    any_contact = aliased(Contact)
    each = any_contact.name.concat(" ").concat(any_contact.mobile).concat(" ")
    everyone = (
        select(func.group_concat(each.concat(any_contact.phone), " "))
        .where(any_contact.customer_id == Customer.id)
        .correlate(Customer)
        .scalar_subquery()
    )
    return ListSource(
        base,
        Customer.id,
        columns,
        search=(Customer.name, Customer.code, everyone),
        initials=(Customer.initials,),
        indexed=(Customer.id, Contact.customer_id),
        names=(Contact.name,),
    )


_SHOWN = (CustomerStatus.ACTIVE, CustomerStatus.FROZEN)

CUSTOMERS = ListSpec(
    name="customers",
    title="客户",
    right="customer.read",
    found=("name", "code", "contact", "city"),
    fields=CUSTOMER_FIELDS,
    source=_customer_source,
    sort=Sort("code"),
    filters=(Filter("status", "in", _SHOWN),),
    actions=(
        Action("page:customer_entry", "新建客户", "Ctrl+N", "customer.create"),
        Action("import:customers", "导入 Excel", "Ctrl+I", "customer.import"),
        Action(
            "edit:customer_entry", "修改", "F2", "customer.update", per_row=True, changes_in=_SHOWN
        ),
        Action("request_change", "申请变更", "", "customer.update", per_row=True),
        Action("print:P-07", "打印档案卡", "Ctrl+P", "customer.read", per_row=True),
        Action("freeze_customer", "冻结", "", "customer.approve", per_row=True),
        Action("unfreeze_customer", "解冻", "", "customer.approve", per_row=True),
        Action("override_class", "指定分类", "", "customer.approve", per_row=True),
        Action("merge_customers", "合并", "", "customer.merge", per_row=True),
        Action("archive_customer", "归档", "", "customer.void", per_row=True),
        Action("restore_customer", "恢复", "", "customer.void", per_row=True),
        Action("delete_customer", "删除", "", "customer.void", per_row=True),
        Action("renew_classes", "重算分类", "", "customer.approve"),
    ),
    open="page:customer",
    empty="还没有客户:按 Ctrl+N 新建,或从「导入」导入客户名单。",
    export_right="customer.export",
)

CHANGE_FIELDS = (
    Field("code", "客户编号", Kind.NUMBER, width=5),
    Field("name", "客户", width=12),
    Field("changed", "变更项目", Kind.CHOICE, choices=ChangeField, width=6),
    Field("old_value", "原内容", width=10),
    Field("new_value", "新内容", width=10),
    Field("source", "来源", Kind.CHOICE, choices=ChangeSource, width=4),
    Field("evidence", "依据", width=10),
    Field("status", "状态", Kind.CHOICE, choices=ChangeStatus, width=5),
    Field("asked_by", "申请人", width=6),
    Field("created_at", "申请时间", Kind.MOMENT, width=10),
    Field("decided_by", "核实人", width=6),
    Field("decided_at", "核实时间", Kind.MOMENT, width=10),
    Field("reject_reason", "驳回原因", width=10),
)


def _shown(value: SQLColumnExpression[str]) -> ColumnElement[str]:
    """As `changing.shown`: credit as money, numbers and homes masked."""
    credit = and_(CustomerChange.changed == ChangeField.CREDIT_LIMIT, value != "")
    bare = func.replace(value, ",", "")  # an office may hold some that were written with separators
    yuan, rest = cast(bare, Integer), func.substr(bare, -3)
    numbers = (ChangeField.ACCOUNT, ChangeField.MOBILE, ChangeField.PHONE)
    number = and_(CustomerChange.changed.in_(numbers), value != "")
    at_home = and_(
        CustomerChange.changed == ChangeField.ADDRESS,
        Customer.customer_type == CustomerType.PERSON,
        value != "",
    )
    return case(
        (credit, func.printf("%,d", yuan).concat(rest)),
        (number, literal("****").concat(func.substr(value, -4))),
        (at_home, func.substr(value, 1, 6).concat("****")),
        else_=value,
    )


def _change_source() -> ListSource:
    asker, decider = aliased(User), aliased(User)
    base = (
        select(CustomerChange)
        .join(Customer, Customer.id == CustomerChange.customer_id)
        .outerjoin(asker, asker.id == CustomerChange.created_by)
        .outerjoin(decider, decider.id == CustomerChange.decided_by)
    )
    made: dict[str, Any] = {
        "code": Customer.code,
        "name": Customer.name,
        "old_value": _shown(CustomerChange.old_value),
        "new_value": _shown(CustomerChange.new_value),
        "asked_by": func.coalesce(asker.name, ""),
        "decided_by": func.coalesce(decider.name, ""),
    }
    columns = {
        f.name: made.get(f.name, getattr(CustomerChange, f.name, None)) for f in CHANGE_FIELDS
    }
    return ListSource(
        base,
        CustomerChange.id,
        columns,
        search=(Customer.name, Customer.code, CustomerChange.evidence),
        initials=(Customer.initials,),
    )


CUSTOMER_CHANGES = ListSpec(
    name="customer_changes",
    title="客户变更信息汇总表",
    right="customer.read",
    fields=CHANGE_FIELDS,
    source=_change_source,
    sort=Sort("created_at", descending=True),
    filters=(Filter("status", "is", ChangeStatus.PENDING),),
    actions=(
        Action("approve_change", "核实", "", "customer.approve", per_row=True),
        Action("reject_change", "驳回", "", "customer.approve", per_row=True),
    ),
    empty="没有待核实的客户变更。在客户详情按 F4 申请变更。",
    export_right="customer.export",
)
