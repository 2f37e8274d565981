"""Loads put together on a screen and not saved yet: in order, each once, pieces changed."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, Protocol, Self, TypeVar

from desk.kernel.text import tr
from ui.desks.former import Former
from ui.desks.pasted_table import counts_of, keyed_rows


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
        self._former: Former[list[P]] = Former()
        self._known: dict[str, P] = {}

    @property
    def drafts(self) -> tuple[D, ...]:
        return tuple(stop.draft() for stop in self.stops)

    @property
    def changed(self) -> bool:
        """Whether the loads differ from what was saved."""
        return self.drafts != self.saved

    def named(self, wrong: Mapping[int, str]) -> dict[str, str]:
        """What is wrong with loads counted from 0, by their numbers and with the place that is read."""
        words, stops = tr("第 {n} 票:{why}"), self.stops
        return {
            stops[at].number: words.format(n=at + 1, why=why)
            for at, why in wrong.items()
            if at < len(stops)
        }

    def take(self, stops: Iterable[P], *, saved: bool) -> None:
        """Show other loads."""
        self.stops = list(stops)
        self._known |= {stop.number: stop for stop in self.stops}
        self.saved = self.drafts if saved else ()
        self._former.forget()

    def add(self, stop: P) -> bool:
        """Append a load; False when it is there already."""
        if any(stop.number == other.number for other in self.stops):
            return False
        self._remember()
        self.stops.append(stop)
        self._known[stop.number] = stop
        return True

    def remove(self, number: str) -> None:
        self._remember()
        self.stops = [stop for stop in self.stops if stop.number != number]

    def move(self, number: str, to: int) -> None:
        """Put a load to a place, counted from 0."""
        index = self.index_of(number)
        if index is not None:
            self._remember()
            stop = self.stops.pop(index)
            self.stops.insert(max(0, min(to, len(self.stops))), stop)

    def put_pieces(self, number: str, pieces: int) -> None:
        """Change how many pieces go along; the room judges whether they may."""
        self._remember()
        self.stops = [s.with_pieces(pieces) if s.number == number else s for s in self.stops]

    def index_of(self, number: str) -> int | None:
        return next((i for i, stop in enumerate(self.stops) if stop.number == number), None)

    def paste(self, text: str, free: Iterable[P]) -> list[str]:
        """Take pasted tickets along, each with the pieces beside its number or all that are free.

        Args:
            text: a column of numbers, or numbers and pieces.
            free: what could be taken along.

        Returns:
            What is wrong; then nothing was taken.
        """
        able = {load.number: load for load in (*free, *self.stops)}
        usual = {number: load.pieces for number, load in able.items()}
        found, wrong = counts_of(keyed_rows(text, list(able)), able, 1, usual)
        if found and not wrong:
            self._remember()
            changed = {number: able[number].with_pieces(n) for number, n in found.items()}
            self._known |= changed
            kept = [changed.pop(load.number, load) for load in self.stops]
            self.stops = [*kept, *changed.values()]
        return wrong

    @property
    def pairs(self) -> tuple[tuple[str, int], ...]:
        """Number and pieces of every load, in order."""
        return tuple((stop.number, stop.pieces) for stop in self.stops)

    def put(self, pairs: Iterable[tuple[str, int]], free: Iterable[P]) -> None:
        """Load just these again, as far as they are known or free."""
        self._known |= {load.number: load for load in free}
        self._remember()
        known = [(self._known.get(number), pieces) for number, pieces in pairs]
        self.stops = [load.with_pieces(pieces) for load, pieces in known if load is not None]

    def step(self, *, back: bool) -> None:
        """Take the last change back, or make it again."""
        former = self._former.step(list(self.stops), back=back)
        if former is not None:
            self.stops = former

    @staticmethod
    def words(pairs: Iterable[tuple[str, int]]) -> str:
        """Loads in words."""
        return "、".join(tr("{no} {n}件").format(no=number, n=n) for number, n in pairs)

    def _remember(self) -> None:
        self._former.remember(list(self.stops))

    @property
    def load_g(self) -> int:
        return sum(stop.weight_g for stop in self.stops)

    @property
    def load_cm3(self) -> int:
        return sum(stop.volume_cm3 for stop in self.stops)

    @property
    def pieces(self) -> int:
        return sum(stop.pieces for stop in self.stops)
