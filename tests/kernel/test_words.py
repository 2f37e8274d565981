import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.words import LARGEST_FEN, amount_in_words

CHECKED = {
    140950: "人民币壹仟肆佰零玖元伍角整",
    600714: "人民币陆仟零柒元壹角肆分",
    168032: "人民币壹仟陆佰捌拾元零叁角贰分",
    10700053: "人民币壹拾万柒仟元零伍角叁分",
    1640902: "人民币壹万陆仟肆佰零玖元零贰分",
    32504: "人民币叁佰贰拾伍元零肆分",
    1000: "人民币壹拾元整",
    100050000: "人民币壹佰万零伍佰元整",
    2003000000: "人民币贰仟零叁万元整",
    10001050: "人民币壹拾万零壹拾元零伍角整",
    10000000000: "人民币壹亿元整",
    5: "人民币伍分",
    0: "人民币零元整",
    -26000: "人民币负贰佰陆拾元整",
    858400: "人民币捌仟伍佰捌拾肆元整",
    50: "人民币伍角整",
    55: "人民币伍角伍分",
    1005: "人民币壹拾元零伍分",
    100_007_000_00: "人民币壹亿零柒仟元整",
    100_010_000_00: "人民币壹亿零壹万元整",
    LARGEST_FEN: "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}

DIGITS = {char: number for number, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}


def read_back(words: str) -> int:
    """An independent reader: walk the characters, add up what each place is worth."""
    assert words.startswith("人民币")
    total_fen = group = digit = 0
    sign = 1
    for char in words.removeprefix("人民币"):
        if char == "负":
            sign = -1
        elif char in DIGITS:
            digit = DIGITS[char]
        elif char in PLACES:
            group, digit = group + digit * PLACES[char], 0
        elif char in GROUPS:
            total_fen, group, digit = total_fen + (group + digit) * GROUPS[char] * 100, 0, 0
        elif char == "元":
            total_fen, group, digit = total_fen + (group + digit) * 100, 0, 0
        elif char in "角分":
            total_fen, digit = total_fen + digit * (10 if char == "角" else 1), 0
        else:
            assert char == "整"
    return sign * total_fen


@pytest.mark.parametrize(("fen", "words"), CHECKED.items())
def test_checked_amounts(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words


@given(st.integers(-LARGEST_FEN, LARGEST_FEN) | st.integers(0, 10**7))
@example(100_000_050)
@example(1_000_000_001)
def test_words_read_back_and_keep_the_rules(fen: int) -> None:
    words = amount_in_words(fen)
    assert read_back(words) == fen
    assert "零零" not in words
    assert words.endswith("整") == (fen % 10 == 0)
    assert fen == 0 or not words.removeprefix("人民币").startswith("零")


@pytest.mark.parametrize("fen", [LARGEST_FEN + 1, -LARGEST_FEN - 1])
def test_amounts_beyond_the_form_are_refused(fen: int) -> None:
    with pytest.raises(Refused) as caught:
        amount_in_words(fen)
    assert caught.value.codes == ("E003",)
