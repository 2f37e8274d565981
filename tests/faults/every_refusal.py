"""Every change a command asks of the disk is refused in every way, in one program after the other.

The command is tried again and again with one change refused. What it is told is compared with the office
that whoever opens a copy of the files now finds; then there is space again, and the program reads the last good
state. Whenever it was refused in a new way or at a new place of its code, was told something new, or left what
had to be taken back first, a fork of it goes on and does the command. Then all files are put back.
A way in which the disk could not have answered otherwise than in one tried before is the same run: nobody asked
whether it is full or broken, or for any further change. Only where the system forks.
Source: reliability of the house P3, P4.
"""

import gc
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.kernel.clock import SetClock
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Event, laid, let_connections_be_forked
from tests.faults.disk_errors import WAYS, WORDS, Errors, Way, told_of
from tests.faults.forking import told_by_a_fork
from tests.faults.lying_there import Lying, has_journal
from tests.faults.power_cuts import empty
from tests.faults.promises import ROOT
from tests.faults.put_back import Kept
from tests.faults.recording import Recorded, digest_of

_PROGRAM = str(ROOT / "desk")
_LONGEST_S = 120
_ANY_ROW = text("SELECT max(id) FROM audit_log")
_MOST_BYTES = 60_000


@dataclass
class _Came:
    """What came of one change refused in one way."""

    told: bool | None = None
    untrue: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    asked_why: bool = True
    asked_for_more: bool = True


def every_change(changes: int) -> Iterable[int]:
    """From the first to the last."""
    return range(1, changes + 1)


def refuse_everywhere(
    recorded: Iterable[Recorded],
    folder: Path,
    until: float,
    so_far: Callable[[Errors], None] = lambda _found: None,
    chosen: Callable[[int], Iterable[int]] = every_change,
) -> Errors:
    """Refuse the chosen ones of so many changes; no command is begun after `until` (`time.monotonic`)."""

    def look(tell: Callable[[Errors], None]) -> None:
        let_connections_be_forked()
        found = Errors()
        for number, one in enumerate(recorded):
            if number == 0:
                _open_once(one, folder)
            if time.monotonic() > until:
                break
            found.commands += 1
            _Sweep(one, folder, found, chosen).run()
            tell(found)

    found, code = told_by_a_fork(look, Errors(), so_far)
    if code:
        found.broken.append(f"who looks at the disks ended with {code}")
    return found


def _open_once(recorded: Recorded, folder: Path) -> None:
    """What the program makes ready at its first office need not be made in every fork."""
    empty(folder)
    os.environ["DESK_STATE"] = str(folder / "state")
    Desk(recorded.lay_out(folder), SetClock(recorded.at)).close()
    empty(folder)


class _NotYetError(Exception):
    """The command ends before its commit."""


def _not_yet(_session: Session) -> None:
    raise _NotYetError


