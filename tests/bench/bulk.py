"""A very long list read, checked and booked, beside what an office program takes merely to open it."""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from desk.importing import book, import_kind, preview
from desk.kernel.pinyin import initials_column
from tests.bench.figures import MS, Figure, milliseconds, worst_gap
from tests.bench.generate import DISPATCHER
from tests.bench.importing import HEAD, write_list
from tests.bench.offices import Ground, signed_in
from tests.bench.saving import CONFIRMED, ORIGIN, drafts

MOST_ROWS, DRAWN = 50_000, 500
OPENING_SECONDS_A_ROW = 3.0 / 50_000
"""LibreOffice 24 opens a list of 50,000 rows in 3.0 s (measured for the design, on this kind of machine)."""
GOAL, STALL_MS = 1.5, 50


def measure(ground: Ground) -> Iterator[Figure]:
    path, count = ground.folder / "bulk.xlsx", min(MOST_ROWS, max(1, ground.size // 10))
    initials_column(ORIGIN)  # the window has its tables loaded when somebody imports
    with signed_in(ground.copy("bulk-list.office"), DISPATCHER) as desk:
        drawn = drafts(desk, min(DRAWN, count))
        write_list(path, [replace(drawn[n % len(drawn)]) for n in range(count)])
        before, spent, times = _peak_mb(), time.process_time(), [0.0]
        found = preview(desk, import_kind("inbound"), path)
        confirmed = partial(book, desk, found, confirmed=CONFIRMED)
        booking = partial(confirmed, head=HEAD, origin_certified=True)
        held = worst_gap(lambda: times.append(milliseconds(booking)))
        assert len(found.rows.good) == count
        whole = time.process_time() - spent
    opening = count * OPENING_SECONDS_A_ROW
    yield Figure(f"{count:,} rows booked, beside opening them", times[-1] / MS, opening, None, "s")
    yield Figure(f"{count:,} rows in all (CPU), beside the same", whole, opening, GOAL, "s")
    yield Figure("another thread held while a list is booked", held, STALL_MS, 1)
    yield Figure("most memory, beside that before", _peak_mb(), before, None, "MB")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
