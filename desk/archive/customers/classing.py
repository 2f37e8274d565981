"""Classes and stages follow the business: renewed for all customers at once."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.archive.customers.choices import CustomerClass, CustomerStatus
from desk.archive.customers.figures import revenue_by_customer
from desk.archive.customers.model import Customer
from desk.archive.customers.rules import classes_by_revenue, stage_on
from desk.kernel.commands import command
from desk.storage.work import Work


@dataclass(frozen=True)
class Renewed:
    """How many customers changed their class and their stage."""

    classes: int
    stages: int


@command("customer.approve", "重算客户分类", slow=True)
def renew_classes(work: Work) -> Renewed:
    """Compute class and stage of every customer anew and lift the expired classes set by hand.

    Source: spec 3.1, 5.10.
    """
    classes = classes_by_revenue(revenue_by_customer(work))
    gone = (CustomerStatus.MERGED, CustomerStatus.ANONYMISED)
    everyone = list(work.session.scalars(select(Customer).where(Customer.status.not_in(gone))))
    new_classes = new_stages = 0
    for done, customer in enumerate(everyone, 1):
        new_classes += _class(work, customer, classes.get(customer.id, CustomerClass.C))
        stage = stage_on(work.today, customer.first_ticket_on, customer.last_ticket_on)
        new_stages += stage is not customer.stage
        customer.stage = stage
        work.step(done, len(everyone))
    return Renewed(new_classes, new_stages)


def _class(work: Work, customer: Customer, computed: CustomerClass) -> bool:
    until = customer.class_override_until
    if until is not None and until < work.today:
        customer.class_override = customer.class_override_until = None
        customer.class_override_reason = ""
    is_new = computed is not customer.customer_class
    customer.customer_class = computed
    return is_new
