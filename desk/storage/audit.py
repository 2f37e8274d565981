"""The audit trail: every record a command touched, old and new, in one hash chain.

The rows are gathered from the unit of work itself, so no command can forget them.
Source: spec 3 (head), reliability of the house §2.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Integer, String, inspect
from sqlalchemy.orm import InstanceState, Mapper, PassiveFlag, Session
from sqlalchemy.orm.attributes import get_history

from desk.kernel.courtesy import let_go, one_by_one
from desk.storage import driver
from desk.storage.base import STAMPS, Record
from desk.storage.chain import GENESIS, Entry, entries_hash, row_hash
from desk.storage.columns import Chosen
from desk.storage.rows import Inserting
from desk.storage.signatures import AUDIT, canonical, canonical_plain, plain, sign
from desk.storage.tables import AuditLog, Logged

_ADD_ENTRY = (
    "INSERT INTO audit_entry (audit_id, record, record_id, op, fields) VALUES (?, ?, ?, ?, ?)"
)

Kept = (Record, Logged)
_TOLD_AS_THEY_ARE = (Boolean, Chosen, Integer, String)
_BLANKS: tuple[tuple[type, Any], ...] = ((Boolean, False), (Integer, 0), (String, ""))


@dataclass
class Trail:
    """What the running command has changed so far, in order.

    Attributes:
        previous: the digest of the newest row when the command began; nobody else writes meanwhile.
    """

    entries: list[Entry] = field(default_factory=list)
    previous: str = GENESIS

    def gather(self, session: Session) -> None:
        """Note new and changed records of the current flush (called before its history fades).

        New ones come in the order in which the command named them. The session keeps the changed ones
        without an order: by table and id, one command writes one trail on every computer.
        """
        self.note_new(record for record in session.new if isinstance(record, Kept))
        dirty = [record for record in session.dirty if isinstance(record, Kept)]
        for record in sorted(dirty, key=lambda found: (found.__tablename__, found.id)):
            changed = _changed(record)
            if changed is not None:
                self.add(record.__tablename__, record.id, "U", changed)

    def note_new(self, records: Iterable[Record | Logged]) -> None:
        """Note records that were written, in the order in which the command named them."""
        for record in one_by_one(records):
            self._note(type(record), vars(record)["id"], _filled(record))

    def note_row(self, model: type[Record], held: Mapping[str, Any]) -> None:
        """Note a row that was written whole, and of which there is no record."""
        self._note(model, held["id"], _kept(model).filled(held))

    def _note(
        self, model: type[Record | Logged], record_id: int, filled: list[tuple[str, Any]]
    ) -> None:
        values = {name: [None, value] for name, value in filled}
        for name in _kept(model).made_plain & values.keys():
            values[name][1] = plain(values[name][1])
        text = canonical_plain(values).decode()
        self.entries.append((model.__tablename__, record_id, "C", text))

    def forget(self, record: object) -> None:
        """Note a record that the flush deleted, by name or because it fell out of its parent's list.

        The session lets them go without an order, too: those that go one after the other stand by table
        and id.
        """
        if isinstance(record, Kept):
            values = {name: [v, None] for name, v in _filled(record)}
            key, place = (record.__tablename__, record.id), len(self.entries)
            while place and self.entries[place - 1][2] == "D" and self.entries[place - 1][:2] > key:
                place -= 1
            self.entries.insert(place, (*key, "D", canonical(values)))

    def add(self, record: str, record_id: int, op: str, fields: dict[str, Any]) -> None:
        """Note a change as it will be kept; also one made past the mapped records."""
        self.entries.append((record, record_id, op, canonical(fields)))


@functools.cache
def audited(model: type[Record | Logged]) -> frozenset[str]:
    """The columns of a record that the trail keeps."""
    return _all(model) - STAMPS - model.unaudited


@functools.cache
def blanks(model: type[Record | Logged]) -> dict[str, Any]:
    """What each audited column holds when nobody filled it in.

    A new record's entry leaves these out: most columns of most records are blank, and the trail is the
    largest part of an office's file.
    """
    mapper: Mapper[Any] = inspect(model)
    return {name: _blank(mapper.columns[name]) for name in sorted(audited(model))}


def _blank(column: ColumnElement[Any]) -> Any:
    if isinstance(column, Column) and not column.nullable:
        return next((blank for kind, blank in _BLANKS if isinstance(column.type, kind)), None)
    return None


@dataclass(frozen=True)
class _Kept:
    """What the trail keeps of one model, ready for many rows.

    Attributes:
        names, values: the two halves of `blanks`.
        made_plain: names of moments, days and bytes, which the trail tells in another shape.
    """

    names: tuple[str, ...]
    values: tuple[Any, ...]
    made_plain: frozenset[str]

    def filled(self, held: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """The names and values of what is not blank.

        Raises:
            KeyError: something was not read yet.
        """
        told = zip(self.names, map(held.__getitem__, self.names), self.values, strict=True)
        # Most are the very blank itself, which need not be compared.
        return [(n, value) for n, value, blank in told if value is not blank and value != blank]


@functools.cache
def _kept(model: type[Record | Logged]) -> _Kept:
    mapper: Mapper[Any] = inspect(model)
    found = blanks(model)
    other = frozenset(n for n in found if not isinstance(mapper.columns[n].type, _TOLD_AS_THEY_ARE))
    return _Kept(tuple(found), tuple(found.values()), other)


def _filled(record: Record | Logged) -> list[tuple[str, Any]]:
    kept, held = _kept(type(record)), vars(record)
    try:
        return kept.filled(held)
    except KeyError:  # what was not read yet comes from the file
        return kept.filled({name: getattr(record, name) for name in kept.names})


def _changed(record: Record | Logged) -> dict[str, Any] | None:
    """What was changed of what the trail keeps; None when nothing at all was written."""
    state: InstanceState[Any] = inspect(record)
    kept = audited(type(record))
    changed, written = {}, False
    for name in _all(type(record)).intersection(state.committed_state):  # what was set at all
        history = get_history(record, name, PassiveFlag.PASSIVE_NO_INITIALIZE)
        if history.has_changes():
            written = True
            if name in kept:
                old = history.deleted[0] if history.deleted else None
                changed[name] = [old, history.added[0] if history.added else None]
    return changed if written else None


@functools.cache
def _all(model: type[Record | Logged]) -> frozenset[str]:
    mapper: Mapper[Any] = inspect(model)
    return frozenset(attr.key for attr in mapper.column_attrs)


@dataclass(frozen=True)
class Deed:
    """Who did what, when and why, and what it returned; `proven`: he had just shown that it is he."""

    command_id: str
    command: str
    user_id: int | None
    at: datetime
    reason: str
    result: str
    proven: bool


def write_audit(session: Session, trail: Trail, deed: Deed, key: bytes) -> None:
    """Close the command's trail: its entries, its digest, the link to the row before, a signature.

    The key is the acting user's own, the owner's where nobody is signed in.
    """
    of_entries = entries_hash(trail.entries)
    told = (deed.command_id, deed.command, deed.user_id, deed.at, deed.reason, deed.result)
    digest = row_hash(*told, deed.proven, of_entries, trail.previous)
    links = {
        "entries_hash": of_entries,
        "previous_hash": trail.previous,
        "row_hash": digest,
        "signature": sign(key, AUDIT, digest),
    }
    adding = _adding()
    audit_id = driver.write(session, adding.statement, adding.row(vars(deed) | links))
    driver.write_all(
        session, _ADD_ENTRY, ((audit_id, *entry) for entry in one_by_one(trail.entries))
    )
    let_go(trail.entries)


@functools.cache
def _adding() -> Inserting:
    return Inserting.into(AuditLog, besides={"id"})
