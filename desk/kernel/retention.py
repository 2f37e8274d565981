"""How long personal data is kept: rooms answer what is over, and clear it once the manager agreed.

A room names a `Keeping` — a kind of data, how long it is kept and what is left of it afterwards — and
hears two events::

    CALLS = Keeping("inquiries", "未成交询价", "1 年", "抹去公司、联系人和电话")

    @on(RetentionAsked)
    def calls_to_clear(work: Work, asked: RetentionAsked) -> None:
        asked.ask(CALLS, lambda: (Expired(call.id, call.number, over_on) for call in ...))

    @on(RetentionGranted)
    def clear_calls(work: Work, granted: RetentionGranted) -> None:
        for call_id in granted.of(CALLS): ...

Nothing else has to be edited. Source: spec 5.13.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from desk.kernel.calendar import BEIJING
from desk.kernel.moments import local

CLEARED = "(已清除)"


@dataclass(frozen=True)
class Keeping:
    """One kind of personal data, the time it is kept, and what the clearing does."""

    name: str
    label: str
    kept_for: str
    clearing: str


@dataclass(frozen=True)
class Expired:
    """One record whose time is over; `since` is the first day it need not be kept any more."""

    record_id: int
    title: str
    since: date

    @classmethod
    def after(cls, record_id: int, title: str, ended_at: datetime, years: int) -> "Expired":
        """A record that ended at a moment and is kept so many years from then."""
        return cls(record_id, title, years_after(local(ended_at).date(), years))


@dataclass(frozen=True)
class RetentionAsked:
    """Someone draws up what is over today; rooms add theirs."""

    today: date
    found: list[tuple[Keeping, Expired]] = field(default_factory=list)

    def ask(self, keeping: Keeping, items: Callable[[], Iterable[Expired]]) -> None:
        """Add the records of a kind."""
        self.found.extend((keeping, item) for item in items())


@dataclass(frozen=True)
class RetentionGranted:
    """The manager agreed to a list; rooms clear their own."""

    ids: Mapping[str, tuple[int, ...]]

    def of(self, keeping: Keeping) -> tuple[int, ...]:
        """Record ids of a kind."""
        return self.ids.get(keeping.name, ())


def years_after(day: date, years: int) -> date:
    """The same day years on; 29 February becomes 1 March."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


def years_before(day: date, years: int) -> date:
    """The last day that lies a whole number of years back; 29 February becomes 28."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)


def end_years_before(day: date, years: int) -> datetime:
    """The last moment of the day `years_before`: what happened by then need not be kept any more."""
    return datetime.combine(years_before(day, years), time.max, BEIJING)
