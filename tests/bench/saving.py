"""One consignment saved through the gate, beside one bare durable insert of the very same rows.

The bare insert writes the ticket and its goods into all their indexes, as the goal says; a second one
writes the node of its way and its audit rows as well: below that no program that keeps them can go.
"""

import random
import sqlite3
import statistics
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from desk.app import Desk
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.clock import SetClock
from desk.sample.stage import Stage
from desk.sample.tickets import inbound_draft
from tests.bench.figures import Figure, undisturbed, wall_and_processor
from tests.bench.generate import NOW, SEED
from tests.bench.offices import Ground, bare, signed_in

CONFIRMED = frozenset({"E134", "E030", "E031"})
ORIGIN = "郑州"
ONE_EACH = {"consignment": 1, "cargo_line": 1}
TRAIL = {"tracking_event": 1, "audit_log": 1, "audit_entry": 3}
"""What a save leaves besides, and in how many rows; the search index is left out."""
WARM, GOAL, TIMES = 5, 2.5, 6  # one save waits for the disk five times: a median of few wanders

Rows = dict[str, list[tuple[Any, ...]]]


def drafts(desk: Desk, count: int) -> list[ConsignmentDraft]:
    """Inbound tickets as the sample office gets them."""
    stage = Stage(desk, SetClock(NOW), random.Random(SEED), NOW)
    return [inbound_draft(stage, ORIGIN, NOW)[0] for _ in range(count)]


def newest_rows(
    connection: sqlite3.Connection, count: int, tables: Mapping[str, int] = ONE_EACH
) -> Rows:
    """The newest rows as they are stored, oldest first; `tables`: how many rows a consignment has."""
    ask = "SELECT * FROM {} ORDER BY id DESC LIMIT ?"
    return {
        table: connection.execute(ask.format(table), (count * each,)).fetchall()[::-1]
        for table, each in tables.items()
    }


def insert_bare(connection: sqlite3.Connection, rows: Rows) -> None:
    """Write rows in one durable transaction, and nothing else."""
    connection.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
    connection.execute("COMMIT")


def measure(ground: Ground) -> Iterator[Figure]:
    office, plain = ground.copy("saved.office"), ground.copy("bare.office")
    full = ground.copy("full.office")
    ours, limit, whole = [], [], []
    with (
        signed_in(office) as desk,
        bare(office) as reader,
        bare(plain) as writer,
        bare(full) as all_writer,
    ):
        confirmed = desk.with_(confirmed=CONFIRMED)
        with undisturbed():
            for draft in drafts(desk, ground.rounds * TIMES + WARM):
                save = partial(confirmed.run, accept_consignment, draft=draft)
                ours.append(wall_and_processor(save))
                rows = newest_rows(reader, 1)
                limit.append(wall_and_processor(partial(insert_bare, writer, rows)))
                rows |= newest_rows(reader, 1, TRAIL)
                whole.append(wall_and_processor(partial(insert_bare, all_writer, rows)))
    (wall, cpu), (bare_wall, bare_cpu), (whole_wall, _) = map(_medians, (ours, limit, whole))
    yield Figure("one consignment saved", wall, bare_wall, GOAL)
    yield Figure("  one consignment saved, processor alone", cpu, bare_cpu, None)
    yield Figure("  one saved, beside all its rows bare", wall, whole_wall, None)


def _medians(taken: list[tuple[float, float]]) -> tuple[float, float]:
    walls, processors = zip(*taken[WARM:], strict=True)
    return statistics.median(walls), statistics.median(processors)
