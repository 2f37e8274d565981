"""Rows of one table by the program's way for many, beside a raw executemany of the same rows.

Without a trail, once without and once with the search index; what the program adds is ids, defaults
and the shapes in which values are kept. All ways write into the same file in turn, and each is taken back.
"""

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.freight.consignments.model import Consignment
from desk.storage.engine import sqlite_engine
from desk.storage.inserting import write_rows
from desk.storage.search_index import index_new
from tests.bench.figures import Figure, milliseconds, undisturbed
from tests.bench.saving import Rows

GOAL, INDEXED_GOAL, ROUNDS, MOST = 1 / 0.7, 1 / 0.2, 3, 10_000
TABLE = f'"{Consignment.__tablename__}"'


def beside_executemany(office: Path, plain: Path, rows: Rows, newest: int) -> Iterator[Figure]:
    """The tickets among `rows`, which `office` has after its `newest` one; `plain` keeps nothing of them."""
    found = rows[TABLE][:MOST]
    values = _as_given(office, newest, len(found))
    assert len(values) == len(found)
    engine = sqlite_engine(plain)
    taken: list[list[float]] = []
    with Session(engine) as session, undisturbed():
        driven: Any = session.connection().connection.driver_connection
        for table in rows:  # whoever the tickets point at
            if table == TABLE:
                break
            driven.executemany(_insert(table, rows[table]), rows[table])

        def turn(write: Callable[[], object]) -> float:
            driven.execute("SAVEPOINT turn")
            ms = milliseconds(write)
            driven.execute("ROLLBACK TO turn")
            return ms

        for _ in range(ROUNDS):
            given = list(map(dict, values))
            records = [Consignment(**held) for held in values]
            taken.append(
                [
                    turn(partial(write_rows, session, Consignment, given)),
                    turn(partial(_write_indexed, session, records)),
                    turn(lambda: driven.executemany(_insert(TABLE, found), found)),
                ]
            )
        session.rollback()
    engine.dispose()
    ours, indexed, raw = map(statistics.median, zip(*taken, strict=True))
    count = f"{len(found):,} rows"
    yield Figure(f"{count} of one table, beside executemany", ours, raw, GOAL)
    yield Figure(f"{count} and index, beside executemany", indexed, raw, INDEXED_GOAL)


def _write_indexed(session: Session, records: list[Consignment]) -> None:
    write_rows(session, Consignment, list(map(vars, records)))
    index_new(session, records)


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
