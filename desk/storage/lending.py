"""An open office lends the connection its saves go through, so that a backup follows what they write.

SQLite starts a copy anew whenever somebody else writes, and holds every save up while it copies in one
go. A copy made through the writer's own connection goes step by step and takes each save along.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from desk.storage.opening import looking

Lender = Callable[[], AbstractContextManager[sqlite3.Connection]]
ALL_AT_ONCE, STEP_PAGES = -1, 200
WAIT_SECONDS = 0.002
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
    """
    with _source(office) as (source, step), closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # whoever asked for it makes the whole file durable
        copy.execute("PRAGMA journal_mode=OFF")
        source.backup(copy, pages=step, sleep=WAIT_SECONDS)


@contextmanager
def _source(office: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    lender = _lenders.get(office.resolve())
    if lender is None:
        with closing(looking(office)) as source:
            yield source, ALL_AT_ONCE
    else:
        with lender() as source:
            yield source, STEP_PAGES
