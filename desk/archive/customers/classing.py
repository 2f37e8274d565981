"""Classes and stages follow the business: renewed for all customers at once."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.archive.customers.choices import CustomerClass, CustomerStatus
from desk.archive.customers.figures import (
    margin_by_customer,
    revenue_by_customer,
    tickets_by_customer,
)
from desk.archive.customers.model import Customer
from desk.archive.customers.rfm import rfm_of
from desk.archive.customers.rules import classes_by_revenue, stage_on
from desk.kernel.commands import command
from desk.storage.work import Work


@dataclass(frozen=True)
class Renewed:
    """How many customers changed their class and their stage."""

    classes: int
    stages: int


@command("customer.approve", "重算客户分类", slow=True, approves=False)
def renew_classes(work: Work) -> Renewed:
    """Compute class, stage and RFM of every customer anew; lift the expired classes set by hand.

    Class and money go by revenue, or by margin when the office's settings say so.

    Source: spec 3.1, 5.10.
    """
    by_margin = work.settings.class_by_margin
    money = margin_by_customer(work) if by_margin else revenue_by_customer(work)
    tickets, classes = tickets_by_customer(work), classes_by_revenue(money)
    gone = (CustomerStatus.MERGED, CustomerStatus.ANONYMISED)
    everyone = list(work.session.scalars(select(Customer).where(Customer.status.not_in(gone))))
    new_classes = new_stages = 0
    for done, customer in enumerate(everyone, 1):
        new_classes += _class(work, customer, classes.get(customer.id, CustomerClass.C))
        stage = stage_on(work.today, customer.first_ticket_on, customer.last_ticket_on)
        new_stages += stage is not customer.stage
        customer.stage = stage
        _rate(work, customer, tickets.get(customer.id, 0), money.get(customer.id, 0))
        work.step(done, len(everyone))
    return Renewed(new_classes, new_stages)


def _rate(work: Work, customer: Customer, tickets: int, money_fen: int) -> None:
    rated = rfm_of(work.today, customer.last_ticket_on, tickets, money_fen)
    customer.rfm_recency = rated.recency if rated else 0
    customer.rfm_frequency = rated.frequency if rated else 0
    customer.rfm_money = rated.money if rated else 0
    customer.rfm_label = rated.label if rated else None


def _class(work: Work, customer: Customer, computed: CustomerClass) -> bool:
    until = customer.class_override_until
    if until is not None and until < work.today:
        customer.class_override = customer.class_override_until = None
        customer.class_override_reason = ""
    is_new = computed is not customer.customer_class
    customer.customer_class = computed
    return is_new
