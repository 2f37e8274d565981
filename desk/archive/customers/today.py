"""Customers' contracts that run out (5.18): asked for, and on the board of the day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from desk.archive.customers.choices import CustomerStatus
from desk.archive.customers.model import Customer
from desk.kernel.commands import query
from desk.kernel.expiry import WARN_DAYS, ExpiryStage, days_word
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.expiry import papers_due
from desk.storage.work import Reader

_SERVED = (CustomerStatus.ACTIVE, CustomerStatus.FROZEN)


@dataclass(frozen=True)
class ExpiringContract:
    """A customer's contract that runs out soon or did."""

    customer_id: int
    customer_code: str
    customer_name: str
    contract_no: str
    valid_to: date
    days_left: int
    stage: ExpiryStage


@query("customer.read", "到期的客户合同")
def expiring_contracts(read: Reader) -> list[ExpiringContract]:
    """Contracts that ran out or will within 60 days, soonest first."""
    return _expiring(read, None)


def _expiring(read: Reader, most: int | None) -> list[ExpiringContract]:
    last = read.today + timedelta(days=max(WARN_DAYS))
    asked = (
        select(Customer)
        .where(Customer.contract_valid_to <= last, Customer.status.in_(_SERVED))
        .order_by(Customer.contract_valid_to, Customer.code)
        .limit(most)
    )
    return [
        ExpiringContract(
            customer.id,
            customer.code,
            customer.name,
            customer.contract_no,
            due.valid_to,
            due.days_left,
            due.stage,
        )
        for customer in read.session.scalars(asked)
        for due in papers_due(((tr("合同"), customer.contract_valid_to),), read.today)
    ]


def contracts_to_renew(read: Reader) -> list[TodayRow]:
    """Each of those contracts, due on its last day."""
    return [
        TodayRow(
            tr("续签客户合同"),
            f"{row.customer_name} {days_word(row.days_left)}",
            end_of(row.valid_to),
            "customers",
            {"ids": [row.customer_id]},
            row.customer_code,
        )
        for row in _expiring(read, MOST_ROWS)
    ]


SOURCES = (TodaySource("customer.update", contracts_to_renew),)
