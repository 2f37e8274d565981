"""A very long list read, checked and booked, beside the same rows bare and what merely opening it takes.

The bare way writes every row that the booking left (tickets, goods, nodes, list lines, batch, trail and
search index, all with their indexes) in one durable transaction, from tuples that are ready: below
that no program comes that keeps them.
"""

import resource
import sqlite3
import time
from collections.abc import Iterator
from functools import partial

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.importing import book, import_kind, preview
from desk.kernel.grams import grams
from desk.kernel.pinyin import initials_column
from desk.storage.base import Base
from desk.storage.search_index import first_row, searched_models
from tests.bench.figures import MS, Figure, wall_and_processor, worst_gap
from tests.bench.generate import DISPATCHER
from tests.bench.importing import HEAD, write_list
from tests.bench.offices import Ground, bare, signed_in
from tests.bench.one_table import TABLE, beside_executemany
from tests.bench.saving import CONFIRMED, ORIGIN, Rows, drafts, insert_bare

MOST_ROWS, DRAWN = 50_000, 500
OPENING_SECONDS_A_ROW = 3.0 / 50_000
"""LibreOffice 24 opens a list of 50,000 rows in 3.0 s (measured for the design, on this kind of machine)."""
GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明"
GOAL, BARE_GOAL, STALL_MS = 1.5, 1 / 0.2, 50


def measure(ground: Ground) -> Iterator[Figure]:
    path, count = ground.folder / "bulk.xlsx", min(MOST_ROWS, max(1, ground.size // 2))
    office, plain = ground.copy("bulk-list.office"), ground.copy("bulk-bare.office")
    initials_column(ORIGIN)  # the window has its tables loaded when somebody imports
    with signed_in(office, DISPATCHER) as desk, bare(office) as reader, bare(plain) as writer:
        drawn = drafts(desk, min(DRAWN, count))
        write_list(path, [_another(drawn[n % len(drawn)], n) for n in range(count)])
        before, newest, spent = _peak_mb(), _newest(reader), time.process_time()
        taken: list[tuple[float, float]] = []
        asked = time.perf_counter()
        found = preview(desk, import_kind("inbound"), path)
        shown = time.perf_counter() - asked
        confirmed = partial(book, desk, found, confirmed=CONFIRMED)
        booking = partial(confirmed, head=HEAD, origin_certified=True)
        held = worst_gap(lambda: taken.append(wall_and_processor(booking)))
        assert len(found.rows.good) == count
        whole, peak = time.process_time() - spent, _peak_mb()
        rows = _written_since(reader, newest)
        one_table = list(beside_executemany(office, plain, rows, newest[TABLE]))
        wall, processor = wall_and_processor(partial(insert_bare, writer, rows))
    opening, title = count * OPENING_SECONDS_A_ROW, f"{count:,} rows"
    yield Figure(f"{title} read and checked, beside opening", shown, opening, GOAL, "s")
    yield Figure(f"{title} booked, beside the same bare", taken[0][0], wall, BARE_GOAL)
    yield Figure(f"  {title} booked, processor alone", taken[0][1], processor, None)
    yield from one_table
    yield Figure(f"{title} in all (CPU), beside opening", whole, opening, GOAL, "s")
    yield Figure(f"{title}, bare ones beside opening", wall / MS, opening, None, "s")
    yield Figure("another thread held while a list is booked", held, STALL_MS, 1)
    yield Figure("most memory, beside that before", peak, before, None, "MB")


def _another(ticket: ConsignmentDraft, number: int) -> ConsignmentDraft:
    """A ticket like another one, for somebody else: in a real list no two rows say the same."""
    words, sign = f"{number:05}", chr(0x4E00 + number * 31 % 5_000)
    phone = 13_000_000_000 + number * 104_729 % 10**9
    return ticket.but(
        consignee_name=ticket.consignee_name[:1] + GIVEN[number % len(GIVEN)] + sign,
        consignee_phone=str(phone),
        consignee_address=f"{ticket.consignee_address}{words}室",
    )


def _newest(connection: sqlite3.Connection) -> dict[str, int]:
    """The newest id of every table that has ids, in the order in which the tables are written."""
    asked = "SELECT coalesce(max(id), 0) FROM {}"
    tables = (t.name for t in Base.metadata.sorted_tables if "id" in t.columns)
    return {f'"{n}"': connection.execute(asked.format(f'"{n}"')).fetchone()[0] for n in tables}


def _written_since(connection: sqlite3.Connection, newest: dict[str, int]) -> Rows:
    found: Rows = {}
    for table, last in newest.items():
        asked = f"SELECT * FROM {table} WHERE id > ? ORDER BY id"
        found[table] = connection.execute(asked, (last,)).fetchall()
    found["record_grams(rowid, pieces)"] = list(_pieces_since(connection, newest))
    return {table: rows for table, rows in found.items() if rows}


def _pieces_since(
    connection: sqlite3.Connection, newest: dict[str, int]
) -> Iterator[tuple[int, str]]:
    for model in searched_models():
        of, table = model.searched, f'"{model.__tablename__}"'
        assert of is not None
        asked = f"SELECT id, {', '.join(of.columns)} FROM {table} WHERE id > ? ORDER BY id"
        for record_id, *values in connection.execute(asked, (newest[table],)):
            words = [value or "" for value in values]
            cut = len(of.texts)
            yield first_row(of.kind) + record_id, grams(words[:cut], words[cut:])


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
