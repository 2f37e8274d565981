"""The truck's price is shared to the fen, whatever is on it; loading rates and part loads."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.freight.outbound.choices import TruckShare
from desk.freight.outbound.rules import (
    Load,
    load_of,
    loading_permille,
    sent_late,
    share_truck_cost,
    show_permille,
)
from tests.conftest import at


@dataclass
class Whole:
    declared: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    total_fen: int


RAISINS = Whole(150, 3_000_000, 9_000_000, 3_000, 315_000)
LOADS = st.builds(
    Load,
    pieces=st.integers(1, 9_999),
    weight_g=st.integers(0, 40_000_000),
    volume_cm3=st.integers(0, 120_000_000),
    chargeable_kg=st.integers(0, 60_000),
    revenue_fen=st.integers(0, 10_000_000),
)


@given(
    st.integers(0, 20_000_000),
    st.sampled_from(list(TruckShare)),
    st.lists(LOADS, min_size=1, max_size=60),
)
def test_the_shares_are_the_truck_cost_to_the_fen(
    cost: int, basis: TruckShare, loads: list[Load]
) -> None:
    shares = share_truck_cost(cost, basis, loads)
    assert len(shares) == len(loads)
    assert sum(shares) == cost
    assert min(shares) >= 0


@pytest.mark.parametrize("basis", TruckShare)
def test_an_empty_truck_shares_nothing(basis: TruckShare) -> None:
    assert share_truck_cost(260_000, basis, []) == []


def test_a_part_load_is_a_part_of_everything() -> None:
    assert load_of(RAISINS, 150) == Load(150, 3_000_000, 9_000_000, 3_000, 315_000)
    assert load_of(RAISINS, 50) == Load(50, 1_000_000, 3_000_000, 1_000, 105_000)


@pytest.mark.parametrize(
    ("load", "most", "permille", "words"),
    [
        (3_530_000, 18_000_000, 196, "19.6%"),
        (11_150_000, 55_000_000, 203, "20.3%"),
        (18_530, 18_000, 1_029, "102.9%"),
        (5, 0, 0, "0.0%"),
    ],
)
def test_loading_rates(load: int, most: int, permille: int, words: str) -> None:
    assert loading_permille(load, most) == permille
    assert show_permille(permille) == words


def test_the_list_is_late_after_two_hours() -> None:
    left = at("2026-11-19 17:10")
    assert not sent_late(None, left)
    assert not sent_late(left, None)
    assert not sent_late(left + timedelta(hours=2), left)
    assert sent_late(left + timedelta(hours=2, minutes=1), left)
