"""Customers as the archive knows them after a while, and a plan of the month in force."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.archive.customers.choices import (
    CustomerClass,
    CustomerStatus,
    CustomerType,
    RfmLabel,
)
from desk.archive.customers.model import Contact, Customer
from desk.care.callbacks.choices import Purpose
from desk.care.callbacks.drafts import CallbackDraft
from desk.care.callbacks.planning import (
    approve_callback_plan,
    make_callback_plan,
    submit_callback_plan,
)
from desk.kernel.commands import command
from desk.storage.work import Work
from tests.conftest import Office

NOVEMBER = date(2026, 11, 1)


@dataclass(frozen=True, kw_only=True)
class Someone:
    """One customer: class, tickets, owner's login id, and whether his contact may be called."""

    name: str
    customer_class: CustomerClass = CustomerClass.A
    first_on: date | None = date(2026, 1, 5)
    last_on: date | None = date(2026, 11, 10)
    label: RfmLabel | None = None
    owner_id: int | None = None
    phone: str = "13800000001"
    do_not_call: bool = False
    status: CustomerStatus = CustomerStatus.ACTIVE


@command("office.read", "客户(仅测试)")
def arrange(work: Work, *, people: tuple[Someone, ...]) -> list[int]:
    """Put customers into the archive, or change those of the same name."""
    return [_one(work, someone) for someone in people]


def _one(work: Work, someone: Someone) -> int:
    customer = next((c for c in work.session.query(Customer).filter_by(name=someone.name)), None)
    if customer is None:
        customer = Customer(
            code=work.number("customer"),
            name=someone.name,
            name_key=someone.name,
            customer_type=CustomerType.COMPANY,
            contacts=[Contact(name="王经理", is_primary=True)],
        )
        work.add(customer)
    customer.customer_class, customer.rfm_label = someone.customer_class, someone.label
    customer.first_ticket_on, customer.last_ticket_on = someone.first_on, someone.last_on
    customer.owner_id, customer.status = someone.owner_id, someone.status
    customer.contacts[0].mobile = someone.phone
    customer.contacts[0].do_not_call = someone.do_not_call
    return customer.id


def put(office: Office, *people: Someone) -> list[int]:
    made: list[int] = office.as_("jia").run(arrange, people=people).value
    return made


def plan_in_force(office: Office, **arguments: Any) -> str:
    """The plan of November: drawn up by a clerk, approved by the manager."""
    number: str = (
        office.as_("jia").run(make_callback_plan, month=NOVEMBER, **arguments).value.number
    )
    office.as_("jia").run(submit_callback_plan, number=number)
    office.as_("boss").run(approve_callback_plan, number=number)
    return number


def talk(customer_id: int | None = None, **fields: Any) -> CallbackDraft:
    """A routine call with the manager Wang."""
    said = {"purpose": Purpose.ROUTINE, "contact": "王经理", "score": 5}
    return CallbackDraft(customer_id=customer_id, **{**said, **fields})
