"""A killed program leaves the office as it was before a command, or as it is after it: every command.

Commands join by being registered: a tour tries them all, and what it does not reach the rooms' own tests
lend. Each has one point chosen by its name; a quarter of the tour's dies in a plain run, all commands in
``KILL_POINTS=one pytest -s tests/faults``, and at every point in ``KILL_POINTS=all``. Every change of the
disk is a point in ``python -m tests.faults --full P1``.

Source: reliability of the house P1, P2.
"""

import os
import shutil
import time
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desk.app import Desk, command_table
from desk.checking import check
from desk.kernel.clock import SetClock
from desk.storage.cabinet import cabinet_of, unrecorded_files
from tests.campaign import walker
from tests.campaign.test_campaign import NAMES, NOT_REACHED
from tests.conftest import at
from tests.faults.borrowed import borrowed
from tests.faults.killing import BY_LIMIT, CUT, WITH_FILES, Point, kill, points_of
from tests.faults.recording import Recorded, digest_of, recorded_tour

WHICH = os.environ.get("KILL_POINTS", "")
SEED = int(os.environ.get("KILL_SEED", "51"))


def dies(name: str) -> bool:
    """A quarter of the commands in a plain run, chosen by their names; else all."""
    return bool(WHICH) or zlib.crc32(name.encode()) // 8 % 4 == 1


@dataclass(frozen=True)
class Tour:
    """The commands that shall die, and the names of all that the tour met."""

    recorded: dict[str, Recorded]
    met: set[str]


@pytest.fixture(scope="module")
def tour(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Tour:
    folder = tmp_path_factory.mktemp("tour")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(folder / "state"))
        patch.setattr(walker, "faults", lambda _db: [])  # the campaign asks its oracle, not this
        path = shutil.copyfile(office_file, folder / "tour.office")
        made, met = recorded_tour(path, SetClock(at("2026-11-16 10:00")), SEED, dies)
        lent = borrowed(command_table().keys() - met, folder) if WHICH else {}
        return Tour(made | lent, met | lent.keys())


def test_the_tour_meets_the_registered_commands(tour: Tour) -> None:
    never = command_table().keys() - tour.met
    print(f"\n{len(tour.met)} of {len(command_table())} commands; never: {sorted(never)}")
    missed = NAMES & never - NOT_REACHED.keys()
    assert len(missed) <= len(NAMES) // 6, sorted(missed)


def test_every_command_is_whole_or_not_done_when_it_is_killed(
    tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, broken, began = Counter[str](), list[str](), time.perf_counter()
    for recorded in tour.recorded.values():
        for point in chosen(recorded):
            folder = tmp_path / "killed"
            folder.mkdir()
            monkeypatch.setenv("DESK_STATE", str(folder / "state"))
            broken += broken_promises(recorded, point, recorded.lay_out(folder))
            shutil.rmtree(folder)
            killed[point] += 1
    took = time.perf_counter() - began
    counted = ", ".join(f"{point} {count}" for point, count in killed.items())
    print(f"\n{len(tour.recorded)} commands, {killed.total()} kills ({counted}), {took:.0f} s")
    assert len(tour.recorded) > len(tour.met) // 6
    assert broken == []


def chosen(recorded: Recorded) -> list[Point]:
    """Every point; or one that stays while the command keeps its name."""
    points = points_of(recorded)
    if WHICH == "all":
        return points
    return [points[zlib.crc32(recorded.command.name.encode()) % len(points)]]


def broken_promises(recorded: Recorded, point: Point, office: Path) -> list[str]:
    """Kill a command at a point, open the office again, and say what does not hold."""
    before = office.read_bytes()
    code = kill(recorded, point, office)
    ended = code is not None and code < 0 if point in BY_LIMIT else code == CUT
    if not ended:
        return [f"{recorded.command.name} {point}: ended with {code}"]
    with Desk(office, SetClock(recorded.at)) as desk:
        kept = point is Point.RETURN
        faults = (
            [] if not kept and office.read_bytes() == before else _changed(desk, recorded, kept)
        )
        holds = {
            f"the office {faults}": not faults,
            "orphans": _left_files(recorded, desk) in _may_be_left(recorded, point),
            "told as done": recorded.run_on(desk).repeated is kept,
            "not done twice": recorded.run_on(desk).repeated,
            "done once": digest_of(office) == recorded.digest_after,
        }
    return [f"{recorded.command.name} {point}: {name}" for name, held in holds.items() if not held]


def _changed(desk: Desk, recorded: Recorded, kept: bool) -> list[str]:
    """What does not hold of an office that is not, byte by byte, the one before."""
    with TemporaryDirectory() as folder:
        expected = recorded.digest_after if kept else digest_of(recorded.lay_out(Path(folder)))
    other = [] if digest_of(desk.path) == expected else ["neither before nor after"]
    return other + [f"{line.name}: {line.text}" for line in check(desk).problems if line.of_file]


def _left_files(recorded: Recorded, desk: Desk) -> bool:
    """Whether the sweep names files that the killed command left."""
    desk.actor = recorded.actor
    with desk.reading() as reader:
        left = unrecorded_files(reader.session, cabinet_of(desk.path), time.time() + 60)
    return any(
        file.relative_to(cabinet_of(desk.path)).as_posix() not in recorded.files for file in left
    )


def _may_be_left(recorded: Recorded, point: Point) -> tuple[bool, ...]:
    """A file goes to the cabinet before the commit that names it, at a moment the command chooses."""
    if point in WITH_FILES:
        return (True,)
    return (False, True) if recorded.new_files and point is not Point.RETURN else (False,)
