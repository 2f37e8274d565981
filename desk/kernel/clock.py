"""The injected clock: no room ever asks the computer for the time itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock, cut to whole seconds."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)


@dataclass
class SetClock:
    """A clock that stands where it was put: for tests, the sample office and the self-test."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def put(self, moment: datetime) -> None:
        self.moment = moment

    def pass_(self, **span: float) -> None:
        """Let time pass, for example ``clock.pass_(hours=2)``."""
        self.moment += timedelta(**span)
