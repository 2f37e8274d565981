"""The board's lines about papers to ask for, beside a slow reading of every paper."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from desk.filing.receipts.choices import Holder, ReceiptState
from desk.filing.receipts.model import ReturnReceipt
from desk.filing.receipts.today import papers_to_chase
from desk.kernel.moments import end_of
from desk.kernel.today import MOST_ROWS
from desk.storage.work import Reader
from tests.conftest import Office
from tests.filing.receipts.papers_desk import day, signed_at_partner

PAPERS, TODAY = 90, day("2026-12-06")


def test_every_holder_has_one_line_with_his_copies_and_the_first_that_is_due(
    office: Office,
) -> None:
    """Random papers of few holders: known and nameless ones, due and not, promised and not."""
    signed_at_partner(office)
    office.at(f"{TODAY} 10:00")
    desk = office.as_("jia")
    for seed in range(3):
        with desk.engine.begin() as connection:
            _fill(connection, random.Random(seed))
        with desk.reading() as read:
            rows, wanted = papers_to_chase(read), dict(_slow(read))
        assert len(wanted) > 5
        assert len(rows) == len(wanted) <= MOST_ROWS
        assert [row.due_at for row in rows] == sorted(due for _, due, _ in wanted.values())
        for row in rows:
            numbers, due, copies = wanted[str(row.arguments["name"])]
            assert row.title == f"{row.arguments['name']}:{copies} 份回单"
            assert row.due_at == due
            assert row.number in numbers


def _slow(read: Reader) -> Iterator[tuple[str, tuple[set[str], datetime, int]]]:
    """By holder: the tickets of the papers due first, since when, and all his copies to ask for."""
    groups: dict[str, list[ReturnReceipt]] = defaultdict(list)
    for paper in read.session.scalars(select(ReturnReceipt)):
        waits = paper.state in (ReceiptState.SIGNED, ReceiptState.INVALID)
        promised = paper.promised_on is not None and paper.promised_on > TODAY
        if waits and not promised and paper.due_on <= TODAY + timedelta(days=1):
            groups[paper.holder_name or paper.holder.label].append(paper)
    for name, papers in groups.items():
        first = min(paper.due_on for paper in papers)
        numbers = {p.consignment.label for p in papers if p.due_on == first}
        yield name, (numbers, end_of(first), sum(paper.copies for paper in papers))


def _fill(connection: Connection, chance: random.Random) -> None:
    """Put other papers, each of a ticket of its own, in place of all but the first."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("DELETE FROM return_receipt WHERE id > 1")
    connection.exec_driver_sql("DELETE FROM consignment WHERE id > 1000")
    for number in range(1001, 1001 + PAPERS):
        held = chance.choice(list(Holder))
        names = ["", "阿克苏通途", "王师傅"] if held is Holder.OWN else ["", "喀什鸿运", "郑州站"]
        _copy(connection, "consignment", id=number, number=f"YD261116{number}")
        _copy(
            connection,
            "return_receipt",
            id=number,
            consignment_id=number,
            state=chance.choice(list(ReceiptState)).value,
            copies=chance.randint(1, 4),
            holder=held.value,
            holder_name=chance.choice(names),
            due_on=_near(chance),
            promised_on=chance.choice([None, _near(chance)]),
        )


def _near(chance: random.Random) -> str:
    found: date = TODAY + timedelta(days=chance.randint(-20, 4))
    return found.isoformat()


def _copy(connection: Connection, table: str, **changed: Any) -> None:
    """A row like the first one, otherwise as told."""
    first = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id = 1").mappings().one()
    row = {**first, **{name: value for name, value in changed.items() if name in first}}
    places = ", ".join("?" * len(row))
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", tuple(row.values())
    )
