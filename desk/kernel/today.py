"""What waits for someone today: each room names its own open work, the board shows it by deadline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_ROWS = 50
"""So many rows of one source stand on the board, the most urgent; it says when there may be more."""


@dataclass(frozen=True)
class TodayRow:
    """One line of the board.

    Attributes:
        kind: what is to be done (点收, 派送, 告知客户 …).
        title: which one, in a few words.
        due_at: until when, or None.
        page: page that does it, with its arguments.
        arguments: handed to the page.
        number: document number, if there is one.
        more: its source stopped at `MOST_ROWS`; the board counts 「50+」.
    """

    kind: str
    title: str
    due_at: datetime | None
    page: str
    arguments: dict[str, Any] = field(default_factory=dict)
    number: str = ""
    more: bool = False


def counted(rows: Sequence[TodayRow]) -> str:
    """How many, as the board says it: 「12」, and 「50+」 when there may be more.

    Source: assumed.
    """
    return f"{len(rows)}+" if any(row.more for row in rows) else str(len(rows))


@dataclass(frozen=True)
class TodaySource:
    """Where one kind of open work comes from, and the right needed to do it.

    Attributes:
        right: who holds it sees the rows.
        rows: asked anew every time, of a reader; bounded by `MOST_ROWS` and by an index.
        rests_on: tables of work that has to look at every customer: its rows are kept for the day,
            until one of these tables changes.
    """

    right: str
    rows: Callable[[Any], list[TodayRow]]
    rests_on: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DayFigure:
    """One figure of the calm picture of the day.

    Attributes:
        label: what is counted.
        value: how many.
        page: the list it was counted from.
        arguments: handed to the page, so that it shows exactly what was counted.
        is_bad: there should be none of these.
    """

    label: str
    value: int
    page: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    is_bad: bool = False


@dataclass(frozen=True)
class DayBars:
    """One count over the last days, a bar a day, the latest last; `label` of a bar is its day."""

    label: str
    bars: tuple[DayFigure, ...]


@dataclass(frozen=True)
class DayPicture:
    """The calm picture of the day: its figures, and the days before it."""

    figures: tuple[DayFigure, ...] = ()
    plots: tuple[DayBars, ...] = ()
