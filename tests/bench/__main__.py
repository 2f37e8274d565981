"""``python -m tests.bench [--size N] [MEASURE …]``: ours, the limit, the ratio and the goal.

``--sizes 10000,100000,1000000`` runs the measures at every size and ends with one table: ours and the
ratio at each size, and how much ours grew from the last size but one to the last. ``--made FOLDER``
keeps the offices, or takes them from there: a million consignments take minutes to make.

The goals are those of the design; a figure holds on the machine and in the run it was made in, so
only the ratio carries over. Nothing fails when a goal is missed: a star shows it.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench import (
    backing_up,
    bulk,
    evaluating,
    exporting,
    finding,
    first_page,
    hostile_sheets,
    importing,
    papers,
    proving,
    reporting,
    saving,
    scrolling,
    stalling,
    starting,
    today,
)
from tests.bench.figures import HEADING, Figure, growth_heading, growth_line
from tests.bench.generate import make_office
from tests.bench.offices import Ground

SIZE = 20_000
MEASURES: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "start": starting.measure,
    "stall": stalling.measure,
    "page": first_page.measure,
    "scroll": scrolling.measure,
    "today": today.measure,
    "find": finding.measure,
    "save": saving.measure,
    "import": importing.measure,
    "bulk": bulk.measure,
    "paper": papers.measure,
    "excel": exporting.measure,
    "backup": backing_up.measure,
    "sheets": hostile_sheets.measure,
    "report": reporting.measure,
    "evaluation": evaluating.measure,
    "proof": proving.measure,
}


def main(arguments: list[str] | None = None) -> None:
    """Make offices of the wanted sizes, run the measures and print one line per figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="consignments of the office")
    parser.add_argument("--sizes", help="several sizes, 10000,100000,1000000: one table of all")
    parser.add_argument("--made", type=Path, help="folder where offices SIZE.office are kept")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    given = parser.parse_args(arguments)
    unknown = set(given.measures) - MEASURES.keys()
    if unknown:
        parser.error(f"unknown measure: {', '.join(sorted(unknown))}")
    sizes = [int(size) for size in (given.sizes or str(given.size)).split(",")]
    columns = [_measured(size, given.made, given.measures or list(MEASURES)) for size in sizes]
    if len(sizes) > 1:
        print(growth_heading(sizes))
        for figures in zip(*columns, strict=True):
            print(growth_line(figures))


def _measured(size: int, made: Path | None, measures: Sequence[str]) -> list[Figure]:
    """Print every figure of one size as soon as it is known, and return them."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        os.environ["DESK_STATE"] = str(Path(name) / "state")
        office = (made or Path(name)) / f"{size}.office"
        if not office.exists():
            make_office(office, size)
        print(f"{size:,} consignments, {office.stat().st_size / 1e6:.0f} MB")
        print(HEADING, flush=True)
        found = []
        for measure in measures:
            # The copies of one are gone before the next: a million consignments take 5 GB each.
            with tempfile.TemporaryDirectory(prefix=f"{measure}-", dir=name) as room:
                for figure in MEASURES[measure](Ground(Path(room), office, size)):
                    print(figure.line, flush=True)
                    found.append(figure)
        return found


if __name__ == "__main__":
    main()
