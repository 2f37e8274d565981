"""An open office lends the connection its saves go through, so that a backup follows what they write.

SQLite starts a copy anew whenever somebody else writes, and holds every save up while it copies in one
go. A copy made through the writer's own connection goes step by step and takes each save along.
Between two steps it lets a save that is under way end first.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desk.storage.opening import looking

StandAside = Callable[[], None]
Lent = tuple[sqlite3.Connection, StandAside]
"""A connection, and what waits while a save goes through it."""
Lender = Callable[[], AbstractContextManager[Lent]]
ALL_AT_ONCE, STEP_PAGES = -1, 200
WAIT_SECONDS = 0.002
SECURED_PAGES = 1024
COPY_CACHE_PAGES = 16
_lenders: dict[Path, Lender] = {}


def lend(office: Path, lender: Lender) -> None:
    """Offer the connection of an office that is open in this process."""
    _lenders[office.resolve()] = lender


def lend_no_more(office: Path) -> None:
    """The office is being closed."""
    _lenders.pop(office.resolve(), None)


def copy_pages(office: Path, target: Path) -> None:
    """Copy an office file page by page; saves of this process wait for one step at most.

    Raises:
        sqlite3.Error: it cannot be read, or the target not written.
        OSError: the disk did not take the copy.
    """
    with _source(office) as (source, step, aside), closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # whoever asked for it makes the whole file durable
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute(f"PRAGMA cache_size={COPY_CACHE_PAGES}")  # nothing written is looked at again
        with target.open("rb+") as growing, ThreadPoolExecutor(1) as beside:
            securing = _Securing(growing, beside, aside)
            source.backup(copy, pages=step, progress=securing.stepped, sleep=WAIT_SECONDS)
            securing.told()


@dataclass
class _Securing:
    """Brings a copy to the disk while it grows, beside the copying.

    A save has to wait for all that is still on its way to the disk when it comes: never more than twice
    `SECURED_PAGES`, however much slower than the copying the disk is.
    """

    growing: BinaryIO
    beside: ThreadPoolExecutor
    stand_aside: StandAside
    secured_pages: int = 0
    last: Future[None] | None = None

    def stepped(self, _status: int, remaining: int, total: int) -> None:
        self.stand_aside()
        copied = total - remaining
        if copied - self.secured_pages >= SECURED_PAGES:
            self.told()
            self.last = self.beside.submit(os.fsync, self.growing.fileno())
            self.secured_pages = copied

    def told(self) -> None:
        """Wait for the last piece; a fault of the disk is told once, who waits for the whole file would not hear it."""
        if self.last is not None:
            self.last.result()


@contextmanager
def _source(office: Path) -> Iterator[tuple[sqlite3.Connection, int, StandAside]]:
    lender = _lenders.get(office.resolve())
    if lender is None:
        with closing(looking(office)) as source:
            yield source, ALL_AT_ONCE, _nobody_saves
    else:
        with lender() as (source, stand_aside):
            yield source, STEP_PAGES, stand_aside


def _nobody_saves() -> None:
    """The office is not open here."""
