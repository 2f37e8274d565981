"""The price of a lane on a day: which line wins, and what it comes to.

Source: spec 5.2. Level 1, the accepted quote, belongs to the room that keeps quotes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, and_, exists, or_, select

from desk.kernel.errors import refuse
from desk.kernel.moments import show_date
from desk.kernel.prices import (
    BasisAmount,
    Load,
    UnitPrice,
    basis_amount,
    chargeable_kg,
    freight_fen,
)
from desk.pricing.tariffs.choices import PriceLevel, SheetKind
from desk.pricing.tariffs.model import TariffLine, TariffSheet
from desk.pricing.tariffs.places import Place, find_place
from desk.pricing.tariffs.rules import IN_USE
from desk.storage.work import Reader

LEVELS = (
    PriceLevel.CONTRACT_COUNTY,
    PriceLevel.CONTRACT_CITY,
    PriceLevel.PUBLIC_COUNTY,
    PriceLevel.PUBLIC_CITY,
)
NO_FACTOR_BP = 10_000


@dataclass(frozen=True, kw_only=True)
class PriceQuestion:
    """What a price is asked for; `on` is the day of acceptance, or of the quote.

    `returning`: goods going back, charged at the return factor of the outbound tariff (A-25).
    """

    origin: str
    destination: str
    on: date
    weight_g: int
    volume_cm3: int
    pieces: int
    customer_id: int | None = None
    returning: bool = False

    @property
    def load(self) -> Load:
        return Load(weight_g=self.weight_g, volume_cm3=self.volume_cm3, pieces=self.pieces)


@dataclass(frozen=True, kw_only=True)
class PriceHit:
    """The line that won, and the base freight it gives.

    Attributes:
        level: where it was found.
        origin: the line's own origin, by name.
        destination: the line's own destination, by name.
        price: prices of the line.
        rounding_fen: what the sheet rounds to.
        factor_bp: factor applied before rounding; 10000 unless goods go back.
        base_freight_fen: the freight, at least the minimum.
        chargeable_kg: chargeable weight of the goods.
        charged_kg: weight that was charged (with 重量进级 the start of the next break).
        price_kg_mill: price per kg that was applied.
        tier_from_kg: start of the weight break used, 0 below the first.
    """

    level: PriceLevel
    sheet_id: int
    sheet_name: str
    version: int
    line_id: int
    origin: str
    destination: str
    price: UnitPrice
    rounding_fen: int
    factor_bp: int
    base_freight_fen: int
    chargeable_kg: int
    charged_kg: int
    price_kg_mill: int
    tier_from_kg: int
    transit_days: int


_STATES = ", ".join(f"'{state.value}'" for state in sorted(IN_USE))
_IN_FORCE = (
    f"SELECT 1 FROM tariff_sheet WHERE kind = '{SheetKind.PUBLIC.value}'"
    f" AND state IN ({_STATES}) AND valid_from <= ? LIMIT 1"
)

Found = tuple[TariffLine, TariffSheet]


@dataclass(frozen=True)
class Ladder:
    """The lines found for a question, by level."""

    found: Mapping[PriceLevel, Found] = field(default_factory=dict)

    @property
    def winner(self) -> PriceLevel | None:
        """The first level that has a line."""
        return next((level for level in LEVELS if level in self.found), None)


def tariffs_in_force(read: Reader, on: date) -> bool:
    """Whether the office works by tariffs on a day: from the first day of its first public sheet on."""
    return read.recall("tariff_sheet", on, lambda: bool(read.column(_IN_FORCE, on.isoformat())))


def goes_to(read: Reader, destination: str, on: date) -> bool:
    """Whether a price from anywhere leads to a place on a day; True while no tariff is in force."""
    place = find_place(destination)
    codes = (place.city_code, place.county_code) if place else ("", "")
    found = read.recall(
        "tariff_line", (codes, on), lambda: bool(read.session.scalar(_lines_to(*codes, on)))
    )
    return found or not tariffs_in_force(read, on)


def _lines_to(city_code: str, county_code: str, on: date) -> Select[bool]:
    lines = exists().where(
        TariffLine.sheet_id == TariffSheet.id,
        TariffLine.to_city_code == city_code,
        TariffLine.to_county_code.in_({"", county_code}),
        TariffSheet.kind != SheetKind.SURCHARGE,
        TariffSheet.state.in_(IN_USE),
        TariffSheet.valid_from <= on,
        TariffSheet.valid_to >= on,
    )
    return select(lines)


def find_price(read: Reader, question: PriceQuestion) -> PriceHit:
    """The price of a lane by the precedence of spec 5.2.

    Raises:
        Refused: E120 naming lane and day when no line holds.
    """
    ladder = look_up(read, question)
    level = ladder.winner
    if level is None:
        raise no_price(question)
    return hit_of(read, question, level, *ladder.found[level])


def no_price(question: PriceQuestion) -> Exception:
    """E120 for a question."""
    ends = {"from": question.origin, "to": question.destination}
    return refuse("E120", "destination", **ends, date=show_date(question.on))


def look_up(read: Reader, question: PriceQuestion) -> Ladder:
    """Every line that holds for a question, by level; at most one on each."""
    origin, destination = find_place(question.origin), find_place(question.destination)
    if origin is None or destination is None:
        return Ladder()
    codes = (origin.city_code, destination.city_code, destination.county_code)
    asked = (*codes, question.on, question.customer_id)
    lines = read.recall("tariff_line", asked, lambda: _lines(read, question, *codes))
    return Ladder({_level(destination, *row): row for row in lines})


def _lines(
    read: Reader, question: PriceQuestion, from_code: str, to_code: str, county_code: str
) -> list[Found]:
    rows = read.session.execute(
        select(TariffLine, TariffSheet)
        .join(TariffSheet, TariffSheet.id == TariffLine.sheet_id)
        .where(
            TariffLine.from_code == from_code,
            TariffLine.to_city_code == to_code,
            TariffLine.to_county_code.in_({"", county_code}),
            TariffSheet.state.in_(IN_USE),
            TariffSheet.valid_from <= question.on,
            TariffSheet.valid_to >= question.on,
            or_(
                TariffSheet.kind == SheetKind.PUBLIC,
                and_(
                    TariffSheet.kind == SheetKind.CONTRACT,
                    TariffSheet.customer_id == question.customer_id,
                ),
            ),
        )
        .order_by(TariffLine.id)
    )
    return [(line, sheet) for line, sheet in rows]


def _level(asked: Place, line: TariffLine, sheet: TariffSheet) -> PriceLevel:
    exact = bool(asked.county_code) and line.to_county_code == asked.county_code
    if sheet.kind is SheetKind.CONTRACT:
        return PriceLevel.CONTRACT_COUNTY if exact else PriceLevel.CONTRACT_CITY
    return PriceLevel.PUBLIC_COUNTY if exact else PriceLevel.PUBLIC_CITY


def hit_of(
    read: Reader, question: PriceQuestion, level: PriceLevel, line: TariffLine, sheet: TariffSheet
) -> PriceHit:
    """What one line gives for a question."""
    price, load = line.price, question.load
    used: BasisAmount = basis_amount(price, load)
    factor = read.settings.return_factor_bp if question.returning else NO_FACTOR_BP
    return PriceHit(
        level=level,
        sheet_id=sheet.id,
        sheet_name=sheet.name,
        version=sheet.version,
        line_id=line.id,
        origin=line.origin,
        destination=line.destination,
        price=price,
        rounding_fen=sheet.rounding_fen,
        factor_bp=factor,
        base_freight_fen=freight_fen(
            price, load, rounding_fen=sheet.rounding_fen, factor_bp=factor
        ),
        chargeable_kg=chargeable_kg(load.weight_g, load.volume_cm3, price.ratio),
        charged_kg=used.charged_kg,
        price_kg_mill=used.price_kg_mill,
        tier_from_kg=used.tier_from_kg,
        transit_days=line.transit_days,
    )
