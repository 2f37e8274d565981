"""A command's process is killed at every change it asks of the disk, and in the middle of long writes.

The command runs once: at every change the process forks, then it is killed; when the disk it left has been
looked at, the fork makes the change and comes to the next one. So every point is a process of the
program that really ended there (SIGKILL), with the files it left. Only where the system forks.
Source: reliability of the house P1.
"""

import ctypes
import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from desk.app import Desk
from desk.checking import check
from desk.kernel.clock import SetClock
from desk.storage.cabinet import cabinet_of, unrecorded_files
from desk.storage.opening import prove_writable
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Event, laid, let_connections_be_forked
from tests.faults.forking import told_by_a_fork
from tests.faults.power_cuts import empty
from tests.faults.recording import Recorded, digest_of, files_of

_BECOMES_PARENT_OF_ORPHANS = 36
_TOLD, _AT_CHANGE, _HALF_DONE = b"told  ", b"change", b"half  "
_SECTOR = 512
PASSES = 3
"""Each pass over the commands takes every third of their changes."""


@dataclass
class Ends:
    """What came of it.

    Attributes:
        killed: processes that ended by SIGKILL at a point of their own.
        halves: of these, in the middle of a write of more than a sector.
        offices: different offices found and looked into; those equal to the office before are not among them.
        passes: whole passes over the commands.
        broken: what did not hold, by command and point.
    """

    commands: set[str] = field(default_factory=set)
    passes: int = 0
    killed: int = 0
    halves: int = 0
    offices: int = 0
    broken: list[str] = field(default_factory=list)


def end_suddenly(
    recorded: Iterable[Recorded],
    folder: Path,
    until: float,
    so_far: Callable[[Ends], None] = lambda _found: None,
    passes: Iterable[int] = range(PASSES),
) -> Ends:
    """Kill every command at all its points; no new command is begun after `until` (`time.monotonic`)."""

    def look(tell: Callable[[Ends], None]) -> None:
        _look(tell, recorded, folder, until, passes)

    found, code = told_by_a_fork(look, Ends(), so_far)
    if code:
        found.broken.append(f"who looks at the disks ended with {code}")
    return found


def _look(
    tell: Callable[[Ends], None],
    recorded: Iterable[Recorded],
    folder: Path,
    until: float,
    passes: Iterable[int],
) -> None:
    ctypes.CDLL(None).prctl(_BECOMES_PARENT_OF_ORPHANS, 1, 0, 0, 0)
    let_connections_be_forked()
    found = Ends()
    for number in passes:
        for one in recorded:
            if time.monotonic() > until:
                return
            _Chain(one, folder, found, number).run()
            found.commands.add(one.command.name)
            tell(found)
        found.passes += 1
        tell(found)


class _Relay:
    """The pipes between the looker and whichever process of the chain lives."""

    def __init__(self) -> None:
        self.said, self.say = os.pipe()
        self.heard, self.hear = os.pipe()

    def close(self) -> None:
        for end in (self.said, self.say, self.heard, self.hear):
            os.close(end)

    def die(self, why: bytes) -> None:
        """Say who dies and why, and be killed."""
        os.write(self.say, why + b"%10d" % os.getpid())
        os.kill(os.getpid(), signal.SIGKILL)

    def fork_and_die(self, why: bytes, last_act: Callable[[], None] = lambda: None) -> None:
        """The process is killed here; its fork waits until the looker has looked, and goes on."""
        if os.fork() == 0:
            os.read(self.heard, 1)
        else:
            last_act()
            self.die(why)


