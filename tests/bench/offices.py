"""The offices the benches work in: made once, opened signed in, copied for the bare statements."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.storage.engine import sqlite_engine
from tests.bench.generate import MANAGER, NOW, PASSWORD

MOST_IMPORTED, MOST_LINES = 500, 1000


@dataclass(frozen=True)
class Ground:
    """What every measure gets.

    Attributes:
        folder: to write in.
        office: generated file; measures that write make a copy.
        size: its consignments; smaller works shrink with it.
    """

    folder: Path
    office: Path
    size: int

    @property
    def rounds(self) -> int:
        """How often a quick work is repeated."""
        return max(1, min(15, self.size // 200))

    @property
    def imported(self) -> int:
        return min(MOST_IMPORTED, self.size)

    @property
    def lines(self) -> int:
        return min(MOST_LINES, self.size)

    def copy(self, name: str) -> Path:
        """A copy of the office of its own."""
        return Path(shutil.copyfile(self.office, self.folder / name))


@contextmanager
def signed_in(path: Path, login: str = MANAGER, *, ready: bool = False) -> Iterator[Desk]:
    """The office open, somebody signed in, the clock at the generator's now.

    `ready`: while he typed his password, the board was asked beforehand, though nobody knew for whom.
    Every file has a state folder of its own: what was seen of its older copies does not count.
    """
    os.environ["DESK_STATE"] = f"{path}-state"
    with Desk(path, SetClock(NOW)) as desk:
        if ready:
            desk.make_ready()
        desk.login(login, PASSWORD)
        yield desk


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection with the pragmas of the program."""
    engine = sqlite_engine(path)
    pooled = engine.raw_connection()
    try:
        yield cast(sqlite3.Connection, pooled.driver_connection)
    finally:
        pooled.close()
        engine.dispose()
