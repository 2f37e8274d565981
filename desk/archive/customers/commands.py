"""Customers are taken into the archive and kept up to date."""

from desk.archive.customers.changes import ask_for_changes, is_free_to_change, take_over
from desk.archive.customers.choices import ChangeSource
from desk.archive.customers.counter import (
    check_credit,
    customer_of,
    customers_named,
    customers_with_phone,
    find_or_add_customer,
    note_ticket,
)
from desk.archive.customers.entries import (
    AddressEntry,
    ContactEntry,
    CustomerEntry,
    check_address,
    check_contact,
    check_customer,
)
from desk.archive.customers.filling import (
    fill_address,
    fill_contact,
    fill_customer,
    first_choice,
    rename,
    settle,
    unmasked,
)
from desk.archive.customers.model import Address, Contact, Customer
from desk.archive.customers.opening import open_customer
from desk.archive.customers.rules import check_text
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import name_key
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Reader, Work

__all__ = ["check_credit", "customer_of", "find_or_add_customer", "note_ticket"]


@command(
    "customer.create",
    "新建客户",
    example='{"customer": {"name": "天果园果品", "customer_type": "COMPANY", "kinds": ["OUTBOUND"],'
    ' "settlement": "MONTHLY"}, "contacts": [{"name": "刘工", "mobile": "13800000001"}]}',
)
def add_customer(
    work: Work,
    *,
    customer: CustomerEntry,
    contacts: tuple[ContactEntry, ...],
    addresses: tuple[AddressEntry, ...] = (),
    duplicate_reason: str = "",
) -> int:
    """Take a customer into the archive with contacts and addresses; returns the id.

    Credit and bank account wait for the manager unless he enters them himself.

    Args:
        work: the running command.
        customer: the customer's own fields.
        contacts: at least one; the first is primary unless one is marked.
        addresses: the first is the default unless one is marked.
        duplicate_reason: why this is not the customer of the same name or phone.

    Raises:
        Refused: E001, E003, E004, E006, E007, E012, E019, E102, E103, E106, E171.

    Source: spec 3.1, 3.2.
    """
    primary, default = _check_new(work, customer, contacts, addresses, duplicate_reason)
    made = Customer(code=work.number("customer"), owner_id=work.actor.user_id)
    rename(made, customer.name)
    made.duplicate_reason = duplicate_reason.strip()
    made.tax_no = customer.tax_no.strip()
    fill_customer(work, made, customer)
    for index, contact_entry in enumerate(contacts):
        contact = Contact(is_primary=index == primary)
        fill_contact(contact, contact_entry)
        made.contacts.append(contact)
    for index, address_entry in enumerate(addresses):
        address = Address(is_default=index == default)
        fill_address(address, address_entry)
        made.addresses.append(address)
    settle(made)
    work.add(made)
    _guarded(work, made, customer, ChangeSource.PHONE, "")
    return made.id


def _check_new(
    work: Work,
    customer: CustomerEntry,
    contacts: tuple[ContactEntry, ...],
    addresses: tuple[AddressEntry, ...],
    duplicate_reason: str,
) -> tuple[int, int]:
    """Refuse a new record with everything wrong in it; else return which contact and address lead."""
    problems = Problems()
    own = Problems()
    check_customer(own, customer, work.now, work.today)
    problems.extend(own.found, "customer")
    problems.require(contacts, "contacts", tr("联系人"))
    for index, contact in enumerate(contacts):
        row = Problems()
        check_contact(row, contact)
        problems.extend(row.found, f"contacts.{index}")
    for index, address in enumerate(addresses):
        row = Problems()
        check_address(row, address)
        problems.extend(row.found, f"addresses.{index}")
    check_text(problems, duplicate_reason, "duplicate_reason", tr("另建原因"), 200)
    primary = first_choice(problems, contacts, "contacts")
    default = first_choice(problems, addresses, "addresses")
    if not duplicate_reason.strip():
        numbers = [n for c in contacts for n in (c.mobile, c.phone)]
        _refuse_twin(work, problems, customer.name, numbers)
    problems.raise_if_any()
    return primary, default


def _refuse_twin(read: Reader, problems: Problems, name: str, phones: list[str]) -> None:
    for twin in [*customers_named(read, name), *customers_with_phone(read, phones)][:1]:
        problems.add("E103", "customer.name", name=twin.name, code=twin.code)


@command(
    "customer.update",
    "修改客户",
    example='{"customer_id": 1, "row_version": 1, "customer": {"name": "天果园果品",'
    ' "customer_type": "COMPANY", "kinds": ["OUTBOUND"], "settlement": "MONTHLY"}}',
)
def update_customer(
    work: Work,
    *,
    customer_id: int,
    row_version: int | None,
    customer: CustomerEntry,
    source: ChangeSource = ChangeSource.PHONE,
    evidence: str = "",
) -> tuple[int, ...]:
    """Change a customer; returns the ids of the changes that now wait for the manager.

    Name, tax number, bank, account and credit change at once only for the manager; otherwise they
    become change requests. An account or identity number sent back masked stays as it is.

    Args:
        work: the running command.
        customer_id: whom.
        row_version: version the form was filled from; None skips the check.
        customer: all fields as they shall be.
        source: how the customer told the guarded changes.
        evidence: what proves them.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E019, E106, E171, E211.
        NeedsConfirmation: E103 when the new name is another customer's.

    Source: spec 3.1, 3.2.
    """
    found = open_customer(work, customer_id)
    work.expect_version(found, row_version)
    entry = unmasked(work, customer, found)
    problems = Problems()
    check_customer(problems, entry, work.now, work.today)
    check_text(problems, evidence, "evidence", tr("依据"), 200)
    problems.raise_if_any()
    if name_key(entry.name) != found.name_key:
        for twin in customers_named(work, entry.name)[:1]:
            work.warn("E103", "name", name=twin.name, code=twin.code)
    fill_customer(work, found, entry)
    waiting = _guarded(work, found, entry, source, evidence)
    settle(found)
    return waiting


def _guarded(
    work: Work, customer: Customer, entry: CustomerEntry, source: ChangeSource, evidence: str
) -> tuple[int, ...]:
    if is_free_to_change(work):
        take_over(customer, entry)
        return ()
    return ask_for_changes(work, customer, entry, source, evidence)


@command(
    "customer.update",
    "上传客户合同",
    example='{"customer_id": 1, "file": {"label": "合同.pdf", "content": "JVBERi0xLjc="}}',
)
def attach_contract(work: Work, *, customer_id: int, file: Upload) -> int:
    """File a contract or another paper with the customer; returns the attachment's id.

    Raises:
        Refused: E006, E008, E025.
    """
    filed = file_away(work, "customer", open_customer(work, customer_id).id, file)
    work.session.flush()
    return filed.id
