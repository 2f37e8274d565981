"""An open office copied in large blocks, round after round, until a whole round has passed without a save.

A page that goes through SQLite costs four times the processor time of its bytes in a large block. SQLite
only guards the reading: while it reads no save reaches the file, and it tells afterwards whether one has
been committed since the last block. After one every block is looked at once more; what differs is written.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from desk.storage.opening import looking
from desk.storage.securing import secured

BLOCK_BYTES = 1 << 20
MOST_BYTES = 512 << 20
"""Larger ones take so long that saves come in every round; and the bytes SQLite locks lie at 1 GB."""
ROUNDS = 3


def copied_in_rounds(
    office: Path, reading: BinaryIO, target: Path, stand_aside: Callable[[], None]
) -> bool:
    """Copy an office that is not too large for more than one round.

    Args:
        office: the office file.
        reading: the same file, open without a buffer.
        target: where the copy goes; what lies there is overwritten.
        stand_aside: waits while a save is under way.

    Returns:
        Whether the copy is the office of one moment. It is not when saves came in every round, or one
        kept the file for longer than SQLite waits.

    Raises:
        OSError: the office cannot be read, or the disk did not take the copy.
    """
    if _length(reading) > MOST_BYTES:
        return False
    with (
        closing(looking(office)) as watch,
        target.open("w+b") as growing,
        secured(growing) as securing,
    ):
        at = seen = unchanged = 0
        version = None
        while seen < ROUNDS * _length(reading):
            stand_aside()
            try:
                current, length, at, block = _block(watch, reading, at)
            except sqlite3.OperationalError:
                return False
            if current != version:
                version, unchanged = current, 0
            if _read(growing, at, len(block)) != block:
                growing.seek(at)
                growing.write(block)
                growing.flush()
                securing.written(len(block))
            at, seen, unchanged = at + len(block), seen + len(block), unchanged + len(block)
            if unchanged >= length:
                if _length(growing) > length:
                    growing.truncate(length)
                return True
    return False


def _block(watch: sqlite3.Connection, reading: BinaryIO, at: int) -> tuple[int, int, int, bytes]:
    """Version and length of the file, and where a block of it begins: there, or at its head after its end."""
    with _no_save(watch) as version:
        length = _length(reading)
        at = at if at < length else 0
        return version, length, at, _read(reading, at, BLOCK_BYTES)


@contextmanager
def _no_save(watch: sqlite3.Connection) -> Iterator[int]:
    """While it lasts no save reaches the file; a number that changes with every save."""
    watch.execute("BEGIN")
    try:
        yield watch.execute("PRAGMA data_version").fetchone()[0]
    finally:
        watch.rollback()


def _length(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _read(file: BinaryIO, at: int, most: int) -> bytes:
    file.seek(at)
    return file.read(most)
