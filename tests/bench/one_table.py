"""Rows of one table by the program's way for many, beside a raw executemany of the same rows.

Without trail and search index; what the program adds is ids, defaults and the shapes in which values
are kept. Both ways write into the same file in turn, and each is taken back.
"""

import statistics
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.freight.consignments.model import Consignment
from desk.storage.engine import sqlite_engine
from desk.storage.inserting import write_rows
from tests.bench.figures import Figure, milliseconds, undisturbed
from tests.bench.saving import Rows

GOAL, ROUNDS, MOST = 1 / 0.7, 3, 10_000
TABLE = f'"{Consignment.__tablename__}"'


def beside_executemany(office: Path, plain: Path, rows: Rows, newest: int) -> Figure:
    """The tickets among `rows`, which `office` has after its `newest` one; `plain` keeps nothing of them."""
    found = rows[TABLE][:MOST]
    values = _as_given(office, newest, len(found))
    assert len(values) == len(found)
    engine = sqlite_engine(plain)
    ours, raw = [], []
    with Session(engine) as session, undisturbed():
        driven: Any = session.connection().connection.driver_connection
        for table in rows:  # whoever the tickets point at
            if table == TABLE:
                break
            driven.executemany(_insert(table, rows[table]), rows[table])
        for _ in range(ROUNDS):
            given = list(map(dict, values))
            driven.execute("SAVEPOINT turn")
            ours.append(milliseconds(partial(write_rows, session, Consignment, given)))
            driven.execute("ROLLBACK TO turn")
            raw.append(milliseconds(lambda: driven.executemany(_insert(TABLE, found), found)))
            driven.execute("ROLLBACK TO turn")
        session.rollback()
    engine.dispose()
    title = f"{len(found):,} rows of one table, beside executemany"
    return Figure(title, statistics.median(ours), statistics.median(raw), GOAL)


def _insert(table: str, rows: list[tuple[Any, ...]]) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})"


def _as_given(office: Path, newest: int, count: int) -> list[dict[str, Any]]:
    """The values of the tickets after one as the program holds them, without their ids."""
    table, engine = Consignment.__table__, sqlite_engine(office)
    asked = select(table).where(table.c.id > newest).order_by(table.c.id).limit(count)
    with engine.connect().execution_options(reading=True) as connection:
        found = [dict(row) for row in connection.execute(asked).mappings()]
    engine.dispose()
    for values in found:
        del values["id"]
    return found
