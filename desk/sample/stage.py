"""The open sample office with its clock, and the people who act in it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from desk.app import Desk
from desk.kernel.actor import Actor
from desk.kernel.calendar import BEIJING, WorkingCalendar
from desk.kernel.clock import SetClock
from desk.kernel.commands import entry_of
from desk.kernel.moments import local
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
    shown: dict[str, str] = field(default_factory=dict)
    """Papers worth printing: the last number of each form that came up."""
    done: list[str] = field(default_factory=list)
    """Names of the commands that were saved, in their order."""

    @property
    def today(self) -> date:
        """The business day on which the play stops."""
        return local(self.latest).date()

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A Beijing time of day, for what is only planned."""
        return datetime.combine(day, time(hour, minute), BEIJING)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Let it become a Beijing time of day: the clock goes forward only, never past the present.

        Returns:
            What the clock shows now.
        """
        moment = max(self.clock.moment, min(self.moment(day, hour, minute), self.latest))
        self.clock.put(moment)
        return moment

    def as_(self, login: str) -> None:
        """Let another person act."""
        self.desk.actor = self.actors[login]

    def do(
        self, command: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a command, confirming what a clerk would confirm."""
        prepared = self.desk.with_(confirmed={"E134", "E030", "E031", "E041", "E165"})
        outcome = prepared.run(command, *args, **kwargs)
        self.done.append(entry_of(command).name)
        return outcome.value

    def workday_before(self, day: date, count: int) -> date:
        """The working day so many working days earlier."""
        return workday_before(self.desk.calendar, day, count)


def workday_before(calendar: WorkingCalendar, day: date, count: int) -> date:
    """The working day so many working days earlier."""
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_workday(day)
    return day
