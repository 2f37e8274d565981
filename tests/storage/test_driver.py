"""Plain statements past SQLAlchemy: the same transaction, the same faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from desk.storage import driver
from desk.storage.engine import sqlite_engine


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = sqlite_engine(tmp_path / "plain.db")
    with Session(engine) as made:
        driver.write(made, "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE)", ())
        made.commit()
        yield made
    engine.dispose()


def test_what_is_written_belongs_to_the_sessions_transaction(session: Session) -> None:
    assert driver.write(session, "INSERT INTO thing (name) VALUES (?)", ("甲",)) == 1
    driver.write_all(session, "INSERT INTO thing (name) VALUES (?)", [("乙",), ("丙",)])
    assert driver.rows(session, "SELECT id, name FROM thing WHERE id > ?", (1,)) == [
        (2, "乙"),
        (3, "丙"),
    ]
    session.rollback()
    assert driver.scalar(session, "SELECT name FROM thing") is None
    driver.write(session, "INSERT INTO thing (name) VALUES (?)", ("丁",))
    session.commit()
    assert driver.scalar(session, "SELECT count(*) FROM thing") == 1


def test_faults_are_those_of_sqlalchemy(session: Session) -> None:
    driver.write(session, "INSERT INTO thing (name) VALUES (?)", ("甲",))
    with pytest.raises(IntegrityError):
        driver.write(session, "INSERT INTO thing (name) VALUES (?)", ("甲",))
    with pytest.raises(DBAPIError, match="no such table"):
        driver.rows(session, "SELECT * FROM missing")


def test_a_transaction_that_cannot_begin_is_told_as_such_a_fault(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "held.db")
    with engine.connect() as first, engine.connect() as second:
        first.begin()
        held = second.connection.driver_connection
        assert held is not None
        held.execute("PRAGMA busy_timeout=0")
        with pytest.raises(DBAPIError, match="locked"):
            second.begin()
        assert not held.in_transaction
        first.rollback()
        second.begin()
        assert held.in_transaction
    engine.dispose()
