"""The eight figures of one partner's quarter, beside the second they may take and a bare reading.

The bare reading is the statements of the same figures, run on a plain connection without looking at a row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, event

from desk.app import Desk
from desk.evaluation.measures.measuring import measure as figures_of
from desk.evaluation.measures.measuring import tickets
from desk.storage.work import Reader
from tests.bench.carried import A_REPORT, FIRST, LAST, carry
from tests.bench.figures import Figure, in_turn
from tests.bench.offices import Ground, bare, signed_in

GOAL_MS, ROUNDS = 1000.0, 5
Statement = tuple[str, Any]


@contextmanager
def asked_while(read: Reader) -> Iterator[list[Statement]]:
    """Collect what is asked of the file meanwhile."""
    asked: list[Statement] = []
    connection = read.session.connection()

    def note(_c: Connection, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        asked.append((sql, values))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(connection, "before_cursor_execute", note)


def _statements_of(desk: Desk, partner_id: int) -> list[Statement]:
    with desk.reading() as read, asked_while(read) as asked:
        figures_of(read, partner_id=partner_id, first=FIRST, last=LAST)
    return asked


def measure(ground: Ground) -> Iterator[Figure]:
    office = ground.copy("carried.office")
    partners = carry(office, ground.size)
    with signed_in(office) as desk, bare(office) as connection:
        chosen = min(range(1, partners + 1), key=partial(_off, desk))
        asked = _statements_of(desk, chosen)
        ours, limit = in_turn(
            partial(_ours, desk, chosen), partial(_bare, connection, asked), ROUNDS
        )
        name = f"{_count(desk, chosen)} tickets evaluated"
        yield Figure(f"{name}, beside a second", ours, GOAL_MS, 1)
        yield Figure(f"{name}, beside a bare reading", ours, limit, None)


def _off(desk: Desk, partner_id: int) -> int:
    return abs(_count(desk, partner_id) - A_REPORT)


def _count(desk: Desk, partner_id: int) -> int:
    with desk.reading() as read:
        return tickets(read, partner_id=partner_id, first=FIRST, last=LAST)


def _ours(desk: Desk, partner_id: int) -> None:
    with desk.reading() as read:
        figures_of(read, partner_id=partner_id, first=FIRST, last=LAST)


def _bare(connection: sqlite3.Connection, asked: list[Statement]) -> None:
    for sql, values in asked:
        connection.execute(sql, values).fetchall()
