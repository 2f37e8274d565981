"""Freight from a unit price, against the plainest possible Decimal arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.prices import (
    Basis,
    Load,
    Tier,
    UnitPrice,
    basis_amount,
    chargeable_kg,
    check_unit_price,
    freight_fen,
    parse_price,
    show_price,
)


def whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def plain_kg(load: Load, ratio: int) -> Decimal:
    kg, cubic = Decimal(load.weight_g) / 1000, Decimal(load.volume_cm3) / 1_000_000
    return max(Decimal(1), whole(max(kg, cubic * ratio)))


def plain_freight(price: UnitPrice, load: Load, factor: Decimal, unit_fen: int) -> int:
    """The rule of spec 5.2 word by word, in yuan."""
    kg = plain_kg(load, price.ratio)
    per_kg = Decimal(price.price_kg_mill) / 1000
    if price.basis is Basis.W:
        amount = kg * per_kg
        below = [t for t in price.tiers if t.from_kg <= kg]
        above = [t for t in price.tiers if t.from_kg > kg]
        if below:
            amount = kg * Decimal(below[-1].price_kg_mill) / 1000
        if above:
            amount = min(amount, above[0].from_kg * Decimal(above[0].price_kg_mill) / 1000)
    elif price.basis is Basis.WV:
        cubic = Decimal(load.volume_cm3) / 1_000_000
        amount = max(
            Decimal(load.weight_g) / 1000 * per_kg, cubic * Decimal(price.price_m3_fen) / 100
        )
    elif price.basis is Basis.P:
        amount = load.pieces * Decimal(price.price_piece_fen) / 100
    else:
        amount = Decimal(price.lump_fen) / 100
    units = whole(amount * factor * 100 / unit_fen)
    return max(price.min_charge_fen, int(units) * unit_fen)


LOADS = st.builds(
    Load,
    weight_g=st.integers(1, 400_000).map(lambda n: n * 100),
    volume_cm3=st.integers(1, 120_000_000),
    pieces=st.integers(1, 9_999),
)
TIERS = st.lists(
    st.builds(Tier, from_kg=st.integers(1, 5_000), price_kg_mill=st.integers(1, 20_000)),
    max_size=4,
    unique_by=lambda t: t.from_kg,
).map(lambda tiers: tuple(sorted(tiers, key=lambda t: t.from_kg)))
PRICES = st.builds(
    UnitPrice,
    basis=st.sampled_from(Basis),
    price_kg_mill=st.integers(1, 20_000),
    price_m3_fen=st.integers(1, 200_000),
    price_piece_fen=st.integers(1, 100_000),
    lump_fen=st.integers(1, 1_000_000),
    ratio=st.integers(100, 1000),
    min_charge_fen=st.integers(0, 20_000),
    tiers=TIERS,
)


@given(LOADS, st.integers(100, 1000))
def test_chargeable_weight_is_the_larger_one_in_whole_kg(load: Load, ratio: int) -> None:
    assert chargeable_kg(load.weight_g, load.volume_cm3, ratio) == plain_kg(load, ratio)


@given(PRICES, LOADS, st.sampled_from([10_000, 5_000, 3_333]), st.sampled_from([1, 10, 100]))
def test_freight_agrees_with_plain_decimals(
    price: UnitPrice, load: Load, factor_bp: int, unit: int
) -> None:
    factor = Decimal(factor_bp) / 10_000
    got = freight_fen(price, load, rounding_fen=unit, factor_bp=factor_bp)
    assert got == plain_freight(price, load, factor, unit)


@given(PRICES, LOADS)
def test_breaks_never_make_it_dearer_than_their_own_tier(price: UnitPrice, load: Load) -> None:
    used = basis_amount(price, load)
    if price.basis is Basis.W and used.tier_from_kg > used.charged_kg - 1:
        assert used.charged_kg == used.tier_from_kg
    assert used.charged_kg >= plain_kg(load, price.ratio)


@pytest.mark.parametrize(
    ("weight_g", "volume_cm3", "mill", "least", "factor", "fen"),
    [
        (480_000, 1_900_000, 2600, 12_000, 10_000, 164_600),  # 633 kg × 2.60
        (600_000, 1_500_000, 1500, 8_000, 10_000, 90_000),
        (150_000, 1_800_000, 2000, 10_000, 10_000, 119_800),  # 599 kg
        (3_000_000, 9_000_000, 1050, 6_000, 10_000, 315_000),  # contract
        (500_000, 2_100_000, 1200, 6_000, 10_000, 83_900),  # 699 kg, 838.8
        (30_000, 50_000, 1200, 6_000, 10_000, 6_000),  # 30 kg, minimum
        (145_000, 1_740_000, 1200, 6_000, 5_000, 34_700),  # 579 kg × 0.5 = 347.4
        (145_000, 1_740_000, 500, 0, 10_000, 29_000),  # 289.5 up
    ],
)
def test_figures_of_the_specification(
    weight_g: int, volume_cm3: int, mill: int, least: int, factor: int, fen: int
) -> None:
    price = UnitPrice(price_kg_mill=mill, min_charge_fen=least)
    load = Load(weight_g=weight_g, volume_cm3=volume_cm3, pieces=1)
    assert freight_fen(price, load, factor_bp=factor) == fen


def test_the_start_of_the_next_break_is_charged_where_it_is_cheaper() -> None:
    price = UnitPrice(
        price_kg_mill=2000,
        tiers=(Tier(from_kg=100, price_kg_mill=1500), Tier(from_kg=500, price_kg_mill=1200)),
    )

    def at(kg: int) -> tuple[int, int, int]:
        load = Load(weight_g=kg * 1000, volume_cm3=1, pieces=1)
        used = basis_amount(price, load)
        return used.charged_kg, used.tier_from_kg, freight_fen(price, load)

    assert at(74) == (74, 0, 14_800)
    assert at(76) == (100, 100, 15_000)
    assert at(75) == (75, 0, 15_000)  # the same money: the goods' own break
    assert at(399) == (399, 100, 59_900)  # 598.50 up
    assert at(401) == (500, 500, 60_000)
    assert at(500) == (500, 500, 60_000)


@pytest.mark.parametrize(
    ("written", "mill"),
    [("1.05", 1050), (2.6, 2600), ("1050元/吨", 1050), ("0.95 元/公斤", 950), ("1.0505", 1051)],
)
def test_prices_are_read_per_kg_or_per_tonne(written: str | float, mill: int) -> None:
    assert parse_price(written) == mill


@pytest.mark.parametrize("written", ["", None, "面议", "-1", "1.2.3", "5元/方"])
def test_what_is_no_price_is_refused(written: str | None) -> None:
    with pytest.raises(Refused) as caught:
        parse_price(written)
    assert caught.value.codes == ("E002",)


@pytest.mark.parametrize(("mill", "shown"), [(1050, "1.05"), (2600, "2.60"), (5, "0.005")])
def test_prices_are_shown_with_what_they_have(mill: int, shown: str) -> None:
    assert show_price(mill) == shown


@pytest.mark.parametrize(
    ("price", "field"),
    [
        (UnitPrice(), "price_kg_mill"),
        (UnitPrice(basis=Basis.WV, price_kg_mill=1), "price_m3_fen"),
        (UnitPrice(basis=Basis.P), "price_piece_fen"),
        (UnitPrice(basis=Basis.L), "lump_fen"),
        (UnitPrice(price_kg_mill=100_001), "price_kg_mill"),
        (UnitPrice(price_kg_mill=1, min_charge_fen=-1), "min_charge_fen"),
        (UnitPrice(price_kg_mill=1, ratio=99), "ratio"),
        (UnitPrice(price_kg_mill=2, tiers=(Tier(from_kg=0, price_kg_mill=1),)), "tiers"),
        (UnitPrice(price_kg_mill=2, tiers=(Tier(from_kg=5, price_kg_mill=0),)), "tiers"),
        (
            UnitPrice(basis=Basis.L, lump_fen=1, tiers=(Tier(from_kg=5, price_kg_mill=1),)),
            "tiers",
        ),
    ],
)
def test_wrong_prices_are_named(price: UnitPrice, field: str) -> None:
    assert [p.field for p in check_unit_price(price).found] == [field]
