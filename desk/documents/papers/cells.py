"""What one cell of a paper holds and the one place where its value becomes text."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desk.kernel.moments import show_date, show_moment
from desk.kernel.prices import show_price
from desk.kernel.quantities import show_money, show_percent, show_volume, show_weight

Cell = str | int | date | datetime | None
"""A raw value: text, a count or an integer quantity, a business date, a UTC moment, or nothing."""


class Kind(StrEnum):
    """How a raw value is read and shown."""

    TEXT = "text"
    COUNT = "count"
    """A whole number of pieces, tickets, copies."""
    MONEY = "money"
    """Integer fen, shown in yuan with 2 decimals."""
    PRICE = "price"
    """Price per kg in 1/1000 yuan, shown in yuan with 2 decimals, 3 when it has them."""
    WEIGHT = "weight"
    """Integer grams, shown in kg with 1 decimal, rounded half up."""
    VOLUME = "volume"
    """Integer cm³, shown in m³ with 3 decimals, rounded half up."""
    PERCENT = "percent"
    """Integer basis points, shown with 2 decimals and %."""
    DATE = "date"
    MOMENT = "moment"
    """An aware datetime, shown in Beijing time to the minute."""

    @property
    def is_number(self) -> bool:
        return self in UNITS


NOTHING = "—"
UNITS = {
    Kind.COUNT: 1,
    Kind.MONEY: 100,
    Kind.PRICE: 1000,
    Kind.WEIGHT: 1000,
    Kind.VOLUME: 1_000_000,
    Kind.PERCENT: 100,
}
"""Smallest units in one shown unit (fen in a yuan, grams in a kilogram …)."""


def shown(
    value: Cell, kind: Kind = Kind.TEXT, *, thousands: bool = True, show_zero: bool = False
) -> str:
    """Return a raw value as the office reads it.

    None is empty. Zero money is 「—」 unless `show_zero`. Weight and volume are rounded half up.
    Text stays exactly as typed.

    Source: spec 4.0.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return show_date(value) if kind is Kind.DATE else show_moment(value)
    if isinstance(value, date):
        return show_date(value)
    if kind is Kind.MONEY:
        return show_money(value, None if show_zero else NOTHING, thousands=thousands)
    return _SHOWN_BY.get(kind, str)(value)


_SHOWN_BY: Mapping[Kind, Callable[[Any], str]] = {
    Kind.PRICE: show_price,
    Kind.WEIGHT: show_weight,
    Kind.VOLUME: show_volume,
    Kind.PERCENT: show_percent,
}
