"""Strangers' files read by the program's own reader: limits, guard, parser and all.

A process of its own, so slim that what a child forked from it takes is what the child itself takes:
``python -m tests.faults.strangers FOLDER MUTATIONS`` prints one line of JSON a file. The hostile and the
good files are read as the program reads them, by a fresh process each; the mutations by children forked
from this one, which put the same limits on themselves and do the same from there on.
Source: reliability of the house P8.
"""

import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from desk.documents.intake import reader, reading_child
from desk.documents.intake.refusals import SheetRefused
from tests.documents.intake.hostile import hostile_files, mutated_files
from tests.faults.good_sheets import good_files

SLOWEST_CPU_S, MOST_MB = 2.0, 300
MUTATED = "mutated_"


@dataclass(frozen=True)
class Read:
    """What became of one file; `fault` is empty when it was read, or refused with a sentence."""

    kind: str
    name: str
    said: str
    fault: str
    cpu_s: float
    wall_s: float
    peak_mb: int


@dataclass
class Strangers:
    """What came of all of them."""

    counts: dict[str, int] = field(default_factory=dict)
    read: int = 0
    refused_good: int = 0
    slowest: Read | None = None
    longest_wall_s: float = 0.0
    peak_mb: int = 0
    harmed: list[str] = field(default_factory=list)

    def add(self, one: Read) -> None:
        self.counts[one.kind] = self.counts.get(one.kind, 0) + 1
        self.read += one.kind == "mutation" and not one.said
        self.refused_good += one.kind == "good" and bool(one.said)
        if self.slowest is None or one.cpu_s > self.slowest.cpu_s:
            self.slowest = one
        self.longest_wall_s = max(self.longest_wall_s, one.wall_s)
        self.peak_mb = max(self.peak_mb, one.peak_mb)
        if one.fault or one.cpu_s >= SLOWEST_CPU_S:
            self.harmed.append(f"{one.name}: {one.fault or f'{one.cpu_s:.1f} s'}")

    @property
    def words(self) -> str:
        slowest = f"{self.slowest.cpu_s:.2f} s CPU ({self.slowest.name})" if self.slowest else "-"
        count = self.counts.get
        return (
            f"{count('hostile', 0)} hostile files and {count('mutation', 0):,} mutations "
            f"({self.read:,} read, the others refused), slowest {slowest}, longest {self.longest_wall_s:.1f} s "
            f"by the clock of a shared machine, most {self.peak_mb} MB, {len(self.harmed)} harmed; "
            f"{self.refused_good} of {count('good', 0)} good files refused"
        )


class Forked:
    """In place of `subprocess.Popen`: a warm child instead of a fresh one."""

    def __init__(self, command: list[str], *, stderr: Any, cwd: Path, **_: Any) -> None:
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.dup2(stderr.fileno(), 2)
                os.chdir(cwd)
                code = reading_child.main(command[-3:])
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)

    def poll(self) -> int | None:
        """The exit code, if it has ended."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        until = time.monotonic() + (timeout if timeout is not None else 3600)
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("reading", timeout or 0)
            time.sleep(0.0005)
        return self.returncode or 0

    def kill(self) -> None:
        """End it, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, 9)


def reads(folder: Path, mutations: int) -> Iterator[Read]:
    """Read them one after the other."""
    hostile = ((name, content) for name, content in hostile_files() if MUTATED not in name)
    yield from _each("good", good_files(), folder)
    yield from _each("hostile", hostile, folder)
    with mock.patch.object(subprocess, "Popen", Forked):
        yield from _each("mutation", mutated_files(mutations), folder)


def _each(kind: str, files: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[Read]:
    for name, content in files:
        (path := folder / name).write_bytes(content)
        before, began, said, fault = _spent(), time.monotonic(), "", ""
        try:
            reader.read_workbook(path)
        except SheetRefused as refused:
            said = str(refused)
            fault = "" if said.endswith(("。", "另存。")) else f"no sentence: {said}"
        except BaseException as raised:
            fault = repr(raised)
        took = time.monotonic() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        yield Read(kind, name, said, fault, _spent() - before, took, peak)
        path.unlink()


def _spent() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def found_in(folder: Path, mutations: int, until: float) -> Iterator[Strangers]:
    """Have the process of its own read them; after every file what came of them so far."""
    found = Strangers()
    command = [sys.executable, "-m", "tests.faults.strangers", str(folder), str(mutations)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as reading:
        assert reading.stdout is not None
        for line in reading.stdout:
            found.add(Read(**json.loads(line)))
            yield found
            if time.monotonic() > until:
                reading.kill()
        if reading.wait() > 0:
            found.harmed.append(f"the reading program itself ended with {reading.returncode}")
            yield found


def main(folder: str, mutations: str) -> None:
    """Print them, one line of JSON a file."""
    for one in reads(Path(folder), int(mutations)):
        print(json.dumps(asdict(one), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
