"""Moving through the longest list, beside the same table over a model of Qt's own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.bench.offices import Ground

GOAL, FRAME_MS = 1.4, 33.0
CHILD = "tests.bench.scrolled_page"


def measure(ground: Ground) -> Iterator[Figure]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-m", CHILD, str(ground.office)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    told: dict[str, tuple[float, float]] = json.loads(ended.stdout)
    for kind, (ours, limit) in told.items():
        if kind.startswith("worst"):
            yield Figure(f"{kind}, beside {FRAME_MS:.0f} ms", ours, FRAME_MS, 1)
        else:
            yield Figure(f"{kind}, beside a C++ model", ours, limit, GOAL)
