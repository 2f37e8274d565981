import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.shares import split_fen


@pytest.mark.parametrize(
    ("total_fen", "weights", "shares"),
    [
        pytest.param(93000, [480, 600, 320, 150], [28800, 36000, 19200, 9000], id="AT-03"),
        pytest.param(18000, [600, 300], [12000, 6000], id="AT-05"),
        pytest.param(260000, [3000, 699, 30], [209171, 48737, 2092], id="AT-09 chargeable"),
        pytest.param(260000, [3000, 500, 30], [220963, 36827, 2210], id="AT-09 kg"),
        pytest.param(260000, [150, 40, 5], [200000, 53333, 6667], id="AT-09 pieces"),
        pytest.param(15000, [300, 300, 200], [5625, 5625, 3750], id="AT-18a"),
        pytest.param(100, [1, 1, 1], [34, 33, 33], id="remainder to the first of equals"),
        pytest.param(3, [1, 1], [1, 2], id="remainder may be negative"),
        pytest.param(100, [0, 0], [50, 50], id="no weights at all"),
        pytest.param(100, [0, 5], [0, 100], id="one weight"),
        pytest.param(-100, [1, 1, 1], [-34, -33, -33], id="a refund"),
        pytest.param(5, [1] * 10, [1] * 5 + [0] * 5, id="fewer fen than lines"),
        pytest.param(0, [], [], id="nothing"),
    ],
)  # fmt: skip
def test_checked_shares(total_fen: int, weights: list[int], shares: list[int]) -> None:
    assert split_fen(total_fen, weights) == shares


@given(
    st.integers(-(10**10), 10**10),
    st.lists(st.integers(0, 40_000_000), min_size=1, max_size=60),
)
def test_nothing_is_lost_and_nobody_pays_backwards(total_fen: int, weights: list[int]) -> None:
    shares = split_fen(total_fen, weights)
    assert sum(shares) == total_fen
    assert all(share * total_fen >= 0 for share in shares)
    parts = weights if any(weights) else [1] * len(weights)
    largest = max(range(len(parts)), key=parts.__getitem__)
    for line, (share, part) in enumerate(zip(shares, parts, strict=True)):
        exact = total_fen * part / sum(parts)
        assert abs(share - exact) <= (len(parts) if line == largest else 1)


@pytest.mark.parametrize(("total_fen", "weights"), [(1, []), (1, [-1, 2])])
def test_impossible_shares_are_bugs(total_fen: int, weights: list[int]) -> None:
    with pytest.raises(ValueError):
        split_fen(total_fen, weights)
