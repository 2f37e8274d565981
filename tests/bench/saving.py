"""One consignment saved through the gate, beside one bare durable insert of the very same rows."""

import random
import sqlite3
import statistics
from collections.abc import Iterator
from functools import partial
from typing import Any

from desk.app import Desk
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.clock import SetClock
from desk.sample.stage import Stage
from desk.sample.tickets import inbound_draft
from tests.bench.figures import Figure, milliseconds, undisturbed
from tests.bench.generate import NOW, SEED
from tests.bench.offices import Ground, bare, signed_in

CONFIRMED = frozenset({"E134", "E030", "E031"})
ORIGIN = "郑州"
TABLES = ("consignment", "cargo_line")
WARM, GOAL = 5, 2.5

Rows = dict[str, list[tuple[Any, ...]]]


def drafts(desk: Desk, count: int) -> list[ConsignmentDraft]:
    """Inbound tickets as the sample office gets them."""
    stage = Stage(desk, SetClock(NOW), random.Random(SEED), NOW)
    return [inbound_draft(stage, ORIGIN, NOW)[0] for _ in range(count)]


def newest_rows(connection: sqlite3.Connection, count: int) -> Rows:
    """The newest consignments and cargo lines as they are stored, oldest first."""
    ask = "SELECT * FROM {} ORDER BY id DESC LIMIT ?"
    return {t: connection.execute(ask.format(t), (count,)).fetchall()[::-1] for t in TABLES}


def insert_bare(connection: sqlite3.Connection, rows: Rows) -> None:
    """Write rows in one durable transaction, and nothing else."""
    connection.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
    connection.execute("COMMIT")


def measure(ground: Ground) -> Iterator[Figure]:
    office, plain = ground.copy("saved.office"), ground.copy("bare.office")
    ours, limit = [], []
    with signed_in(office) as desk, bare(office) as reader, bare(plain) as writer:
        confirmed = desk.with_(confirmed=CONFIRMED)
        with undisturbed():
            for draft in drafts(desk, ground.rounds + WARM):
                save = partial(confirmed.run, accept_consignment, draft=draft)
                ours.append(milliseconds(save))
                rows = newest_rows(reader, 1)
                limit.append(milliseconds(partial(insert_bare, writer, rows)))
    figures = statistics.median(ours[WARM:]), statistics.median(limit[WARM:])
    yield Figure("one consignment saved", *figures, GOAL)
