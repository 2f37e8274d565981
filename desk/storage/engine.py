"""The SQLite engine as measured safe: TRUNCATE + FULL, explicit BEGIN IMMEDIATE for writers.

Source: reliability of the house §2.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from desk.kernel.clock import Clock, SystemClock
from desk.kernel.grams import plain
from desk.kernel.moments import show_date
from desk.kernel.pinyin import in_alphabet, initials_column
from desk.storage import driver

PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",
    "PRAGMA mmap_size=0",
    "PRAGMA secure_delete=ON",
)


def sqlite_engine(
    path: Path,
    *,
    durable: bool = True,
    clock: Clock | None = None,
    before_writing: Callable[[], None] | None = None,
) -> Engine:
    """An engine on one office file; threads may each hold a connection of the pool.

    Statements may call `office_today()`, the business date of the clock as 「2026-11-18」, and
    `plain_signs(text)`, a text as the search box compares it; `initials_of(name)`, pinyin initials of the
    names of a short list, which keeps none; `in_alphabet(name)`, what such a list is sorted by.

    `durable=False` does not wait for the disk: only for making the sample office, which can be made
    again at any time.

    `before_writing` is called before every writing transaction; what it raises prevents it.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=4,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    used = clock or SystemClock()

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.create_function("plain_signs", 1, _plain_signs, deterministic=True)
        connection.create_function("initials_of", 1, _initials_of, deterministic=True)
        connection.create_function("in_alphabet", 1, _in_alphabet, deterministic=True)
        connection.create_function("office_today", 0, lambda: show_date(used.now()))
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        if not durable:
            cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        if before_writing is not None and not reading:
            before_writing()
        driver.begin(connection, "BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _initials_of(value: object) -> str:
    return initials_column(value) if isinstance(value, str) else ""


def _in_alphabet(value: object) -> str:
    return in_alphabet(value) if isinstance(value, str) else ""


def _plain_signs(value: object) -> str:
    return plain(value) if isinstance(value, str) else ""
