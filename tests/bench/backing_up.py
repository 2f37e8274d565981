"""A backup of the open file beside a plain copy, and how long saves wait meanwhile."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from desk.app import Desk
from desk.freight.consignments.commands import accept_consignment
from desk.storage.backup import prove_sound
from desk.storage.durable import secure_file
from desk.storage.lending import copy_pages
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.offices import Ground, signed_in
from tests.bench.saving import CONFIRMED, drafts

GOAL, MOST_MS = 1.4, 50
BLOCK_BYTES = 1 << 20
PAUSE_SECONDS = 0.02


def measure(ground: Ground) -> Iterator[Figure]:
    office, copy = ground.copy("backed-up.office"), ground.folder / "copy.office"
    with signed_in(office) as desk:
        figures = in_turn(lambda: _backup(office, copy), lambda: _plain(office, copy), 3)
        yield Figure("the open file backed up, beside cp + fsync", *figures, GOAL)
        proof = milliseconds(lambda: prove_sound(copy))
        yield Figure("the copy proven, beside cp + fsync", proof, figures[1], None)
        alone, beside = _saves(desk, 10), _saves(desk, 0)
        with _backing_up(office, copy) as running:
            while running.is_alive():
                beside += _saves(desk, 1)
        yield Figure("a save while it runs, worst", max(beside), MOST_MS, 1)
        yield Figure("a save meanwhile, beside one alone, worst", max(beside), max(alone), None)


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


def _saves(desk: Desk, count: int) -> list[float]:
    """One save after the other, with a clerk's pause between."""
    found = []
    for draft in drafts(desk, count):
        run = desk.with_(confirmed=CONFIRMED).run
        found.append(milliseconds(partial(run, accept_consignment, draft=draft)))
        time.sleep(PAUSE_SECONDS)
    return found


@contextmanager
def _backing_up(office: Path, copy: Path) -> Iterator[threading.Thread]:
    running = threading.Thread(target=_backup, args=(office, copy))
    running.start()
    yield running
    running.join()
