"""The surcharges of a shipment on a day, from the surcharge sheet in force.

Source: spec 5.2, A-08, A-09. Cover and COD fee without a line of their own follow the settings; the
other fees are nothing without a line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.kernel.settings import Settings
from desk.pricing.tariffs.choices import FeeKind, SheetKind
from desk.pricing.tariffs.model import FeeLine, TariffSheet
from desk.pricing.tariffs.places import find_place
from desk.pricing.tariffs.rules import IN_USE, Fee, fee_fen
from desk.storage.work import Reader

_PLACED_AT = {FeeKind.PICKUP: "origin", FeeKind.DELIVERY: "destination"}


@dataclass(frozen=True, kw_only=True)
class FeeQuestion:
    """What surcharges are asked for; the flags say which services are wanted."""

    origin: str
    destination: str
    on: date
    chargeable_kg: int
    pickup: bool = False
    delivery: bool = False
    receipt: bool = False
    declared_value_fen: int = 0
    cod_amount_fen: int = 0


@dataclass(frozen=True)
class FeeHit:
    """One surcharge with the line it comes from (None: by the settings, or no line at all)."""

    fee: FeeKind
    amount_fen: int
    sheet_id: int | None = None
    line_id: int | None = None


def find_fees(read: Reader, question: FeeQuestion) -> tuple[FeeHit, ...]:
    """Every surcharge that is wanted, in the order of `FeeKind`; the COD fee is no part of a total."""
    lines = _lines_on(read, question.on)
    return tuple(_hit(read, question, fee, lines) for fee in _wanted(question))


def _wanted(question: FeeQuestion) -> list[FeeKind]:
    wanted = {
        FeeKind.PICKUP: question.pickup,
        FeeKind.DELIVERY: question.delivery,
        FeeKind.COVER: question.declared_value_fen > 0,
        FeeKind.RECEIPT: question.receipt,
        FeeKind.COD: question.cod_amount_fen > 0,
    }
    return [fee for fee in FeeKind if wanted[fee]]


Lines = Mapping[tuple[FeeKind, str], tuple[FeeLine, TariffSheet]]


def _lines_on(read: Reader, on: date) -> Lines:
    rows = read.session.execute(
        select(FeeLine, TariffSheet)
        .join(TariffSheet, TariffSheet.id == FeeLine.sheet_id)
        .where(
            TariffSheet.kind == SheetKind.SURCHARGE,
            TariffSheet.state.in_(IN_USE),
            TariffSheet.valid_from <= on,
            TariffSheet.valid_to >= on,
        )
    )
    return {(line.fee, line.place_code): (line, sheet) for line, sheet in rows}


def _hit(read: Reader, question: FeeQuestion, fee: FeeKind, lines: Lines) -> FeeHit:
    value = {FeeKind.COVER: question.declared_value_fen, FeeKind.COD: question.cod_amount_fen}
    weight, amount = question.chargeable_kg, value.get(fee, 0)
    keys = [(fee, code) for code in _codes(question, fee)]
    found = next((lines[key] for key in keys if key in lines), None)
    if found is None:
        rule = _by_settings(read.settings).get(fee)
        fen = fee_fen(rule, chargeable_kg=weight, value_fen=amount) if rule else 0
        return FeeHit(fee, fen)
    line, sheet = found
    fen = fee_fen(
        line.rule, chargeable_kg=weight, value_fen=amount, rounding_fen=sheet.rounding_fen
    )
    return FeeHit(fee, fen, sheet.id, line.id)


def _codes(question: FeeQuestion, fee: FeeKind) -> list[str]:
    """Where a line may stand, the nearest first: county, city, everywhere."""
    place = find_place(getattr(question, _PLACED_AT[fee])) if fee in _PLACED_AT else None
    here = [place.county_code, place.city_code] if place else []
    return [*filter(None, here), ""]


def _by_settings(settings: Settings) -> dict[FeeKind, Fee]:
    return {
        FeeKind.COVER: Fee(share_bp=settings.cover_fee_bp, min_fen=settings.cover_fee_min_fen),
        FeeKind.COD: Fee(
            share_bp=settings.cod_fee_bp,
            min_fen=settings.cod_fee_min_fen,
            max_fen=settings.cod_fee_max_fen,
        ),
    }
