"""What must not lie unnoticed overnight: rooms answer when a day is closed (日清).

A room names a `Duty` — a kind of open work and the roles it belongs to — and hears `DayClosing`::

    RUNS = Duty("runs_to_settle", "派送单未结单", frozenset({Role.IN}))

    @on(DayClosing)
    def runs_not_settled(work: Work, day: DayClosing) -> None:
        day.ask(RUNS, lambda: (OpenItem(run.number, ...) for run in ...))

Nothing else has to be edited: the room that closes days knows none of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from desk.kernel.errors import Problem
from desk.kernel.roles import Role


@dataclass(frozen=True)
class Duty:
    """One kind of open work, and whose it is."""

    name: str
    label: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class OpenItem:
    """One thing that is not done.

    Attributes:
        number: document number; with the duty it tells the item from all others.
        title: which one, in a few words.
        due_at: until when, or None.
        page: page that does it.
        problem: what is said aloud when the day's close is opened (E165).
    """

    number: str
    title: str
    due_at: datetime | None = None
    page: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class DayClosing:
    """Someone of that role closes his day; rooms add what is still open of his duties."""

    role: Role
    found: list[tuple[Duty, OpenItem]] = field(default_factory=list)

    def ask(self, duty: Duty, items: Callable[[], Iterable[OpenItem]]) -> None:
        """Add the items of a duty, which are looked for only when the role has it."""
        if self.role in duty.roles:
            self.found.extend((duty, item) for item in items())
