"""A walk in a process of its own: ``python -m tests.campaign.alone OFFICE SEED STEPS`` prints its history."""

import sys
from pathlib import Path

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.office.users import keys
from tests.campaign.walker import Walk
from tests.conftest import Office, at
from tests.faults.recording import digest_of


def main(path: str, seed: str, steps: str) -> None:
    """Walk through the office file, then print every step and all the file says afterwards."""
    keys.cost = keys.KdfCost(64, 1, 1)
    clock = SetClock(at("2026-11-16 10:00"))
    with Desk(Path(path), clock, durable=False) as desk:
        walk = Walk(Office(desk, clock), int(seed))
        walk.open_shop()
        walk.stroll(int(steps))
        walk.db.close()
    sys.stdout.buffer.write("\n".join([*walk.story, digest_of(Path(path))]).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
