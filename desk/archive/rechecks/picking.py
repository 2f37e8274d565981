"""Which customers a re-check is about, and who calls them."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.archive.customers.care import SERVED, class_that_counts, is_stale
from desk.archive.customers.choices import CustomerClass, Stage
from desk.archive.customers.model import Customer
from desk.archive.rechecks.choices import RecheckState
from desk.archive.rechecks.model import Recheck, RecheckCard
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True, kw_only=True)
class Picking:
    """Conditions; an empty one picks everybody.

    Attributes:
        not_verified_days: last verified at least so many days ago, or never.
        only_due: only customers whose verification is due by their class.
        owner_ids: whose customers.
        customer_ids: only these, chosen in a list.
    """

    classes: tuple[CustomerClass, ...] = ()
    stages: tuple[Stage, ...] = ()
    not_verified_days: int = 0
    only_due: bool = False
    owner_ids: tuple[int, ...] = ()
    customer_ids: tuple[int, ...] = ()


def in_words(read: Reader, picking: Picking) -> str:
    """How the customers were picked: 「分类 A、B;180 天未核实」."""
    names = [read.get(User, who, tr("用户")).name for who in picking.owner_ids]
    days = picking.not_verified_days
    parts = (
        tr("选定 {n} 户").format(n=len(picking.customer_ids)) * bool(picking.customer_ids),
        tr("分类 {v}").format(v="、".join(c.label for c in picking.classes))
        * bool(picking.classes),
        tr("阶段 {v}").format(v="、".join(s.label for s in picking.stages)) * bool(picking.stages),
        tr("{n} 天未核实").format(n=days) * bool(days),
        tr("已到核实日期") * picking.only_due,
        tr("负责人 {v}").format(v="、".join(names)) * bool(names),
    )
    return "；".join(part for part in parts if part) or tr("全部客户")


def picked_customers(read: Reader, picking: Picking) -> list[tuple[int, int | None]]:
    """Id and owner of the customers, longest unverified first; not those of an open re-check."""
    called = (
        select(RecheckCard.customer_id)
        .join(Recheck, Recheck.id == RecheckCard.recheck_id)
        .where(Recheck.state == RecheckState.OPEN)
    )
    asked = select(Customer.id, Customer.owner_id).where(
        Customer.status.in_(SERVED), Customer.id.not_in(called)
    )
    if picking.classes:
        asked = asked.where(class_that_counts().in_(picking.classes))
    if picking.stages:
        asked = asked.where(Customer.stage.in_(picking.stages))
    if picking.owner_ids:
        asked = asked.where(Customer.owner_id.in_(picking.owner_ids))
    if picking.customer_ids:
        asked = asked.where(Customer.id.in_(picking.customer_ids))
    if picking.only_due:
        asked = asked.where(is_stale())
    order = (Customer.verified_on.asc().nulls_first(), Customer.id)
    found = read.session.execute(asked.add_columns(Customer.verified_on).order_by(*order))
    return [
        (customer_id, owner_id)
        for customer_id, owner_id, on in found
        if on is None or (read.today - on).days >= picking.not_verified_days
    ]


def people_who_call(read: Reader, named: tuple[int, ...]) -> list[int]:
    """Those named, else everybody in service who may change customers.

    Raises:
        Refused: E006 for somebody unknown.
    """
    if named:
        return [read.get(User, who, tr("用户")).id for who in dict.fromkeys(named)]
    everyone = read.session.scalars(select(User).where(User.active).order_by(User.id))
    return [user.id for user in everyone if may(user.role, "customer.update")]
