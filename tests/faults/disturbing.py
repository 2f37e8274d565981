"""The promises as figures: recorded commands, files and names, disturbed until the time is over."""

import os
from functools import cache
from pathlib import Path

import pytest

from desk.app import command_table
from desk.backing_up import back_up, drill
from desk.kernel.clock import SetClock
from desk.storage.rotation import read_book
from tests.campaign import walker
from tests.conftest import at, found_office
from tests.faults import test_kill_points as kills
from tests.faults.big_restore import MOST_S, restore_big
from tests.faults.borrowed import borrowed
from tests.faults.damaging import damage
from tests.faults.disk_errors import Errors, sweep
from tests.faults.every_refusal import refuse_everywhere
from tests.faults.migrating import Upgrades, disturb
from tests.faults.power_cuts import Cuts, cut, empty
from tests.faults.promises import Ground, Reached, run_tests
from tests.faults.recording import Recorded, recorded_morning, recorded_tour
from tests.faults.shelf import Shelf, put_on_shelf, shelf_in
from tests.faults.strangers import MOST_MB, found_in
from tests.faults.sudden_ends import PASSES as PASSES_OF_KILLS
from tests.faults.sudden_ends import Ends, end_suddenly

KILLS, STATES, HOSTILE, MUTATIONS = 10_000, 100_000, 100, 10_000
SMALL_STATES, SMALL_MUTATIONS = 3_000, 40
SMALL_STEP, PASSES_OF_CUTS = 8, 8
"""Every so-manieth change is refused in the small run; each pass draws other disks."""
CONTROL = 300
DAMAGES, SMALL_DAMAGES = 1_000, 60


@cache
def commands(folder: Path, full: bool) -> Shelf:
    """All registered commands, by a tour and the rooms' own tests, or those of one morning.

    ``FAULTS_KEPT=FOLDER`` keeps all of them there, and takes them from there.
    """
    kept = Path(os.environ["FAULTS_KEPT"]) if full and "FAULTS_KEPT" in os.environ else None
    place = kept or folder / "shelf"
    if not place.exists():
        put_on_shelf(place, _recorded(folder, full))
    shelf = shelf_in(place)
    if full:
        never = sorted(command_table().keys() - shelf.names)
        print(
            f"{len(shelf)} of {len(command_table())} commands recorded; never: {never}", flush=True
        )
    return shelf


