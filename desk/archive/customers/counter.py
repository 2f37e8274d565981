"""What the counter needs of the archive while a ticket is typed; no commands of their own.

`find_or_add_customer` runs inside the command of a room above, with that command's rights.
"""

from collections.abc import Iterable
from datetime import date

from desk.archive.customers.choices import (
    ON_CREDIT,
    CustomerKind,
    CustomerStatus,
    CustomerType,
    PayTerms,
)
from desk.archive.customers.filling import settle
from desk.archive.customers.model import Contact, Customer
from desk.archive.customers.rules import (
    check_name,
    check_phone,
    likely_type,
    stage_on,
)
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, is_mobile, name_key, normal_phone
from desk.kernel.pinyin import initials_column
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

_NAMED = "SELECT id FROM customer WHERE name_key = ? ORDER BY id"
_WITH_PHONE = (
    "SELECT DISTINCT customer_id FROM contact"
    " WHERE mobile IN ({marks}) OR phone IN ({marks}) ORDER BY customer_id"
)


def customer_of(read: Reader, customer_id: int) -> Customer:
    """Return a customer, or the one he was merged into.

    Raises:
        Refused: E006.
    """
    found = read.get(Customer, customer_id, tr("客户"))
    while found.merged_into_id is not None:
        found = read.get(Customer, found.merged_into_id, tr("客户"))
    return found


def customers_with_phone(read: Reader, phones: Iterable[str]) -> list[Customer]:
    """Customers, merged ones followed, who have one of these numbers."""
    numbers = frozenset(normal_phone(phone) for phone in phones if phone.strip())
    if not numbers:
        return []
    ids = read.recall("contact", numbers, lambda: _ids_with_phone(read, numbers))
    return _surviving(read, ids)


def _ids_with_phone(read: Reader, numbers: frozenset[str]) -> list[int]:
    asked = _WITH_PHONE.format(marks=", ".join("?" * len(numbers)))
    return read.column(asked, *numbers, *numbers)


def customers_named(read: Reader, name: str) -> list[Customer]:
    """Customers, merged ones followed, whose names are spellings of the same name."""
    key = name_key(name)
    ids = read.recall("customer", key, lambda: read.column(_NAMED, key)) if key else []
    return _surviving(read, ids)


def _surviving(read: Reader, ids: Iterable[int]) -> list[Customer]:
    found = dict.fromkeys(customer_of(read, customer_id) for customer_id in list(ids))
    return [c for c in found if c.status is not CustomerStatus.ANONYMISED]


def find_or_add_customer(
    work: Work, *, name: str, phone: str, kind: CustomerKind, contact: str = ""
) -> Customer:
    """Return the customer a ticket names, or put him into the archive as a prospect.

    Found by name and phone together, else by the name of a firm, else by phone. Two private persons
    of one name with different phones are two customers. The kind of business is noted on him.

    Raises:
        Refused: E001 without a name, E004, E012, E102.
    """
    problems = Problems()
    check_name(problems, name, "name", tr("客户名称"))
    if problems.require(phone, "phone", tr("联系电话")):
        check_phone(problems, phone, "phone")
    problems.raise_if_any()
    found = known_customer(work, name, phone)
    if found is None:
        return _new_prospect(work, name, phone, kind, contact)
    if kind not in found.kinds:
        found.kinds = found.kinds | {kind}
        settle(found)
    return found


def known_customer(read: Reader, name: str, phone: str) -> Customer | None:
    """The customer a ticket names, if the archive has him: see `find_or_add_customer`."""
    named, called = customers_named(read, name), customers_with_phone(read, [phone])
    both = [customer for customer in named if customer in called]
    firms = [customer for customer in named if customer.customer_type is not CustomerType.PERSON]
    return next(iter([*both, *firms, *called]), None)


def _new_prospect(work: Work, name: str, phone: str, kind: CustomerKind, contact: str) -> Customer:
    clean, number = clean_text(name), normal_phone(phone)
    customer = Customer(
        code=work.number("customer"),
        name=clean,
        name_key=name_key(clean),
        initials=initials_column(clean),
        customer_type=likely_type(clean),
        settlement=PayTerms.PREPAID,
        owner_id=work.actor.user_id,
    )
    customer.kinds = frozenset({kind})
    person = Contact(name=clean_text(contact) or clean, is_primary=True)
    if is_mobile(number):
        person.mobile = number
    else:
        person.phone = number
    customer.contacts.append(person)
    settle(customer)
    return work.add(customer)


def check_credit(
    read: Reader, customer: Customer, pay_terms: PayTerms, amount_fen: int, used_fen: int
) -> None:
    """Refuse a ticket on credit for a customer who has none left.

    Only 月结 and 欠付 are credit. A frozen or archived customer has none; a limit of 0 means that
    the office has set no limit. The manager approves by raising the limit or lifting the freeze.

    Args:
        read: a reader or the running work.
        customer: who is to pay.
        pay_terms: terms of the new ticket.
        amount_fen: total of the new ticket.
        used_fen: what the customer owes, billed or not, without this ticket.

    Raises:
        Refused: E105.

    Source: spec 3.1, AT-20; the meaning of 0 assumed.
    """
    if pay_terms not in ON_CREDIT:
        return
    limit = customer.credit_limit_fen
    barred = customer.status is not CustomerStatus.ACTIVE
    if barred or (limit and used_fen + amount_fen > limit):
        used, whole = show_money(used_fen), show_money(limit)
        raise refuse("E105", "pay_terms", name=customer.name, a=used, b=whole)


def note_ticket(work: Work, customer_id: int, on: date) -> None:
    """Note that a customer had a ticket accepted on a business date; his stage follows."""
    customer = customer_of(work, customer_id)
    first = min(customer.first_ticket_on or on, on)
    last = max(customer.last_ticket_on or on, on)
    told = (first, last, stage_on(work.today, first, last))
    if told != (customer.first_ticket_on, customer.last_ticket_on, customer.stage):
        customer.first_ticket_on, customer.last_ticket_on, customer.stage = told
