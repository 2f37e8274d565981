"""Which places this office uses how often: counted beside the window, never while somebody types."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.editors.destinations import NONE_USED

if TYPE_CHECKING:
    from ui.registry import Context

FRESH_S = 600.0


class PlacesUsed:
    """The count of one window, kept for ten minutes.

    Attributes:
        tickets: code of a place → tickets from there or to there; empty before the first count.
    """

    def __init__(self) -> None:
        self.tickets: Mapping[str, int] = NONE_USED
        self._asked_at: float | None = None

    def freshen(self, context: "Context") -> None:
        """Let them be counted if that is long ago; what is known stays good meanwhile."""
        now = time.monotonic()
        long_ago = self._asked_at is None or now - self._asked_at > FRESH_S
        desk = context.desk
        if long_ago and desk.actor is not None and context.may("consignment.read"):
            from desk.freight.flow.queries import places_used

            self._asked_at = now
            context.bridge.count(lambda: desk.ask(places_used), self._counted, context.tell)

    def _counted(self, tickets: Mapping[str, int]) -> None:
        self.tickets = tickets
