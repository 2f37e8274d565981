"""Shares, due dates and the order of the paper, without an office."""

from dataclasses import dataclass
from datetime import date

import pytest

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.inbound.choices import CostBasis
from desk.freight.inbound.rules import cost_shares, due_on, paper_order, uncounted
from desk.kernel.calendar import WorkingCalendar


@dataclass
class Load:
    weight_g: int
    volume_cm3: int
    declared: int


AT03 = [
    Load(480_000, 1_900_000, 12),
    Load(600_000, 1_500_000, 20),
    Load(320_000, 400_000, 8),
    Load(150_000, 1_800_000, 30),
]


@pytest.mark.parametrize(
    ("basis", "shares"),
    [
        (CostBasis.WEIGHT, [28_800, 36_000, 19_200, 9_000]),
        (CostBasis.PIECES, [15_943, 26_571, 10_629, 39_857]),
        (CostBasis.TICKET, [23_250, 23_250, 23_250, 23_250]),
        (CostBasis.VOLUME, [31_553, 24_911, 6_643, 29_893]),
    ],
)
def test_the_truck_is_shared_to_the_last_fen(basis: CostBasis, shares: list[int]) -> None:
    assert cost_shares(93_000, basis, AT03) == shares
    assert sum(shares) == 93_000


def test_an_empty_truck_costs_nobody() -> None:
    assert cost_shares(93_000, CostBasis.WEIGHT, []) == []


@pytest.mark.parametrize(
    ("mode", "arrived", "promised", "due"),
    [
        (DeliveryMode.DOOR, date(2026, 11, 18), None, date(2026, 11, 19)),
        (DeliveryMode.SELF_PICKUP, date(2026, 11, 21), None, date(2026, 11, 23)),
        (DeliveryMode.DOOR, date(2026, 11, 18), date(2026, 11, 18), date(2026, 11, 18)),
        (DeliveryMode.DOOR, date(2026, 11, 18), date(2026, 11, 25), date(2026, 11, 19)),
        (DeliveryMode.TRANSIT, date(2026, 11, 18), None, None),
        (DeliveryMode.TRANSIT, date(2026, 11, 18), date(2026, 11, 22), date(2026, 11, 22)),
    ],
)
def test_goods_are_due_one_working_day_after_arrival(
    mode: DeliveryMode, arrived: date, promised: date | None, due: date | None
) -> None:
    assert due_on(mode, arrived, promised, WorkingCalendar()) == due


def test_hub_city_comes_first_then_city_codes_then_numbers() -> None:
    tickets = [("653101", "3"), ("650102", "9"), ("652801", "2"), ("650100", "1"), ("652800", "8")]
    ordered = sorted(tickets, key=lambda t: paper_order(t[0], t[1], "6501"))
    assert [number for _, number in ordered] == ["1", "9", "2", "8", "3"]


def test_nothing_counted_is_not_zero_counted() -> None:
    assert uncounted([None, 0, 3, None]) == 2
