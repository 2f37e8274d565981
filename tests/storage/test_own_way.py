"""Saves go through one connection, which remembers what it read; the office lets go of it when it is closed."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.archive.customers.choices import CustomerType, PayTerms
from desk.archive.customers.model import Customer
from desk.kernel.commands import Command
from desk.kernel.errors import Refused, SaveFailed, refuse
from desk.storage import driver
from desk.storage.engine import sqlite_engine
from desk.storage.own_way import OwnWay
from desk.storage.work import Work
from tests.conftest import Office

FULL = sqlite3.OperationalError("database or disk is full")


def _done(desk: Desk, body: Callable[[Work], Any]) -> Any:
    return desk.execute(Command("look", "user.manage", "看", body), {}).value


def _driven(work: Work) -> int:
    return id(work.session.connection().connection.driver_connection)


def _customer(code: str) -> Customer:
    kind, terms = CustomerType.COMPANY, PayTerms.PREPAID
    return Customer(
        code=code, name=code, name_key=code, initials="", customer_type=kind, settlement=terms
    )


def _taken(desk: Desk) -> list[int]:
    """Every connection that is taken out of the pool from now on."""
    found: list[int] = []
    event.listen(desk.engine, "checkout", lambda driven, *_: found.append(id(driven)))
    return found


def test_saves_go_through_one_connection_whatever_is_read_between(office: Office) -> None:
    desk = office.as_("boss")
    first = _done(desk, _driven)
    taken = _taken(desk)
    for _ in range(3):
        with desk.reading() as read:
            driver.scalar(read.session, "SELECT count(*) FROM user")
        assert _done(desk, _driven) == first
    assert len(taken) == 3, "the reads alone"
    assert first not in taken


def test_a_refusal_leaves_nothing_open_and_the_connection_stays(office: Office) -> None:
    desk = office.as_("boss")
    first = _done(desk, _driven)

    def refused(work: Work) -> None:
        driver.write(work.session, "UPDATE user SET name = ? WHERE id = 1", ("不算",))
        raise refuse("E007", v="火星")

    with pytest.raises(Refused):
        _done(desk, refused)
    with desk.reading() as read:
        assert driver.scalar(read.session, "SELECT name FROM user WHERE id = 1") != "不算"
    assert _done(desk, _driven) == first


def test_one_session_serves_them_all_and_keeps_nothing_of_any(office: Office) -> None:
    desk = office.as_("boss")
    _done(desk, _driven)
    session = desk._gate._session
    assert session is not None

    def refused(work: Work) -> None:
        assert work.session is session
        with work.together():
            assert work.add(_customer("KH1")).id == 1
            raise refuse("E007", v="火星")

    with pytest.raises(Refused):
        _done(desk, refused)
    assert "work" not in vars(session)
    assert not session.info
    assert not list(session)
    assert not session.in_transaction()
    assert _done(desk, lambda work: work.add(_customer("KH2")).id) == 1
    assert desk._gate._session is session
    with desk.reading() as read:
        assert driver.rows(read.session, "SELECT id, code FROM customer") == [(1, "KH2")]
        last = "SELECT record, record_id, op FROM audit_entry ORDER BY id DESC LIMIT 1"
        assert driver.rows(read.session, last) == [("customer", 1, "C")]


def test_the_session_goes_with_its_connection(office: Office) -> None:
    desk = office.as_("boss")
    _done(desk, _driven)
    first = desk._gate._session

    def failing(_work: Work) -> None:
        raise driver._fault("INSERT", FULL)

    with pytest.raises(SaveFailed):
        _done(desk, failing)
    _done(desk, _driven)
    assert desk._gate._session is not first
    desk.close()
    assert desk._gate._session is None


def test_what_the_disk_failed_is_not_gone_through_again(office: Office) -> None:
    desk = office.as_("boss")
    _done(desk, _driven)
    kept = desk._gate._own._kept
    assert kept is not None
    failed = kept.connection.driver_connection

    def failing(_work: Work) -> None:
        raise driver._fault("INSERT", FULL)

    with pytest.raises(SaveFailed, match="磁盘已满"):
        _done(desk, failing)
    assert kept.closed
    assert desk._gate._own._kept is None
    assert desk.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):  # nor does the pool hand it out
        failed.execute("SELECT 1")  # type: ignore[union-attr]
    _done(desk, _driven)


def test_a_save_beside_another_takes_a_connection_of_its_own(office: Office) -> None:
    own = office.desk._gate._own
    with own.taken() as first, own.taken() as second:
        assert isinstance(first, Connection)
        assert second is office.desk.engine
    with own.taken() as again:
        assert again is first


def test_a_closed_office_holds_no_connection(office: Office) -> None:
    desk = office.as_("boss")
    _done(desk, _driven)
    desk.close()
    assert desk._gate._own._kept is None
    assert desk.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_save_under_way_when_the_office_is_closed_lets_go_at_its_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.storage.own_way.LAST_WORD_SECONDS", 0.01)
    own = OwnWay(office.desk.engine)
    with own.taken() as way:
        assert isinstance(way, Connection)
        driven = way.connection.driver_connection
        own.close()
        assert not way.closed
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        driven.execute("SELECT 1")  # type: ignore[union-attr]


def test_a_file_that_cannot_be_opened_is_met_by_the_save_itself(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "missing" / "gone.office")
    with OwnWay(engine).taken() as way:
        assert way is engine
        with Session(engine) as session, pytest.raises(DBAPIError, match="unable to open"):
            session.connection()
