"""What a change is about: where its value stands, how it is read, written, shown and applied."""

from collections.abc import Sequence

from desk.archive.customers.choices import ON_CREDIT, ChangeField, CustomerType, PayTerms
from desk.archive.customers.entries import (
    LIMIT_MOST_FEN,
    AddressEntry,
    ContactEntry,
    CustomerEntry,
    check_address,
    check_contact,
)
from desk.archive.customers.filling import fill_address, rename
from desk.archive.customers.model import Address, Contact, Customer
from desk.archive.customers.rules import check_name, check_text, split_address
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, mask_account, mask_phone, normal_phone
from desk.kernel.quantities import parse_count, parse_money, show_money, typed_money
from desk.kernel.text import tr

_COLUMNS = {
    ChangeField.NAME: "name",
    ChangeField.TAX_NO: "tax_no",
    ChangeField.BANK: "bank",
    ChangeField.ACCOUNT: "account",
    ChangeField.CREDIT_LIMIT: "credit_limit_fen",
    ChangeField.CREDIT_DAYS: "credit_days",
    ChangeField.SETTLEMENT: "settlement",
    ChangeField.INVOICE_TITLE: "invoice_title",
    ChangeField.INDUSTRY: "industry",
    ChangeField.GOODS: "goods_usual",
    ChangeField.SPECIAL: "special_requirements",
}
_OF_CONTACT = {
    ChangeField.CONTACT: "name",
    ChangeField.MOBILE: "mobile",
    ChangeField.PHONE: "phone",
}
_MOST = {
    ChangeField.TAX_NO: 20,
    ChangeField.BANK: 60,
    ChangeField.ACCOUNT: 40,
    ChangeField.INVOICE_TITLE: 100,
    ChangeField.INDUSTRY: 40,
    ChangeField.GOODS: 500,
    ChangeField.SPECIAL: 500,
}
_PHONES = (ChangeField.MOBILE, ChangeField.PHONE)
_MOST_CREDIT_DAYS = 180


def written(
    changed: ChangeField, record: Customer | CustomerEntry, part_id: int | None = None
) -> str:
    """A value as it is written in a change: credit in bare figures of 元, terms by their word."""
    if isinstance(record, Customer) and changed not in _COLUMNS:
        part = _part(record, changed, part_id)
        if isinstance(part, Address):
            return part.full
        return str(getattr(part, _OF_CONTACT[changed])) if part else ""
    value = getattr(record, _COLUMNS[changed])
    if isinstance(value, PayTerms):
        return value.label
    return typed_money(value) if changed is ChangeField.CREDIT_LIMIT else clean_text(str(value))


def shown(changed: ChangeField, text: str, customer_type: CustomerType) -> str:
    """A written value as a list or paper may show it: credit as money, numbers and homes masked."""
    if changed is ChangeField.CREDIT_LIMIT and text:
        return show_money(parse_money(text))
    if changed is ChangeField.ACCOUNT:
        return mask_account(text)
    if changed in _PHONES and text:
        return mask_phone(text)
    if changed is ChangeField.ADDRESS and customer_type is CustomerType.PERSON and text:
        parts = split_address(text)
        return f"{parts[0] if parts else ''}****"
    return text


def _part(
    customer: Customer, changed: ChangeField, part_id: int | None
) -> Contact | Address | None:
    """The contact or address meant: the leading one when none is named.

    Raises:
        Refused: E006 when the one named is not the customer's.
    """
    is_address = changed is ChangeField.ADDRESS
    parts: Sequence[Contact | Address] = customer.addresses if is_address else customer.contacts
    if part_id is None:
        return next(iter(parts), None)
    for part in parts:
        if part.id == part_id:
            return part
    raise refuse("E006", "part_id", label=changed.label, v=part_id)


def read_change(
    changed: ChangeField, typed: str, customer: Customer, part_id: int | None = None
) -> str:
    """What was typed, checked, as `written` writes it.

    Raises:
        Refused: E001, E002, E003, E004, E005, E006, E007, E012, E019, E102.
    """
    problems, label, text = Problems(), changed.label, clean_text(typed)
    if changed is ChangeField.NAME:
        check_name(problems, text, "new_value", label)
    elif changed is ChangeField.CREDIT_LIMIT:
        text = _read_limit(problems, text)
    elif changed is ChangeField.CREDIT_DAYS:
        days, most = parse_count(text, label, "new_value"), _MOST_CREDIT_DAYS
        text = str(days)
        problems.check(days <= most, "E003", "new_value", label=label, lo=0, hi=most, v=days)
    elif changed is ChangeField.SETTLEMENT:
        text = _read_terms(problems, text, customer)
    elif changed in _MOST:
        check_text(problems, text, "new_value", label, _MOST[changed])
    else:
        text = _read_part(problems, changed, text, _part(customer, changed, part_id))
    problems.raise_if_any()
    return text


