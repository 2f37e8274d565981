"""Is every record as the audit trail says? What was written past the program is found.

The trail is folded record by record (both are read in the order of ids, nothing is held in memory) and
compared with the row as it lies in the file: every column, who made it and when, who changed it last,
how often. Rows that the trail does not know, and rows it knows that are gone, are found as well.

Source: reliability of the house §2, P9.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Connection, LargeBinary

from desk.storage.audit import audited, blanks
from desk.storage.base import Base, Record
from desk.storage.chain import STORED_MOMENT
from desk.storage.columns import Moment
from desk.storage.tables import Logged

_TRAIL = (
    "SELECT e.record_id, e.op, e.fields, l.user_id, l.at FROM audit_entry e"
    " JOIN audit_log l ON l.id = e.audit_id WHERE e.record = ? ORDER BY e.record_id, e.id"
)
MISSING, UNKNOWN, OTHER = "missing", "unknown", "other"
Kept = type[Record | Logged]


@dataclass(frozen=True)
class Deviation:
    """One row that is not as the trail says: gone (`missing`), not made by a command (`unknown`) or other.

    Attributes:
        fields: the columns that differ.
    """

    table: str
    record_id: int
    kind: str
    fields: tuple[str, ...] = ()


@dataclass
class _Told:
    """What the trail says of one record so far."""

    values: dict[str, Any] = field(default_factory=dict)
    gone: bool = False
    times: int = 0
    created: tuple[Any, Any] = (None, None)
    updated: tuple[Any, Any] = (None, None)

    def fold(self, op: str, fields: str, user_id: Any, at: Any, columns: frozenset[str]) -> None:
        try:
            changes: dict[str, Any] = json.loads(fields)
        except (TypeError, ValueError):  # found by the chain
            return
        if op != "C" and not changes.keys() <= columns:
            return  # a file hung on it or taken off: the record itself was not touched
        self.gone = op == "D"
        self.times += 1
        self.updated = (user_id, at)
        if op == "C":
            self.created, self.times = (user_id, at), 1
            self.values = {}
        self.values.update({name: change[1] for name, change in changes.items()})


def deviations(connection: Connection) -> Iterator[Deviation]:
    """Every row that is not as the audit trail says, table by table."""
    for model in kept_models():
        yield from _of_table(connection, model)
    yield from _of_settings(connection)


def kept_models() -> list[Kept]:
    """All records and logs that the trail keeps, by name of table."""
    mapped = (mapper.class_ for mapper in Base.registry.mappers)
    kept = (model for model in mapped if issubclass(model, Record | Logged))
    return sorted(kept, key=lambda model: str(model.__tablename__))


def _of_table(connection: Connection, model: Kept) -> Iterator[Deviation]:
    table, columns = model.__tablename__, _columns(model)
    names = ", ".join(f'"{name}"' for name in columns)
    rows = iter(connection.exec_driver_sql(f'SELECT id, {names} FROM "{table}" ORDER BY id'))
    row = next(rows, None)
    kept = frozenset(columns) & audited(model) | {"id"}
    for record_id, told in _trail_of(connection, table, kept):
        while row is not None and row[0] < record_id:
            yield Deviation(table, row[0], UNKNOWN)
            row = next(rows, None)
        if row is None or row[0] != record_id:
            if not told.gone:
                yield Deviation(table, record_id, MISSING)
            continue
        if told.gone:
            yield Deviation(table, record_id, UNKNOWN)
        else:
            other = _differing(model, columns, row[1:], told)
            if other:
                yield Deviation(table, record_id, OTHER, other)
        row = next(rows, None)
    while row is not None:
        yield Deviation(table, row[0], UNKNOWN)
        row = next(rows, None)


def _trail_of(
    connection: Connection, table: str, columns: frozenset[str]
) -> Iterator[tuple[int, _Told]]:
    entries = connection.exec_driver_sql(_TRAIL, (table,))
    for record_id, group in groupby(entries, key=itemgetter(0)):
        told = _Told()
        for _, op, fields, user_id, at in group:
            told.fold(op, fields, user_id, at, columns)
        if told.times:
            yield record_id, told


def _columns(model: Kept) -> dict[str, Column[Any]]:
    """The columns that the trail can vouch for, its stamps included."""
    table = Base.metadata.tables[model.__tablename__]
    loose = model.unaudited | {"id"}
    if "failed_count" in loose:  # wrong tries are counted past the gate, and with them the version
        loose |= {"row_version"}
    return {name: column for name, column in table.columns.items() if name not in loose}


def _differing(
    model: Kept, columns: dict[str, Column[Any]], row: Any, told: _Told
) -> tuple[str, ...]:
    expected = blanks(model) | told.values
    if issubclass(model, Record):
        expected |= {
            "created_by": told.created[0],
            "created_at": told.created[1],
            "updated_by": told.updated[0],
            "updated_at": told.updated[1],
            "row_version": told.times,
        }
    found = zip(columns.items(), row, strict=True)
    return tuple(
        name for (name, column), value in found if not _same(column, expected.get(name), value)
    )


def _same(column: Column[Any], told: Any, found: Any) -> bool:
    """Whether a value as it lies in the file is what the trail's JSON says."""
    if told is None or found is None:
        return told is found or (found is None and _set_null(column))
    shape = _SHAPES.get(type(column.type))
    if shape is not None:
        return shape(told, found)
    return type(told) is type(found) and told == found


def _set_null(column: Column[Any]) -> bool:
    """The database itself empties it when what it names is deleted."""
    return any(key.ondelete == "SET NULL" for key in column.foreign_keys)


def _same_moment(told: Any, found: Any) -> bool:
    if told == found:  # a stamp, taken from the audit row as it lies there
        return True
    try:
        moment = datetime.fromisoformat(told).astimezone(UTC).replace(microsecond=0)
    except (TypeError, ValueError):
        return False
    return moment.strftime(STORED_MOMENT) == str(found)


def _same_bytes(told: Any, found: Any) -> bool:
    return isinstance(found, bytes) and hashlib.sha256(found).hexdigest() == told


def _same_flag(told: Any, found: Any) -> bool:
    return type(found) is int and found in (0, 1) and bool(found) is told


_SHAPES: dict[type, Callable[[Any, Any], bool]] = {
    Moment: _same_moment,
    LargeBinary: _same_bytes,
    Boolean: _same_flag,
}


def _of_settings(connection: Connection) -> Iterator[Deviation]:
    """Settings and special days have no id: the trail names them by their key."""
    for table, key, value, stored in (
        ("setting", "key", "value", partial(json.dumps, ensure_ascii=False)),
        ("calendar_day", "day", "works", lambda works: int(works is True)),
    ):
        told: dict[str, Any] = {}
        for _, _, fields, _, _ in connection.exec_driver_sql(_TRAIL, (table,)):
            with suppress(TypeError, ValueError):  # found by the chain
                told |= {name: change[1] for name, change in json.loads(fields).items()}
        wanted = {name: stored(new) for name, new in told.items() if new is not None}
        rows = connection.exec_driver_sql(f'SELECT "{key}", "{value}" FROM "{table}"')
        found = {row[0]: row[1] for row in rows}
        for name in sorted(wanted.keys() | found.keys(), key=str):
            if wanted.get(name) != found.get(name):
                yield Deviation(table, 0, OTHER, (str(name),))
