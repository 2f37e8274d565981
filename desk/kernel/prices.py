"""What carriage costs: prices per kg, m³, piece or load, and the amount that follows from them.

A price per kg is kept in 厘 (1/1000 yuan, suffix `_mill`), so 1.05 元/公斤 is exactly 1050; the same
figure read as 元/吨 is the price per tonne. Other prices are fen. Amounts are worked out in whole
millionths of a fen, where nothing is lost, and rounded once, half-up.

Source: spec 5.1, 5.2, A-05, A-06, A-25.
"""

from dataclasses import dataclass

from desk.kernel.choices import Choice
from desk.kernel.errors import Problems, refuse
from desk.kernel.quantities import (
    Written,
    half_up,
    read_in_units,
    round_half_up,
    show_money,
)
from desk.kernel.text import tr

MAX_PRICE_KG_MILL, MAX_PRICE_FEN, MAX_TIERS = 100_000, 100_000_000, 9
MIN_RATIO, MAX_RATIO = 100, 1000
_MILLIONTHS = 1_000_000
_PER_KG = dict.fromkeys(("", *"元圆", "元/kg", "元/公斤", "元/千克", "/kg", "/公斤"), 1000)
_PER_TONNE = dict.fromkeys(("元/吨", "元/t", "/吨", "/t"), 1)


