"""The campaign over the promises of reliability: ``python -m tests.faults [--full] [PROMISE …]``.

It prints promise, figure to reach and figure reached, and writes them to tests/faults/RESULTS.md, where
the rows of promises that were not tried stay as they are. Without ``--full`` it is small. A full run first
records every command; ``FAULTS_KEPT=FOLDER`` keeps them for the next one of the same schema.
``FAULTS_BIG=FILE`` names an office of many GB, made by tests.bench, for P6.
"""

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.app import Desk
from desk.office.users import keys
from tests.conftest import PASSWORD
from tests.faults.campaign import PROMISES
from tests.faults.promises import Ground
from tests.faults.results import Result, Writer, write_result

MEMORY = Path("/dev/shm")


def main(folder: Path) -> int:
    """Try the promises asked for; 1 when one did not hold."""
    arguments = _arguments()
    keys.cost = keys.KdfCost(64, 1, 1)
    Desk.ask_password = staticmethod(lambda: PASSWORD)
    ground = Ground(folder, arguments.full, arguments.minutes)
    held = True
    for promise in PROMISES:
        if arguments.promise and promise.number not in arguments.promise:
            continue
        began = time.monotonic()
        writer = Writer(promise, arguments.full)
        reached = promise.try_it(replace(ground, so_far=writer.so_far))
        result = Result.of(promise, reached, arguments.full, time.monotonic() - began)
        held = held and reached.held
        print(result.line, flush=True)
        write_result(result)
    return 0 if held else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("promise", nargs="*", metavar="PROMISE", help="P1, P2 …; all unless said")
    parser.add_argument("--full", action="store_true", help="the long campaign")
    parser.add_argument("--minutes", type=float, default=60.0, help="most for each promise")
    given = parser.parse_args()
    unknown = set(given.promise) - {promise.number for promise in PROMISES}
    if unknown:
        parser.error(f"no such promise: {', '.join(sorted(unknown))}")
    return given


if __name__ == "__main__":
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as made:
        os.environ["DESK_STATE"] = f"{made}/state"
        sys.exit(main(Path(made)))
