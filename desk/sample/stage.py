"""The open sample office with its clock, and the people who act in it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from desk.app import Desk
from desk.kernel.actor import Actor
from desk.kernel.calendar import BEIJING
from desk.kernel.clock import SetClock
from desk.storage.work import Work

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Stage:
    """Where the month is played: one desk, one clock, one source of chance."""

    desk: Desk
    clock: SetClock
    chance: random.Random
    latest: datetime
    actors: dict[str, Actor] = field(default_factory=dict)

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A Beijing time of day, for what is only planned."""
        return datetime.combine(day, time(hour, minute), BEIJING)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Put the clock to a Beijing time of day, never past the present, and return that moment."""
        moment = min(self.moment(day, hour, minute), self.latest)
        self.clock.put(moment)
        return moment

    def as_(self, login: str) -> None:
        """Let another person act."""
        self.desk.actor = self.actors[login]

    def do(
        self, command: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a command, confirming what a clerk would confirm."""
        return (
            self.desk.with_(confirmed={"E134", "E030", "E031"}).run(command, *args, **kwargs).value
        )

    def workday_before(self, day: date, count: int) -> date:
        """The working day so many working days earlier."""
        found = day
        while count:
            found -= timedelta(days=1)
            count -= self.desk.calendar.is_workday(found)
        return found
