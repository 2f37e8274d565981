"""From what was typed to the records: values cleaned, phones in one spelling, one primary each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from desk.archive.customers.entries import LINES, NOTES, AddressEntry, ContactEntry, CustomerEntry
from desk.archive.customers.model import Address, Contact, Customer
from desk.archive.customers.rules import completeness_bp, missing_parts
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import (
    clean_text,
    mask_account,
    mask_id,
    mask_phone,
    name_key,
    normal_id_card,
    normal_phone,
)
from desk.kernel.pinyin import initials_column
from desk.kernel.text import tr
from desk.office.users.keys import decrypt_text, encrypt_text
from desk.office.users.model import User
from desk.storage.work import Reader, Work

GUARDED = ("name", "tax_no", "bank", "account", "credit_limit_fen", "credit_days")
_TEXTS = tuple(name for name, _, _ in (*LINES, *NOTES))
_PLAIN = (
    "customer_type",
    "settlement",
    "source",
    "statement_day",
    "contract_valid_to",
    "privacy_notice_at",
    "marketing_consent",
    "verified_on",
    *(name for name in _TEXTS if name not in GUARDED),
)


def mask_wechat(text: str) -> str:
    """Show the first sign of a WeChat name."""
    return f"{text[0]}****" if text else ""


def kept(typed: str, stored: str, mask: Callable[[str], str]) -> str:
    """Return the stored value when what was typed is only its mask."""
    return stored if stored and typed.strip() == mask(stored) else clean_text(typed)


def data_key(read: Reader) -> bytes:
    """The office's key for identity numbers, held by whoever signed in with a password.

    Raises:
        Refused: E013 for the program itself.
    """
    if read.actor.data_key is None:
        raise refuse("E013")
    return read.actor.data_key


def id_card_of(read: Reader, customer: Customer) -> str:
    """The identity number in clear; empty when none is kept."""
    return decrypt_text(data_key(read), customer.id_card) if customer.id_card else ""


def unmasked(read: Reader, entry: CustomerEntry, customer: Customer) -> CustomerEntry:
    """The entry with the stored values where only their masks came back."""
    return replace(
        entry,
        account=kept(entry.account, customer.account, mask_account),
        id_card=kept(entry.id_card, id_card_of(read, customer), mask_id),
    )


def unmasked_contact(entry: ContactEntry, contact: Contact) -> ContactEntry:
    """The contact entry with the stored numbers where only their masks came back."""
    return replace(
        entry,
        mobile=kept(entry.mobile, contact.mobile, mask_phone),
        phone=kept(entry.phone, contact.phone, mask_phone),
        wechat=kept(entry.wechat, contact.wechat, mask_wechat),
    )


def fill_customer(work: Work, customer: Customer, entry: CustomerEntry) -> None:
    """Write everything but the guarded fields.

    Raises:
        Refused: E006 for an unknown owner.
    """
    for name in _PLAIN:
        value = getattr(entry, name)
        setattr(customer, name, clean_text(value) if name in _TEXTS else value)
    customer.uscc = normal_id_card(entry.uscc)
    _fill_id_card(work, customer, normal_id_card(entry.id_card))
    customer.kinds = frozenset(entry.kinds)
    if entry.owner_id is not None:
        customer.owner_id = work.get(User, entry.owner_id, tr("负责人")).id


def _fill_id_card(work: Work, customer: Customer, number: str) -> None:
    if number != id_card_of(work, customer):
        customer.id_card = encrypt_text(data_key(work), number) if number else None


def rename(customer: Customer, name: str) -> None:
    """Give a customer a name, with what is found by it."""
    customer.name = clean_text(name)
    customer.name_key = name_key(customer.name)
    customer.initials = initials_column(customer.name)


def fill_contact(contact: Contact, entry: ContactEntry) -> None:
    """Write a contact; who is primary is decided by `choose`."""
    contact.name, contact.role = clean_text(entry.name), entry.role
    contact.mobile = normal_phone(entry.mobile) if entry.mobile.strip() else ""
    contact.phone = normal_phone(entry.phone) if entry.phone.strip() else ""
    contact.wechat = clean_text(entry.wechat)
    contact.call_time_pref = clean_text(entry.call_time_pref)
    contact.do_not_call = entry.do_not_call


def fill_address(address: Address, entry: AddressEntry) -> None:
    """Write an address with the official names of its place.

    Raises:
        Refused: E007.
    """
    division = find_division(entry.place)
    if division is None:
        raise refuse("E007", "place", v=entry.place)
    address.province, address.city = division.province, division.city
    address.county, address.division_code = division.county or "", division.code
    address.street, address.label = clean_text(entry.street), entry.label
    address.geo_note = clean_text(entry.geo_note)


def first_choice(
    problems: Problems, entries: Sequence[ContactEntry] | Sequence[AddressEntry], field: str
) -> int:
    """Index of the one marked primary or default; the first when none is marked."""
    marks = [getattr(e, "is_primary", False) or getattr(e, "is_default", False) for e in entries]
    label = tr("主要联系人") if field == "contacts" else tr("默认地址")
    problems.check(sum(marks) <= 1, "E019", field, label=label, why=tr("只能有一个"))
    return marks.index(True) if any(marks) else 0


def choose(work: Work, customer: Customer, chosen: Contact | Address) -> None:
    """Make one contact the primary one, or one address the default, and no other."""
    flag = "is_primary" if isinstance(chosen, Contact) else "is_default"
    others = customer.contacts if isinstance(chosen, Contact) else customer.addresses
    for other in others:
        if other is not chosen:
            setattr(other, flag, False)
    work.session.flush()
    setattr(chosen, flag, True)
    work.session.flush()


def settle(customer: Customer) -> None:
    """Store what follows from the record as it now stands."""
    customer.completeness_bp = completeness_bp(customer)
    customer.missing = missing_parts(customer)