class _Sweep:
    """One command, in a process of its own."""

    def __init__(
        self,
        recorded: Recorded,
        folder: Path,
        found: Errors,
        chosen: Callable[[int], Iterable[int]],
    ) -> None:
        self._recorded, self._found, self._chosen = recorded, found, chosen
        self._name = recorded.command.name
        self._folder = folder
        self._folders = [folder / name for name in ("run", "state", "names", "kept-names")]
        self._run, self._state, self._names, self._kept_names = self._folders
        self._went_on: set[tuple[object, ...]] = set()
        self._place: tuple[tuple[str, int], ...] = ()

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
            print(self._name, repr(fault), file=sys.__stderr__, flush=True)
            os._exit(1)
        os._exit(0)

    def _be_told(self) -> None:
        for folder in self._folders:
            empty(folder)
        os.environ["DESK_STATE"] = str(self._state)
        self._office = self._recorded.lay_out(self._run)
        self._said, self._say = os.pipe()
        with laid(self._run) as disk, cabinet_on(disk):
            self._disk, self._desk = disk, self._opened()
            self._lying = Lying(self._recorded, self._office, self._folder)
            self._start = Kept([self._run, self._state], self._names)
            self._try_without_commit()
            changes = self._learn_where_it_leads()
            gc.collect()
            gc.freeze()
            disk.before = self._look_where
            for at in self._chosen(changes):
                self._refuse(at)

    def _opened(self) -> Desk:
        return Desk(self._office, SetClock(self._recorded.at))

    def _try_without_commit(self) -> None:
        """As if something had still to be confirmed: what is then ready need not be made in every fork."""
        event.listen(Session, "before_commit", _not_yet)
        with suppress(_NotYetError):
            self._recorded.run_on(self._desk)
        event.remove(Session, "before_commit", _not_yet)
        self._start.put_back()

    def _learn_where_it_leads(self) -> int:
        """The office and files without any fault, as a fork leaves them; how many changes it asked for."""
        if (child := os.fork()) == 0:
            self._disk.arm(0, sticky=False, full=True)
            told, _, faults = self._told()
            faults += self._lying.looked_at()[0]
            if told is not True or digest_of(self._office) != self._recorded.digest_after:
                faults.append("leads elsewhere than when it was recorded")
            self._say_and_end((self._disk.count, faults))
        changes, faults = self._heard(child)
        self._lying.learn_after()
        self._found.broken += [f"{self._name}: {fault}" for fault in faults]
        self._start.put_back()
        return changes

    def _told(self) -> tuple[bool | None, list[str], list[str]]:
        return told_of(lambda: self._recorded.run_on(self._desk))

    def _say_and_end(self, what: tuple[int, list[str]]) -> None:
        os.write(self._say, pickle.dumps(what))
        os._exit(0)

    def _heard(self, child: int) -> tuple[int, list[str]]:
        _, status = os.waitpid(child, 0)
        if status:
            return 0, [f"a fork ended with {os.waitstatus_to_exitcode(status)}"]
        heard: tuple[int, list[str]] = pickle.loads(os.read(self._said, _MOST_BYTES))
        return heard

    def _look_where(self, _event: Event) -> None:
        if self._disk.count == self._disk.refuse_at:
            self._place = _place_in_the_program()

    def _refuse(self, at: int) -> None:
        """One change, in every way."""
        tried: dict[Way, _Came] = {}
        for way in WAYS:
            came = _same_as(way, tried)
            if came is None:
                came = self._tried(at, way)
                self._found.runs += 1
            tried[way] = came
            name = f"{self._name} {at} {way}"
            self._found.points += 1
            self._found.told[WORDS[came.told]] += 1
            self._found.untrue += [f"{name}: {fault}" for fault in came.untrue]
            self._found.broken += [f"{name}: {fault}" for fault in came.broken]

    def _tried(self, at: int, way: Way) -> _Came:
        disk = self._disk
        disk.arm(at, sticky=way.sticky, full=way.full)
        came = _Came(*self._told())
        came.asked_why, came.asked_for_more = disk.asked_why, disk.count > at
        if not disk.refused:
            came.broken.append("never asked for again")
        disk.disarm()
        key = self._lying.key()
        saved = self._lying.is_saved(key, came.broken)
        if came.told is not None and saved is not None and came.told is not saved:
            came.untrue.append(f"told {came.told}, is {saved}")
        if saved is not None:
            kinds: set[tuple[object, ...]] = {
                (way, came.told, saved, has_journal(key)),
                (self._place, came.told),
            }
            self._go_on_once(kinds, saved, came)
        self._take_back(saved, came)
        return came

    def _go_on_once(self, kinds: set[tuple[object, ...]], saved: bool, came: _Came) -> None:
        """There is space again: a fork does the command, unless others like it did."""
        if kinds <= self._went_on:
            return
        self._went_on |= kinds
        kept = Kept([self._run, self._state], self._kept_names)
        if (child := os.fork()) == 0:
            signal.alarm(_LONGEST_S)
            self._say_and_end((0, self._faults_afterwards(saved)))
        came.broken += [f"afterwards: {fault}" for fault in self._heard(child)[1]]
        kept.put_back()
        kept.forget()

    def _faults_afterwards(self, saved: bool) -> list[str]:
        """Of the same command in the same program, and of the office it leads to."""
        faults: list[str] = []
        try:
            outcome = self._recorded.run_on(self._desk)
        except Exception as fault:
            return [f"{fault!r}"[:300]]
        if outcome.repeated is not saved:
            faults.append("done twice" if saved else "not done")
        if self._lying.is_saved(self._lying.key(), faults) is False:
            faults.append("not saved")
        return faults

    def _take_back(self, saved: bool | None, came: _Came) -> None:
        """The program reads the last good state; the disk is as it was before the command."""
        if saved is False:
            try:
                with self._desk.reading() as reader:
                    reader.session.scalar(_ANY_ROW)
            except Exception as fault:
                came.broken.append(f"cannot be read any more: {fault}")
            differing = self._start.differing()
            if self._office in differing:
                key = self._lying.key()
                if self._lying.is_saved(key, came.broken) is not False:
                    came.broken.append("saved afterwards")
            self._start.put_back(differing)
        else:
            self._desk.close()
            self._start.put_back()
            self._desk = self._opened()
            self._start.put_back()


def _place_in_the_program() -> tuple[tuple[str, int], ...]:
    """The lines of the program, without the libraries, that led here."""
    stack = traceback.walk_stack(None)
    lines = ((frame.f_code.co_filename, line) for frame, line in stack)
    place = tuple(line for line in lines if line[0].startswith(_PROGRAM))
    assert place, "asked by nobody"
    return place


def _same_as(way: Way, tried: dict[Way, _Came]) -> _Came | None:
    """A run in which the disk has answered just as it would in this way."""
    once, full = tried.get(Way(way.full, sticky=False)), tried.get(Way(True, way.sticky))
    if way.sticky and once is not None and not once.asked_for_more:
        return once
    if not way.full and full is not None and not full.asked_why:
        return full
    return None
