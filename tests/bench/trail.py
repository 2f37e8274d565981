"""The audit trail of rows that were written past the program, as if commands had made them."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, LargeBinary

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.storage.audit import blanks
from desk.storage.chain import STORED_MOMENT, Entry, entries_hash, moment_of, row_hash
from desk.storage.columns import Moment
from desk.storage.signatures import AUDIT, canonical, sign
from desk.storage.standing import kept_models

OF_ONE_COMMAND = 8
COMMAND = "add_customer"


def write_trail(path: Path, login: str, password: str, at: datetime) -> None:
    """Let a user have made, a few at a time, every row that the trail does not know."""
    with Desk(path, SetClock(at), durable=False) as desk:
        actor = desk.login(login, password)
    assert actor.signing_key is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        written = connection.execute("SELECT DISTINCT record, record_id FROM audit_entry")
        known = {tuple(row) for row in written}
        told = [entry for entry in _entries(connection) if (entry[0], entry[1]) not in known]
        stored = f"{at.astimezone(UTC):{STORED_MOMENT}}"
        _write(connection, told, actor.user_id, actor.signing_key, stored)
        connection.execute("COMMIT")


def _entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    for model in kept_models():
        table, blank = str(model.__tablename__), blanks(model)
        columns = [column for column in model.__table__.columns if column.name in blank]
        for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY id'):
            found = {
                c.name: [None, _told(c, row[c.name])]
                for c in columns
                if row[c.name] != blank[c.name]
            }
            yield table, row["id"], "C", canonical(found)


def _told(column: Any, stored: Any) -> Any:
    """A stored value as the trail tells it."""
    match column.type:
        case Moment():
            return moment_of(stored)
        case Boolean():
            return bool(stored)
        case LargeBinary():
            return hashlib.sha256(stored).hexdigest()
    return stored


def _write(
    connection: sqlite3.Connection, told: list[Entry], user_id: int | None, key: bytes, at: str
) -> None:
    last = "SELECT id, row_hash FROM audit_log ORDER BY id DESC LIMIT 1"
    number, previous = connection.execute(last).fetchone()
    for first in range(0, len(told), OF_ONE_COMMAND):
        some = told[first : first + OF_ONE_COMMAND]
        number += 1
        of_entries = entries_hash(some)
        moment = moment_of(at)
        assert moment is not None
        who = (f"bench-{number}", COMMAND, user_id)
        found = row_hash(*who, moment, "", "null", False, of_entries, previous)
        connection.execute(
            "INSERT INTO audit_log (id, command_id, command, user_id, at, reason, result, proven,"
            " entries_hash, previous_hash, row_hash, signature)"
            " VALUES (?, ?, ?, ?, ?, '', 'null', 0, ?, ?, ?, ?)",
            (number, *who, at, of_entries, previous, found, sign(key, AUDIT, found)),
        )
        connection.executemany(
            "INSERT INTO audit_entry (audit_id, record, record_id, op, fields) VALUES (?, ?, ?, ?, ?)",
            [(number, *entry) for entry in some],
        )
        previous = found
