"""The list of re-checks and the list of cards to call."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from desk.archive.customers.care import class_that_counts
from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Contact, Customer
from desk.archive.rechecks.choices import CardState, RecheckState
from desk.archive.rechecks.model import Recheck, RecheckAnswer, RecheckCard
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

RECHECK_FIELDS = (
    Field("number", "复核号", Kind.NUMBER, width=7),
    Field("title", "名称", width=14),
    Field("state", "状态", Kind.CHOICE, choices=RecheckState, width=4),
    Field("starts_on", "开始日期", Kind.DATE, width=6),
    Field("due_on", "截止日期", Kind.DATE, width=6),
    Field("cards", "户数", Kind.COUNT, width=4),
    Field("done", "已核实", Kind.COUNT, width=4),
    Field("unreached", "联系不上", Kind.COUNT, width=5),
    Field("to_call", "待核实", Kind.COUNT, width=4),
    Field("picked", "范围", width=14),
    Field("closed_at", "结束时间", Kind.MOMENT, width=8),
    Field("close_reason", "结束原因", width=10),
)
CARD_FIELDS = (
    Field("number", "复核号", Kind.NUMBER, width=7),
    Field("code", "客户编号", Kind.NUMBER, width=5),
    Field("name", "客户", width=12),
    Field("customer_class", "分类", Kind.CHOICE, choices=CustomerClass, width=4),
    Field("contact", "主要联系人", width=6),
    Field("phone", "电话", Kind.PHONE, width=8, personal=True),
    Field("caller", "负责核实", width=6),
    Field("state", "状态", Kind.CHOICE, choices=CardState, width=5),
    Field("tries", "拨打次数", Kind.COUNT, width=4),
    Field("tried_at", "最近拨打", Kind.MOMENT, width=8),
    Field("changes", "变更项数", Kind.COUNT, width=4),
    Field("due_on", "截止日期", Kind.DATE, width=6),
    Field("verified_on", "上次核实", Kind.DATE, width=6),
    Field("note", "备注", width=10),
)


def _cards_in(*states: CardState) -> ColumnElement[int]:
    counted = select(func.count()).where(RecheckCard.recheck_id == Recheck.id)
    if states:
        counted = counted.where(RecheckCard.state.in_(states))
    return counted.correlate(Recheck).scalar_subquery()


def _rechecks() -> ListSource:
    counted: dict[str, Any] = {
        "cards": _cards_in(),
        "done": _cards_in(CardState.DONE),
        "unreached": _cards_in(CardState.UNREACHED),
        "to_call": _cards_in(CardState.TO_CALL),
    }
    own = {f.name: getattr(Recheck, f.name) for f in RECHECK_FIELDS if f.name not in counted}
    return ListSource(
        select(Recheck), Recheck.id, own | counted, search=(Recheck.number, Recheck.title)
    )


def _cards() -> ListSource:
    caller = aliased(User)
    primary = (Contact.customer_id == Customer.id) & Contact.is_primary
    changes = (
        select(func.count(RecheckAnswer.change_id))
        .where(RecheckAnswer.card_id == RecheckCard.id)
        .correlate(RecheckCard)
        .scalar_subquery()
    )
    elsewhere: dict[str, Any] = {
        "number": Recheck.number,
        "due_on": Recheck.due_on,
        "code": Customer.code,
        "name": Customer.name,
        "customer_class": class_that_counts(),
        "verified_on": Customer.verified_on,
        "contact": func.coalesce(Contact.name, ""),
        "phone": func.coalesce(func.nullif(Contact.mobile, ""), Contact.phone, ""),
        "caller": func.coalesce(caller.name, ""),
        "changes": changes,
    }
    own = {f.name: getattr(RecheckCard, f.name) for f in CARD_FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(RecheckCard)
        .join(Recheck, Recheck.id == RecheckCard.recheck_id)
        .join(Customer, Customer.id == RecheckCard.customer_id)
        .outerjoin(Contact, primary)
        .outerjoin(caller, caller.id == RecheckCard.caller_id),
        id=RecheckCard.id,
        columns=own | elsewhere,
        search=(Recheck.number, Customer.name, Customer.code, caller.name),
        initials=(Customer.initials,),
    )


RECHECKS = ListSpec(
    name="rechecks",
    title="复核记录",
    right="customer.read",
    fields=RECHECK_FIELDS,
    source=_rechecks,
    sort=Sort("number", descending=True),
    actions=(
        Action("page:recheck_start", "发起复核", "Ctrl+N", "customer.approve"),
        Action("close_recheck", "结束", "", "customer.approve", per_row=True),
    ),
    empty="还没有档案复核。由经理按 Ctrl+N 发起,选出要核实的客户。",
    export_right="customer.export",
)
RECHECK_CARDS = ListSpec(
    name="recheck_cards",
    title="复核卡",
    right="customer.read",
    fields=CARD_FIELDS,
    source=_cards,
    sort=Sort("due_on"),
    filters=(Filter("state", "is", CardState.TO_CALL),),
    actions=(
        Action("page:recheck_desk", "核实", "F7", "customer.update", per_row=True),
        Action("miss_customer", "未接通", "F8", "customer.update", per_row=True),
    ),
    open="page:recheck_desk",
    empty="没有待核实的客户。经理发起档案复核后列在这里。",
    export_right="customer.export",
)
