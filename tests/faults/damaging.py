"""Bytes of an office file changed at random, as a dying disk does: never opened as if it were good.

Source: reliability of the house P5.
"""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desk.app import Desk
from desk.checking import check
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from tests.conftest import at
from tests.faults.power_cuts import empty
from tests.faults.recording import PAGE_BYTES

_CLOCK = SetClock(at("2026-11-16 10:00"))
UNVOUCHED = "failed_count", "next_try_at"
"""Columns nobody vouches for (README): the counters of wrong passwords."""


@dataclass
class Damages:
    """What came of it: how many were refused at opening, found by the check, or changed no row."""

    cases: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def damage(good: Path, folder: Path, cases: int, seed: int = 7) -> Damages:
    """Damage an office so often, each time a sound one at one place."""
    content, found, chance = good.read_bytes(), Damages(), random.Random(seed)
    sound = _rows(good)
    for case in range(cases):
        empty(folder)
        office = folder / "damaged.office"
        spoilt, what = _spoilt(content, chance)
        office.write_bytes(spoilt)
        outcome = _outcome(office, sound)
        found.cases += 1
        found.ways[outcome.split(":")[0]] += 1
        if outcome.startswith("missed"):
            found.missed.append(f"case {case}, {what}: {outcome}")
    return found


def _spoilt(content: bytes, chance: random.Random) -> tuple[bytes, str]:
    spoilt = bytearray(content)
    pages = len(content) // PAGE_BYTES
    page = chance.randrange(pages) * PAGE_BYTES
    match chance.randrange(5):
        case 0:
            at_byte = chance.randrange(len(content))
            spoilt[at_byte] ^= 1 << chance.randrange(8)
            return bytes(spoilt), f"one bit of byte {at_byte}"
        case 1:
            spoilt[page : page + PAGE_BYTES] = bytes(PAGE_BYTES)
            return bytes(spoilt), f"page {page // PAGE_BYTES} is zeros"
        case 2:
            spoilt[page : page + PAGE_BYTES] = chance.randbytes(PAGE_BYTES)
            return bytes(spoilt), f"page {page // PAGE_BYTES} is rubbish"
        case 3:
            other = chance.randrange(pages) * PAGE_BYTES
            spoilt[page : page + PAGE_BYTES] = content[other : other + PAGE_BYTES]
            return bytes(spoilt), f"page {page // PAGE_BYTES} is page {other // PAGE_BYTES}"
        case _:
            end = chance.randrange(len(content))
            return bytes(spoilt[:end]), f"cut off at {end}"


def _outcome(office: Path, sound: dict[str, list[object]]) -> str:
    try:
        with Desk(office, _CLOCK):
            pass
    except FileRefused:
        return "refused"
    except Exception as fault:
        return f"missed: not told in words: {fault!r}"[:200]
    try:
        if not check(office).ok:
            return "found by the check"
    except FileRefused:
        return "found by the check"
    changed = [name for name, rows in _rows(office).items() if rows != sound[name]]
    return f"missed: {changed}" if changed else "no row changed"


def _rows(path: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(path)) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [repr(row) for row in db.execute(f'SELECT {_vouched(db, name)} FROM "{name}"')]
            for name in names
            if not name.startswith("record_grams")
        }


def _vouched(db: sqlite3.Connection, name: str) -> str:
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
    return ", ".join(f'"{column}"' for column in columns if column not in UNVOUCHED)
