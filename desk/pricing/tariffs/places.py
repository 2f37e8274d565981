"""Where a price counts: the codes of a city, and of a county in it."""

from dataclasses import dataclass

from desk.kernel.divisions import Division, find_division
from desk.kernel.errors import Problems


@dataclass(frozen=True)
class Place:
    """One destination (A-07): six-digit codes of the city and, if named, of the county."""

    city_code: str
    county_code: str
    name: str


def place_of(division: Division) -> Place:
    """The place of a city or county; its name is the shortest that says both."""
    if division.county is None:
        return Place(division.code, "", division.name)
    return Place(f"{division.city_code}00", division.code, division.city + division.name)


def find_place(text: str) -> Place | None:
    """The place a typed destination means, or None; nothing is guessed."""
    division = find_division(text)
    return place_of(division) if division else None


def read_place(problems: Problems, text: str, field: str, label: str) -> Place | None:
    """A typed place; adds E001 or E007 to the problems."""
    if not problems.require(text, field, label):
        return None
    place = find_place(text)
    problems.check(place is not None, "E007", field, v=text.strip())
    return place
