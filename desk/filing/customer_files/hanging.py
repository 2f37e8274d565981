"""Which attachments hang on a customer and on his consignments, whoever keeps the records.

The ways are read off the foreign keys: a record names the customer or the consignment itself, or
another record that names it. A room added later is found without being known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Subquery, Table, literal, select

from desk.archive.customers.model import Customer
from desk.freight.consignments.model import Consignment
from desk.kernel.periods import moments_of
from desk.storage.base import Base
from desk.storage.tables import Attachment
from desk.storage.work import Reader

_TABLES = Base.metadata.tables
_TICKET, _CUSTOMER = _TABLES[Consignment.__tablename__], _TABLES[Customer.__tablename__]


@dataclass(frozen=True)
class Hanging:
    """An attachment, the kind of record it hangs on, and the ticket's number if there is one."""

    attachment: Attachment
    record: str
    waybill: str


def hanging_in(read: Reader, customer_id: int, year: int) -> list[Hanging]:
    """What was filed with the customer in a year, then what hangs on the tickets accepted in it.

    A file that hangs in several places comes once.
    """
    start, after = moments_of(date(year, 1, 1), date(year, 12, 31))
    records = read.session.scalars(select(Attachment.record).distinct()).all()
    tables = [_TABLES[record] for record in records if record in _TABLES]
    own: list[Hanging] = []
    on_tickets: list[Hanging] = []
    for table in tables:
        for ids in _ids_of_customer(table, customer_id):
            filed = (Attachment.at >= start, Attachment.at < after)
            own += _hanging(read, table, ids.subquery(), *filed)
        for ids in _ids_with_ticket(table):
            mine = ids.where(
                _TICKET.c.shipper_id == customer_id,
                _TICKET.c.voided.is_(False),
                _TICKET.c.accept_at >= start,
                _TICKET.c.accept_at < after,
            )
            on_tickets += _hanging(read, table, mine.subquery())
    own.sort(key=lambda h: h.attachment.id)
    on_tickets.sort(key=lambda h: (h.waybill, h.attachment.id))
    once: dict[str, Hanging] = {}
    for hanging in (*own, *on_tickets):
        once.setdefault(hanging.attachment.sha256, hanging)
    return list(once.values())


def hanging_on_ticket(read: Reader, ticket_id: int) -> list[Hanging]:
    """What hangs on a consignment and on the records about it, oldest first."""
    records = read.session.scalars(select(Attachment.record).distinct()).all()
    found: list[Hanging] = []
    for table in (_TABLES[record] for record in records if record in _TABLES):
        for ids in _ids_with_ticket(table):
            found += _hanging(read, table, ids.where(_TICKET.c.id == ticket_id).subquery())
    return sorted(found, key=lambda h: h.attachment.id)


def _hanging(read: Reader, table: Table, of: Subquery, *more: ColumnElement[bool]) -> list[Hanging]:
    """The attachments of the records with these ids and waybills."""
    same = (Attachment.record == table.name) & (Attachment.record_id == of.c.id)
    rows = read.session.execute(select(Attachment, of.c.number).join(of, same).where(*more))
    return [Hanging(attachment, table.name, number or "") for attachment, number in rows]


def _keys(table: Table, target: Table) -> Iterator[Column[int]]:
    for key in table.foreign_keys:
        if key.column.table is target:
            yield key.parent


def _ids_of_customer(table: Table, customer_id: int) -> Iterator[Select[Any]]:
    if table is _CUSTOMER:
        yield select(table.c.id, literal("").label("number")).where(table.c.id == customer_id)
    elif table is not _TICKET:
        for column in _keys(table, _CUSTOMER):
            yield select(table.c.id, literal("").label("number")).where(column == customer_id)


def _ids_with_ticket(table: Table) -> Iterator[Select[Any]]:
    """Ids of the records with their ticket's number, directly or by one record between."""
    wanted = select(table.c.id, _TICKET.c.number)
    if table is _TICKET:
        yield wanted
        return
    direct = [wanted.join(_TICKET, column == _TICKET.c.id) for column in _keys(table, _TICKET)]
    yield from direct
    if direct:
        return
    for key in table.foreign_keys:
        between = _TABLES[key.column.table.name]
        for column in _keys(between, _TICKET) if between is not _TICKET else ():
            yield wanted.join(between, key.parent == between.c.id).join(
                _TICKET, column == _TICKET.c.id
            )
