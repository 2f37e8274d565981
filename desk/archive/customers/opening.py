"""Records that may still be written, and the moves between their states."""

from desk.archive.customers.choices import CustomerStatus
from desk.archive.customers.model import Customer
from desk.archive.customers.rules import CUSTOMER_STATES, check_text
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work

_OPEN = (CustomerStatus.ACTIVE, CustomerStatus.FROZEN)


def open_customer(work: Work, customer_id: int, action: str = "修改") -> Customer:
    """A customer whose record may still be written.

    Raises:
        Refused: E006, E008 when he is archived, merged or anonymised.
    """
    found = work.get(Customer, customer_id, tr("客户"))
    if found.status not in _OPEN:
        raise refuse("E008", obj=tr("客户"), state=found.status.label, action=tr(action))
    return found


def move(work: Work, customer: Customer, name: str) -> None:
    """Make the move of a command; its reason stays on the record.

    Raises:
        Refused: E004, E008, E009.
    """
    customer.status = CUSTOMER_STATES.step(customer.status, name, work.reason)
    problems = Problems()
    check_text(problems, work.reason.strip(), "reason", tr("原因"), 200)
    problems.raise_if_any()
    customer.status_reason = work.reason.strip()
