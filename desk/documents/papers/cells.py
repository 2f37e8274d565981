"""What one cell of a paper holds and the one place where its value becomes text."""

from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

Cell = str | int | date | datetime | None
"""A raw value: text, a count or an integer quantity, a business date, a UTC moment, or nothing."""

CHINA = timezone(timedelta(hours=8))
NOTHING = "—"


class Kind(StrEnum):
    """How a raw value is read and shown."""

    TEXT = "text"
    COUNT = "count"
    """A whole number of pieces, tickets, copies."""
    MONEY = "money"
    """Integer fen, shown in yuan with 2 decimals."""
    WEIGHT = "weight"
    """Integer grams, shown in kg with 1 decimal, rounded half up."""
    VOLUME = "volume"
    """Integer cm³, shown in m³ with 3 decimals, rounded half up."""
    PERCENT = "percent"
    """Integer basis points, shown in per cent with 2 decimals."""
    DATE = "date"
    MOMENT = "moment"
    """An aware datetime, shown in Beijing time to the minute."""

    @property
    def is_number(self) -> bool:
        return self in _SCALES or self is Kind.COUNT


# kind: (smallest units in the last shown decimal, decimals shown)
_SCALES = {
    Kind.MONEY: (1, 2),
    Kind.WEIGHT: (100, 1),
    Kind.VOLUME: (1000, 3),
    Kind.PERCENT: (1, 2),
}
UNITS = {
    Kind.COUNT: 1,
    Kind.MONEY: 100,
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
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        local = value.astimezone(CHINA)
        return local.strftime("%Y-%m-%d" if kind is Kind.DATE else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if kind is Kind.MONEY and value == 0 and not show_zero:
        return NOTHING
    return _decimal(value, kind, thousands)


def _decimal(value: int, kind: Kind, thousands: bool) -> str:
    step, decimals = _SCALES.get(kind, (1, 0))
    steps = (abs(value) * 2 + step) // (step * 2)
    whole, rest = divmod(steps, 10**decimals)
    sign = "-" if value < 0 and steps else ""
    digits = f"{whole:,}" if thousands and kind is Kind.MONEY else str(whole)
    return f"{sign}{digits}.{rest:0{decimals}d}" if decimals else f"{sign}{digits}"