class _Chain:
    """One command, killed again and again."""

    def __init__(self, recorded: Recorded, folder: Path, found: Ends, first: int) -> None:
        self._recorded, self._found, self._changes = recorded, found, first
        self._run, self._looked = folder / "run", folder / "looked"
        self._first = folder / "first"
        empty(self._run)
        self._office = recorded.lay_out(self._run)
        self._before = self._office.read_bytes()
        self._digest_before = digest_of(self._office)
        self._known: dict[bytes, bool] = {}
        self._relay = _Relay()

    def run(self) -> None:
        """Run it to its end, and look at the disk after every death."""
        first = os.fork()
        if first == 0:
            self._be_killed()
        point, told = 0, False
        while not told:
            said = os.read(self._relay.said, 16)
            told, number = said[:6] == _TOLD, int(said[6:])
            _, status = os.waitpid(number, 0)
            name = f"{self._recorded.command.name} {point}"
            if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
                self._found.broken.append(f"{name}: ended with {os.waitstatus_to_exitcode(status)}")
                break
            self._found.killed += 1
            self._found.halves += said[:6] == _HALF_DONE
            for fault in self._faults(told):
                self._found.broken.append(f"{name}: {fault}")
            point += 1
            if not told:
                os.write(self._relay.hear, b".")
        self._relay.close()

    # -- in the processes of the chain --------------------------------------------------------------

    def _be_killed(self) -> None:
        try:
            with laid(self._run) as disk, cabinet_on(disk):
                desk = Desk(self._office, SetClock(self._recorded.at))
                disk.before = self._at_change
                self._recorded.run_on(desk)
                disk.before = None
                self._relay.die(_TOLD)
        except BaseException as fault:
            print(self._recorded.command.name, repr(fault), file=sys.__stderr__, flush=True)
        os.write(self._relay.say, _TOLD + b"%10d" % os.getpid())
        os._exit(1)

    def _at_change(self, event: Event) -> None:
        self._changes += 1
        if self._changes % PASSES:
            return
        self._relay.fork_and_die(_AT_CHANGE)
        if event.kind == "write" and len(event.content) > _SECTOR:
            self._relay.fork_and_die(_HALF_DONE, lambda: _write_half(event))

    # -- in the looker ------------------------------------------------------------------------------

    def _faults(self, told: bool) -> list[str]:
        """What does not hold of the office that a killed process left; it is opened as anybody does."""
        empty(self._looked)
        shutil.copytree(self._run, self._looked, dirs_exist_ok=True)
        place = self._looked / self._office.name
        try:
            prove_writable(place)
        except Exception as fault:
            return [f"not opened: {fault}"]
        content = place.read_bytes()
        if content == self._before and not self._recorded.new_files:
            return ["told as saved, and lost"] if told else []
        key = hashlib.sha256(content)
        for name, file in sorted(files_of(place).items()):
            key.update(name.encode() + hashlib.sha256(file).digest())
        if key.digest() not in self._known:
            self._found.offices += 1
            self._known[key.digest()], faults = self._looked_into(place)
            return faults
        lost = told and not self._known[key.digest()]
        return ["told as saved, and lost"] if lost else []

    def _looked_into(self, place: Path) -> tuple[bool, list[str]]:
        """Whether the command is in it, and what does not hold."""
        recorded, digest = self._recorded, digest_of(place)
        done = digest == recorded.digest_after
        with Desk(place, SetClock(recorded.at)) as desk:
            desk.actor = recorded.actor
            new = _problems(desk)
            if new:  # an office that a test has typed in may have had them before
                new -= self._problems_before()
            holds = {
                "before or after": done or digest == self._digest_before,
                f"the check {sorted(name for name, _ in new)}": not new,
                "orphans": bool(recorded.new_files) or not _left(desk),
                "told as done": recorded.run_on(desk).repeated is done,
                "done once": digest_of(place) == recorded.digest_after,
            }
        return done, [name for name, held in holds.items() if not held]

    def _problems_before(self) -> set[tuple[str, str]]:
        empty(self._first)
        with Desk(self._recorded.lay_out(self._first), SetClock(self._recorded.at)) as desk:
            desk.actor = self._recorded.actor
            return _problems(desk)


def _problems(desk: Desk) -> set[tuple[str, str]]:
    return {(line.name, line.text) for line in check(desk).problems}


def _left(desk: Desk) -> list[Path]:
    with desk.reading() as reader:
        return unrecorded_files(reader.session, cabinet_of(desk.path), time.time() + 60)


def _write_half(event: Event) -> None:
    """The first half of what is to be written; the fork writes all of it over that."""
    file = os.open(event.path, os.O_WRONLY)
    os.pwrite(file, event.content[: len(event.content) // 2], event.offset)
    os.close(file)
