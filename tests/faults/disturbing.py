"""P1 to P4 and P8 as figures: the recorded commands of a tour, disturbed until the time is over."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from desk.documents.intake.reader import read_workbook
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from tests.campaign import walker
from tests.conftest import at, found_office
from tests.documents.intake.hostile import hostile_files, mutated_files
from tests.faults import test_kill_points as kills
from tests.faults.disk_errors import Errors, sweep
from tests.faults.killing import points_of
from tests.faults.power_cuts import Cuts, cut, empty
from tests.faults.promises import Ground, Reached
from tests.faults.recording import Recorded, recorded_morning, recorded_tour

KILLS, STATES, MUTATIONS = 10_000, 100_000, 10_000
SMALL_STATES, SMALL_STEP, SMALL_MUTATIONS = 3_000, 20, 40
CONTROL = 300
SLOWEST_S = 20
"""A hostile file may take so long on a loaded machine; the reader's own limit is two seconds of work."""


@cache
def commands(folder: Path, full: bool) -> tuple[Recorded, ...]:
    """The commands of a whole tour, or of one morning; those with attachments first."""
    empty(folder / "tour")
    found_office(path := folder / "tour" / "tour.office")
    clock = SetClock(at("2026-11-16 10:00"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walker, "faults", lambda _db: [])
        made = (recorded_tour if full else recorded_morning)(path, clock, kills.SEED)
    return tuple(sorted(made.values(), key=lambda recorded: not recorded.new_files))


def killed(ground: Ground) -> Reached:
    """P1: processes ended at their points, and every moment's disk as a killed program leaves it."""
    count, broken, until = 0, list[str](), ground.until()
    recorded = commands(ground.folder, ground.full)
    for round_ in range(7 if ground.full else 1):
        for one in recorded:
            points = points_of(one)[round_ : round_ + 1]
            for point in points if time.monotonic() < until else ():
                empty(ground.folder / "killed")
                office = one.lay_out(ground.folder / "killed")
                broken += kills.broken_promises(one, point, office)
                count += 1
    shutil.rmtree(ground.folder / "killed")
    moments = _cuts(ground).moments
    words = (
        f"{count:,} processes killed and {moments:,} moments of the replayer, "
        f"{len(recorded)} commands, {len(broken)} lost"
    )
    return Reached(words, not broken, count + moments >= KILLS)


@cache
def _cuts(ground: Ground) -> Cuts:
    most = STATES if ground.full else SMALL_STATES
    recorded = commands(ground.folder, ground.full)
    return cut(recorded, ground.folder / "cut", most, until=ground.until())


def cut_off(ground: Ground) -> Reached:
    """P2: disks after a power cut, and the control that does not wait for the disk."""
    found = _cuts(ground)
    recorded = commands(ground.folder, ground.full)
    control = cut(recorded, ground.folder / "control", CONTROL, durable=False)
    words = (
        f"{found.states:,} disk states of {found.commands} commands, {len(found.broken)} broken; "
        f"control with synchronous=OFF: {len(control.broken)} of {control.states} broken"
    )
    _tell(found.broken)
    return Reached(words, not found.broken and bool(control.broken), found.states >= STATES)


@cache
def _errors(ground: Ground) -> Errors:
    recorded = commands(ground.folder, ground.full)
    step = 1 if ground.full else SMALL_STEP
    return sweep(recorded, ground.folder / "errors", step, ground.until())


def refused(ground: Ground) -> Reached:
    """P3: a disk that is full or broken, once and for good, at every change."""
    found, every = _errors(ground), len(commands(ground.folder, ground.full))
    _tell(found.broken)
    words = (
        f"{found.points:,} refused changes in {found.commands} of {every} commands, full and broken, "
        f"once and for good: {len(found.broken)} broken"
    )
    return Reached(words, not found.broken, ground.full and found.commands == every)


def told_truly(ground: Ground) -> Reached:
    """P4: what was told at those changes, compared with the file."""
    found = _errors(ground)
    _tell(found.untrue)
    counted = ", ".join(f"{word} {count:,}" for word, count in sorted(found.told.items()))
    words = f"{found.points:,} told ({counted}), {len(found.untrue)} untrue"
    return Reached(words, not found.untrue)


def strangers(ground: Ground) -> Reached:
    """P8: the hostile files and mutations of good ones."""
    folder, until = ground.folder / "sheets", ground.until()
    folder.mkdir(exist_ok=True)
    most = MUTATIONS if ground.full else SMALL_MUTATIONS
    hostile = list(hostile_files())
    slowest, read, broken, mutations = 0.0, 0, list[str](), 0

    def reading(file: tuple[str, bytes]) -> tuple[float, str]:
        (path := folder / file[0]).write_bytes(file[1])
        began = time.monotonic()
        try:
            read_workbook(path)
        except FileRefused:
            return time.monotonic() - began, ""
        except BaseException as fault:
            return time.monotonic() - began, f"{file[0]}: {fault!r}"
        finally:
            path.unlink()
        return time.monotonic() - began, "read"

    with ThreadPoolExecutor(2) as pool:
        for taken, said in pool.map(reading, hostile):
            slowest = max(slowest, taken)
            broken += [said] if said not in ("", "read") else []
        source = iter(mutated_files(most))
        while (some := list(islice(source, 50))) and time.monotonic() < until:
            for taken, said in pool.map(reading, some):
                slowest = max(slowest, taken)
                mutations += 1
                read += said == "read"
                broken += [said] if said not in ("", "read") else []
    _tell(broken)
    words = (
        f"{len(hostile)} hostile files and {mutations:,} mutations ({read:,} read, the others refused), "
        f"slowest {slowest:.1f} s, {len(broken)} harmed"
    )
    return Reached(words, not broken and slowest < SLOWEST_S, mutations >= MUTATIONS)


def _tell(faults: list[str]) -> None:
    for fault in faults[:20]:
        print("   ", fault, flush=True)
