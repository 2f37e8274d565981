"""From the start of a process to the first painted rows, beside an empty painted window."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.figures import MS, Figure
from tests.bench.offices import Ground

MOST_ROUNDS = 3
TIME_GOAL, MEMORY_GOAL = 1.25, 1.6
PAGE, EMPTY = "tests.bench.painted_page", "tests.bench.empty_window"


def measure(ground: Ground) -> Iterator[Figure]:
    page, empty = [], []
    for _ in range(min(MOST_ROUNDS, ground.rounds)):
        page.append(_run(PAGE, str(ground.office)))
        empty.append(_run(EMPTY))
    name = f"start to the first rows of {ground.size:,}"
    yield Figure(name, min(page)[0], min(empty)[0], TIME_GOAL)
    memory = min(m for _, m in page), min(m for _, m in empty)
    if all(memory):
        yield Figure("memory of the first rows", *memory, MEMORY_GOAL, "MB")


def _run(module: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds and most megabytes of one process."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    started = time.perf_counter()
    ended = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return (time.perf_counter() - started) * MS, int(ended.stdout) / 1024
