"""A tariff line as typed, and what is checked before it is written."""

from dataclasses import dataclass

from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.prices import Basis, UnitPrice, check_unit_price
from desk.kernel.text import tr
from desk.pricing.tariffs.model import TariffLine
from desk.pricing.tariffs.places import Place, read_place
from desk.pricing.tariffs.tiers import parse_tiers, show_tiers

MAX_DAYS, NOTE_MOST = 90, 500
PRICES = (
    "basis",
    "price_kg_mill",
    "price_m3_fen",
    "price_piece_fen",
    "lump_fen",
    "ratio",
    "min_charge_fen",
)


@dataclass(frozen=True, kw_only=True)
class LineDraft:
    """One lane with its prices; `tiers` as clerks write weight breaks, ``100:1.50 500:1.20``."""

    origin: str
    destination: str
    transit_days: int
    basis: Basis = Basis.W
    price_kg_mill: int = 0
    price_m3_fen: int = 0
    price_piece_fen: int = 0
    lump_fen: int = 0
    ratio: int = 333
    min_charge_fen: int = 0
    tiers: str = ""
    note: str = ""


@dataclass(frozen=True)
class Lane:
    """From a city to a city or one of its counties."""

    origin: Place
    destination: Place

    @property
    def key(self) -> tuple[str, str, str]:
        return self.origin.city_code, self.destination.city_code, self.destination.county_code


def check_line(draft: LineDraft) -> tuple[Problems, Lane | None]:
    """Everything that is wrong with a typed line, and its lane when both ends are known.

    A county given as the origin stands for its city: lines start in cities (spec 3.12).
    """
    problems = Problems()
    origin = read_place(problems, draft.origin, "origin", tr("始发地"))
    destination = read_place(problems, draft.destination, "destination", tr("目的地"))
    lo, days = 0, draft.transit_days
    fits = lo <= days <= MAX_DAYS
    problems.check(fits, "E003", "transit_days", label=tr("时效"), lo=lo, hi=MAX_DAYS, v=days)
    size = len(clean_text(draft.note))
    label = tr("备注")
    problems.check(size <= NOTE_MOST, "E004", "note", label=label, n=NOTE_MOST, v=size)
    problems.check(not has_control_characters(draft.note, lines=True), "E012", "note", label=label)
    try:
        problems.extend(check_unit_price(price_of(draft)).found)
    except Refused as refused:
        problems.extend(refused.problems)
    return problems, Lane(origin, destination) if origin and destination else None


def price_of(draft: LineDraft) -> UnitPrice:
    """The prices of a typed line.

    Raises:
        Refused: E002 for weight breaks that cannot be read.
    """
    return UnitPrice(
        **{name: getattr(draft, name) for name in PRICES}, tiers=parse_tiers(draft.tiers)
    )


def fill_line(line: TariffLine, draft: LineDraft, lane: Lane) -> None:
    """Write a checked draft into a line."""
    line.from_code, line.to_city_code, line.to_county_code = lane.key
    line.origin, line.destination = lane.origin.name, lane.destination.name
    for name in PRICES:
        setattr(line, name, getattr(draft, name))
    line.transit_days = draft.transit_days
    line.tiers = show_tiers(parse_tiers(draft.tiers))
    line.note = clean_text(draft.note)
