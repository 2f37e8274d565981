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

WORDS = {True: "已保存", False: "未保存", None: "不能确定"}


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
        points: refused changes, each way by itself.
        runs: of these, how many were runs of their own; the others are the same as one of them.
        told: how often which word was told.
        untrue: what was told and is not so (P4).
        broken: what else does not hold (P3).
    """

    commands: int = 0
    points: int = 0
    runs: int = 0
    told: Counter[str] = field(default_factory=Counter)
    untrue: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, other: "Errors") -> None:
        """What came of others, too."""
        self.points, self.runs = self.points + other.points, self.runs + other.runs
        self.told += other.told
        self.untrue += other.untrue
        self.broken += other.broken


def told_of(run: Callable[[], object]) -> tuple[bool | None, list[str], list[str]]:
    """Run a command; what was told, what is wrong with the words, and what else was thrown."""
    try:
        run()
    except SaveFailed as failed:
        wrong = [] if str(failed).startswith(WORDS[failed.saved]) else [str(failed)]
        return failed.saved, wrong, []
    except Exception as fault:
        return None, [], [f"{fault!r}"[:300]]
    return True, [], []


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
        self._disk.arm(at, sticky=way.sticky, full=way.full)
        told, untrue, broken = told_of(lambda: self._recorded.run_on(desk))
        self._found.untrue += [f"{name}: {fault}" for fault in untrue]
        self._found.broken += [f"{name}: {fault}" for fault in broken]
        self._disk.disarm()
        if self._disk.refused:
            self._found.points += 1
            self._found.runs += 1
            self._compare(name, told)

    def _compare(self, name: str, told: bool | None) -> None:
        self._found.told[WORDS[told]] += 1
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

    def go_on(self, last: Way) -> None:
        """There is space again: the same command in the same program, and the office it leads to."""
        desk, name = self.open(), f"{self._recorded.command.name} after {last}"
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
    until: float = math.inf,
    so_far: Callable[[Errors], None] = lambda _found: None,
) -> Errors:
    """Refuse every change (or each `step`-th) of the commands in every way.

    `until` is a moment of `time.monotonic` after which no new command is begun.
    """
    found = Errors()
    with laid(folder) as disk, cabinet_on(disk):
        for order, one in enumerate(recorded):
            if time.monotonic() > until:
                break
            found.commands += 1
            trial = _Trial(one, folder / "office", disk, found)
            changes = trial.changes()
            for number in range(
                order, order + len(WAYS)
            ):  # each way is the last one of some command
                for at in _chosen(changes, step, number):
                    trial.refuse(at, WAYS[number % len(WAYS)])
            trial.go_on(WAYS[number % len(WAYS)])
            so_far(found)
    return found


def _chosen(changes: int, step: int, first: int) -> Iterator[int]:
    yield from range(1 + first % step, changes + 1, step)
