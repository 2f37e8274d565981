"""The audit trail: every record a command touched, old and new, in one hash chain.

The rows are gathered from the unit of work itself, so no command can forget them.
Source: spec 3 (head), reliability of the house §2.
"""

import functools
import hashlib
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, func, inspect, select
from sqlalchemy.orm import Session

from desk.storage.base import STAMPS, Record
from desk.storage.signatures import AUDIT, canonical, digest, sign
from desk.storage.tables import AuditEntry, AuditLog

GENESIS = "0" * 64
_LOG: Table = AuditLog.__table__  # type: ignore[assignment]
_ADD_ROW = _LOG.insert().returning(_LOG.c.id)
_ENTRIES: Table = AuditEntry.__table__  # type: ignore[assignment]
_NEWEST_HASH = select(AuditLog.row_hash).order_by(AuditLog.id.desc()).limit(1)


@dataclass
class Trail:
    """What the running command has changed so far, in order."""

    entries: list[tuple[str, int, str, dict[str, Any]]] = field(default_factory=list)

    def gather(self, session: Session) -> None:
        """Note every record of the current flush (called after the flush, before its history fades).

        New and deleted records come in the order in which the command named them. The session keeps the
        changed ones without an order: by table and id, one command writes one trail on every computer.
        """
        for record in session.new:
            if isinstance(record, Record):
                values = {k: [None, v] for k, v in _columns(record).items() if v is not None}
                self.entries.append((record.__tablename__, record.id, "C", values))
        dirty = [record for record in session.dirty if isinstance(record, Record)]
        for record in sorted(dirty, key=lambda found: (found.__tablename__, found.id)):
            changed = _changed(record)
            if changed:
                self.entries.append((record.__tablename__, record.id, "U", changed))
        for record in session.deleted:
            if isinstance(record, Record):
                values = {k: [v, None] for k, v in _columns(record).items() if v is not None}
                self.entries.append((record.__tablename__, record.id, "D", values))

    def add(self, record: str, record_id: int, op: str, fields: dict[str, Any]) -> None:
        """Note a change made past the mapped records (bulk rows, settings)."""
        self.entries.append((record, record_id, op, fields))


@functools.cache
def _audited(model: type[Record]) -> frozenset[str]:
    """The columns of a record that the trail keeps."""
    names = {attr.key for attr in inspect(model).column_attrs}
    return frozenset(names - STAMPS - model.unaudited)


def _columns(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _audited(type(record))}


def _changed(record: Record) -> dict[str, Any]:
    state = inspect(record)
    changed = {}
    for name in _audited(type(record)).intersection(state.committed_state):  # what was set at all
        history = state.attrs[name].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            changed[name] = [old, new]
    return changed


def entries_hash(entries: list[tuple[str, int, str, str]]) -> str:
    """The digest of a command's entries, in order."""
    found = hashlib.sha256()
    for entry in entries:
        found.update(canonical(list(entry)).encode())
        found.update(b"\n")
    return found.hexdigest()


def row_hash(row: AuditLog) -> str:
    """The digest that the next row carries on."""
    content = [
        row.command_id,
        row.command,
        row.user_id,
        row.at,
        row.reason,
        row.result,
        row.proven,
        row.entries_hash,
        row.previous_hash,
    ]
    return digest(content)


def write_audit(session: Session, trail: Trail, row: AuditLog, key: bytes) -> None:
    """Close the command's trail: its entries, its digest, the link to the row before, a signature.

    The key is the acting user's own, the owner's where nobody is signed in.
    """
    shaped = [(rec, rid, op, canonical(fields)) for rec, rid, op, fields in trail.entries]
    row.entries_hash = entries_hash(shaped)
    row.previous_hash = session.scalar(_NEWEST_HASH) or GENESIS
    row.row_hash = row_hash(row)
    row.signature = sign(key, AUDIT, row.row_hash)
    connection = session.connection()
    values = {c.name: getattr(row, c.name) for c in _LOG.columns if c.name != "id"}
    audit_id = connection.execute(_ADD_ROW, values).scalar_one()
    if shaped:
        connection.execute(
            _ENTRIES.insert(),
            [
                {"audit_id": audit_id, "record": rec, "record_id": rid, "op": op, "fields": text}
                for rec, rid, op, text in shaped
            ],
        )


def first_broken_row(session: Session) -> AuditLog | None:
    """Walk the whole chain; return the first audit row that does not fit, or None.

    A changed, missing or inserted row or entry is found; cutting off the newest rows is not (the
    head pinned outside the file finds that, see ``head``).
    """
    previous = GENESIS
    for row in session.scalars(
        select(AuditLog).order_by(AuditLog.id).execution_options(yield_per=500)
    ):
        found = session.execute(
            select(AuditEntry.record, AuditEntry.record_id, AuditEntry.op, AuditEntry.fields)
            .where(AuditEntry.audit_id == row.id)
            .order_by(AuditEntry.id)
        )
        shaped = [(rec, rid, op, text) for rec, rid, op, text in found]
        fits = row.previous_hash == previous and row.entries_hash == entries_hash(shaped)
        if not fits or row.row_hash != row_hash(row):
            return row
        previous = row.row_hash
    return None


def head(session: Session) -> tuple[int, str]:
    """Number and digest of the newest audit row, to be pinned outside the file."""
    last = session.scalar(select(func.max(AuditLog.id)))
    if not last:
        return 0, GENESIS
    return last, session.scalars(select(AuditLog.row_hash).where(AuditLog.id == last)).one()
