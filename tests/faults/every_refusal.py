"""Every change a command asks of the disk is refused in every way, each time in a process of its own.

The command runs once: at every change it forks for every way, and each fork has just this change refused. What it
is told is compared with the office that whoever opens the file now finds; then there is space again, and
the same program goes on, unless it was refused at the same place of its code before, told the same and left the
same files. Afterwards all files are put back, and the command comes to its next change.
A way in which the disk could not have answered otherwise than in one tried before is the same run: nobody asked
whether it is full or broken, or for any further change. Only where the system forks.
Source: reliability of the house P3, P4.
"""

import gc
import hashlib
import os
import pickle
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.storage.opening import prove_writable
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Event, laid, let_connections_be_forked
from tests.faults.disk_errors import WAYS, WORDS, Errors, Way, told_of
from tests.faults.forking import told_by_a_fork
from tests.faults.power_cuts import empty, unsound
from tests.faults.promises import ROOT
from tests.faults.put_back import Kept, lies_there
from tests.faults.recording import Recorded, digest_of, files_of

_PROGRAM = str(ROOT / "desk")
_DIGEST_BYTES = 32
_BEFORE, _AFTER = bytes(_DIGEST_BYTES), bytes([1] * _DIGEST_BYTES)
_LONGEST_S = 120
_MOST_BYTES = 60_000


@dataclass
class _Came:
    """What came of one change refused in one way, and what it teaches those after it."""

    told: bool | None = None
    untrue: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    known: dict[bytes, bool] = field(default_factory=dict)
    went_on: set[tuple[object, ...]] = field(default_factory=set)
    asked_why: bool = True
    asked_for_more: bool = True


def refuse_everywhere(
    recorded: Iterable[Recorded],
    folder: Path,
    until: float,
    so_far: Callable[[Errors], None] = lambda _found: None,
    step: int = 1,
) -> Errors:
    """Refuse every `step`-th change of the commands; none is begun after `until` (`time.monotonic`)."""

    def look(tell: Callable[[Errors], None]) -> None:
        let_connections_be_forked()
        found = Errors()
        for one in recorded:
            if time.monotonic() > until:
                break
            found.commands += 1
            _Sweep(one, folder, found, step).run()
            tell(found)

    found, code = told_by_a_fork(look, Errors(), so_far)
    if code:
        found.broken.append(f"who looks at the disks ended with {code}")
    return found


class _NotYetError(Exception):
    """The command ends before its commit."""


def _not_yet(_session: Session) -> None:
    raise _NotYetError


