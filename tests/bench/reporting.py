"""The cargo flow of a month and a year by the kept sums, beside the same figures read off the tickets.

The limit reads the table of the consignments as it lies, without an index; the goals are those of a
summary (a month) and of an index (a year).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from desk.freight.flow.queries import FlowReport, cargo_flow, recounted
from desk.kernel.periods import moments_of, period_of
from desk.storage.plain_lists import compiled
from tests.bench.figures import Figure, in_turn
from tests.bench.generate import NOW
from tests.bench.offices import Ground, bare, signed_in

BIG = 1_000_000
LAST = NOW.date() - timedelta(days=1)
PERIODS = (
    ("day", f"{LAST}", 1 / 100),
    ("month", f"{LAST.replace(day=1) - timedelta(days=1):%Y-%m}", 1 / 100),
    ("year", f"{LAST - timedelta(days=364)}~{LAST}", 1 / 5),
)


def measure(ground: Ground) -> Iterator[Figure]:
    """Ours is the whole report, with the period before it; the limit one scan for one period."""
    with signed_in(ground.office) as desk, bare(ground.office) as connection:
        for name, period, goal in PERIODS:
            scan = scan_of(*period_of(period, LAST))

            def read(scan: str = scan) -> int:
                return sum(row[5] for row in connection.execute(scan))

            def report(period: str = period) -> FlowReport:
                return desk.ask(cargo_flow, period=period)

            if report().total.now.tickets != read():
                raise AssertionError(f"{name}: not the same tickets")
            figures = in_turn(report, read, min(5, ground.rounds))
            big = ground.size >= BIG  # a small office is read in no time either way
            yield Figure(f"cargo flow of a {name}, beside a scan", *figures, goal if big else None)


def scan_of(first_on: date, last_on: date) -> str:
    statement = compiled(recounted(*moments_of(first_on, last_on)))
    return statement.replace("FROM consignment", "FROM consignment NOT INDEXED")
