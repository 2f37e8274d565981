"""Where a consignment can go, found by a part of the name or by its pinyin initials."""

from dataclasses import dataclass
from functools import lru_cache

from desk.kernel.divisions import cities, counties, provinces
from ui.editors.drop_down import Suggestion

MOST = 20
HOME_PROVINCE = "新疆维吾尔自治区"


@dataclass(frozen=True)
class Destination:
    """A city, or a city and a county, as it is typed; `own` is its own part of the name."""

    name: str
    above: str
    own: str


@lru_cache(maxsize=1)
def destinations() -> tuple[Destination, ...]:
    """Own province first: every city and county there, and every city elsewhere."""
    home = [(d.city, d.name) for d in cities(HOME_PROVINCE)]
    rows = [Destination(city, HOME_PROVINCE, city) for _, city in home]
    for _, city in home:
        for division in counties(HOME_PROVINCE, city):
            county = division.county or ""
            rows.append(Destination(f"{city}{county}", HOME_PROVINCE, county))
    others = [p for p in provinces() if p != HOME_PROVINCE]
    rows += [Destination(d.name, province, d.name) for province in others for d in cities(province)]
    return tuple(rows)


@lru_cache(maxsize=1)
def spelt_destinations() -> tuple[tuple[Destination, tuple[str, ...]], ...]:
    """Every destination with the initials of its name and of its own part."""
    from desk.kernel.pinyin import initials  # its tables are read on a thread after the start

    return tuple((d, (*initials(d.name), *initials(d.own))) for d in destinations())


def division_suggestions(typed: str) -> list[Suggestion]:
    """Destinations whose name begins with, or else contains, what is typed; or by their initials."""
    if not typed:
        return []
    hits = (
        _spelt(typed.lower()) if typed.isascii() else [d for d in destinations() if typed in d.name]
    )
    hits.sort(key=lambda d: (not d.name.startswith(typed), d.above != HOME_PROVINCE, len(d.name)))
    return [Suggestion(d.name, d.name, d.above) for d in hits[:MOST]]


def _spelt(letters: str) -> list[Destination]:
    return [d for d, words in spelt_destinations() if any(w.startswith(letters) for w in words)]
