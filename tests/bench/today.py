"""The board of the day as it is opened: all open work at once, and the picture of the day."""

from collections.abc import Iterator
from functools import partial

from desk.app import Desk
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.generate import DISPATCHER, MANAGER
from tests.bench.offices import Ground, signed_in

LIMIT_MS = 100.0


def measure(ground: Ground) -> Iterator[Figure]:
    """Milliseconds for a manager and a dispatcher, beside the hundred that nobody waits for."""
    for login in (MANAGER, DISPATCHER):
        with signed_in(ground.office, login) as desk:
            first = milliseconds(partial(_board, desk))
            whole = milliseconds(desk.today)
            again, _ = in_turn(partial(_board, desk), _nothing, ground.rounds)
        yield Figure(f"today, the board opens ({login})", again, LIMIT_MS, 1.0)
        yield Figure(f"  its very first time ({login})", first, LIMIT_MS, None)
        yield Figure(f"  what looks at every customer ({login})", whole, LIMIT_MS, None)


def _board(desk: Desk) -> None:
    desk.today_at_once()
    desk.day_picture()


def _nothing() -> None:
    """What the fixed bound costs."""
