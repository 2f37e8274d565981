"""The promises that can be tried by disturbing the program, each with the figure it is to reach.

Source: reliability of the house §1.
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from os import environ
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Reached:
    """What came of it: the figures in words, and whether what was tried held throughout."""

    words: str
    held: bool
    enough: bool = True
    """Whether the figure to reach was reached, too."""


@dataclass(frozen=True)
class Ground:
    """Where and how long it is tried.

    Attributes:
        folder: an empty folder, in memory where there is one.
        full: the long campaign, else a small one.
        minutes: no new command is begun after so long, for each promise.
        so_far: told what was reached until now, so that a run that is cut off keeps its figure.
    """

    folder: Path
    full: bool
    minutes: float
    so_far: Callable[[Reached], None] = field(default=lambda _reached: None, compare=False)

    def until(self) -> float:
        """When the time of one promise that begins now is over."""
        return time.monotonic() + 60 * self.minutes


@dataclass(frozen=True)
class Promise:
    """One promise, the figure to reach, and how it is tried."""

    number: str
    text: str
    goal: str
    try_it: Callable[[Ground], Reached]


def by_tests(
    *places: str, only: str = "", more: Sequence[str] = (), **variables: str
) -> Callable[[Ground], Reached]:
    """Try a promise by running tests of the project; their number is the figure."""

    def try_it(ground: Ground) -> Reached:
        return run_tests(ground, places, only, more, variables)

    return try_it


def run_tests(
    ground: Ground,
    places: Sequence[str],
    only: str = "",
    more: Sequence[str] = (),
    variables: dict[str, str] | None = None,
) -> Reached:
    """Run tests in a process of their own and count them."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *places, *more]
    if only:
        command += ["-k", only]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environ, "QT_QPA_PLATFORM": "offscreen", **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    (ground.folder / "tests.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    counted = re.findall(r"(\d+) (passed|failed|error|skipped)", done.stdout)
    passed = sum(int(count) for count, word in counted if word == "passed")
    failed = sum(int(count) for count, word in counted if word in ("failed", "error"))
    return Reached(f"{passed} tests passed, {failed} failed", done.returncode == 0 and passed > 0)
