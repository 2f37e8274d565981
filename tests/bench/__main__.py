"""``python -m tests.bench [--size N] [MEASURE …]``: ours, the limit, the ratio and the goal.

The goals are those of the design; a figure holds on the machine and in the run it was made in, so
only the ratio carries over. Nothing fails when a goal is missed: a star shows it.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import (
    backing_up,
    evaluating,
    exporting,
    finding,
    first_page,
    hostile_sheets,
    importing,
    papers,
    proving,
    saving,
    stalling,
    starting,
)
from tests.bench.figures import HEADING, Figure
from tests.bench.generate import make_office
from tests.bench.offices import Ground

SIZE = 20_000
MEASURES: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "start": starting.measure,
    "stall": stalling.measure,
    "page": first_page.measure,
    "find": finding.measure,
    "save": saving.measure,
    "import": importing.measure,
    "paper": papers.measure,
    "excel": exporting.measure,
    "backup": backing_up.measure,
    "sheets": hostile_sheets.measure,
    "evaluation": evaluating.measure,
    "proof": proving.measure,
}


def main(arguments: list[str] | None = None) -> None:
    """Make an office of the wanted size, run the measures and print one line per figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="consignments of the office")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    given = parser.parse_args(arguments)
    unknown = set(given.measures) - MEASURES.keys()
    if unknown:
        parser.error(f"unknown measure: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        os.environ["DESK_STATE"] = str(Path(name) / "state")
        ground = Ground(Path(name), Path(name) / "bench.office", given.size)
        make_office(ground.office, given.size)
        print(f"{given.size:,} consignments, {ground.office.stat().st_size / 1e6:.0f} MB")
        print(HEADING, flush=True)
        for measure in given.measures or MEASURES:
            for figure in MEASURES[measure](ground):
                print(figure.line, flush=True)


if __name__ == "__main__":
    main()