class _Sweep:
    """One command; in a process of its own that forks at every change."""

    def __init__(self, recorded: Recorded, folder: Path, found: Errors, step: int) -> None:
        self._recorded, self._found, self._step = recorded, found, step
        self._name = recorded.command.name
        self._folders = [
            folder / name for name in ("run", "looked", "state", "looked-state", "names")
        ]
        self._run, self._looked, self._state, self._looked_state, self._names = self._folders
        self._known = {_BEFORE: False, _AFTER: True}
        self._went_on: set[tuple[object, ...]] = set()
        self._changes = 0
        self._before = self._after = b""
        self._way: Way | None = None

    def run(self) -> None:
        """Begin it, and hear what came of it."""
        said, say = os.pipe()
        if (child := os.fork()) == 0:
            os.close(said)
            self._live(say)
        os.close(say)
        with os.fdopen(said, "rb") as heard:
            told = heard.read()
        _, status = os.waitpid(child, 0)
        if status or not told:
            self._found.broken.append(f"{self._name}: ended with {status}")
        else:
            self._found.add(pickle.loads(told))

    # -- in the process of the command, and in its forks --------------------------------------------

    def _live(self, say: int) -> None:
        try:
            self._found = Errors()
            self._be_told()
            with os.fdopen(say, "wb") as telling:
                telling.write(pickle.dumps(self._found))
        except BaseException as fault:
            print(self._name, self._changes, repr(fault), file=sys.__stderr__, flush=True)
            os._exit(1)
        os._exit(0)

    def _be_told(self) -> None:
        for folder in self._folders:
            empty(folder)
        os.environ["DESK_STATE"] = str(self._state)
        self._office = self._recorded.lay_out(self._run)
        self._said, self._say = os.pipe()
        with laid(self._run) as disk, cabinet_on(disk):
            self._disk = disk
            desk = Desk(self._office, SetClock(self._recorded.at))
            self._before = self._office.read_bytes()
            self._try_without_commit(desk)
            gc.collect()
            gc.freeze()
            self._learn_where_it_leads(desk)
            disk.before = self._at_change
            came = self._come(desk)
            if self._way is not None:
                self._end(desk, came)
            if came.told is not True or came.broken:
                self._found.broken.append(f"{self._name}: {came.told} {came.broken}")

    def _come(self, desk: Desk) -> _Came:
        came = _Came()
        came.told, came.untrue, came.broken = told_of(lambda: self._recorded.run_on(desk))
        return came

    def _try_without_commit(self, desk: Desk) -> None:
        """As if something had still to be confirmed; what is then ready need not be made in every fork."""
        self._kept = Kept([self._run, self._state], self._names)
        event.listen(Session, "before_commit", _not_yet)
        with suppress(_NotYetError):
            self._recorded.run_on(desk)
        event.remove(Session, "before_commit", _not_yet)
        self._kept.put_back()
        self._kept.forget()

    def _learn_where_it_leads(self, desk: Desk) -> None:
        """The office and files without any fault, as a fork leaves them."""
        self._kept = Kept([self._run, self._state], self._names)
        if (child := os.fork()) == 0:
            came = self._come(desk)
            faults = [*came.broken, *self._looked_at()[0]]
            if digest_of(self._office) != self._recorded.digest_after:
                faults.append("leads elsewhere than when it was recorded")
            _say(self._say, faults)
            os._exit(0)
        os.waitpid(child, 0)
        self._after, self._files_after = self._office.read_bytes(), files_of(self._office)
        self._found.broken += [f"{self._name}: {fault}" for fault in self._heard()]
        self._kept.put_back()
        self._kept.forget()

    def _heard(self) -> list[str]:
        heard: list[str] = pickle.loads(os.read(self._said, _MOST_BYTES))
        return heard

    def _at_change(self, _event: Event) -> None:
        try:
            self._changes += 1
            if self._changes % self._step == 0:
                self._refuse_it()
        except BaseException as fault:  # SQLite would hear nothing of it
            print(self._name, self._changes, repr(fault), file=sys.__stderr__, flush=True)
            os._exit(1)

    def _refuse_it(self) -> None:
        """In every way; returns in the command's own process, and in each fork with the change refused."""
        self._kept = Kept([self._run, self._state], self._names)
        tried: dict[Way, _Came] = {}
        for way in WAYS:
            came = _same_as(way, tried)
            if came is None:
                came = self._tried(way)
                if self._way is not None:
                    return
                self._found.runs += 1
            tried[way] = came
            self._note(way, came)
        self._kept.forget()

    def _tried(self, way: Way) -> _Came:
        if (child := os.fork()) == 0:
            self._way, self._disk.before = way, None
            signal.alarm(_LONGEST_S)
            self._place = _place_in_the_program()
            self._disk.arm_now(sticky=way.sticky, full=way.full)
            return _Came()
        _, status = os.waitpid(child, 0)
        self._kept.put_back()
        if status:
            return _Came(broken=[f"ended with {os.waitstatus_to_exitcode(status)}"])
        came: _Came = pickle.loads(os.read(self._said, _MOST_BYTES))
        self._known |= came.known
        self._went_on |= came.went_on
        return came

    def _note(self, way: Way, came: _Came) -> None:
        name = f"{self._name} {self._changes} {way}"
        self._found.points += 1
        self._found.told[WORDS[came.told]] += 1
        self._found.untrue += [f"{name}: {fault}" for fault in came.untrue]
        self._found.broken += [f"{name}: {fault}" for fault in came.broken]

    # -- in a fork that was refused a change -------------------------------------------------------

    def _end(self, desk: Desk, came: _Came) -> None:
        disk = self._disk
        came.asked_why, came.asked_for_more = disk.asked_why, disk.count > disk.refuse_at
        disk.disarm()
        key = self._key()
        saved = self._is_saved(key, came)
        if saved is not None:
            if came.told is not None and came.told is not saved:
                came.untrue.append(f"told {came.told}, is {saved}")
            left = (key[:_DIGEST_BYTES], len(key) > _DIGEST_BYTES)
            way = (self._place, self._way, came.told, *left)
            if way not in self._went_on:
                came.went_on.add(way)
                self._go_on(desk, saved, came)
        _say(self._say, came)
        os._exit(0)

    def _is_saved(self, key: bytes, came: _Came) -> bool | None:
        """As whoever opens the file now sees it; None when it is neither the office before nor the new one."""
        if key not in self._known:
            faults, saved = self._looked_at()
            if faults:
                came.broken += faults
                return None
            self._known[key] = came.known[key] = saved
        saved = self._known[key]
        if saved and not files_of(self._office).items() >= self._files_after.items():
            came.broken.append("an attachment is lost")
        return saved

    def _key(self) -> bytes:
        """What lies there; as long as no journal does, known without a look."""
        journal = b""
        with suppress(FileNotFoundError):
            journal = self._office.with_name(f"{self._office.name}-journal").read_bytes()
        if lies_there(self._office, self._before):
            key = _BEFORE
        elif lies_there(self._office, self._after):
            key = _AFTER
        else:
            key = hashlib.sha256(self._office.read_bytes()).digest()
        if journal:
            return key + hashlib.sha256(journal).digest()
        return key

    def _copied(self) -> Path:
        """The disk as it lies there, and what this computer has seen of the office."""
        for folder in (self._looked, self._looked_state):
            empty(folder)
        shutil.copytree(self._run, self._looked, dirs_exist_ok=True)
        shutil.copytree(self._state, self._looked_state, dirs_exist_ok=True)
        return self._looked / self._office.name

    def _looked_at(self) -> tuple[list[str], bool]:
        """Faults of a copy that is opened as anybody does, and whether the command is in it."""
        os.environ["DESK_STATE"] = str(self._looked_state)
        try:
            place = self._copied()
            prove_writable(place)  # here SQLite takes back what was half done
            content = place.read_bytes()
            if content in (self._before, self._after):
                return [], content == self._after
            faults = list(unsound(place, SetClock(self._recorded.at)))
            digest = digest_of(place)
            if digest not in (self._digest_before(), self._recorded.digest_after):
                faults.append("neither before nor after")
            return faults, digest == self._recorded.digest_after
        except Exception as fault:
            return [f"not opened: {fault}"], False
        finally:
            os.environ["DESK_STATE"] = str(self._state)

    def _digest_before(self) -> str:
        place = self._looked / "before.office"
        place.write_bytes(self._before)
        return digest_of(place)

    def _go_on(self, desk: Desk, saved: bool, came: _Came) -> None:
        """There is space again: the same command in the same program, and the office it leads to."""
        try:
            outcome = self._recorded.run_on(desk)
        except Exception as fault:
            came.broken.append(f"afterwards: {fault!r}"[:300])
            return
        if outcome.repeated is not saved:
            came.broken.append("afterwards: done twice" if saved else "afterwards: not done")
        if self._is_saved(self._key(), came) is False:
            came.broken.append("afterwards: not saved")


def _place_in_the_program() -> tuple[tuple[str, int], ...]:
    """The lines of the program, without the libraries, that led here."""
    stack = traceback.walk_stack(None)
    lines = ((frame.f_code.co_filename, line) for frame, line in stack)
    place = tuple(line for line in lines if line[0].startswith(_PROGRAM))
    assert place, "asked by nobody"
    return place


def _say(say: int, what: object) -> None:
    os.write(say, pickle.dumps(what))


def _same_as(way: Way, tried: dict[Way, _Came]) -> _Came | None:
    """A run in which the disk has answered just as it would in this way."""
    once, full = tried.get(Way(way.full, sticky=False)), tried.get(Way(True, way.sticky))
    if way.sticky and once is not None and not once.asked_for_more:
        return once
    if not way.full and full is not None and not full.asked_why:
        return full
    return None
