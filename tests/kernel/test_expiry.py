import pytest

from desk.kernel.expiry import ExpiryStage, days_word, expiry_stage

S = ExpiryStage


@pytest.mark.parametrize(
    ("left", "stage"),
    [
        (61, None),
        (60, S.IN_60_DAYS),
        (59, S.IN_60_DAYS),
        (31, S.IN_60_DAYS),
        (30, S.IN_30_DAYS),
        (8, S.IN_30_DAYS),
        (7, S.IN_7_DAYS),
        (0, S.IN_7_DAYS),
        (-1, S.EXPIRED),
        (-400, S.EXPIRED),
    ],
)
def test_expiry_is_warned_of_in_stages(left: int, stage: ExpiryStage | None) -> None:
    assert expiry_stage(left) is stage


def test_days_are_told_in_words() -> None:
    assert [days_word(n) for n in (12, 0, -3)] == ["剩 12 天", "今天到期", "已过期 3 天"]
