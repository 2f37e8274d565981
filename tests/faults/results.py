"""The table of figures in RESULTS.md: one row a promise, from the run that tried it last."""

import os
import platform
import re
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.faults.promises import ROOT, Promise, Reached

EVERY_S = 30
BOOK = Path(__file__).with_name("RESULTS.md")
_HEAD = """# What the fault campaign printed

Written by `python -m tests.faults [--full] [--minutes N] [PROMISE …]`, one row for the last run of each promise.
「below」 says that everything tried held, but less was tried than the promise asks for.

| promise | figure to reach | figure reached | verdict | run | time | date | commit | machine |
|---|---|---|---|---|---|---|---|---|
"""
_ROW = re.compile(r"^\| (P\d+) ")


@dataclass(frozen=True)
class Result:
    """One row."""

    number: str
    line: str

    @classmethod
    def of(cls, promise: Promise, reached: Reached, full: bool, seconds: float) -> "Result":
        verdict = ("reached" if reached.enough else "below") if reached.held else "BROKEN"
        cells = (
            f"{promise.number} {promise.text}",
            promise.goal,
            reached.words,
            verdict,
            "full" if full else "small",
            f"{seconds / 60:.1f} min",
            f"{datetime.now().astimezone():%Y-%m-%d}",
            _commit(),
            _machine(),
        )
        return cls(promise.number, f"| {' | '.join(cells)} |")


def write_result(result: Result) -> None:
    """Put a row in its place."""
    rows = {result.number: result.line}
    if BOOK.exists():
        lines = BOOK.read_text(encoding="utf-8").splitlines()
        rows = {found[1]: line for line in lines if (found := _ROW.match(line))} | rows
    ordered = (rows[number] for number in sorted(rows, key=lambda number: int(number[1:])))
    BOOK.write_text(_HEAD + "\n".join(ordered) + "\n", encoding="utf-8", newline="\n")


class Writer:
    """Writes a promise's row every half minute while it is tried."""

    def __init__(self, promise: Promise, full: bool) -> None:
        self._promise, self._full = promise, full
        self._began = self._written = time.monotonic()

    def so_far(self, reached: Reached) -> None:
        """What was reached until now; not enough yet, whatever it is."""
        now = time.monotonic()
        if now - self._written > EVERY_S:
            self._written = now
            words = f"{reached.words} (cut off before its end)"
            cut_off = Reached(words, reached.held, enough=False)
            write_result(Result.of(self._promise, cut_off, self._full, now - self._began))


def _commit() -> str:
    told = os.environ.get("FAULTS_COMMIT")
    if told:
        return told
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "?"


def _machine() -> str:
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
