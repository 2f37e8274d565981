"""How a value of each kind looks in a table, a suggestion or a read-only field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt

from desk.kernel.choices import Choice
from desk.kernel.moments import show_date, show_moment
from desk.kernel.prices import show_price
from desk.kernel.quantities import show_money, show_percent, show_volume, show_weight
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind

YES = "✓"

_SHOWN: Mapping[Kind, Callable[[Any], str]] = {
    Kind.MONEY: show_money,
    Kind.PRICE: show_price,
    Kind.WEIGHT: show_weight,
    Kind.VOLUME: show_volume,
    Kind.PERCENT: show_percent,
    Kind.DATE: show_date,
    Kind.MOMENT: show_moment,
    Kind.FLAG: lambda v: YES if v else "",
}

_RIGHT = frozenset({Kind.COUNT, Kind.MONEY, Kind.PRICE, Kind.WEIGHT, Kind.VOLUME, Kind.PERCENT})
_CENTRE = frozenset({Kind.FLAG})

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def show(field: Field, value: Any) -> str:
    """A value of a field in one line; None is empty."""
    return "" if value is None else shower(field)(value)


def shower(field: Field) -> Callable[[Any], str]:
    """What brings the values of a field into one line, for who shows many of them; not asked for None."""
    return _SHOWN.get(field.kind, _one_line)


def _one_line(value: Any) -> str:
    if isinstance(value, Choice):
        return value.label
    return " ".join(value.split()) if isinstance(value, str) else show_any(value)


def show_any(value: Any) -> str:
    """A value without a field: choices by their word, dates and moments by the office's way."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("是") if value else tr("否")
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, datetime):
        return show_moment(value)
    return show_date(value) if isinstance(value, date) else str(value)


def alignment(field: Field) -> Qt.AlignmentFlag:
    """Numbers to the right, flags in the middle, everything else to the left."""
    if field.kind in _RIGHT:
        return RIGHT
    return CENTRE if field.kind in _CENTRE else LEFT
