"""Where a consignment can go, found by a part of the name or by its pinyin initials."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from desk.kernel.divisions import cities, counties, provinces, short_name
from ui.editors.drop_down import Suggestion

MOST = 20
HOME_PROVINCE = "新疆维吾尔自治区"
CAPITAL = "0100"
NONE_USED: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Destination:
    """A city, or a city and a county, as it is typed.

    Attributes:
        own: its own part of the name.
        size: 0 the capital of a province, 1 another city, 2 a county.
        code: GB/T 2260.
    """

    name: str
    above: str
    own: str
    size: int
    code: str

    def is_called(self, typed: str) -> bool:
        """Whether this is its whole name, in full or as it is spoken."""
        return typed in (self.name, self.own) or typed == short_name(self.own)


@lru_cache(maxsize=1)
def destinations() -> tuple[Destination, ...]:
    """Every city; its counties in the own province, its county-level cities (义乌市) elsewhere."""
    rows = []
    for province in provinces():
        home = province == HOME_PROVINCE
        for city in cities(province):
            size = 0 if city.code.endswith(CAPITAL) else 1
            rows.append(Destination(city.name, province, city.name, size, city.code))
            below = [d for d in counties(province, city.name) if home or d.name[-1] == "市"]
            for d in below:
                rows.append(Destination(f"{city.name}{d.name}", province, d.name, 2, d.code))
    return tuple(rows)


@lru_cache(maxsize=1)
def spelt_destinations() -> tuple[tuple[Destination, tuple[str, ...], frozenset[str]], ...]:
    """Every destination with the initials of its name and own part, and those of its spoken name."""
    from desk.kernel.pinyin import initials  # its tables are read on a thread after the start

    return tuple(
        (d, (*initials(d.name), *initials(d.own)), frozenset(initials(short_name(d.own))))
        for d in destinations()
    )


def division_suggestions(typed: str, used: Mapping[str, int] = NONE_USED) -> list[Suggestion]:
    """Destinations whose name begins with, or else contains, what is typed; or by their initials.

    Who is called just so stands first, in full, as it is spoken or by its spoken initials (郑州 = zz);
    then whatever the office uses, the most used first; then names that begin so, the own province,
    and a larger city before a smaller one and before its counties.

    Args:
        typed: what stands in the field.
        used: code of a place → tickets from there or to there.
    """
    if not typed:
        return []
    hits = _spelt(typed.lower()) if typed.isascii() else _written(typed)

    def rank(hit: tuple[bool, bool, Destination]) -> tuple[bool, int, bool, bool, int, int]:
        called, begins, d = hit
        often = used.get(d.code, 0)
        return (not called, -often, not begins, d.above != HOME_PROVINCE, d.size, len(d.name))

    hits.sort(key=rank)
    return [Suggestion(d.name, d.name, d.above) for _, _, d in hits[:MOST]]


def _written(typed: str) -> list[tuple[bool, bool, Destination]]:
    hits = [d for d in destinations() if typed in d.name]
    return [(d.is_called(typed), d.name.startswith(typed), d) for d in hits]


def _spelt(letters: str) -> list[tuple[bool, bool, Destination]]:
    return [
        (letters in spoken, True, d)
        for d, words, spoken in spelt_destinations()
        if letters in spoken or any(word.startswith(letters) for word in words)
    ]
