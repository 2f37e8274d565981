"""Loads put together on a screen and not saved yet: in order, each once, pieces changed."""

from collections.abc import Iterable
from typing import Any, Generic, Protocol, Self, TypeVar


class Part(Protocol):
    """Some pieces of a ticket."""

    @property
    def number(self) -> str: ...

    @property
    def pieces(self) -> int: ...

    @property
    def weight_g(self) -> int: ...

    @property
    def volume_cm3(self) -> int: ...

    def draft(self) -> Any:
        """What is saved of it."""
        ...

    def with_pieces(self, pieces: int) -> Self:
        """The same with other pieces."""
        ...


P = TypeVar("P", bound=Part)
D = TypeVar("D")


class Loaded(Generic[P, D]):
    """The loads in their order."""

    def __init__(self) -> None:
        self.stops: list[P] = []
        self.saved: tuple[D, ...] = ()

    @property
    def drafts(self) -> tuple[D, ...]:
        return tuple(stop.draft() for stop in self.stops)

    @property
    def changed(self) -> bool:
        """Whether the loads differ from what was saved."""
        return self.drafts != self.saved

    def take(self, stops: Iterable[P], *, saved: bool) -> None:
        """Show other loads."""
        self.stops = list(stops)
        self.saved = self.drafts if saved else ()

    def add(self, stop: P) -> bool:
        """Append a load; False when it is there already."""
        if any(stop.number == other.number for other in self.stops):
            return False
        self.stops.append(stop)
        return True

    def remove(self, number: str) -> None:
        self.stops = [stop for stop in self.stops if stop.number != number]

    def move(self, number: str, to: int) -> None:
        """Put a load to a place, counted from 0."""
        index = self.index_of(number)
        if index is not None:
            stop = self.stops.pop(index)
            self.stops.insert(max(0, min(to, len(self.stops))), stop)

    def put_pieces(self, number: str, pieces: int) -> None:
        """Change how many pieces go along; the room judges whether they may."""
        self.stops = [s.with_pieces(pieces) if s.number == number else s for s in self.stops]

    def index_of(self, number: str) -> int | None:
        return next((i for i, stop in enumerate(self.stops) if stop.number == number), None)

    @property
    def load_g(self) -> int:
        return sum(stop.weight_g for stop in self.stops)

    @property
    def load_cm3(self) -> int:
        return sum(stop.volume_cm3 for stop in self.stops)

    @property
    def pieces(self) -> int:
        return sum(stop.pieces for stop in self.stops)
