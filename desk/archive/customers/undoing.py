"""A list of customers booked by mistake is taken back while nobody has worked with it."""

from desk.archive.customers.model import Customer
from desk.archive.customers.references import reference_count
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Work

MOST_NAMED = 10


@command(
    "customer.void",
    "撤销导入客户",
    slow=True,
    example='{"ids": [12, 13], "reason": "发错名单"}',
)
def undo_customer_import(work: Work, *, ids: tuple[int, ...], reason: str) -> None:
    """Delete the customers of an imported list, all or none; their codes are not given out again.

    Args:
        work: the running command.
        ids: the customers the list added.
        reason: why.

    Raises:
        Refused: E009, E019 naming those that other records name or that were changed since.

    Source: assumed.
    """
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("撤销导入"))
    found = [c for c in (work.session.get(Customer, each) for each in ids) if c is not None]
    used = [c.code for c in found if not _is_untouched(c) or reference_count(work.session, c.id)]
    if used:
        why = tr("{list} 已有业务或已被修改").format(list="、".join(used[:MOST_NAMED]))
        raise refuse("E019", "ids", label=tr("撤销导入"), why=why)
    for index, customer in enumerate(found, 1):
        work.session.delete(customer)
        work.step(index, len(found))


def _is_untouched(customer: Customer) -> bool:
    parts = (customer, *customer.contacts, *customer.addresses)
    return not customer.changes and all(part.row_version == 1 for part in parts)
