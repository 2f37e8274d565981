"""Surcharges, totals and discounts, against plain Decimals and the figures of the specification."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.prices import Tier
from desk.pricing.tariffs.choices import PriceLevel
from desk.pricing.tariffs.rules import Fee, discount_bp, fee_fen, show_fee, total_fen
from desk.pricing.tariffs.tiers import parse_tiers, show_tiers

HUB_DELIVERY = Fee(per_kg_mill=100, min_fen=6_000)
COVER = Fee(share_bp=30, min_fen=500)
COD = Fee(share_bp=30, min_fen=1_000, max_fen=50_000)
FEES = st.builds(
    Fee,
    amount_fen=st.integers(0, 50_000),
    per_kg_mill=st.integers(0, 5_000),
    share_bp=st.just(0),
    min_fen=st.integers(0, 20_000),
    max_fen=st.sampled_from([0, 30_000]),
)


def plain_fee(fee: Fee, kg: int, value_fen: int, unit_fen: int) -> int:
    if fee.share_bp and value_fen <= 0:
        return 0
    exact = Decimal(fee.amount_fen) / 100 + Decimal(kg) * Decimal(fee.per_kg_mill) / 1000
    exact += Decimal(value_fen) / 100 * Decimal(fee.share_bp) / 10_000
    units = (exact * 100 / unit_fen).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    amount = max(fee.min_fen, int(units) * unit_fen)
    return min(amount, fee.max_fen) if fee.max_fen else amount


@given(FEES, st.integers(0, 40_000), st.sampled_from([1, 10, 100]))
def test_fees_by_weight_agree_with_plain_decimals(fee: Fee, kg: int, unit: int) -> None:
    assert fee_fen(fee, chargeable_kg=kg, rounding_fen=unit) == plain_fee(fee, kg, 0, unit)


@given(st.sampled_from([COVER, COD, Fee(share_bp=7)]), st.integers(0, 10**9))
def test_fees_by_value_agree_with_plain_decimals(fee: Fee, value_fen: int) -> None:
    assert fee_fen(fee, value_fen=value_fen) == plain_fee(fee, 0, value_fen, 100)


@pytest.mark.parametrize(
    ("fee", "kg", "value_fen", "fen"),
    [
        (HUB_DELIVERY, 600, 0, 6_000),
        (HUB_DELIVERY, 605, 0, 6_100),  # 60.50 up
        (HUB_DELIVERY, 1, 0, 6_000),
        (COVER, 0, 3_000_000, 9_000),
        (COVER, 0, 800_000, 2_400),
        (COVER, 0, 10_000, 500),
        (COVER, 0, 0, 0),
        (COD, 0, 760_000, 2_300),  # 22.80
        (COD, 0, 100, 1_000),
        (COD, 0, 100_000_000, 50_000),
    ],
)
def test_fees_of_the_specification(fee: Fee, kg: int, value_fen: int, fen: int) -> None:
    assert fee_fen(fee, chargeable_kg=kg, value_fen=value_fen) == fen


def test_the_total_of_the_price_call() -> None:
    fees = (9_000, 8_000, 15_000, 1_000)
    assert total_fen(164_600, fees) == 197_600
    assert total_fen(164_600, fees, -8_200) == 189_400


@pytest.mark.parametrize("discount", [1, -10_001])
def test_a_discount_only_lowers_and_never_below_nothing(discount: int) -> None:
    with pytest.raises(Refused) as caught:
        total_fen(10_000, (), discount)
    assert caught.value.codes == ("E019",)


@pytest.mark.parametrize(
    ("tariff", "asked", "bp"),
    [
        (164_600, 156_400, 498),  # 82 off
        (164_600, 154_700, 601),  # 99 off
        (164_600, 164_600, 0),
        (164_600, 170_000, 0),
        (100_00, 95_00, 500),
        (100_00, 0, 10_000),
    ],
)
def test_the_discount_is_measured_on_base_freight(tariff: int, asked: int, bp: int) -> None:
    assert discount_bp(tariff, asked) == bp


@given(st.integers(1, 10**8), st.integers(0, 10**8))
def test_the_discount_agrees_with_plain_decimals(tariff: int, asked: int) -> None:
    share = max(Decimal(0), Decimal(tariff - asked) * 10_000 / tariff)
    assert discount_bp(tariff, asked) == share.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def test_weight_breaks_are_written_as_they_are_read() -> None:
    tiers = (Tier(from_kg=100, price_kg_mill=1500), Tier(from_kg=500, price_kg_mill=1255))
    assert parse_tiers("100:1.50, 500公斤:1.255") == tiers
    assert show_tiers(tiers) == "100:1.50 500:1.255"
    assert parse_tiers(show_tiers(tiers)) == tiers
    assert parse_tiers("  ") == ()


@pytest.mark.parametrize("text", ["100", "100:", "a:1", "100:1.2.3", "100:1 x"])
def test_unclear_weight_breaks_are_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_tiers(text)
    assert caught.value.codes == ("E002",)


def test_a_fee_is_shown_in_words() -> None:
    assert show_fee(HUB_DELIVERY) == "0.10 元/公斤,最低 60.00"
    assert show_fee(COD) == "3‰,最低 10.00,最高 500.00"
    assert show_fee(Fee(amount_fen=8_000)) == "80.00"


def test_a_sheet_named_after_its_level_is_not_said_twice() -> None:
    city = PriceLevel.PUBLIC_CITY
    said = [city.named(sheet) for sheet in ("公布价", "公布价2026", "北线")]
    assert said == ["公布价(市)", "公布价2026(市)", "公布价(市) 北线"]
    assert PriceLevel.MANUAL.named("") == "经理核价"
