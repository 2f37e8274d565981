"""P-37 客户变更信息汇总表: what customers told us has changed, over a period."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desk.archive.customers.changing import shown
from desk.archive.customers.choices import ChangeStatus
from desk.archive.customers.model import Customer, CustomerChange
from desk.documents.papers import (
    A4L,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
)
from desk.kernel.commands import form
from desk.kernel.moments import local, show_date
from desk.kernel.periods import moments_of, period_of, show_period
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader


@form(
    "P-37",
    "KF-BD-37",
    "客户变更信息汇总表",
    needs="customer.read",
    of="期间(2026-11、2026-11-18 或 2026-11-18~2026-11-20)",
)
def customer_changes_summary(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The changes told in a period, in the order they were told; personal values are masked.

    Raises:
        Refused: E002 for a period that cannot be read.

    Source: spec P-37.
    """
    first_on, last_on = period_of(number, read.today)
    start, after = moments_of(first_on, last_on)
    decider = aliased(User)
    found = read.session.execute(
        select(CustomerChange, Customer, decider.name)
        .join(Customer, Customer.id == CustomerChange.customer_id)
        .outerjoin(decider, decider.id == CustomerChange.decided_by)
        .where(CustomerChange.created_at >= start, CustomerChange.created_at < after)
        .order_by(CustomerChange.created_at, CustomerChange.id)
    ).all()
    days = tr("{a} 至 {b}").format(a=show_date(first_on), b=show_date(last_on))
    return Paper(
        size=A4L,
        form_code="KF-BD-37",
        title=tr("客户变更信息汇总表"),
        number=show_period(first_on, last_on),
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            HeadGrid(
                (Field(tr("期间"), days), *_counts([change.status for change, _, _ in found])),
                columns=5,
            ),
            Table(
                _columns(),
                tuple(_row(change, customer, by or "") for change, customer, by in found),
                totals=False,
                min_rows=1,
            ),
            Signatures((tr("制表"), tr("审核"), tr("日期"))),
        ),
    )


def _counts(states: list[ChangeStatus]) -> tuple[Field, ...]:
    every = Field(tr("变更"), tr("{n} 项").format(n=len(states)))
    return (every, *(Field(s.label, tr("{n} 项").format(n=states.count(s))) for s in ChangeStatus))


def _columns() -> tuple[Column, ...]:
    return (
        Column("on", tr("日期"), Kind.DATE, width_mm=22),
        Column("code", tr("编号"), width_mm=15, nowrap=True),
        Column("customer", tr("客户"), share=1),
        Column("changed", tr("项目"), width_mm=18),
        Column("old", tr("原内容"), share=1.1),
        Column("new", tr("新内容"), share=1.1),
        Column("evidence", tr("依据"), share=1),
        Column("status", tr("状态"), width_mm=16),
        Column("decided_by", tr("核实人"), width_mm=20),
    )


def _row(change: CustomerChange, customer: Customer, decided_by: str) -> tuple[Cell, ...]:
    told = " ".join(filter(None, (change.source.label, change.evidence)))
    return (
        local(change.created_at).date(),
        customer.code,
        customer.name,
        change.changed.label,
        shown(change.changed, change.old_value, customer.customer_type),
        shown(change.changed, change.new_value, customer.customer_type),
        told,
        change.status.label,
        decided_by,
    )
