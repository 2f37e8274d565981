"""Which records need care: incomplete ones, and those nobody has verified for too long.

The limits are settings, so they are read inside the statement; a list and its query agree.

Source: spec 3.1; the periods assumed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    String,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
)

from desk.archive.customers.choices import CustomerClass, CustomerStatus
from desk.archive.customers.model import Customer
from desk.kernel.commands import query
from desk.kernel.settings import Settings
from desk.office.users.model import User
from desk.storage.columns import Chosen
from desk.storage.tables import Setting
from desk.storage.work import Reader

SERVED = (CustomerStatus.ACTIVE, CustomerStatus.FROZEN)
MOST = 500


@dataclass(frozen=True)
class CareRow:
    """A customer whose record needs care.

    Attributes:
        missing: what the record lacks, in words.
        verify_due_on: the day by which he must be verified again.
    """

    customer_id: int
    code: str
    name: str
    customer_class: CustomerClass
    owner: str
    completeness_bp: int
    missing: str
    verified_on: date | None
    verify_due_on: date


def _setting(name: str) -> ColumnElement[int]:
    """A whole number of the settings, as the office has it now."""
    kept = select(cast(Setting.value, Integer)).where(Setting.key == name).scalar_subquery()
    return func.coalesce(kept, literal(getattr(Settings(), name)))


def class_that_counts() -> ColumnElement[Any]:
    """The class set by hand, else the computed one."""
    either = func.coalesce(Customer.class_override, Customer.customer_class)
    counted: Any = Chosen(CustomerClass)
    return type_coerce(either, counted)


def verify_due_on() -> ColumnElement[date]:
    """The day by which a customer must be verified again: by his class, from the last time.

    Somebody never verified counts from the day his record was made.
    """
    months = case(
        (class_that_counts() == CustomerClass.A, _setting("verify_months_a")),
        (class_that_counts() == CustomerClass.B, _setting("verify_months_b")),
        else_=_setting("verify_months_c"),
    )
    made_on = func.date(Customer.created_at, "+8 hours")
    last = func.coalesce(type_coerce(Customer.verified_on, String), made_on)
    step = literal("+").concat(cast(months, String)).concat(" months")
    return type_coerce(func.date(last, step), Date())


def is_incomplete() -> ColumnElement[bool]:
    """Whether a served customer's record is below the office's target."""
    below = Customer.completeness_bp < _setting("completeness_target_bp")
    return Customer.status.in_(SERVED) & below


def is_stale() -> ColumnElement[bool]:
    """Whether a served customer's verification is due."""
    today = select(func.office_today()).scalar_subquery()
    due = type_coerce(verify_due_on(), String) <= today
    return Customer.status.in_(SERVED) & due


@query("customer.read", "资料不完整的客户")
def incomplete_customers(read: Reader, *, owner_id: int | None = None) -> list[CareRow]:
    """Customers below the target of completeness, the poorest records first; at most 500."""
    return _rows(read, owner_id, is_incomplete(), Customer.completeness_bp)


@query("customer.read", "久未核实的客户")
def stale_customers(read: Reader, *, owner_id: int | None = None) -> list[CareRow]:
    """Customers whose verification is due, the longest due first; at most 500."""
    return _rows(read, owner_id, is_stale(), verify_due_on())


def _rows(
    read: Reader, owner_id: int | None, wanted: ColumnElement[bool], order: Any
) -> list[CareRow]:
    asked = (
        select(
            Customer.id,
            Customer.code,
            Customer.name,
            class_that_counts(),
            func.coalesce(User.name, ""),
            Customer.completeness_bp,
            Customer.missing,
            Customer.verified_on,
            verify_due_on(),
        )
        .outerjoin(User, User.id == Customer.owner_id)
        .where(wanted)
        .order_by(order, Customer.code)
        .limit(MOST)
    )
    if owner_id is not None:
        asked = asked.where(Customer.owner_id == owner_id)
    return [CareRow(*row) for row in read.session.execute(asked)]
