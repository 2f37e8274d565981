"""What queries hand out: frozen rows, personal values masked where a list or card shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.archive.customers.changing import shown
from desk.archive.customers.choices import (
    ChangeField,
    ChangeSource,
    ChangeStatus,
    CustomerClass,
    CustomerKind,
    CustomerStatus,
    CustomerType,
    PayTerms,
    RfmLabel,
    Stage,
)
from desk.archive.customers.entries import AddressEntry, ContactEntry, CustomerEntry
from desk.archive.customers.filling import id_card_of, mask_wechat
from desk.archive.customers.model import Address, Contact, Customer, CustomerChange
from desk.archive.customers.references import merged_names
from desk.archive.customers.rules import class_on, retention_until
from desk.kernel.identity import mask_account, mask_id, mask_phone
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class CustomerHit:
    """One line of the counter's drop-down.

    Attributes:
        phone: in clear, to be filled into the ticket being typed.
        phone_shown: masked, for the line of the drop-down.
        address: the default address in one line; empty when there is none.
        place: its city and county.
    """

    id: int
    code: str
    name: str
    contact: str
    phone: str
    phone_shown: str
    address: str
    place: str
    settlement: PayTerms
    special_requirements: str
    status: CustomerStatus


@dataclass(frozen=True)
class CustomerTwin:
    """A customer who may be the same as the one being entered, and why."""

    id: int
    code: str
    name: str
    status: CustomerStatus
    why: str


@dataclass(frozen=True)
class ContactRow:
    """A contact; the entry's numbers are masked and may be sent back so."""

    id: int
    row_version: int
    entry: ContactEntry


@dataclass(frozen=True)
class AddressRow:
    """An address, in one line and as entry."""

    id: int
    row_version: int
    full: str
    entry: AddressEntry


@dataclass(frozen=True)
class ChangeRow:
    """A requested change; personal values are masked."""

    id: int
    changed: ChangeField
    old_value: str
    new_value: str
    source: ChangeSource
    evidence: str
    status: ChangeStatus
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    reject_reason: str


@dataclass(frozen=True)
class CustomerCard:
    """One customer as the record page and the file card show him.

    Attributes:
        entry: his own fields, ready to be changed and sent back; account and identity number masked.
        customer_class: the class that counts today.
        merged_into: code of the surviving customer, or empty.
        merged_from: codes of the customers merged into this one.
        papers: labels of the filed contracts and papers.
    """

    id: int
    code: str
    row_version: int
    entry: CustomerEntry
    status: CustomerStatus
    status_reason: str
    stage: Stage
    customer_class: CustomerClass
    class_override_until: date | None
    class_override_reason: str
    rfm_label: RfmLabel | None
    completeness_bp: int
    missing: str
    owner: str
    first_ticket_on: date | None
    last_ticket_on: date | None
    retention_until: date
    merged_into: str
    merged_from: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    contacts: tuple[ContactRow, ...]
    addresses: tuple[AddressRow, ...]
    changes: tuple[ChangeRow, ...]
    papers: tuple[str, ...]


def hit_of(customer: Customer) -> CustomerHit:
    """A customer as a line of the drop-down."""
    contact = next(iter(customer.contacts), None)
    address = next(iter(customer.addresses), None)
    phone = contact.number if contact else ""
    return CustomerHit(
        customer.id,
        customer.code,
        customer.name,
        contact.name if contact else "",
        phone,
        mask_phone(phone),
        address.full if address else "",
        address.place if address else "",
        customer.settlement,
        customer.special_requirements,
        customer.status,
    )


def card_of(read: Reader, customer: Customer) -> CustomerCard:
    """The whole card of a customer."""
    names = _names(read, customer)
    into = read.session.get(Customer, customer.merged_into_id) if customer.merged_into_id else None
    return CustomerCard(
        id=customer.id,
        code=customer.code,
        row_version=customer.row_version,
        entry=_entry(read, customer),
        status=customer.status,
        status_reason=customer.status_reason,
        stage=customer.stage,
        customer_class=class_on(customer, read.today),
        class_override_until=customer.class_override_until,
        class_override_reason=customer.class_override_reason,
        rfm_label=customer.rfm_label,
        completeness_bp=customer.completeness_bp,
        missing=customer.missing,
        owner=names.get(customer.owner_id, ""),
        first_ticket_on=customer.first_ticket_on,
        last_ticket_on=customer.last_ticket_on,
        retention_until=retention_until(customer),
        merged_into=into.code if into else "",
        merged_from=tuple(merged_names(read.session, customer.id)),
        created_at=customer.created_at,
        updated_at=customer.updated_at,
        contacts=tuple(_contact(contact) for contact in customer.contacts),
        addresses=tuple(_address(address) for address in customer.addresses),
        changes=tuple(
            _change(change, customer.customer_type, names) for change in customer.changes
        ),
        papers=tuple(a.label for a in attachments_of(read.session, "customer", customer.id)),
    )


def _names(read: Reader, customer: Customer) -> dict[int | None, str]:
    ids = {customer.owner_id}
    ids |= {who for change in customer.changes for who in (change.created_by, change.decided_by)}
    users = (read.session.get(User, user_id) for user_id in ids if user_id is not None)
    return {user.id: user.name for user in users if user is not None}


def _entry(read: Reader, customer: Customer) -> CustomerEntry:
    own = {
        name: getattr(customer, name)
        for name in CustomerEntry.__dataclass_fields__
        if name not in ("kinds", "id_card", "account")
    }
    return CustomerEntry(
        **own,
        kinds=tuple(kind for kind in CustomerKind if kind in customer.kinds),
        account=mask_account(customer.account),
        id_card=mask_id(id_card_of(read, customer)) if customer.id_card else "",
    )


def _contact(contact: Contact) -> ContactRow:
    entry = ContactEntry(
        name=contact.name,
        role=contact.role,
        mobile=mask_phone(contact.mobile),
        phone=mask_phone(contact.phone),
        wechat=mask_wechat(contact.wechat),
        is_primary=contact.is_primary,
        call_time_pref=contact.call_time_pref,
        do_not_call=contact.do_not_call,
    )
    return ContactRow(contact.id, contact.row_version, entry)


def _address(address: Address) -> AddressRow:
    province = "" if address.province == address.city else address.province
    entry = AddressEntry(
        place=province + address.place,
        street=address.street,
        label=address.label,
        geo_note=address.geo_note,
        is_default=address.is_default,
    )
    return AddressRow(address.id, address.row_version, address.full, entry)


def _change(
    change: CustomerChange, customer_type: CustomerType, names: dict[int | None, str]
) -> ChangeRow:
    return ChangeRow(
        change.id,
        change.changed,
        shown(change.changed, change.old_value, customer_type),
        shown(change.changed, change.new_value, customer_type),
        change.source,
        change.evidence,
        change.status,
        names.get(change.created_by, tr("程序")),
        change.created_at,
        names.get(change.decided_by, ""),
        change.decided_at,
        change.reject_reason,
    )
