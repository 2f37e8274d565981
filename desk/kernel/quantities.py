"""Money, weight, volume, counts and percentages: read as clerks write them, kept as integers.

Money is fen, weight grams in steps of 100 g, volume cm³, percentages basis points. Every rounding
is half-up, away from zero. What cannot be read for certain is refused, never guessed as 0.

Source: spec 3 (notation), 3.28, 5 (rounding).
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.text import tr

Written = str | int | float | Decimal | None

_NUMBER = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_WRITTEN = re.compile(rf"(?:¥|rmb|人民币)?\s*([+-]?)\s*({_NUMBER})\s*([^0-9.,\s]\S*)?")
_SQUARED = str.maketrans({"㎏": "kg", "㎥": "m3"})
_MOST_DIGITS = 10**15
_TOO_LARGE = Decimal(_MOST_DIGITS)

_MONEY_UNITS = {"": 100, "元": 100, "圆": 100, "元整": 100}
_WEIGHT_UNITS = {
    "": 1000, "kg": 1000, "kgs": 1000, "公斤": 1000, "千克": 1000,
    "斤": 500, "g": 1, "克": 1, "t": 1_000_000, "吨": 1_000_000,
}  # fmt: skip
_VOLUME_UNITS = dict.fromkeys(("", "m3", "方", "立方", "立方米", "立方m"), 1_000_000)
BARE_WEIGHT = frozenset(unit for unit, size in _WEIGHT_UNITS.items() if size == _WEIGHT_UNITS[""])
BARE_VOLUME = frozenset(_VOLUME_UNITS)
"""Units that a number without a unit is taken for."""
_COUNT_UNITS = dict.fromkeys(("", *"件箱个包袋桶卷捆托台套只票"), 1)
_PERCENT_UNITS = {"": 100, "%": 100, "‰": 10}


def round_half_up(numerator: int, denominator: int) -> int:
    """Return numerator/denominator as an integer, halves away from zero."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def half_up(value: Decimal, places: int = 0) -> Decimal:
    """Return `value` with `places` decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def parse_money(value: Written, label: str = "金额", field: str | None = None) -> int:
    """Read an amount in 元 and return fen; it may be negative (discounts, reversals).

    Raises:
        Refused: E002 if it is not one certain number.
    """
    whole = _whole(value, _MONEY_UNITS[""])
    if whole is not None:
        return whole
    read = read_in_units(value, _MONEY_UNITS, signed=True)
    if read is None:
        raise refuse("E002", field, label=tr(label), v=_shown(value), example="1234.50")
    return int(half_up(read))


def parse_weight(value: Written, label: str = "重量", field: str | None = None) -> int:
    """Read a weight, in kg unless it names 吨, 斤 or 克, and return grams in steps of 100 g.

    Raises:
        Refused: E002 if it is not one certain number of at least 0.
    """
    whole = _whole(value, _WEIGHT_UNITS[""])
    if whole is not None and whole >= 0:
        return round_half_up(whole, 100) * 100
    read = read_in_units(value, _WEIGHT_UNITS)
    if read is None:
        raise refuse("E002", field, label=tr(label), v=_shown(value), example="480.5")
    return int(half_up(read / 100)) * 100


def parse_volume(value: Written, label: str = "体积", field: str | None = None) -> int:
    """Read a volume in m³ and return cm³.

    Raises:
        Refused: E002 if it is not one certain number of at least 0.
    """
    whole = _whole(value, _VOLUME_UNITS[""])
    if whole is not None and whole >= 0:
        return whole
    read = read_in_units(value, _VOLUME_UNITS)
    if read is None:
        raise refuse("E002", field, label=tr(label), v=_shown(value), example="1.250")
    return int(half_up(read))


def parse_count(value: Written, label: str = "件数", field: str | None = None) -> int:
    """Read a whole number of pieces, tickets or days.

    Raises:
        Refused: E002 if it is not one certain whole number of at least 0.
    """
    whole = _whole(value, 1)
    if whole is not None and whole >= 0:
        return whole
    read = read_in_units(value, _COUNT_UNITS)
    if read is None or read != int(read):
        raise refuse("E002", field, label=tr(label), v=_shown(value), example="20")
    return int(read)


def parse_percent(value: Written, label: str = "比例", field: str | None = None) -> int:
    """Read a percentage and return basis points: 「35.79%」, 「35.79」 → 3579, 「3‰」 → 30.

    A bare number counts in percent, also when it comes from a spreadsheet cell.

    Raises:
        Refused: E002 if it is not one certain number.
    """
    read = read_in_units(value, _PERCENT_UNITS, signed=True)
    if read is None:
        raise refuse("E002", field, label=tr(label), v=_shown(value), example="15%")
    return int(half_up(read))


def show_money(amount_fen: int, zero: str | None = None, *, thousands: bool = True) -> str:
    """Show fen as 元 with 2 decimals: 「1,234.50」; `zero` replaces 「0.00」 where a form leaves it blank.

    Only a field that is typed in and the narrow continuous paper (spec 4.0) go without separators.
    """
    if amount_fen == 0 and zero is not None:
        return zero
    return _fixed(amount_fen, 2, thousands)


def typed_money(amount_fen: int) -> str:
    """Write fen as it stands in a field that is typed in: without separators, so no cursor jumps."""
    return show_money(amount_fen, thousands=False)


def show_weight(weight_g: int, *, thousands: bool = False) -> str:
    """Show grams as kg with 1 decimal; with separators beside a chargeable weight, as that is written."""
    return _fixed(round_half_up(weight_g, 100), 1, thousands)


def show_volume(volume_cm3: int) -> str:
    """Show cm³ as m³ with 3 decimals."""
    return _fixed(round_half_up(volume_cm3, 1000), 3)


def show_percent(share_bp: int | None) -> str:
    """Show basis points as a percentage with 2 decimals; None (0/0) shows as 「—」."""
    return "—" if share_bp is None else f"{_fixed(share_bp, 2)}%"


def _fixed(units: int, places: int, thousands: bool = False) -> str:
    whole, rest = divmod(abs(units), 10**places)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole:{',' if thousands else ''}}.{rest:0{places}}"


def read_in_units(
    value: Written, units: Mapping[str, int], *, signed: bool = False
) -> Decimal | None:
    """Return `value` in the smallest unit, unrounded; None if it cannot be read for certain.

    `units` says for each written unit (「」 = none written) how many smallest units it has.
    """
    read = _written(value, units) if isinstance(value, str) else _counted(value, units[""])
    if read is None or abs(read) >= _TOO_LARGE or (read < 0 and not signed):
        return None
    return read


def _whole(value: Written, factor: int) -> int | None:
    """What most cells hold: a number that is whole in the smallest unit, without the cost of decimals.

    Fewer than 16 digits tell a float apart, so what gives it back is what the clerk saw in the cell.
    """
    if type(value) is int:
        units = value * factor
    elif type(value) is float and -_MOST_DIGITS < value * factor < _MOST_DIGITS:
        units = round(value * factor)
        if units / factor != value:
            return None
    else:
        return None
    return units if -_MOST_DIGITS < units < _MOST_DIGITS else None


def _written(text: str, units: Mapping[str, int]) -> Decimal | None:
    plain = fold_width(text).translate(_SQUARED).replace("m³", "m3").replace("M³", "m3")
    match = _WRITTEN.fullmatch(plain.lower())
    if match is None:
        return None
    sign, digits, unit = match.groups()
    factor = units.get(unit or "")
    if factor is None:
        return None
    return Decimal(sign + digits.replace(",", "").replace(" ", "")) * factor


def _counted(value: int | float | Decimal | None, factor: int) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    # repr keeps what the clerk saw in the cell: 0.1 stays 0.1 and does not become 0.1000…0055.
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact * factor if exact.is_finite() else None


def _shown(value: Written) -> str:
    return "" if value is None else str(value)
