"""A file of this version is upgraded to one that is made up, and disturbed at every moment of it.

Source: reliability of the house P7.
"""

import hashlib
import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from desk.storage import office_file, pins
from desk.storage.backup import prove_sound
from desk.storage.engine import sqlite_engine
from desk.storage.office_file import open_file
from desk.storage.opening import fingerprint, prove_writable, stored_revision
from tests.conftest import at
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Disk, laid
from tests.faults.disk_errors import WAYS
from tests.faults.power_cut import Image, Platter
from tests.faults.power_cuts import empty
from tests.faults.recording import digest_of

CLOCK = SetClock(at("2026-11-16 10:00"))
NEXT = "0002"
_STEP = '''"""Schema step 0002, made up: a table, a column with values, an index, and rows made from rows."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade() -> None:
    op.create_table(
        "made_up", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("login", sa.String(30))
    )
    op.execute('INSERT INTO made_up SELECT id, login FROM "user"')
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("nick", sa.String(30), nullable=False, server_default="x"))
    op.execute('UPDATE "user" SET nick = login')
    op.create_index("ix_made_up_login", "made_up", ["login"])
'''


@dataclass
class Upgrades:
    """What came of it: disks after a cut, refused changes, and what did not hold."""

    moments: int = 0
    states: int = 0
    refused: int = 0
    broken: list[str] = field(default_factory=list)


@contextmanager
def made_up_step(folder: Path, old: Path) -> Iterator[None]:
    """A program that is one schema step further."""
    steps = folder / "migrations"
    if not steps.exists():
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(office_file.MIGRATIONS, steps, ignore=leave)
        (steps / "versions" / "0002_made_up.py").write_text(_STEP, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office_file, "MIGRATIONS", steps)
        trial = shutil.copyfile(old, folder / "trial.office")
        engine = sqlite_engine(trial)
        office_file.upgrade(engine)
        engine.dispose()
        book = json.loads((steps / "frozen.json").read_text(encoding="utf-8"))
        book = {"newest": NEXT, "fingerprints": book["fingerprints"] | {NEXT: fingerprint(trial)}}
        (steps / "frozen.json").write_text(json.dumps(book), encoding="utf-8")
        yield


def disturb(
    old: Path,
    folder: Path,
    drawn: int = 2,
    step: int = 1,
    so_far: Callable[[Upgrades], None] = lambda _found: None,
) -> Upgrades:
    """Cut the current at every moment of the upgrade, then refuse every `step`-th change of it in every way."""
    found = Upgrades()
    (folder / "steps").mkdir(parents=True)
    with made_up_step(folder / "steps", old):
        before, after = digest_of(old), digest_of(folder / "steps" / "trial.office")
        _cut(old, folder, (before, after), drawn, max(1, step // 16), found)
        so_far(found)
        _refuse(old, folder, (before, after), step, found)
    return found


def _laid_out(old: Path, folder: Path) -> Path:
    empty(folder)
    return Path(shutil.copyfile(old, folder / "old.office"))


def _upgrade(office: Path) -> None:
    open_file(office, CLOCK).release(CLOCK)


def _cut(
    old: Path, folder: Path, digests: tuple[str, str], drawn: int, step: int, found: Upgrades
) -> None:
    office = _laid_out(old, folder / "run")
    image = {str(office): office.read_bytes()}
    with laid(folder / "run") as disk, cabinet_on(disk):
        disk.recording = True
        _upgrade(office)
    platter, seen = Platter(image, [str(office.parent)]), set[int]()
    known: dict[int, list[str]] = {}
    for moment, event in enumerate(disk.events):
        platter.take(event)
        if moment % step:
            continue
        found.moments += 1
        for state in platter.states(random.Random(moment), drawn):
            key = hash(tuple(sorted((path, hash(content)) for path, content in state.items())))
            if key not in seen:
                seen.add(key)
                found.states += 1
                broken = _after_cut(state, office, folder / "disk", digests, known)
                found.broken += [f"cut {moment}: {fault}" for fault in broken]


def _after_cut(
    image: Image,
    office: Path,
    folder: Path,
    digests: tuple[str, str],
    known: dict[int, list[str]],
) -> list[str]:
    """What does not hold on one disk; what SQLite makes of it is looked at once."""
    empty(folder)
    for path, content in image.items():
        (folder / Path(path).name).write_bytes(content)
    place = folder / office.name
    try:
        prove_writable(place)  # here SQLite takes back what was half done
    except FileRefused as fault:
        return [f"not opened: {fault}"]
    backups = [path.read_bytes() for path in sorted(folder.glob("升级前-*.office"))]
    key = hash((place.read_bytes(), *backups))
    if key not in known:
        known[key] = [*_recovered(place, digests)]
    return known[key]


def _recovered(place: Path, digests: tuple[str, str]) -> Iterator[str]:
    yield from _old_or_new(place, digests)
    try:
        _upgrade(place)
    except (FileRefused, sqlite3.Error) as fault:
        yield f"not opened: {fault}"
        return
    if digest_of(place) != digests[1]:
        yield "upgraded to something else"


def _old_or_new(place: Path, digests: tuple[str, str]) -> Iterator[str]:
    """The file is of one version wholly; once it is of the new one, a sound backup of the old lies there."""
    new = stored_revision(place) == NEXT
    if digest_of(place) != digests[new]:
        yield "half upgraded"
    if new:
        backups = list(place.parent.glob("升级前-*.office"))
        if not backups or digest_of(backups[0]) != digests[0]:
            yield "no backup of the old version"
        for backup in backups:
            prove_sound(backup)


def _refuse(old: Path, folder: Path, digests: tuple[str, str], step: int, found: Upgrades) -> None:
    known: dict[bytes, list[str]] = {}
    with laid(folder / "run") as disk, cabinet_on(disk):
        _upgrade(_laid_out(old, folder / "run"))
        changes = disk.count
        for number, way in enumerate(WAYS):
            for at_change in range(1 + number % step, changes + 1, step):
                office = _laid_out(old, folder / "run")
                disk.arm(at_change, sticky=way.sticky, full=way.full)
                broken = _refused(office, disk, digests, known)
                found.refused += disk.refused > 0
                found.broken += [f"{at_change} {way}: {fault}" for fault in broken]


def _refused(
    office: Path, disk: Disk, digests: tuple[str, str], known: dict[bytes, list[str]]
) -> list[str]:
    """What does not hold after a refused change; what the same files and words lead to is looked at once."""
    said = ""
    try:
        _upgrade(office)
    except FileRefused as refused:
        said = str(refused)
    except Exception as fault:
        return [f"not told in words: {fault!r}"[:200]]
    finally:
        disk.disarm()
    prove_writable(office)
    key = hashlib.sha256(said.encode())
    for path in sorted(office.parent.glob("*.office")):
        key.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    if key.digest() not in known:
        known[key.digest()] = [*_goes_on(office, digests)]
    return known[key.digest()]


def _goes_on(office: Path, digests: tuple[str, str]) -> Iterator[str]:
    yield from _old_or_new(office, digests)
    (pins.state_folder() / "pins.json").unlink(missing_ok=True)
    _upgrade(office)
    with closing(sqlite3.connect(office)) as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "not whole"
    if digest_of(office) != digests[1]:
        yield "does not go on"
