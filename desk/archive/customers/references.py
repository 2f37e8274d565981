"""Who else in the office names a customer: every mapped foreign key to ``customer.id``.

The rooms above need not be known here; what they map is found by its foreign keys.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from desk.archive.customers.model import Address, Contact, Customer, CustomerChange
from desk.storage.base import Base, Record

TARGET = "customer.id"
OWN = (Address, Contact, CustomerChange)


def referring() -> Iterator[tuple[type[Any], tuple[str, ...]]]:
    """Every mapped class with the attributes that hold a customer's id."""
    for mapper in sorted(Base.registry.mappers, key=lambda m: m.class_.__name__):
        names = tuple(
            mapper.get_property_by_column(column).key
            for column in mapper.local_table.columns
            if any(key.target_fullname == TARGET for key in column.foreign_keys)
        )
        if names:
            yield mapper.class_, names


def _names(model: type[Any], names: tuple[str, ...], customer_id: int) -> ColumnElement[bool]:
    return or_(*(getattr(model, name) == customer_id for name in names))


def reference_count(session: Session, customer_id: int) -> int:
    """Records of other rooms, and customers merged into this one, that name the customer."""
    return sum(
        session.scalar(
            select(func.count()).select_from(model).where(_names(model, names, customer_id))
        )
        or 0
        for model, names in referring()
        if model not in OWN
    )


def repoint(session: Session, source_id: int, into_id: int) -> int:
    """Let every record that names one customer name the other; returns how many were changed.

    Append-only rows keep the name they were written with; the merged record says where it went.
    """
    changed = 0
    for model, names in referring():
        if issubclass(model, Record) and model.append_only:
            continue
        for record in session.scalars(select(model).where(_names(model, names, source_id))):
            for name in names:
                if getattr(record, name) == source_id:
                    setattr(record, name, into_id)
            changed += 1
    return changed


def merged_names(session: Session, customer_id: int) -> list[str]:
    """Codes of the customers that were merged into this one."""
    return list(
        session.scalars(select(Customer.code).where(Customer.merged_into_id == customer_id))
    )
