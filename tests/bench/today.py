"""The board of the day as it is opened: all open work at once, and the picture of the day.

What follows a moment later is measured too: the customers an event makes due who stand in no plan.
"""

import statistics
import time
from collections.abc import Iterator

from desk.app import Desk
from desk.care.callbacks.today import events_to_plan
from desk.kernel.moments import local
from tests.bench.figures import MS, Figure, undisturbed
from tests.bench.generate import DISPATCHER, MANAGER
from tests.bench.offices import Ground, signed_in

LIMIT_MS, ROUNDS = 100.0, 9
_PLAN = """
    INSERT INTO callback_plan
        (number, month, state, quota, answer, created_by, created_at, updated_by, updated_at, row_version)
    SELECT 'bench', :month, 'APPROVED', 50, '', id, created_at, id, created_at, 1 FROM user LIMIT 1
"""
_TICKETS = """
    UPDATE customer SET first_ticket_on = date(:today, '-' || (400 + id % 797) || ' days'),
        last_ticket_on = date(:today, '-' || (id * 7 % 400) || ' days')
"""


def measure(ground: Ground) -> Iterator[Figure]:
    """For a manager and a dispatcher, beside the hundred milliseconds that nobody waits for.

    The goal is set for the processor's time: it runs beside the window, whatever else the machine does.
    The very first time is that of a computer nobody has signed in at; for whoever is expected it is less.
    """
    for login in (MANAGER, DISPATCHER):
        with signed_in(ground.office, login, ready=True) as desk, undisturbed():
            first = _opened(desk)
            times = [_opened(desk) for _ in range(ROUNDS)]
        wall, processor = (statistics.median(each) for each in zip(*times, strict=True))
        yield Figure(f"today, the board opens ({login})", processor, LIMIT_MS, 1.0)
        yield Figure(f"  by the clock on the wall ({login})", wall, LIMIT_MS, None)
        yield Figure(f"  the very first time ({login})", first[1], LIMIT_MS, 1.0)
    yield from _events_to_plan(ground)


def _events_to_plan(ground: Ground) -> Iterator[Figure]:
    """A month's plan was approved, every customer sent goods within the last 400 days, none was called."""
    with signed_in(ground.copy("planned.office")) as desk:
        today = local(desk.now).date()
        with desk.engine.begin() as connection:
            connection.exec_driver_sql(_PLAN, {"month": today.replace(day=1).isoformat()})
            connection.exec_driver_sql(_TICKETS, {"today": today.isoformat()})
        with desk.reading() as read:
            assert events_to_plan(read)
            times = []
            for _ in range(ROUNDS):
                begun = time.thread_time()
                events_to_plan(read)
                times.append((time.thread_time() - begun) * MS)
    yield Figure("today, events no plan has, looked for", statistics.median(times), LIMIT_MS, 1.0)


def _opened(desk: Desk) -> tuple[float, float]:
    """Milliseconds by the wall and by the processor."""
    wall, processor = time.perf_counter(), time.thread_time()
    desk.today_at_once()
    desk.day_picture()
    return (time.perf_counter() - wall) * MS, (time.thread_time() - processor) * MS
