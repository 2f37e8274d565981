"""Archived customers whose time is over are anonymised (spec 3.1, 5.13)."""

from sqlalchemy import select

from desk.archive.customers.choices import CustomerStatus
from desk.archive.customers.model import Customer
from desk.archive.customers.rules import CUSTOMER_STATES, retention_until
from desk.archive.customers.standing import forget
from desk.kernel.commands import on
from desk.kernel.retention import Expired, Keeping, RetentionAsked, RetentionGranted
from desk.storage.work import Work

CUSTOMERS = Keeping(
    "customers", "已归档客户", "有票 5 年,无票 1 年", "抹去名称、税号、账户、联系人和地址"
)


@on(RetentionAsked)
def customers_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Archived customers, five years after their last ticket, one year without any."""
    archived = select(Customer).where(Customer.status == CustomerStatus.ARCHIVED)
    asked.ask(
        CUSTOMERS,
        lambda: (
            Expired(customer.id, f"{customer.code} {customer.name}", retention_until(customer))
            for customer in work.session.scalars(archived.order_by(Customer.id))
            if retention_until(customer) <= asked.today
        ),
    )


@on(RetentionGranted)
def clear_customers(work: Work, granted: RetentionGranted) -> None:
    """Anonymise them; one that was restored since is left alone."""
    for customer_id in granted.of(CUSTOMERS):
        customer = work.session.get(Customer, customer_id)
        if customer is not None and customer.status is CustomerStatus.ARCHIVED:
            customer.status = CUSTOMER_STATES.step(customer.status, "anonymise_customer", "5.13")
            forget(customer)
