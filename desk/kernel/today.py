"""What waits for someone today: each room names its own open work, the board shows it by deadline."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


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
    """

    kind: str
    title: str
    due_at: datetime | None
    page: str
    arguments: dict[str, Any] = field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True)
class TodaySource:
    """Where one kind of open work comes from, and the right needed to do it."""

    right: str
    rows: Callable[[Any], list[TodayRow]]


@dataclass(frozen=True)
class DayFigure:
    """One figure of the calm picture of the day."""

    label: str
    value: int
    page: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