def _recorded(folder: Path, full: bool) -> dict[str, Recorded]:
    empty(folder / "tour")
    found_office(path := folder / "tour" / "tour.office")
    clock = SetClock(at("2026-11-16 10:00"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walker, "faults", lambda _db: [])
        if not full:
            return recorded_morning(path, clock, kills.SEED)
        made, met = recorded_tour(path, clock, kills.SEED)
    return made | borrowed(command_table().keys() - met, folder)


def _of_all(count: int) -> str:
    return f"{count} of {len(command_table())} commands"


def killed(ground: Ground) -> Reached:
    """P1: processes killed at every change of the disk, and in the middle of writes."""
    recorded = commands(ground.folder, ground.full)

    def reached(found: Ends) -> Reached:
        words = (
            f"{found.killed:,} processes killed ({found.halves:,} in the middle of a write) at the changes of "
            f"{_of_all(len(found.commands))}, {found.passes} of {PASSES_OF_KILLS} passes whole; all files they left "
            f"opened, {found.offices:,} offices other than the one before checked wholly; "
            f"{len(found.broken)} lost or broken"
        )
        everywhere = len(found.commands) == len(command_table())
        return Reached(words, not found.broken, found.killed >= KILLS and everywhere)

    few = recorded if ground.full else recorded.every(8)
    until = ground.until()
    found = end_suddenly(few, ground.folder / "killed", until, lambda f: ground.so_far(reached(f)))
    _tell(found.broken)
    return reached(found)


def cut_off(ground: Ground) -> Reached:
    """P2: disks after a power cut, and the control that does not wait for the disk."""
    recorded = commands(ground.folder, ground.full)
    most = STATES if ground.full else SMALL_STATES
    control = cut(recorded.every(20), ground.folder / "control", CONTROL, durable=False)

    def reached(found: Cuts) -> Reached:
        words = (
            f"{found.states:,} different disk states after {found.moments:,} changes of "
            f"{_of_all(len(found.commands))}, all opened, {found.opened:,} different offices opened by the whole "
            f"protocol, {len(found.broken)} broken; "
            f"control with synchronous=OFF: {len(control.broken)} of {control.states} broken"
        )
        held = not found.broken and bool(control.broken)
        return Reached(words, held, found.states >= STATES)

    found = Cuts()
    for pass_ in range(PASSES_OF_CUTS):
        cut(
            recorded,
            ground.folder / "cut",
            most,
            until=ground.until(),
            pass_=pass_,
            found=found,
            so_far=lambda f: ground.so_far(reached(f)),
        )
    _tell(found.broken)
    return reached(found)


@cache
def _errors(ground: Ground) -> Errors:
    """Every change of every command, as far as the time goes; in the small run some of them."""
    recorded, until = commands(ground.folder, ground.full), ground.until()
    folder, so_far = ground.folder / "errors", lambda f: ground.so_far(_refused(ground, f))
    if ground.full and hasattr(os, "fork"):
        return refuse_everywhere(recorded, folder, until, so_far)
    step = 1 if ground.full else SMALL_STEP
    return sweep(recorded, folder, step, until=until, so_far=so_far)


def refused(ground: Ground) -> Reached:
    """P3: a disk that is full or broken, once and for good, at every change."""
    found = _errors(ground)
    _tell(found.broken)
    return _refused(ground, found)


def _refused(ground: Ground, found: Errors) -> Reached:
    words = (
        f"{found.points:,} refused changes, full and broken, once and for good, of "
        f"{_of_all(found.commands)} ({found.runs:,} runs of their own, in the others the disk answers the same), "
        f"each file opened anew, the program goes on: {len(found.broken)} broken"
    )
    return Reached(words, not found.broken, _everywhere(ground, found))


def _everywhere(ground: Ground, found: Errors) -> bool:
    return ground.full and found.commands == len(command_table())


def told_truly(ground: Ground) -> Reached:
    """P4: what was told at those changes, compared with the file."""
    found = _errors(ground)
    _tell(found.untrue)
    counted = ", ".join(f"{word} {count:,}" for word, count in sorted(found.told.items()))
    words = f"{found.points:,} told ({counted}), {len(found.untrue)} untrue"
    return Reached(words, not found.untrue, _everywhere(ground, found))


def strangers(ground: Ground) -> Reached:
    """P8: good files, hostile files, and mutations of good ones."""
    (folder := ground.folder / "sheets").mkdir(exist_ok=True)
    wanted = MUTATIONS if ground.full else SMALL_MUTATIONS
    reached = Reached("nothing was read", False, False)
    for found in found_in(folder, wanted, ground.until()):
        held = not found.harmed and not found.refused_good and found.peak_mb < MOST_MB
        enough = (
            found.counts.get("hostile", 0) >= HOSTILE
            and found.counts.get("mutation", 0) >= MUTATIONS
        )
        reached = Reached(found.words, held, enough)
        ground.so_far(reached)
    _tell(found.harmed)
    return reached


def _tell(faults: list[str]) -> None:
    for fault in faults[:20]:
        print("   ", fault, flush=True)


def upgraded(ground: Ground) -> Reached:
    """P7: the upgrade to a made-up next version, cut off after every change and refused changes."""
    empty(ground.folder / "upgraded")
    found_office(old := ground.folder / "upgraded" / "f0.office")
    drawn, step = (2, 16) if ground.full else (0, 120)

    def reached(found: Upgrades) -> Reached:
        every = "every change" if ground.full else "some changes"
        words = (
            f"{found.states:,} disk states after {every} ({found.moments:,}) and {found.refused:,} refused "
            f"changes of an upgrade: {len(found.broken)} neither old nor new; no released older file yet"
        )
        return Reached(words, not found.broken, ground.full)

    run = ground.folder / "upgraded" / "run"
    found = disturb(old, run, drawn, step, lambda f: ground.so_far(reached(f)))
    _tell(found.broken)
    return reached(found)


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
            "tests/storage/test_rounds.py",
            "tests/storage/test_lending.py",
            "tests/faults/test_backups.py",
            "tests/storage/test_space.py",
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
    big = restore_big()
    if big is None:
        return Reached(f"{words.strip()}; none of many GB tried", tested.held and not fault, False)
    held = tested.held and not fault and big.seconds < MOST_S
    return Reached(f"{words.strip()}; {big}", held)


def poisoned(ground: Ground) -> Reached:
    """P14: every page, list, paper and message of an office full of traps."""
    from PySide6.QtWidgets import QApplication  # the other promises have no window to wait for

    from tests.faults.poisoning import POISONS, walk
    from ui.theme import dress

    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    dress(qt)
    empty(ground.folder / "poisoned")
    found = walk(ground.folder / "poisoned", qt, 10 if ground.full else 4)
    _tell(found.acted)
    counted = ", ".join(f"{count:,} {what}" for what, count in found.walked.items())
    words = f"{len(POISONS)} poisoned names at {found.names:,} places: {counted}; {len(found.acted)} acted"
    return Reached(words, not found.acted)
