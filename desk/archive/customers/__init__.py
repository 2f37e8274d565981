"""客户: the firm's customers with their contacts, addresses and requested changes.

Owns `customer`, `contact`, `address` and `customer_change`. Looks down at users and the file
cabinet only; rooms above hand it figures and service records through `figures`, and it finds who
names a customer by the foreign keys, so it knows none of them.
"""

from desk.archive.customers import (
    care,
    care_screens,
    change_papers,
    changes,
    classing,
    commands,
    contacts,
    imports,
    keeping,
    merging,
    papers,
    personal,
    queries,
    screens,
    standing,
    today,
    undoing,
)
from desk.archive.customers.rules import CHANGE_STATES, CUSTOMER_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="customers",
    title="客户",
    wing="archive",
    modules=(
        commands,
        contacts,
        changes,
        standing,
        merging,
        classing,
        personal,
        imports,
        undoing,
        keeping,
        queries,
        care,
        today,
        papers,
        change_papers,
    ),
    lists=(
        screens.CUSTOMERS,
        screens.CUSTOMER_CHANGES,
        care_screens.INCOMPLETE_CUSTOMERS,
        care_screens.STALE_CUSTOMERS,
    ),
    states=(CUSTOMER_STATES, CHANGE_STATES),
    today=today.SOURCES,
)
