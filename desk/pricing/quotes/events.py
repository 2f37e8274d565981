"""What the quotes ask the rooms above."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.kernel.quantities import round_half_up, show_money
from desk.kernel.text import tr
from desk.pricing.quotes.choices import CostLeg
from desk.pricing.tariffs.places import find_place

LOOK_BACK_DAYS, MOST_TRUCKS = 90, 10


@dataclass(frozen=True)
class LegCost:
    """What a part of the way will cost, and how that is known."""

    amount_fen: int
    source: str
    rate_id: int | None = None


@dataclass(frozen=True)
class CostAsked:
    """What will these goods cost the office? A room that knows its own recent trucks fills a leg in.

    Attributes:
        origin: city where they start; `destination` where they end.
        legs: the parts that are asked for.
        found: answers by part; what stays out nobody can tell.
    """

    origin: str
    destination: str
    weight_g: int
    now: datetime
    legs: frozenset[CostLeg]
    found: dict[CostLeg, LegCost] = field(default_factory=dict)

    @property
    def since(self) -> datetime:
        """Trucks before this are too old to tell by."""
        return self.now - timedelta(days=LOOK_BACK_DAYS)

    def starts_in(self, place: str) -> bool:
        """Whether the goods start in the city of a place, as a truck's station may be written."""
        return _same_city(self.origin, place)

    def ends_in(self, place: str) -> bool:
        """Whether the goods end in the city of a place."""
        return _same_city(self.destination, place)

    def tell_by_weight(self, leg: CostLeg, trucks: list[tuple[int, int]]) -> None:
        """Answer a part from recent trucks: each with its cost in fen and its load in grams.

        Trucks without cost or load say nothing; without any the part stays unknown.
        """
        telling = [(fen, grams) for fen, grams in trucks if fen > 0 and grams > 0][:MOST_TRUCKS]
        if leg not in self.legs or not telling:
            return
        fen, grams = sum(t[0] for t in telling), sum(t[1] for t in telling)
        per_kg = show_money(round_half_up(fen * 1000, grams))
        source = tr("近期 {n} 车平均 {p} 元/kg").format(n=len(telling), p=per_kg)
        self.found[leg] = LegCost(round_half_up(fen * self.weight_g, grams), source)


def _same_city(one: str, other: str) -> bool:
    a, b = find_place(one), find_place(other)
    return a is not None and b is not None and a.city_code == b.city_code