class Basis(Choice):
    """What the freight is counted by."""

    W = "W", "计费重量"
    WV = "WV", "重量体积取高"
    P = "P", "按件"
    L = "L", "整票"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A weight break: from this chargeable weight on, the whole weight is charged at its price."""

    from_kg: int
    price_kg_mill: int


@dataclass(frozen=True, kw_only=True)
class UnitPrice:
    """The prices of one lane; only those of the basis count. `ratio` is kg per m³."""

    basis: Basis = Basis.W
    price_kg_mill: int = 0
    price_m3_fen: int = 0
    price_piece_fen: int = 0
    lump_fen: int = 0
    ratio: int = 333
    min_charge_fen: int = 0
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Load:
    """The goods a price is asked for."""

    weight_g: int
    volume_cm3: int
    pieces: int


@dataclass(frozen=True)
class BasisAmount:
    """Price times quantity, before factor, rounding and minimum.

    Attributes:
        millionths: the amount in millionths of a fen, exact.
        charged_kg: the weight that was charged (with 重量进级 the start of the next break).
        price_kg_mill: the price per kg that was applied; 0 when none was.
        tier_from_kg: start of the weight break that was used; 0 below the first.
    """

    millionths: int
    charged_kg: int
    price_kg_mill: int
    tier_from_kg: int


def parse_price(value: Written, label: str = "单价", field: str | None = None) -> int:
    """Read a price per kg, in 元/公斤 unless it names 元/吨, and return 1/1000 yuan, half-up.

    Raises:
        Refused: E002 if it is not one certain number of at least 0.
    """
    read = read_in_units(value, _PER_KG | _PER_TONNE)
    if read is None:
        raise refuse(
            "E002", field, label=tr(label), v="" if value is None else value, example="1.05"
        )
    return int(half_up(read))


def show_price(price_mill: int) -> str:
    """Show a price per kg as 元 with two decimals, three when it has them: 1050 → 1.05."""
    sign, size = "-" if price_mill < 0 else "", abs(price_mill)
    return f"{sign}{size // 1000}.{size % 1000:03}".removesuffix("0")


def chargeable_kg(weight_g: int, volume_cm3: int, ratio: int) -> int:
    """Chargeable weight in whole kg, half-up, at least 1 (spec 5.1)."""
    by_weight = round_half_up(weight_g, 1000)
    by_volume = round_half_up(volume_cm3 * ratio, 1_000_000)
    return max(1, by_weight, by_volume)


def basis_amount(price: UnitPrice, load: Load) -> BasisAmount:
    """Price times quantity by the basis of spec 5.2, exact."""
    kg = chargeable_kg(load.weight_g, load.volume_cm3, price.ratio)
    mill = price.price_kg_mill
    if price.basis is Basis.W:
        return _by_weight(price, kg)
    if price.basis is Basis.WV:
        by_weight = load.weight_g * mill * 100
        by_volume = load.volume_cm3 * price.price_m3_fen
        return BasisAmount(max(by_weight, by_volume), kg, mill, 0)
    pieces = load.pieces if price.basis is Basis.P else 1
    each = price.price_piece_fen if price.basis is Basis.P else price.lump_fen
    return BasisAmount(pieces * each * _MILLIONTHS, kg, 0, 0)


def _by_weight(price: UnitPrice, kg: int) -> BasisAmount:
    """The tier that holds the weight, or the start of the next one where that is cheaper (重量进级)."""
    breaks = (Tier(from_kg=0, price_kg_mill=price.price_kg_mill), *price.tiers)
    held = max(index for index, tier in enumerate(breaks) if tier.from_kg <= kg)
    offers = [_charged(breaks[held], kg)]
    offers += [_charged(tier, tier.from_kg) for tier in breaks[held + 1 : held + 2]]
    return min(offers, key=lambda offer: offer.millionths)


def _charged(tier: Tier, kg: int) -> BasisAmount:
    # one mill is a tenth of a fen
    millionths = kg * tier.price_kg_mill * (_MILLIONTHS // 10)
    return BasisAmount(millionths, kg, tier.price_kg_mill, tier.from_kg)


def freight_fen(
    price: UnitPrice, load: Load, *, rounding_fen: int = 100, factor_bp: int = 10_000
) -> int:
    """Freight in fen: basis × factor, rounded half-up to the rounding unit, at least the minimum.

    Args:
        price: prices of the lane.
        load: the goods.
        rounding_fen: the unit to round to (whole yuan by default, A-06).
        factor_bp: a factor applied before rounding, as for return goods (A-25).
    """
    exact = basis_amount(price, load).millionths * factor_bp
    rounded = round_half_up(exact, _MILLIONTHS * 10_000 * rounding_fen) * rounding_fen
    return max(price.min_charge_fen, rounded)


def check_unit_price(price: UnitPrice) -> Problems:
    """Return what is wrong with typed prices: the one the basis needs is missing, or out of bounds."""
    problems = Problems()
    needed = {
        Basis.W: (("price_kg_mill", "每公斤单价"),),
        Basis.WV: (("price_kg_mill", "每公斤单价"), ("price_m3_fen", "每立方单价")),
        Basis.P: (("price_piece_fen", "每件单价"),),
        Basis.L: (("lump_fen", "整票价"),),
    }[price.basis]
    for name, label in needed:
        problems.require(getattr(price, name) or None, name, tr(label))
    for name, label, most in (
        ("price_kg_mill", "每公斤单价", MAX_PRICE_KG_MILL),
        ("price_m3_fen", "每立方单价", MAX_PRICE_FEN),
        ("price_piece_fen", "每件单价", MAX_PRICE_FEN),
        ("lump_fen", "整票价", MAX_PRICE_FEN),
        ("min_charge_fen", "最低收费", MAX_PRICE_FEN),
    ):
        value, show = getattr(price, name), show_price if name == "price_kg_mill" else show_money
        within = 0 <= value <= most
        problems.check(
            within, "E003", name, label=tr(label), lo=show(0), hi=show(most), v=show(value)
        )
    fits = MIN_RATIO <= price.ratio <= MAX_RATIO
    problems.check(
        fits, "E003", "ratio", label=tr("重泡比"), lo=MIN_RATIO, hi=MAX_RATIO, v=price.ratio
    )
    _check_tiers(problems, price)
    return problems


def _check_tiers(problems: Problems, price: UnitPrice) -> None:
    starts = [tier.from_kg for tier in price.tiers]
    rules = (
        (not starts or price.basis is Basis.W, tr("只有按计费重量的运价可以分段")),
        (len(starts) <= MAX_TIERS, tr("重量段太多")),
        (starts == sorted(set(starts)) and min(starts, default=1) > 0, tr("起始重量须由小到大")),
        (all(0 < t.price_kg_mill <= MAX_PRICE_KG_MILL for t in price.tiers), tr("单价须大于 0")),
    )
    for holds, why in rules:
        problems.check(holds, "E019", "tiers", label=tr("重量段"), why=why)
