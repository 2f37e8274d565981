"""The limits of spec 5.4, exact on both sides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.freight.consignments.margins import Margin
from desk.freight.price_checks.choices import Rule, Verdict
from desk.freight.price_checks.rules import (
    Finding,
    Limits,
    TruckPrice,
    margin_finding,
    no_rate_finding,
    partner_cost_finding,
    truck_price_finding,
    trucks_compared,
    unit_price_finding,
    worst,
)

LIMITS = Limits()
SEVERITY = list(Verdict)
fen = st.integers(1, 10_000_000)


def verdict(found: Finding | None) -> Verdict:
    return found.verdict if found else Verdict.REASONABLE


@pytest.mark.parametrize(
    ("cost", "best", "measured", "expected"),
    [
        (70_100, 69_000, None, Verdict.REASONABLE),  # AT-04, 101.59 %
        (74_600, 69_000, 10_812, Verdict.EXPLAIN),  # AT-11, 108.12 %
        (77_000, 69_000, 11_159, Verdict.APPROVE),  # AT-20, 111.59 %
        (10_499, 10_000, None, Verdict.REASONABLE),
        (10_500, 10_000, 10_500, Verdict.EXPLAIN),
        (11_000, 10_000, 11_000, Verdict.EXPLAIN),
        (11_001, 10_000, 11_001, Verdict.APPROVE),
    ],
)
def test_a_partner_against_the_cheapest(
    cost: int, best: int, measured: int | None, expected: Verdict
) -> None:
    found = partner_cost_finding(cost, best, LIMITS)
    assert verdict(found) is expected
    assert (found.measured_bp if found else None) == measured


def test_without_anyone_to_compare_with_nothing_is_found() -> None:
    assert partner_cost_finding(70_100, None, LIMITS) is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (1_000, Verdict.REASONABLE),
        (1_050, Verdict.REASONABLE),
        (1_051, Verdict.EXPLAIN),
        (950, Verdict.REASONABLE),
        (949, Verdict.EXPLAIN),
        (1_100, Verdict.EXPLAIN),
        (1_101, Verdict.APPROVE),
        (899, Verdict.APPROVE),
    ],
)
def test_a_unit_price_against_the_valid_rate(asked: int, expected: Verdict) -> None:
    assert verdict(unit_price_finding(asked, 1_000, LIMITS)) is expected


@pytest.mark.parametrize(
    ("revenue", "cost", "expected", "rate"),
    [
        (197_600, 104_900, Verdict.REASONABLE, 4_691),  # AT-04
        (60_000, 104_900, Verdict.APPROVE, -7_483),  # AT-20
        (10_000, 8_500, Verdict.REASONABLE, 1_500),
        (10_000, 8_501, Verdict.EXPLAIN, 1_499),
        (10_000, 10_000, Verdict.EXPLAIN, 0),
        (10_000, 10_001, Verdict.APPROVE, -1),
        (0, 0, Verdict.REASONABLE, None),
        (0, 1, Verdict.APPROVE, None),
    ],
)
def test_the_margin(revenue: int, cost: int, expected: Verdict, rate: int | None) -> None:
    margin = Margin(revenue_fen=revenue, transit_fen=cost)
    assert verdict(margin_finding(margin, LIMITS)) is expected
    assert margin.rate_bp == rate


def test_a_margin_without_revenue_shows_a_dash() -> None:
    found = margin_finding(Margin(revenue_fen=0, other_fen=500), LIMITS)
    assert found
    assert found.problem.message == "预计毛利 -5.00 元(毛利率 —%),低于 0,须经理批准。"
    assert "毛利率 —)" in found.words


def truck(days_ago: int, price: int = 200_000, kg: int = 2_000) -> TruckPrice:
    gone = date(2026, 11, 19) - timedelta(days=days_ago)
    return TruckPrice(gone_on=gone, price_fen=price, chargeable_kg=kg)


def test_a_truck_against_its_lane() -> None:
    past = [truck(n) for n in range(1, 4)]
    assert truck_price_finding(230_000, 2_000, past, LIMITS) is None
    found = truck_price_finding(230_001, 2_000, past, LIMITS)
    assert found
    assert (found.verdict, found.rule, found.measured_bp) == (
        Verdict.EXPLAIN,
        Rule.TRUCK_PRICE,
        11_500,
    )
    assert found.words == "车价每公斤 1.15 元,为近 3 车均价 1.00 元的 115.00%"
    assert truck_price_finding(230_001, 2_000, [], LIMITS) is None


def test_the_trucks_compared_are_the_last_ten_within_ninety_days() -> None:
    compared = trucks_compared([truck(n) for n in (91, 90, -1, *range(1, 9))], date(2026, 11, 19))
    assert [(date(2026, 11, 19) - t.gone_on).days for t in compared] == [*range(1, 9), 90]
    assert len(trucks_compared([truck(n) for n in range(30)], date(2026, 11, 19))) == 10
    assert trucks_compared([truck(1, kg=0)], date(2026, 11, 19)) == []


def test_the_worst_finding_is_the_verdict() -> None:
    thin = margin_finding(Margin(revenue_fen=10_000, other_fen=9_000), LIMITS)
    assert thin
    assert worst([]) is Verdict.REASONABLE
    assert worst([thin]) is Verdict.EXPLAIN
    assert worst([no_rate_finding(77_000), thin]) is Verdict.APPROVE


@given(cost=fen, more=fen, best=fen)
def test_a_dearer_ticket_is_never_judged_milder(cost: int, more: int, best: int) -> None:
    low, high = (verdict(partner_cost_finding(c, best, LIMITS)) for c in (cost, cost + more))
    assert SEVERITY.index(low) <= SEVERITY.index(high)


@given(cost=fen, best=fen)
def test_the_limits_of_the_partner_cost_hold(cost: int, best: int) -> None:
    found = verdict(partner_cost_finding(cost, best, LIMITS))
    assert (found is Verdict.APPROVE) == (100 * cost > 110 * best)
    assert (found is Verdict.REASONABLE) == (100 * cost < 105 * best)


@given(asked=fen, valid=fen)
def test_the_limits_of_the_unit_price_hold(asked: int, valid: int) -> None:
    found = verdict(unit_price_finding(asked, valid, LIMITS))
    assert (found is Verdict.APPROVE) == (100 * abs(asked - valid) > 10 * valid)
    assert (found is Verdict.REASONABLE) == (100 * abs(asked - valid) <= 5 * valid)


@given(revenue=st.integers(0, 10_000_000), cost=st.integers(0, 10_000_000))
def test_the_limits_of_the_margin_hold(revenue: int, cost: int) -> None:
    found = verdict(margin_finding(Margin(revenue_fen=revenue, linehaul_fen=cost), LIMITS))
    assert (found is Verdict.APPROVE) == (cost > revenue)
    assert (found is Verdict.REASONABLE) == (
        cost <= revenue and 100 * (revenue - cost) >= 15 * revenue
    )


def test_the_limits_are_the_offices_own() -> None:
    strict = replace(LIMITS, partner_explain_bp=10_100)
    assert verdict(partner_cost_finding(70_100, 69_000, strict)) is Verdict.EXPLAIN
