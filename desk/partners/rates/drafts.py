"""A partner rate as typed or imported: plain values, checked together."""

from dataclasses import dataclass
from datetime import date

from desk.kernel.prices import Basis
from desk.partners.rates.choices import RateSource


@dataclass(frozen=True, kw_only=True)
class RateTerms:
    """What a partner charges and how long he takes. Prices per kg are 1/1000 yuan, others fen."""

    basis: Basis = Basis.W
    price_kg_mill: int = 0
    price_m3_fen: int = 0
    price_piece_fen: int = 0
    lump_fen: int = 0
    ratio: int = 333
    min_charge_fen: int = 0
    door_fee_fen: int = 0
    return_price_kg_mill: int = 0
    transit_days: int = 0


@dataclass(frozen=True, kw_only=True)
class RateDraft:
    """A rate of one lane: its ends as typed, its terms, its validity and where it comes from."""

    partner_id: int
    from_place: str
    to_place: str
    terms: RateTerms
    valid_from: date
    valid_to: date | None
    source: RateSource
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ExampleTicket:
    """The goods by which a rate change is explained; weight in grams, volume in cm³."""

    weight_g: int = 500_000
    volume_cm3: int = 1_500_000
    pieces: int = 10
    door: bool = True
