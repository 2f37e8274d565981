"""In which unit a setting is shown and typed: the office reads yuan and per cent, the file keeps fen and points."""

from collections.abc import Callable, Mapping

from desk.kernel.quantities import show_money, show_percent, show_volume, show_weight
from desk.kernel.text import tr
from desk.screens.fields import Kind

_ENDINGS = {"_bp": Kind.PERCENT, "_g": Kind.WEIGHT, "_cm3": Kind.VOLUME}
_SHOWN: Mapping[Kind, Callable[[int], str]] = {
    Kind.MONEY: show_money,
    Kind.PERCENT: show_percent,
    Kind.WEIGHT: show_weight,
    Kind.VOLUME: show_volume,
}


def kind_of(key: str, default: object) -> Kind:
    """The kind of a setting: its name ends in the unit it is kept in."""
    if isinstance(default, bool):
        return Kind.FLAG
    if isinstance(default, str):
        return Kind.TEXT
    if "_fen" in key:
        return Kind.MONEY
    return next((kind for ending, kind in _ENDINGS.items() if key.endswith(ending)), Kind.COUNT)


def shown_setting(key: str, value: str | int | bool) -> str:
    """A value in the unit the office reads: 2000 fen are 20.00."""
    if isinstance(value, bool):
        return tr("是") if value else tr("否")
    show = _SHOWN.get(kind_of(key, value))
    return show(int(value)) if show is not None else str(value)
