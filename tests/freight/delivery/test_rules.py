from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.freight.delivery.choices import ShareBasis, SignResult
from desk.freight.delivery.papers import in_town
from desk.freight.delivery.rules import check_counts, part_of, share_weights


@dataclass
class Ticket:
    declared: int
    weight_g: int
    volume_cm3: int


def test_a_part_of_a_ticket_weighs_its_part() -> None:
    assert part_of(600_000, 19, 20) == 570_000
    assert part_of(1_000, 1, 3) == 333
    assert part_of(1_000, 2, 3) == 667


@given(st.integers(1, 9_999), st.integers(0, 40_000_000), st.data())
def test_parts_add_up_to_the_whole_but_for_rounding(
    declared: int, weight_g: int, data: st.DataObject
) -> None:
    pieces = data.draw(st.integers(0, declared))
    both = part_of(weight_g, pieces, declared) + part_of(weight_g, declared - pieces, declared)
    assert abs(both - weight_g) <= 1


def test_what_a_run_is_shared_by() -> None:
    stops = [(Ticket(20, 600_000, 1_500_000), 10), (Ticket(15, 300_000, 1_200_000), 15)]
    assert share_weights(ShareBasis.TICKET, stops) == [1, 1]
    assert share_weights(ShareBasis.PIECES, stops) == [10, 15]
    assert share_weights(ShareBasis.WEIGHT, stops) == [300_000, 300_000]
    assert share_weights(ShareBasis.VOLUME, stops) == [750_000, 1_200_000]


@given(st.sampled_from(SignResult), st.integers(-2, 6), st.integers(-2, 6))
def test_accepted_counts_always_account_for_every_piece(
    result: SignResult, signed: int, refused: int
) -> None:
    if check_counts(result, 4, signed, refused).found:
        return
    assert 0 <= signed <= 4
    assert signed + refused == (0 if result is SignResult.FAILED else 4)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("乌鲁木齐市天山区解放南路 3 号", "天山区解放南路 3 号"),
        ("乌鲁木齐 天山区", "天山区"),
        ("昌吉市延安路", "昌吉市延安路"),
        ("乌鲁木齐市", "乌鲁木齐市"),
        ("", ""),
    ],
)
def test_the_driver_needs_no_name_of_his_own_city(address: str, shown: str) -> None:
    assert in_town(address, "乌鲁木齐") == shown
