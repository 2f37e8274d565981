"""The lists of incomplete records and of customers to verify again."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from desk.archive.customers.care import (
    class_that_counts,
    is_incomplete,
    is_stale,
    verify_due_on,
)
from desk.archive.customers.choices import CustomerClass, Stage
from desk.archive.customers.model import Customer
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("code", "编号", Kind.NUMBER, width=5),
    Field("name", "名称", width=12),
    Field("customer_class", "分类", Kind.CHOICE, choices=CustomerClass, width=4),
    Field("stage", "阶段", Kind.CHOICE, choices=Stage, width=4),
    Field("owner", "负责人", width=6),
    Field("completeness_bp", "完整度", Kind.PERCENT, width=5),
    Field("missing", "缺少的资料", width=20),
    Field("verified_on", "核实日期", Kind.DATE, width=7),
    Field("verify_due_on", "应核实日期", Kind.DATE, width=7),
    Field("last_ticket_on", "最近发货", Kind.DATE, width=7),
)
_ACTIONS = (
    Action("edit:customer_entry", "修改", "F2", "customer.update", per_row=True),
    Action("page:recheck_start", "发起复核", "", "customer.approve", per_row=True),
)


def _source(wanted: ColumnElement[bool]) -> ListSource:
    made: dict[str, Any] = {
        "customer_class": class_that_counts(),
        "owner": func.coalesce(User.name, ""),
        "verify_due_on": verify_due_on(),
    }
    return ListSource(
        select(Customer).outerjoin(User, User.id == Customer.owner_id).where(wanted),
        Customer.id,
        {f.name: made.get(f.name, getattr(Customer, f.name, None)) for f in FIELDS},
        search=(Customer.name, Customer.code, Customer.missing),
        initials=(Customer.initials,),
    )


def _incomplete() -> ListSource:
    return _source(is_incomplete())


def _stale() -> ListSource:
    return _source(is_stale())


INCOMPLETE_CUSTOMERS = ListSpec(
    name="incomplete_customers",
    title="资料不完整的客户",
    right="customer.read",
    fields=FIELDS,
    source=_incomplete,
    sort=Sort("completeness_bp"),
    actions=_ACTIONS,
    open="page:customer",
    empty="所有客户的资料都达到了目标完整度。",
    export_right="customer.export",
)
STALE_CUSTOMERS = ListSpec(
    name="stale_customers",
    title="久未核实的客户",
    right="customer.read",
    fields=FIELDS,
    source=_stale,
    sort=Sort("verify_due_on"),
    actions=_ACTIONS,
    open="page:customer",
    empty="没有到期未核实的客户。超过核实期限的自动列在这里。",
    export_right="customer.export",
)
