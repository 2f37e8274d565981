"""The disk is full or broken at every change a command makes: what is told is true, and work goes on.

Source: reliability of the house P3, P4.
"""

import math
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.kernel.errors import SaveFailed
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Disk, laid
from tests.faults.power_cuts import empty
from tests.faults.recording import Recorded, digest_of

_WORDS = {True: "已保存", False: "未保存", None: "不能确定"}


@dataclass(frozen=True)
class Way:
    """How the disk refuses: full or broken, once or from then on."""

    full: bool
    sticky: bool

    def __str__(self) -> str:
        return f"{'full' if self.full else 'broken'} {'for good' if self.sticky else 'once'}"


WAYS = tuple(Way(full, sticky) for full in (True, False) for sticky in (False, True))


@dataclass
class Errors:
    """What came of it.

    Attributes:
        points: refused changes.
        told: how often which word was told.
        untrue: what was told and is not so (P4).
        broken: what else does not hold (P3).
    """

    commands: int = 0
    points: int = 0
    told: Counter[str] = field(default_factory=Counter)
    untrue: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class _Trial:
    """One command in one office, tried again and again on a disk that refuses."""

    def __init__(self, recorded: Recorded, folder: Path, disk: Disk, found: Errors) -> None:
        self._recorded, self._folder, self._disk, self._found = recorded, folder, disk, found
        self._desk: Desk | None = None
        self._beside: sqlite3.Connection | None = None

    def open(self) -> Desk:
        """The office as it was before the command; the one that is open already if it still is so."""
        if self._desk is None:
            empty(self._folder)
            office = self._recorded.lay_out(self._folder)
            self._desk = Desk(office, SetClock(self._recorded.at))
            self._beside = sqlite3.connect(office, timeout=1, isolation_level=None)
        return self._desk

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self._beside is not None:
            self._beside.close()
            self._beside = None

    def changes(self) -> int:
        """How many changes the command asks of the disk."""
        desk = self.open()
        self._disk.arm(0, sticky=False, full=True)
        self._recorded.run_on(desk)
        self.close()
        return self._disk.count

    def refuse(self, at: int, way: Way) -> None:
        """Run the command with one change refused, and compare what is told with the file."""
        desk, name = self.open(), f"{self._recorded.command.name} {at} {way}"
        told: bool | None = True
        self._disk.arm(at, sticky=way.sticky, full=way.full)
        try:
            self._recorded.run_on(desk)
        except SaveFailed as failed:
            told = failed.saved
            if not str(failed).startswith(_WORDS[told]):
                self._found.untrue.append(f"{name}: {failed}")
        except Exception as fault:
            self._found.broken.append(f"{name}: {fault!r}"[:300])
            told = None
        self._disk.disarm()
        if self._disk.refused:
            self._found.points += 1
            self._compare(name, told)

    def _compare(self, name: str, told: bool | None) -> None:
        self._found.told[_WORDS[told]] += 1
        try:
            saved = self._is_saved()
        except sqlite3.Error as fault:
            self._found.broken.append(f"{name}: the file cannot be read: {fault}")
            self.close()
            return
        if told is not None and told is not saved:
            self._found.untrue.append(f"{name}: told {told}, is {saved}")
        if saved:
            self.close()

    def _is_saved(self) -> bool:
        """As a program beside it sees the file."""
        assert self._beside is not None
        asked = "SELECT 1 FROM audit_log WHERE command_id = ?"
        row = self._beside.execute(asked, (self._recorded.command_id,)).fetchone()
        return row is not None

    def go_on(self, way: Way) -> None:
        """There is space again: the same command in the same program, and the office it leads to."""
        desk, name = self.open(), f"{self._recorded.command.name} after {way}"
        try:
            self._recorded.run_on(desk)
        except Exception as fault:
            self._found.broken.append(f"{name}: {fault!r}"[:300])
        else:
            if digest_of(desk.path) != self._recorded.digest_after:
                self._found.broken.append(f"{name}: another office than without the fault")
        self.close()


def sweep(
    recorded: Iterable[Recorded],
    folder: Path,
    step: int = 1,
    first: int = 0,
    until: float = math.inf,
    found: Errors | None = None,
    so_far: Callable[[Errors], None] = lambda _found: None,
) -> Errors:
    """Refuse every change (or each `step`-th from the `first` on) of the commands in every way.

    `until` is a moment of `time.monotonic` after which no new command is begun.
    """
    found = found or Errors()
    with laid(folder) as disk, cabinet_on(disk):
        for order, one in enumerate(recorded):
            if time.monotonic() > until:
                break
            found.commands += 1
            trial = _Trial(one, folder / "office", disk, found)
            changes = trial.changes()
            for number, way in enumerate(WAYS):
                for at in _chosen(changes, step, first + number + order):
                    trial.refuse(at, way)
                trial.go_on(way)
            so_far(found)
    return found


def _chosen(changes: int, step: int, first: int) -> Iterator[int]:
    yield from range(1 + first % step, changes + 1, step)
