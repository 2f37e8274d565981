"""Contacts and addresses are added, changed and removed; one of each always leads."""

from desk.archive.customers.counter import customers_with_phone
from desk.archive.customers.entries import (
    AddressEntry,
    ContactEntry,
    check_address,
    check_contact,
)
from desk.archive.customers.filling import (
    choose,
    fill_address,
    fill_contact,
    settle,
    unmasked_contact,
)
from desk.archive.customers.model import Address, Contact, Customer
from desk.archive.customers.opening import open_customer
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "customer.update",
    "新增联系人",
    example='{"customer_id": 1, "contact": {"name": "李会计", "mobile": "13900000002"}}',
)
def add_contact(work: Work, *, customer_id: int, contact: ContactEntry) -> int:
    """Add a contact; the first one, or one marked so, is the primary one.

    Raises:
        Refused: E001, E004, E006, E008, E012, E102.
        NeedsConfirmation: E103 when another customer has the number.

    Source: spec 3.2.
    """
    customer = open_customer(work, customer_id)
    _checked_contact(contact)
    _ask_about_twin(work, customer, contact)
    made = Contact(is_primary=False)
    fill_contact(made, contact)
    customer.contacts.append(made)
    work.session.flush()
    if contact.is_primary or len(customer.contacts) == 1:
        choose(work, customer, made)
    settle(customer)
    return made.id


@command(
    "customer.update",
    "修改联系人",
    example='{"contact_id": 1, "row_version": 1,'
    ' "contact": {"name": "刘工", "mobile": "13800000001", "is_primary": true}}',
)
def update_contact(
    work: Work, *, contact_id: int, row_version: int | None, contact: ContactEntry
) -> None:
    """Change a contact; numbers sent back masked stay as they are.

    The primary contact stays primary until another one is marked.

    Raises:
        Refused: E001, E004, E006, E008, E012, E102, E211.
        NeedsConfirmation: E103 when another customer has the new number.

    Source: spec 3.2.
    """
    found = work.get(Contact, contact_id, tr("联系人"))
    customer = open_customer(work, found.customer_id)
    work.expect_version(found, row_version)
    entry = unmasked_contact(contact, found)
    _checked_contact(entry)
    if (entry.mobile, entry.phone) != (found.mobile, found.phone):
        _ask_about_twin(work, customer, entry)
    fill_contact(found, entry)
    if entry.is_primary and not found.is_primary:
        choose(work, customer, found)
    settle(customer)


@command("customer.update", "删除联系人", example='{"contact_id": 2}')
def remove_contact(work: Work, *, contact_id: int) -> None:
    """Remove a contact; the next one becomes primary, the last one stays.

    Raises:
        Refused: E006, E008, E019 for the last one.

    Source: spec 3.2.
    """
    found = work.get(Contact, contact_id, tr("联系人"))
    customer = open_customer(work, found.customer_id)
    if len(customer.contacts) == 1:
        raise refuse("E019", label=tr("联系人"), why=tr("至少保留一位"))
    customer.contacts.remove(found)
    work.session.flush()
    if found.is_primary:
        choose(work, customer, customer.contacts[0])
    settle(customer)


def _checked_contact(contact: ContactEntry) -> None:
    problems, row = Problems(), Problems()
    check_contact(row, contact)
    problems.extend(row.found, "contact")
    problems.raise_if_any()


def _ask_about_twin(work: Work, customer: Customer, contact: ContactEntry) -> None:
    for twin in customers_with_phone(work, [contact.mobile, contact.phone]):
        if twin is not customer:
            work.warn("E103", "contact.mobile", name=twin.name, code=twin.code)
            return


@command(
    "customer.update",
    "新增地址",
    example='{"customer_id": 1, "address": {"place": "喀什市", "street": "人民东路 1 号"}}',
)
def add_address(work: Work, *, customer_id: int, address: AddressEntry) -> int:
    """Add an address; the first one, or one marked so, is the default.

    Raises:
        Refused: E001, E004, E006, E007, E008, E012.

    Source: spec 3.2.
    """
    customer = open_customer(work, customer_id)
    _checked_address(address)
    made = Address(is_default=False)
    fill_address(made, address)
    customer.addresses.append(made)
    work.session.flush()
    if address.is_default or len(customer.addresses) == 1:
        choose(work, customer, made)
    settle(customer)
    return made.id


@command(
    "customer.update",
    "修改地址",
    example='{"address_id": 1, "row_version": 1,'
    ' "address": {"place": "喀什市", "street": "人民东路 1 号", "is_default": true}}',
)
def update_address(
    work: Work, *, address_id: int, row_version: int | None, address: AddressEntry
) -> None:
    """Change an address; the default stays so until another one is marked.

    Raises:
        Refused: E001, E004, E006, E007, E008, E012, E211.

    Source: spec 3.2.
    """
    found = work.get(Address, address_id, tr("地址"))
    customer = open_customer(work, found.customer_id)
    work.expect_version(found, row_version)
    _checked_address(address)
    fill_address(found, address)
    if address.is_default and not found.is_default:
        choose(work, customer, found)


@command("customer.update", "删除地址", example='{"address_id": 2}')
def remove_address(work: Work, *, address_id: int) -> None:
    """Remove an address; the next one becomes the default.

    Raises:
        Refused: E006, E008.

    Source: spec 3.2.
    """
    found = work.get(Address, address_id, tr("地址"))
    customer = open_customer(work, found.customer_id)
    customer.addresses.remove(found)
    work.session.flush()
    if found.is_default and customer.addresses:
        choose(work, customer, customer.addresses[0])
    settle(customer)


def _checked_address(address: AddressEntry) -> None:
    problems, row = Problems(), Problems()
    check_address(row, address)
    problems.extend(row.found, "address")
    problems.raise_if_any()
