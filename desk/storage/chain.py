"""The audit trail as a chain: every row carries the digest of the one before, every entry its row.

It is read past the mapped records, value by value as it lies in the file, so that whatever somebody
wrote there is met without a fault of the program.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from desk.kernel.courtesy import give_way
from desk.storage.signatures import canonical_plain, digest

GENESIS = "0" * 64
STORED_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
_ROWS = (
    "SELECT id, command_id, command, user_id, at, reason, result, proven, entries_hash,"
    " previous_hash, row_hash, signature FROM audit_log ORDER BY id"
)
_ENTRIES = (
    "SELECT audit_id, id, record, record_id, op, fields FROM audit_entry ORDER BY audit_id, id"
)
Entry = tuple[str, int, str, str]


@dataclass(frozen=True)
class Link:
    """One audit row with its entries (record, id, operation, fields as JSON), as they lie there.

    Attributes:
        fits: number, digests and entries are as they were written, and follow the row before.
    """

    id: int
    command: str
    user_id: int | None
    at: str
    proven: bool
    row_hash: str
    signature: bytes
    fits: bool
    entries: list[Entry] = field(repr=False)


def entries_hash(entries: list[Entry]) -> str:
    """The digest of a command's entries, in order."""
    found = hashlib.sha256()
    for entry in entries:
        give_way()
        found.update(canonical_plain(entry))
        found.update(b"\n")
    return found.hexdigest()


def row_hash(
    command_id: str,
    command: str,
    user_id: int | None,
    at: datetime,
    reason: str,
    result: str,
    proven: bool,
    of_entries: str,
    previous: str,
) -> str:
    """The digest that the next row carries on: who did what, when and why, what changed, after what."""
    told = [command_id, command, user_id, at, reason, result, proven, of_entries, previous]
    return digest(told)


def walk_chain(connection: Connection) -> Iterator[Link]:
    """All audit rows from the first to the newest; a changed, missing or inserted row does not fit.

    Cutting off the newest rows is not seen here: the head pinned outside the file finds that.
    """
    grouped = groupby(connection.exec_driver_sql(_ENTRIES), key=itemgetter(0))
    waiting, number, previous = next(grouped, None), 0, GENESIS
    next_entry: int | None = 1
    for row in connection.exec_driver_sql(_ROWS):
        whole = waiting is None or waiting[0] >= row.id  # else there are entries of no row
        while waiting is not None and waiting[0] < row.id:
            waiting = next(grouped, None)
        entries: list[Entry] = []
        if waiting is not None and waiting[0] == row.id:
            for _, entry_id, record, record_id, op, fields in waiting[1]:
                whole = whole and next_entry in (None, entry_id)
                next_entry = entry_id + 1
                entries.append((record, record_id, op, fields))
            waiting = next(grouped, None)
        if entries_hash(entries) != row.entries_hash:
            whole, next_entry = False, None  # said of this row, not of the next one as well
        fits = whole and row.id == number + 1 and row.previous_hash == previous
        number, previous = row.id, row.row_hash
        yield _link(row, entries, fits and _is_as_written(row))
    if waiting is not None:
        yield Link(number + 1, "?", None, "", False, "", b"", False, [])


def _link(row: Any, entries: list[Entry], fits: bool) -> Link:
    who = (row.id, row.command, row.user_id, row.at, bool(row.proven))
    return Link(*who, row.row_hash, row.signature, fits, entries)


def _is_as_written(row: Any) -> bool:
    at = moment_of(row.at)
    if at is None or row.proven not in (0, 1):
        return False
    told = (row.command_id, row.command, row.user_id, at, row.reason, row.result)
    try:
        found = row_hash(*told, bool(row.proven), row.entries_hash, row.previous_hash)
    except TypeError:
        return False
    return bool(found == row.row_hash)


def moment_of(stored: Any) -> datetime | None:
    """A moment as it lies in the file; None when it is not written as the program writes it."""
    try:
        found = datetime.fromisoformat(stored)
    except (TypeError, ValueError):
        return None
    as_written = found.tzinfo is None and found.isoformat(" ", "microseconds") == stored
    return found.replace(tzinfo=UTC) if as_written else None


def first_broken_row(session: Session) -> int | None:
    """The number of the first audit row that does not fit, going by the digests alone."""
    links = walk_chain(session.connection())
    return next((link.id for link in links if not link.fits), None)


def head(session: Session) -> tuple[int, str]:
    """Number and digest of the newest audit row, to be pinned outside the file."""
    newest = "SELECT id, row_hash FROM audit_log ORDER BY id DESC LIMIT 1"
    row = session.connection().exec_driver_sql(newest).first()
    return (row.id, row.row_hash) if row is not None else (0, GENESIS)
