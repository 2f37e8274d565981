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
    for warm in (True, *(False,) * min(MOST_ROUNDS, ground.rounds)):
        taken = _run(ground, PAGE, str(ground.office)), _run(ground, EMPTY)
        if not warm:  # the first round compiles, which an installed program never does
            page.append(taken[0])
            empty.append(taken[1])
    name = f"start to the first rows of {ground.size:,}"
    yield Figure(name, min(page)[0], min(empty)[0], TIME_GOAL)
    memory = min(m for _, m in page), min(m for _, m in empty)
    if all(memory):
        yield Figure("memory of the first rows", *memory, MEMORY_GOAL, "MB")


def _run(ground: Ground, module: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds and most megabytes of one process, its compiled modules kept between runs."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(ground.folder / "compiled"),
    }
    command = [sys.executable, "-m", module, *arguments]
    started = time.perf_counter()
    ended = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return (time.perf_counter() - started) * MS, int(ended.stdout) / 1024