def _read_limit(problems: Problems, text: str) -> str:
    label, most = ChangeField.CREDIT_LIMIT.label, show_money(LIMIT_MOST_FEN)
    limit = parse_money(text, label, "new_value")
    fits = 0 <= limit <= LIMIT_MOST_FEN
    problems.check(fits, "E003", "new_value", label=label, lo=0, hi=most, v=show_money(limit))
    return typed_money(limit)


def _read_terms(problems: Problems, text: str, customer: Customer) -> str:
    """Terms by their word; a customer with credit days keeps terms on credit."""
    terms = PayTerms.from_word(text)
    fits = terms is None or terms in ON_CREDIT or not customer.credit_days
    why = tr("客户还有账期,请先申请把账期天数改为 0")
    problems.check(fits, "E019", "new_value", label=ChangeField.SETTLEMENT.label, why=why)
    label, choices = ChangeField.SETTLEMENT.label, "、".join(t.label for t in PayTerms)
    problems.check(terms is not None, "E005", "new_value", label=label, v=text, choices=choices)
    return terms.label if terms else ""


def _read_part(
    problems: Problems, changed: ChangeField, text: str, part: Contact | Address | None
) -> str:
    """A contact's name or number, or an address, checked as on the customer's own page."""
    found = Problems()
    if changed is ChangeField.ADDRESS:
        parts = split_address(text)
        if found.require(text, "new_value", changed.label) and not parts:
            found.add("E007", "new_value", v=text)
        elif parts:
            address = AddressEntry(place=parts[0], street=parts[1])
            check_address(found, address)
            text = _in_full(address)
    else:
        own = {name: str(getattr(part, name, "")) for name in _OF_CONTACT.values()}
        own[_OF_CONTACT[changed]] = text
        entry = ContactEntry(name=own["name"], mobile=own["mobile"], phone=own["phone"])
        check_contact(found, entry)
        text = normal_phone(text) if changed in _PHONES and text else text
    problems.extend(found.found)
    return text


def _in_full(entry: AddressEntry) -> str:
    """An address in one line with its province, as the record shows it."""
    address = Address(is_default=False)
    fill_address(address, entry)
    return address.full


def apply_change(
    customer: Customer, changed: ChangeField, text: str, part_id: int | None = None
) -> None:
    """Write a checked value into the customer.

    Raises:
        Refused: E006 when the contact or address meant is no longer there, E007.
    """
    if changed is ChangeField.NAME:
        rename(customer, text)
    elif changed is ChangeField.CREDIT_LIMIT:
        customer.credit_limit_fen = parse_money(text)
    elif changed is ChangeField.CREDIT_DAYS:
        customer.credit_days = parse_count(text)
    elif changed is ChangeField.SETTLEMENT:
        customer.settlement = PayTerms.from_word(text) or customer.settlement
    elif changed in _COLUMNS:
        setattr(customer, _COLUMNS[changed], text)
    elif changed is ChangeField.ADDRESS:
        _move_to(customer, text, part_id)
    else:
        _apply_to_contact(customer, changed, text, part_id)


def _apply_to_contact(
    customer: Customer, changed: ChangeField, text: str, part_id: int | None
) -> None:
    contact = _part(customer, changed, part_id)
    if contact is None:
        contact = Contact(name=tr("联系人"), is_primary=True, mobile="", phone="")
        customer.contacts.append(contact)
    setattr(contact, _OF_CONTACT[changed], text)


def _move_to(customer: Customer, text: str, part_id: int | None) -> None:
    place, street = split_address(text) or ("", "")
    address = _part(customer, ChangeField.ADDRESS, part_id)
    if not isinstance(address, Address):
        address = Address(is_default=True, geo_note="")
        customer.addresses.append(address)
    entry = AddressEntry(place=place, street=street, label=address.label, geo_note=address.geo_note)
    fill_address(address, entry)
