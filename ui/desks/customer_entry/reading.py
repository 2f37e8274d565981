"""From the editors of a customer to the entries of the archive, and back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desk.archive.customers.choices import CustomerKind
from desk.archive.customers.entries import (
    AddressEntry,
    ContactEntry,
    CustomerEntry,
    check_address,
    check_contact,
    check_customer,
)
from desk.kernel.errors import Problem, Problems
from desk.kernel.text import tr
from ui.desks.customer_entry.words import (
    ADDRESS,
    CONSENT,
    CONTACT,
    HABITS,
    KIND_PREFIX,
    MONEY,
    OWNER,
    REQUIREMENTS,
    WHO,
)
from ui.formats import show, show_any

_OWN = {f.name: f for f in (*WHO, *MONEY, *HABITS, REQUIREMENTS, CONSENT, OWNER)}
_ENTRY = CustomerEntry.__dataclass_fields__
_EMPTY_IS_ZERO = frozenset({"credit_limit_fen", "credit_days"})


def customer_from(values: Mapping[str, Any], owner_id: int | None) -> CustomerEntry:
    """The customer's own fields; the owner stays unless he can be typed."""
    own = {name: values[name] for name in _OWN if name in values}
    own |= {name: own[name] or 0 for name in _EMPTY_IS_ZERO}
    own |= {name: own[name] or "" for name in own if _ENTRY[name].type is str}
    own.setdefault("owner_id", owner_id)
    return CustomerEntry(**own, kinds=_kinds(values))


def contact_from(values: Mapping[str, Any]) -> ContactEntry:
    """The first contact of a new customer."""
    return ContactEntry(**_part(values, "contacts.0."))


def addresses_from(values: Mapping[str, Any]) -> tuple[AddressEntry, ...]:
    """The first address of a new customer, if anything of it was typed."""
    part = _part(values, "addresses.0.")
    return (AddressEntry(**part),) if any(part.values()) else ()


def other_problems(
    values: Mapping[str, Any], now: datetime, today: date, *, new: bool
) -> tuple[Problem, ...]:
    """What the archive's rules refuse in the values that could be read."""
    own, contact, address = Problems(), Problems(), Problems()
    check_customer(own, customer_from(values, None), now, today)
    if new:
        check_contact(contact, contact_from(values))
        for entry in addresses_from(values):
            check_address(address, entry)
    found = Problems(own.found)
    found.extend(contact.found, "contacts.0")
    found.extend(address.found, "addresses.0")
    return tuple(found.found)


def shown_values(entry: CustomerEntry) -> dict[str, Any]:
    """What the editors show of a customer; nothing where nothing is."""
    own = {name: getattr(entry, name) for name in _OWN}
    own |= {name: own[name] or None for name in _EMPTY_IS_ZERO}
    return own | {f"{KIND_PREFIX}{k.value}": k in entry.kinds for k in CustomerKind}


def flat(entry: CustomerEntry) -> dict[str, Any]:
    """The entry's fields by name, for putting two corrections together."""
    return {name: getattr(entry, name) for name in _ENTRY}


def label_of(name: str) -> str:
    """The word of a field."""
    return tr(_OWN[name].label) if name in _OWN else tr("业务类别")


def shown_as(name: str, value: Any) -> str:
    """A value as the user reads it."""
    if isinstance(value, tuple):
        return "、".join(choice.label for choice in value)
    return show(_OWN[name], value) if not isinstance(value, bool) else show_any(value)


def _kinds(values: Mapping[str, Any]) -> tuple[CustomerKind, ...]:
    return tuple(kind for kind in CustomerKind if values[f"{KIND_PREFIX}{kind.value}"])


def _part(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    fields = [f for f in (*CONTACT, *ADDRESS) if f.name.startswith(prefix)]
    return {
        f.name.removeprefix(prefix): values[f.name] if f.choices else values[f.name] or ""
        for f in fields
    }
