"""Plain statements straight to the driver, inside the transaction of a session.

SQLAlchemy's own way to a plain statement costs several times what SQLite needs for one row. Faults
are raised as SQLAlchemy raises them, so that the gate tells of them alike.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, SessionTransaction

Values = Sequence[Any]
_Held = tuple[SessionTransaction | None, sqlite3.Connection]
_HELD = "connection of the driver"


def rows(session: Session, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """All rows of a statement.

    Raises:
        DBAPIError: as SQLAlchemy.
    """
    try:
        return _driver(session).execute(statement, values).fetchall()
    except sqlite3.Error as cause:
        raise _fault(statement, cause) from cause


def scalar(session: Session, statement: str, values: Values = ()) -> Any:
    """The first value of the first row; None when there is none."""
    found = rows(session, statement, values)
    return found[0][0] if found else None


def write(session: Session, statement: str, values: Values) -> int:
    """Write one row; its id."""
    try:
        return _driver(session).execute(statement, values).lastrowid or 0
    except sqlite3.Error as cause:
        raise _fault(statement, cause) from cause


def write_all(session: Session, statement: str, many: Iterable[Values]) -> None:
    """Write many rows by one statement."""
    try:
        _driver(session).executemany(statement, many)
    except sqlite3.Error as cause:
        raise _fault(statement, cause) from cause


def begin(connection: Connection, statement: str) -> None:
    """Begin the transaction of a connection.

    Raises:
        DBAPIError: as SQLAlchemy.
    """
    try:
        cast(sqlite3.Connection, connection.connection.driver_connection).execute(statement)
    except sqlite3.Error as cause:
        raise _fault(statement, cause) from cause


def _driver(session: Session) -> sqlite3.Connection:
    """The connection of the running transaction, looked for once in it."""
    kept: _Held | None = session.info.get(_HELD)
    if kept is None or kept[0] is not session.get_transaction():
        found = cast(sqlite3.Connection, session.connection().connection.driver_connection)
        session.info[_HELD] = kept = (session.get_transaction(), found)
    return kept[1]


def _fault(statement: str, cause: sqlite3.Error) -> DBAPIError:
    kind = IntegrityError if isinstance(cause, sqlite3.IntegrityError) else DBAPIError
    return kind(statement, None, cause)
