"""What a ticket costs by a partner's rate, and which partner is cheapest (AT-04)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.prices import Basis
from desk.partners.carriers.commands import update_partner
from desk.partners.carriers.finding import partner_of
from desk.partners.carriers.standing import order_rectification
from desk.partners.rates.choices import RateSource
from desk.partners.rates.commands import add_rate, withdraw_rate
from desk.partners.rates.comparing import PartnerOffer, cheapest_fen, compare_partners, ratio_bp
from desk.partners.rates.drafts import ExampleTicket, RateTerms
from desk.partners.rates.finding import rate_for, require_rate, ticket_cost
from desk.partners.rates.rules import (
    TicketCost,
    change_bp,
    effect_on,
    overlaps,
    price_change_bp,
    price_words,
    unit_price,
)
from tests.conftest import Office
from tests.partners.firms import HUB, KASHI_RATE, PUMPS, SHUNDA, YEAR, rates

DAY = date(2026, 11, 19)
RETURNED: dict[str, Any] = {"weight_g": 145_000, "volume_cm3": 1_740_000, "pieces": 29}


@pytest.fixture
def priced(office: Office) -> Office:
    rates(office)
    return office


def cost(
    office: Office, partner_id: int, to_place: str, goods: dict[str, Any], **how: bool
) -> TicketCost:
    office.as_("in")
    with office.desk.reading() as read:
        rate = require_rate(read, partner_of(read, partner_id), HUB, to_place, DAY)
        return ticket_cost(rate, **goods, **how)


def offers(office: Office, to_place: str = "喀什", on: date = DAY) -> list[PartnerOffer]:
    return office.as_("jia").ask(
        compare_partners, from_place=HUB, to_place=to_place, on=on, **PUMPS
    )


def test_the_costs_of_the_fixture(priced: Office) -> None:
    kashi = cost(priced, 1, "喀什", PUMPS, door=True)
    assert kashi == TicketCost(60_100, 10_000, 633, "0.95元/kg")
    assert kashi.total_fen == 70_100
    assert cost(priced, 2, "喀什", PUMPS, door=True).total_fen == 69_000
    assert cost(priced, 1, "喀什", PUMPS, door=False).total_fen == 60_100
    there = cost(priced, 3, "库尔勒", RETURNED, door=True)
    assert (there.chargeable_kg, there.transit_fee_fen, there.total_fen) == (579, 31_800, 37_800)
    back = cost(priced, 3, "库尔勒", RETURNED, door=False, returning=True)
    assert (back.total_fen, back.unit) == (29_000, "0.50元/kg")


def test_small_goods_cost_the_minimum(priced: Office) -> None:
    parcel = {"weight_g": 3_000, "volume_cm3": 10_000, "pieces": 1}
    assert cost(priced, 1, "喀什", parcel, door=False).total_fen == 8_000


def test_nothing_comes_back_at_an_unknown_price(priced: Office) -> None:
    with pytest.raises(Refused, match="E162 合作商「喀什鸿运」无 乌鲁木齐 的有效运价"):
        cost(priced, 1, "喀什", PUMPS, door=False, returning=True)


def test_a_lane_without_a_rate_is_refused(priced: Office) -> None:
    with pytest.raises(Refused) as caught:
        cost(priced, 3, "和田", PUMPS, door=True)
    assert str(caught.value) == (
        "E162 合作商「库尔勒捷运」无 和田 的有效运价,请先登记运价或申请一次性价格。"
    )


def test_the_exact_county_comes_before_its_city(priced: Office) -> None:
    county = KASHI_RATE | {"to_place": "喀什疏勒县", "price_kg_mill": 1_100}
    priced.as_("in").run(add_rate, **county)
    with priced.desk.reading() as read:

        def price(place: str, on: date = DAY, start: str = HUB) -> int | None:
            rate = rate_for(read, 1, start, place, on)
            return rate.price_kg_mill if rate else None

        assert (price("疏勒县"), price("喀什市"), price("喀什地区")) == (1_100, 950, 950)
        assert price("喀什", start="乌鲁木齐米东区") == 950
        assert price("喀什", start="郑州") is None
        assert price("乌有乡") is None
        assert (price("喀什", date(2025, 12, 31)), price("喀什", date(2026, 1, 1))) == (None, 950)
        assert (price("喀什", date(2026, 11, 30)), price("喀什", date(2026, 12, 1))) == (950, None)


def test_a_withdrawn_rate_counts_no_more(priced: Office) -> None:
    priced.as_("boss").with_(reason="录错线路").run(withdraw_rate, rate_id=1)
    assert [offer.code for offer in offers(priced)] == ["P002"]


def test_partners_of_a_lane_are_compared(priced: Office) -> None:
    best, other = offers(priced)
    assert (best.code, best.total_fen, best.transit_days, best.ratio_bp) == (
        "P002",
        69_000,
        4,
        10_000,
    )
    assert (other.code, other.total_fen, other.transit_days, other.ratio_bp) == (
        "P001",
        70_100,
        3,
        10_159,
    )
    assert (other.chargeable_kg, other.unit, other.door_fee_fen) == (633, "0.95元/kg", 10_000)
    assert cheapest_fen([best, other]) == 69_000
    assert offers(priced, "和田") == []


def test_only_active_graded_partners_with_a_licence_are_the_benchmark(priced: Office) -> None:
    ended = SHUNDA | {"licence_valid_to": date(2026, 11, 18)}
    priced.as_("in").run(update_partner, partner_id=2, **ended)
    first, second = offers(priced)
    assert (first.code, first.ratio_bp, first.in_benchmark) == ("P001", 10_000, True)
    assert (second.code, second.ratio_bp, second.in_benchmark) == ("P002", 9_843, False)
    assert "E161" not in second.objection
    assert "经营许可证已于 2026-11-18 到期" in second.objection
    rectify = priced.as_("boss").with_(reason="回单迟交")
    rectify.run(order_rectification, partner_id=1, until=date(2026, 12, 1))
    first, second = offers(priced)
    assert (first.code, first.objection, first.in_benchmark, first.ratio_bp) == (
        "P001",
        "",
        False,
        None,
    )


def test_the_ratios_of_the_price_check() -> None:
    assert ratio_bp(77_000, 69_000) == 11_159
    assert ratio_bp(74_600, 69_000) == 10_812
    assert ratio_bp(1, None) is None


@pytest.mark.parametrize(
    ("terms", "total_fen", "words"),
    [
        (RateTerms(basis=Basis.P, price_piece_fen=1_250), 15_000, "12.50元/件"),
        (RateTerms(basis=Basis.L, lump_fen=50_000), 50_000, "整票500.00元"),
        (
            RateTerms(basis=Basis.WV, price_kg_mill=950, price_m3_fen=30_000),
            57_000,
            "0.95元/kg或300.00元/m³取高",
        ),
        (RateTerms(price_kg_mill=955, ratio=400), 72_600, "0.955元/kg"),
    ],
)
def test_other_ways_of_counting(terms: RateTerms, total_fen: int, words: str) -> None:
    ticket = ExampleTicket(**PUMPS)
    assert effect_on(terms, terms, ticket).new_fen == total_fen
    assert price_words(unit_price(terms)) == words


def test_a_change_is_measured_by_what_is_counted() -> None:
    old = RateTerms(price_kg_mill=950, min_charge_fen=8_000, door_fee_fen=10_000)
    assert price_change_bp(old, replace(old, price_kg_mill=1_020)) == 737
    assert price_change_bp(old, replace(old, door_fee_fen=1)) == 0
    assert price_change_bp(old, replace(old, basis=Basis.L, lump_fen=1)) is None
    both = RateTerms(basis=Basis.WV, price_kg_mill=950, price_m3_fen=30_000)
    assert price_change_bp(both, replace(both, price_m3_fen=27_000)) == -1_000
    assert change_bp(0, 5) is None
    effect = effect_on(old, replace(old, price_kg_mill=1_020), ExampleTicket(**PUMPS))
    assert (effect.old_fen, effect.new_fen, effect.more_fen, effect.change_bp) == (
        70_100,
        74_600,
        4_500,
        642,
    )


_DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(_DAYS, st.none() | _DAYS, _DAYS, st.none() | _DAYS)
def test_overlap_means_a_shared_day(a: date, a_to: date | None, b: date, b_to: date | None) -> None:
    last = date(2026, 3, 31)

    def days(first: date, end: date | None) -> set[int]:
        return set(range(first.toordinal(), (end or last).toordinal() + 1))

    if (a_to or last) >= a and (b_to or last) >= b:
        assert overlaps(a, a_to, b, b_to) == bool(days(a, a_to) & days(b, b_to))


def test_rates_per_piece_are_recorded(priced: Office) -> None:
    rate = YEAR | {
        "partner_id": 1,
        "to_place": "和田",
        "basis": Basis.P,
        "price_piece_fen": 1_250,
        "min_charge_fen": 0,
        "transit_days": 5,
        "source": RateSource.PHONE,
    }
    priced.as_("out").run(add_rate, **rate)
    assert cost(priced, 1, "和田", PUMPS, door=True).total_fen == 15_000
