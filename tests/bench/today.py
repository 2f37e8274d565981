"""The board of the day as it is opened: all open work at once, and the picture of the day."""

import statistics
import time
from collections.abc import Iterator

from desk.app import Desk
from tests.bench.figures import MS, Figure, undisturbed
from tests.bench.generate import DISPATCHER, MANAGER
from tests.bench.offices import Ground, signed_in

LIMIT_MS, ROUNDS = 100.0, 9


def measure(ground: Ground) -> Iterator[Figure]:
    """For a manager and a dispatcher, beside the hundred milliseconds that nobody waits for.

    The goal is set for the processor's time: it runs beside the window, whatever else the machine does.
    """
    for login in (MANAGER, DISPATCHER):
        with signed_in(ground.office, login) as desk, undisturbed():
            first = _opened(desk)
            times = [_opened(desk) for _ in range(ROUNDS)]
        wall, processor = (statistics.median(each) for each in zip(*times, strict=True))
        yield Figure(f"today, the board opens ({login})", processor, LIMIT_MS, 1.0)
        yield Figure(f"  by the clock on the wall ({login})", wall, LIMIT_MS, None)
        yield Figure(f"  the very first time ({login})", first[1], LIMIT_MS, None)


def _opened(desk: Desk) -> tuple[float, float]:
    """Milliseconds by the wall and by the processor."""
    wall, processor = time.perf_counter(), time.thread_time()
    desk.today_at_once()
    desk.day_picture()
    return (time.perf_counter() - wall) * MS, (time.thread_time() - processor) * MS
