"""Where a consignment can go, found by a part of the name or by its pinyin initials."""

from dataclasses import dataclass
from functools import lru_cache

from desk.kernel.divisions import cities, counties, provinces, short_name
from ui.editors.drop_down import Suggestion

MOST = 20
HOME_PROVINCE = "新疆维吾尔自治区"
CAPITAL = "0100"


@dataclass(frozen=True)
class Destination:
    """A city, or a city and a county, as it is typed.

    Attributes:
        own: its own part of the name.
        size: 0 the capital of a province, 1 another city, 2 a county.
    """

    name: str
    above: str
    own: str
    size: int


@lru_cache(maxsize=1)
def destinations() -> tuple[Destination, ...]:
    """Every city; its counties in the own province, its county-level cities (义乌市) elsewhere."""
    rows = []
    for province in provinces():
        home = province == HOME_PROVINCE
        for city in cities(province):
            size = 0 if city.code.endswith(CAPITAL) else 1
            rows.append(Destination(city.name, province, city.name, size))
            below = [d.name for d in counties(province, city.name) if home or d.name[-1] == "市"]
            rows += [Destination(f"{city.name}{own}", province, own, 2) for own in below]
    return tuple(rows)


@lru_cache(maxsize=1)
def spelt_destinations() -> tuple[tuple[Destination, tuple[str, ...], frozenset[str]], ...]:
    """Every destination with the initials of its name and own part, and those of its spoken name."""
    from desk.kernel.pinyin import initials  # its tables are read on a thread after the start

    return tuple(
        (d, (*initials(d.name), *initials(d.own)), frozenset(initials(short_name(d.own))))
        for d in destinations()
    )


def division_suggestions(typed: str) -> list[Suggestion]:
    """Destinations whose name begins with, or else contains, what is typed; or by their initials.

    Whose spoken name has just these initials (郑州 = zz) stands first; then the own province, and a
    larger city before a smaller one and before its counties.
    """
    if not typed:
        return []
    hits = _spelt(typed.lower()) if typed.isascii() else _written(typed)
    hits.sort(
        key=lambda hit: (hit[0], hit[1].above != HOME_PROVINCE, hit[1].size, len(hit[1].name))
    )
    return [Suggestion(d.name, d.name, d.above) for _, d in hits[:MOST]]


def _written(typed: str) -> list[tuple[bool, Destination]]:
    return [(not d.name.startswith(typed), d) for d in destinations() if typed in d.name]


def _spelt(letters: str) -> list[tuple[bool, Destination]]:
    return [
        (letters not in spoken, d)
        for d, words, spoken in spelt_destinations()
        if letters in spoken or any(word.startswith(letters) for word in words)
    ]
