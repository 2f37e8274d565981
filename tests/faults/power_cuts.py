"""The current goes off at every moment of real commands; the office is opened from every disk it may leave."""

import math
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.storage import pins
from desk.storage.cabinet import cabinet_of
from desk.storage.office_file import open_file
from desk.storage.opening import prove_writable
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Event, laid
from tests.faults.power_cut import Image, Platter
from tests.faults.recording import Recorded, digest_of, files_of

_INSIDE = 2
"""Disks drawn at random at every moment, beside the one with nothing and the one with all of it."""


@dataclass
class Cuts:
    """What came of it.

    Attributes:
        states: different disks.
        moments: changes asked of the disk, after each of which the current went off; the disk with all
            that was asked until then is what a program killed at that moment leaves.
        broken: what did not hold, by command and moment.
        opened: different offices that the program's whole opening protocol was run on.
    """

    states: int = 0
    moments: int = 0
    commands: set[str] = field(default_factory=set)
    opened: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Run:
    """One command with everything that was asked of the disk for it."""

    name: str
    clock: SetClock
    office: Path
    before: bytes
    after: bytes
    image: Image
    folders: tuple[str, ...]
    events: tuple[Event, ...]
    files_after: dict[str, bytes]
    digests: tuple[str, str]


def cut(
    recorded: Iterable[Recorded],
    folder: Path,
    most: int,
    *,
    durable: bool = True,
    until: float = math.inf,
    pass_: int = 0,
    found: Cuts | None = None,
    so_far: Callable[[Cuts], None] = lambda _found: None,
) -> Cuts:
    """Cut the current at every moment of the commands until so many disks were looked at.

    `until` is a moment of `time.monotonic` after which no new command is begun; every `pass_` but the
    first draws other disks only, and adds them to `found`.
    """
    found = found or Cuts()
    for one in recorded:
        if found.states >= most or time.monotonic() > until:
            break
        found.commands.add(one.command.name)
        run = _run(one, folder / "run", durable=durable)
        found.moments += 0 if pass_ else len(run.events)
        _look_at(run, folder / "disk", found, most, pass_)
        so_far(found)
    return found


def _run(recorded: Recorded, folder: Path, *, durable: bool) -> _Run:
    """Run a command on the written-down disk."""
    empty(folder)
    office = recorded.lay_out(folder)
    cabinet, before = cabinet_of(office), office.read_bytes()
    image = {str(office): before}
    image |= {str(cabinet / place): content for place, content in files_of(office).items()}
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    digest = digest_of(office)
    with laid(folder) as disk, cabinet_on(disk):
        disk.recording = True
        with Desk(office, SetClock(recorded.at), durable=durable) as desk:
            recorded.run_on(desk)
            disk.told()
    after = office.read_bytes()
    return _Run(
        recorded.command.name,
        SetClock(recorded.at),
        office,
        before,
        after,
        image,
        tuple(map(str, folders)),
        tuple(disk.events),
        files_of(office),
        (digest, digest_of(office)),
    )


def _look_at(run: _Run, folder: Path, found: Cuts, most: int, pass_: int) -> None:
    """Open the office from every disk that a cut during the run may leave."""
    seen: set[int] = set()
    sound: set[bytes] = set()
    for moment, told, image, known in _disks(run, pass_):
        key = hash((told, *sorted((path, hash(content)) for path, content in image.items())))
        if key in seen:
            continue
        if known:
            seen.add(key)
            continue
        if found.states >= most:
            return
        seen.add(key)
        found.states += 1
        for fault in _faults(run, folder, image, told, sound):
            found.broken.append(f"{run.name} {moment}: {fault}")
    found.opened += len(sound)


def _disks(run: _Run, pass_: int) -> Iterator[tuple[int, bool, Image, bool]]:
    """Moment, whether it was told, the disk, and whether the first pass looked at it already."""
    platter, told = Platter(run.image, run.folders), False
    for moment, event in enumerate((None, *run.events)):
        if event is not None:
            platter.take(event)
            told = told or event.kind == "told"
        chance = random.Random(f"{run.name} {moment} {pass_}")
        for number, image in enumerate(platter.states(chance, _INSIDE)):
            yield moment, told, image, bool(pass_) and number < 2


def _faults(run: _Run, folder: Path, image: Image, told: bool, sound: set[bytes]) -> Iterator[str]:
    """What does not hold of the office on one disk."""
    office = _lay(run, folder, image)
    try:
        prove_writable(office)  # here SQLite takes back what was half done
    except Exception as fault:
        yield f"not opened: {fault}"
        return
    content = office.read_bytes()
    done = content == run.after
    if not done and content != run.before:  # a page that was free before need not be put back
        try:
            digest = digest_of(office)
        except sqlite3.Error as fault:
            yield f"not read: {fault}"
            return
        done = digest == run.digests[1]
        if not done and digest != run.digests[0]:
            yield "neither before nor after"
            return
    if told and not done:
        yield "told as saved, and lost"
    if done and not files_of(office).items() >= run.files_after.items():
        yield "an attachment is lost"
    if content not in sound:
        yield from unsound(office, run.clock)
        sound.add(content)


def _lay(run: _Run, folder: Path, image: Image) -> Path:
    """Lay the files of a disk out; an attachment that lies there already is the same."""
    folder.mkdir(parents=True, exist_ok=True)
    root, office = run.office.parent, folder / run.office.name
    wanted = {folder / Path(path).relative_to(root): content for path, content in image.items()}
    for stale in folder.rglob("*"):
        if stale.is_file() and stale not in wanted:
            stale.unlink()
    for path, content in wanted.items():
        if path.parent == folder or not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (pins.state_folder() / "pins.json").unlink(missing_ok=True)
    return office


def empty(folder: Path) -> None:
    """A folder with nothing in it, and a computer that has seen no office yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in sorted(folder.rglob("*"), reverse=True):
        if stale.is_dir():
            stale.rmdir()
        else:
            stale.unlink()
    (pins.state_folder() / "pins.json").unlink(missing_ok=True)


def unsound(office: Path, clock: SetClock) -> Iterator[str]:
    """The whole opening protocol, and SQLite's full check; once for every different office."""
    try:
        open_file(office, clock).release(clock)
    except Exception as fault:
        yield f"not opened: {fault}"
        return
    with closing(sqlite3.connect(office)) as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "not whole"
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            yield "orphans"
