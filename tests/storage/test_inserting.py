"""New records written past the unit of work are the rows that the session itself would write."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.archive.customers.model import Customer
from desk.freight.consignments.commands import update_consignment
from desk.freight.consignments.lookups import consignment_as_typed
from desk.freight.consignments.queries import consignment_card
from desk.freight.inbound.booking import undo_inbound_import
from desk.freight.inbound.imports import to_draft
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.model import TrackingEvent
from desk.kernel.commands import Command
from desk.kernel.courtesy import letting_by
from desk.storage import driver
from desk.storage import work as storage_work
from desk.storage.base import Base, Record
from desk.storage.rows import Inserting
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.inbound.sender_list import book, look, row

NOON = datetime(2026, 11, 17, 4, tzinfo=UTC)
Tables = dict[str, list[Any]]
DRAWN = {  # what is drawn anew in every run
    "audit_log": {"command_id", "entries_hash", "previous_hash", "row_hash", "signature"},
}
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'record_grams%'"


def test_the_rows_are_the_same_either_way(
    open_office: Callable[[str], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_work.Work, "together", lambda _work: nullcontext())
    straight = _busy(open_office("straight.office"))
    monkeypatch.setattr(storage_work, "write_new", lambda _session: [])
    roundabout = _busy(open_office("roundabout.office"))
    assert straight == roundabout
    first, second = (_everything(tmp_path / f"{n}.office") for n in ("straight", "roundabout"))
    assert len(first["consignment"]) == 12
    assert {name for name in first if first[name] != second[name]} == set()


def test_a_list_booked_together_is_the_list_booked_one_by_one(
    open_office: Callable[[str], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = _busy(open_office("together.office"))
    monkeypatch.setattr(storage_work.Work, "together", lambda _work: nullcontext())
    single = _busy(open_office("single.office"))
    assert together == single
    first, second = (_everything(tmp_path / f"{n}.office") for n in ("together", "single"))
    for found in (first, second):  # the trail names the same changes, in the order of their writing
        found["audit_entry"] = sorted(row[1:] for row in found["audit_entry"])
    assert len(first["audit_entry"]) > 12 * 3
    assert {name for name in first if first[name] != second[name]} == set()


def test_rows_put_down_are_the_records_that_the_session_would_write(
    open_office: Callable[[str], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = _busy(open_office("put.office"))

    def kept(work: Work, model: type[Record], **values: Any) -> None:
        work.session.add(model(**values))

    monkeypatch.setattr(storage_work.Work, "put_down", kept)
    held = _busy(open_office("held.office"))
    assert put == held
    first, second = (_everything(tmp_path / f"{n}.office") for n in ("put", "held"))
    for found in (first, second):  # what is put down is told after the records beside it
        found["audit_entry"] = sorted(row[1:] for row in found["audit_entry"])
    assert len(first["tracking_event"]) == len(first["manifest_line"]) == 12
    assert {name for name in first if first[name] != second[name]} == set()


def test_what_was_put_down_comes_in_its_order_and_is_found(office: Office) -> None:
    seen: list[list[Any]] = []

    def put(work: Work) -> None:
        with work.together():
            for place in ("甲", "乙"):
                work.put_down(TrackingEvent, **_node(place))
            seen.append(list(work.session.scalars(select(TrackingEvent.place))))
            work.put_down(TrackingEvent, **_node("丙"))
            work.session.add(TrackingEvent(**_node("丁")))

    book(office, [to_draft(result.values) for result in look(office, row()).good])
    command = Command("put", "consignment.create", "记", put)
    outcome = office.as_("in").execute(command, {})
    assert seen == [["郑州", "甲", "乙"]]
    with Session(office.as_("in").engine) as session:
        found = session.scalars(select(TrackingEvent).order_by(TrackingEvent.id)).all()
    assert [node.place for node in found] == ["郑州", "甲", "乙", "丙", "丁"]
    assert {node.created_by for node in found} == {found[0].created_by}
    assert outcome.changes["tracking_event"] == {node.id for node in found[1:]}


@pytest.mark.parametrize(
    ("model", "values", "error"),
    [(TrackingEvent, {"plaice": "甲"}, TypeError), (Customer, {"name": "甲"}, AssertionError)],
    ids=["no such column", "found by its texts"],
)
def test_what_cannot_be_put_down_is_a_fault_of_the_program(
    office: Office, model: type[Record], values: dict[str, Any], error: type[Exception]
) -> None:
    def put(work: Work) -> None:
        work.put_down(model, **values)

    command = Command("put", "consignment.create", "记", put)
    with pytest.raises(error):
        office.as_("in").execute(command, {})


def _node(place: str) -> dict[str, Any]:
    return {"consignment_id": 1, "kind": EventKind.PASSED, "at": NOON, "place": place}


def _busy(office: Office) -> list[object]:
    """A list of twelve, of known and unknown shippers, a corrected ticket, the list taken back."""
    rows = [
        row(手工单号=f"Z{n}", 发货人=f"郑州客户{n % 5}", 发货电话=f"1380000012{n % 5}", 件数=n + 1)
        for n in range(12)
    ]
    drafts = [to_draft(result.values) for result in look(office, *rows).good]
    number = book(office, drafts)
    desk = office.as_("in")
    typed = desk.ask(consignment_as_typed, number="YD2611160003")
    confirmed = desk.with_(confirmed={"E134"})
    confirmed.run(update_consignment, number=typed.number, version=typed.version, draft=typed.draft)
    told: list[object] = [number, desk.ask(consignment_card, number=typed.number)]
    desk.with_(reason="发错清单").run(undo_inbound_import, number=number, reason="发错清单")
    return told


def _everything(path: Path) -> Tables:
    with closing(sqlite3.connect(path)) as connection:
        found = {}
        for (name,) in connection.execute(_TABLES).fetchall():
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            kept = ", ".join(f'"{c}"' for c in columns if c not in DRAWN.get(name, ()))
            found[name] = connection.execute(f'SELECT {kept} FROM "{name}"').fetchall()
        connection.execute(
            "CREATE VIRTUAL TABLE temp.pieces USING fts5vocab(main, record_grams, row)"
        )
        found["pieces"] = connection.execute("SELECT * FROM temp.pieces").fetchall()
    return found


def test_the_window_goes_before_each_row_that_a_statement_writes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[None] = []
    write_all = driver.write_all
    between: list[int] = []

    def counted(session: Session, statement: str, many: Iterable[Any]) -> None:
        def told() -> Iterator[Any]:
            before = len(ways)
            for one in many:
                between.append(len(ways) - before)
                before = len(ways)
                yield one

        write_all(session, statement, told())

    monkeypatch.setattr(driver, "write_all", counted)
    rows = [row(手工单号=f"Z{n}") for n in range(5)]
    drafts = [to_draft(result.values) for result in look(office, *rows).good]
    with letting_by(lambda: ways.append(None)):
        book(office, drafts)
    assert len(between) > 5 * len(drafts)
    assert min(between) >= 1


def test_no_column_keeps_nothing_as_something() -> None:
    for mapper in Base.registry.mappers:
        shapes = Inserting.into(mapper.class_).shapes
        assert [place for place, shape in shapes if shape(None) is not None] == []
