"""Prices of one lane must not hold at the same time twice (E122)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desk.kernel.errors import Problems
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.pricing.tariffs.model import FeeLine, TariffLine, TariffSheet
from desk.pricing.tariffs.rules import IN_USE
from desk.storage.work import Reader

NAMED = 20
_OTHER = aliased(TariffSheet)
_THEIR_LINE, _THEIR_FEE = aliased(TariffLine), aliased(FeeLine)


def overlaps(read: Reader, sheet: TariffSheet) -> Problems:
    """Every lane or fee of a sheet that an approved sheet of its kind has for some of its days.

    The version it replaces does not count: it ends where the new one begins.
    """
    problems = Problems()
    lanes = (
        select(_THEIR_LINE.origin, _THEIR_LINE.destination, _OTHER)
        .join(_OTHER, _OTHER.id == _THEIR_LINE.sheet_id)
        .join(
            TariffLine,
            (TariffLine.from_code == _THEIR_LINE.from_code)
            & (TariffLine.to_city_code == _THEIR_LINE.to_city_code)
            & (TariffLine.to_county_code == _THEIR_LINE.to_county_code),
        )
        .where(TariffLine.sheet_id == sheet.id)
    )
    fees = (
        select(_THEIR_FEE.fee, _THEIR_FEE.place, _OTHER)
        .join(_OTHER, _OTHER.id == _THEIR_FEE.sheet_id)
        .join(
            FeeLine,
            (FeeLine.fee == _THEIR_FEE.fee) & (FeeLine.place_code == _THEIR_FEE.place_code),
        )
        .where(FeeLine.sheet_id == sheet.id)
    )
    for start, end, other in read.session.execute(_in_the_way(lanes, sheet)):
        _add(problems, start, end, other)
    for fee, place, other in read.session.execute(_in_the_way(fees, sheet)):
        _add(problems, fee.label, place or tr("各地"), other)
    return problems


def _in_the_way(wanted: Any, sheet: TariffSheet) -> Any:
    return wanted.where(
        _OTHER.id != sheet.id,
        _OTHER.id != (sheet.replaces_id or 0),
        _OTHER.kind == sheet.kind,
        _OTHER.customer_id.is_not_distinct_from(sheet.customer_id),
        _OTHER.state.in_(IN_USE),
        _OTHER.valid_from <= sheet.valid_to,
        _OTHER.valid_to >= sheet.valid_from,
    ).limit(NAMED)


def _add(problems: Problems, start: str, end: str, other: TariffSheet) -> None:
    ends = {"from": start, "to": end}
    days = {"d1": show_date(other.valid_from), "d2": show_date(other.valid_to)}
    problems.add("E122", "valid_from", **ends, **days, v=other.label)
