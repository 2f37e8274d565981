"""A backup of the open file beside a plain copy, and how long saves wait meanwhile.

How long the disk itself makes anybody wait is shown by bare durable inserts of the same rows into another
file, made in turn with the saves beside the same backup: no save can wait less.
"""

import os
import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desk.app import Desk
from desk.freight.consignments.commands import accept_consignment
from desk.storage.backup import prove_sound
from desk.storage.durable import secure_file
from desk.storage.lending import copy_pages
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.offices import Ground, bare, signed_in
from tests.bench.saving import CONFIRMED, ONE_EACH, TRAIL, drafts, insert_bare, newest_rows

GOAL, MOST_MS = 1.4, 50
ROUNDS = 9
BLOCK_BYTES = 1 << 20
PAUSE_SECONDS = 0.02
ALONE = 10
Pair = tuple[float, float]


def measure(ground: Ground) -> Iterator[Figure]:
    office, copy = ground.copy("backed-up.office"), ground.folder / "copy.office"
    plain = ground.copy("bare.office")
    with signed_in(office) as desk:
        figures = in_turn(lambda: _backup(office, copy), lambda: _plain(office, copy), ROUNDS)
        yield Figure("the open file backed up, beside cp + fsync", *figures, GOAL)
        proof = milliseconds(lambda: prove_sound(copy))
        yield Figure("the copy proven, beside cp + fsync", proof, figures[1], None)
        with bare(office) as reader, bare(plain) as writer:
            saves = _Saves(desk, reader, writer)
            saves.in_turn(1)  # tables are loaded by the first
            alone = saves.in_turn(ALONE)
            with _backing_up(office, copy) as running:
                beside = saves.in_turn(1)
                while running.is_alive():
                    beside += saves.in_turn(1)
    yield from _waits(alone, beside)


def _waits(alone: list[Pair], beside: list[Pair]) -> Iterator[Figure]:
    """Ours and a bare one's, worst and median; one backup is over before two saves, or after many."""
    (ours, bare_ones), (lonely, _) = (zip(*each, strict=True) for each in (beside, alone))
    yield Figure("a save while it runs, worst", max(ours), MOST_MS, 1)
    yield Figure("  a save meanwhile, beside a bare one, worst", max(ours), max(bare_ones), None)
    medians = statistics.median(ours), statistics.median(bare_ones)
    yield Figure("  saves meanwhile, beside bare ones, median", *medians, None)
    yield Figure("  a save meanwhile, beside one alone, worst", max(ours), max(lonely), None)


@dataclass
class _Saves:
    """A clerk who saves, and the same rows put bare into another file, with a pause after each."""

    desk: Desk
    reader: sqlite3.Connection
    writer: sqlite3.Connection

    def in_turn(self, count: int) -> list[Pair]:
        """Milliseconds of each save and of its rows inserted bare."""
        found = []
        for draft in drafts(self.desk, count):
            run = self.desk.with_(confirmed=CONFIRMED).run
            ours = milliseconds(partial(run, accept_consignment, draft=draft))
            time.sleep(PAUSE_SECONDS)
            rows = newest_rows(self.reader, 1, ONE_EACH | TRAIL)
            found.append((ours, milliseconds(partial(insert_bare, self.writer, rows))))
            time.sleep(PAUSE_SECONDS)
        return found


def _backup(office: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    copy_pages(office, copy)
    secure_file(copy)


def _plain(office: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    with office.open("rb") as source, copy.open("wb") as target:
        while block := source.read(BLOCK_BYTES):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())


@contextmanager
def _backing_up(office: Path, copy: Path) -> Iterator[threading.Thread]:
    running = threading.Thread(target=_backup, args=(office, copy))
    running.start()
    yield running
    running.join()
