"""The promises as figures: recorded commands, files and names, disturbed until the time is over."""

import random
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desk.backing_up import back_up, drill
from desk.documents.intake.reader import read_workbook
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from desk.storage.rotation import read_book
from tests.campaign import walker
from tests.conftest import at, found_office
from tests.documents.intake.hostile import hostile_files, mutated_files
from tests.documents.intake.workbooks import xlsx
from tests.faults import test_kill_points as kills
from tests.faults.damaging import damage
from tests.faults.disk_errors import Errors, sweep
from tests.faults.killing import points_of
from tests.faults.migrating import disturb
from tests.faults.poisoning import POISONS, walk
from tests.faults.power_cuts import Cuts, cut, empty
from tests.faults.promises import Ground, Reached, run_tests
from tests.faults.recording import Recorded, recorded_morning, recorded_tour
from ui.theme import dress

KILLS, STATES, MUTATIONS = 10_000, 100_000, 10_000
SMALL_STATES, SMALL_MUTATIONS = 3_000, 40
PASSES = 24
"""Each refuses every so-manieth change."""
CONTROL, GOOD = 300, 60
DAMAGES, SMALL_DAMAGES = 1_000, 60
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
    """In the full run every change of every command, pass by pass, as far as the time goes."""
    recorded, until, found = commands(ground.folder, ground.full), ground.until(), Errors()
    for first in range(PASSES if ground.full else 1):
        if time.monotonic() < until:
            sweep(recorded, ground.folder / "errors", PASSES, first, until, found)
    return found


def refused(ground: Ground) -> Reached:
    """P3: a disk that is full or broken, once and for good, at every change."""
    found, every = _errors(ground), len(commands(ground.folder, ground.full))
    _tell(found.broken)
    passes = found.commands / every
    words = (
        f"{found.points:,} refused changes of {min(found.commands, every)} commands, full and broken, "
        f"once and for good ({min(passes / PASSES, 1):.0%} of all changes): {len(found.broken)} broken"
    )
    return Reached(words, not found.broken, passes >= PASSES)


def told_truly(ground: Ground) -> Reached:
    """P4: what was told at those changes, compared with the file."""
    found = _errors(ground)
    _tell(found.untrue)
    counted = ", ".join(f"{word} {count:,}" for word, count in sorted(found.told.items()))
    words = f"{found.points:,} told ({counted}), {len(found.untrue)} untrue"
    every = len(commands(ground.folder, ground.full))
    return Reached(words, not found.untrue, found.commands >= every * PASSES)


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
        refused_good = sum(said != "read" for _, said in pool.map(reading, good_files(GOOD)))
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
        f"slowest {slowest:.1f} s, {len(broken)} harmed; {refused_good} of {GOOD} good files refused"
    )
    held = not broken and not refused_good and slowest < SLOWEST_S
    return Reached(words, held, mutations >= MUTATIONS)


def good_files(count: int) -> Iterator[tuple[str, bytes]]:
    """Lists as partners send them: several sheets, many rows, dates, long texts, Chinese encodings."""
    chance = random.Random(3)
    for number in range(count):
        rows: list[list[object]] = [["单号", "收货人", "件数", "重量", "日期", "备注"]]
        for line in range(chance.choice((1, 20, 300, 2_000))):
            day = date(2026, 11, 1 + line % 28)
            remark = chance.choice(("", "小心轻放", "=送货上门", "<急>&", "长" * 300, "李䶮"))
            rows.append(
                [f"YD{number}{line:06}", f"收货人{line}", line % 9, line * 0.5, day, remark]
            )
        if number % 4 < 2:
            sheets = {f"第{n}页": rows for n in range(1 + number % 3)}
            yield f"good{number}.xlsx", xlsx(sheets)
        else:
            text = "\r\n".join(",".join(str(cell) for cell in row) for row in rows)
            encoding = "utf-8-sig" if number % 4 == 2 else "gb18030"
            yield f"good{number}.csv", text.encode(encoding)


def _tell(faults: list[str]) -> None:
    for fault in faults[:20]:
        print("   ", fault, flush=True)


def upgraded(ground: Ground) -> Reached:
    """P7: the upgrade to a made-up next version, cut and refused at its moments."""
    empty(ground.folder / "upgraded")
    found_office(old := ground.folder / "upgraded" / "f0.office")
    drawn, step = (2, 16) if ground.full else (0, 120)
    found = disturb(old, ground.folder / "upgraded" / "run", drawn, step)
    _tell(found.broken)
    words = (
        f"{found.states:,} disk states after {found.moments:,} changes and {found.refused:,} refused "
        f"changes of an upgrade: {len(found.broken)} neither old nor new; no released older file yet"
    )
    return Reached(words, not found.broken, ground.full)


def damaged(ground: Ground) -> Reached:
    """P5: random damage, beside the tests of files that are foreign, newer, empty or tampered with."""
    empty(ground.folder / "good")
    found_office(good := ground.folder / "good" / "good.office")
    found = damage(good, ground.folder / "damaged", DAMAGES if ground.full else SMALL_DAMAGES)
    _tell(found.missed)
    tested = run_tests(ground, ("tests/storage/test_opening.py", "tests/storage/test_pins.py"))
    counted = ", ".join(f"{count:,} {way}" for way, count in sorted(found.ways.items()))
    words = f"{found.cases:,} damaged files: {counted}, {len(found.missed)} missed; {tested.words}"
    return Reached(words, not found.missed and tested.held, found.cases >= DAMAGES)


def backed_up(ground: Ground) -> Reached:
    """P6: the tests under a clock that is put forward, and how long a restore takes."""
    tested = run_tests(
        ground,
        (
            "tests/storage/test_backup.py",
            "tests/storage/test_rotation.py",
            "tests/app/test_backing_up.py",
            "tests/ui/test_backing_up.py",
        ),
    )
    empty(ground.folder / "backed")
    found_office(office := ground.folder / "backed" / "backed.office")
    clock = SetClock(at("2026-11-16 18:00"))
    made = back_up(office, clock)
    fault = drill(office, clock)
    seconds = read_book(office).drill_seconds
    size = 0 if made is None else made.stat().st_size >> 20
    words = f"{tested.words}; an office of {size} MB restored and opened within {seconds} s {fault}"
    return Reached(words.strip(), tested.held and not fault)


def poisoned(ground: Ground) -> Reached:
    """P14: every page, list, paper and message of an office full of traps."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    dress(qt)
    empty(ground.folder / "poisoned")
    found = walk(ground.folder / "poisoned", qt, 10 if ground.full else 4)
    _tell(found.acted)
    counted = ", ".join(f"{count:,} {what}" for what, count in found.walked.items())
    words = f"{len(POISONS)} poisoned names at {found.names:,} places: {counted}; {len(found.acted)} acted"
    return Reached(words, not found.acted)
