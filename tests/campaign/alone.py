"""A walk in a process of its own: ``python -m tests.campaign.alone OFFICE SEED STEPS`` prints its history."""

import sys
from pathlib import Path

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.office.users import keys
from tests.campaign.walker import Walk
from tests.conftest import PASSWORD, Office, at

_TRAIL = """
    SELECT l.command, l.result, e.record, e.record_id, e.op FROM audit_log l
    LEFT JOIN audit_entry e ON e.audit_id = l.id ORDER BY l.id, e.id
"""
"""What the office itself says was done; keys and what they sign are drawn anew in every office."""


def main(path: str, seed: str, steps: str) -> None:
    """Walk through the office file, then print every step and all the file says afterwards."""
    keys.cost = keys.KdfCost(64, 1, 1)
    clock = SetClock(at("2026-11-16 10:00"))
    with Desk(Path(path), clock, durable=False) as desk:
        desk.ask_password = lambda: PASSWORD
        walk = Walk(Office(desk, clock), int(seed))
        walk.open_shop()
        walk.stroll(int(steps))
        trail = [repr(row) for row in walk.db.execute(_TRAIL).fetchall()]
        walk.db.close()
    sys.stdout.buffer.write("\n".join([*walk.story, *trail]).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
