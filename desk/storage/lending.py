"""An open office lends the connection its saves go through, so that a backup follows what they write.

SQLite starts a copy anew whenever somebody else writes, and holds every save up while it copies in one
go. A copy made through the writer's own connection goes step by step and takes each save along.
Between two steps it lets a save that is under way end first. An office of usual size is copied in large
blocks instead, unless saves come too fast for that (`desk.storage.rounds`).
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desk.storage.opening import looking
from desk.storage.rounds import copied_in_rounds
from desk.storage.securing import Securing, secured

StandAside = Callable[[], None]
Lent = tuple[sqlite3.Connection, StandAside]
"""A connection, and what waits while a save goes through it."""
Lender = Callable[[], AbstractContextManager[Lent]]
ALL_AT_ONCE, STEP_PAGES = -1, 200
WAIT_SECONDS = 0.002
PAGE_BYTES = 4096
COPY_CACHE_PAGES = 16


@dataclass
class _Loan:
    """What an open office lends.

    `reading` is closed with the office only: where locks are POSIX's, closing a file lets go of every lock
    that this process has on it, also of a save's that is under way.
    """

    lender: Lender
    reading: BinaryIO
    in_use: threading.Lock = field(default_factory=threading.Lock)


_loans: dict[Path, _Loan] = {}


def lend(office: Path, lender: Lender) -> None:
    """Offer the connection of an office that is open in this process.

    Raises:
        OSError: the file cannot be opened once more.
    """
    path = office.resolve()
    if path in _loans:
        _end(path)
    _loans[path] = _Loan(lender, office.open("rb", buffering=0))


def lend_no_more(office: Path, lender: Lender) -> None:
    """The office is being closed; a copy that reads it ends first. One opened since lends its own on."""
    path = office.resolve()
    if path in _loans and _loans[path].lender == lender:
        _end(path)


def _end(path: Path) -> None:
    loan = _loans.pop(path)
    with loan.in_use:
        loan.reading.close()


def copy_pages(office: Path, target: Path) -> None:
    """Copy an office file; saves of this process wait for one step at most and are taken along.

    Raises:
        sqlite3.Error: it cannot be read, or the target not written.
        OSError: the disk did not take the copy.
    """
    loan = _loans.get(office.resolve())
    if loan is None:
        with closing(looking(office)) as source:
            _copy_through(source, target, ALL_AT_ONCE, _nobody_saves)
        return
    with loan.lender() as (source, stand_aside), loan.in_use:
        if not loan.reading.closed:
            if copied_in_rounds(office, loan.reading, target, stand_aside):
                return
            target.unlink(missing_ok=True)
        _copy_through(source, target, STEP_PAGES, stand_aside)


def _copy_through(
    source: sqlite3.Connection, target: Path, step: int, stand_aside: StandAside
) -> None:
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # whoever asked for it makes the whole file durable
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute(f"PRAGMA cache_size={COPY_CACHE_PAGES}")  # nothing written is looked at again
        with target.open("rb+") as growing, secured(growing) as securing:
            steps = _Steps(securing, stand_aside)
            source.backup(copy, pages=step, progress=steps.stepped, sleep=WAIT_SECONDS)


@dataclass
class _Steps:
    securing: Securing
    stand_aside: StandAside
    copied: int = 0

    def stepped(self, _status: int, remaining: int, total: int) -> None:
        self.stand_aside()
        copied = total - remaining
        self.securing.written(max(copied - self.copied, 0) * PAGE_BYTES)
        self.copied = copied


def _nobody_saves() -> None:
    """The office is not open here."""
