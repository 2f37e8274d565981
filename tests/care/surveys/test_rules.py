"""The reckoning of 5.8: bounds, weights, and that the order of respondents does not matter."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.care.surveys.choices import Grade, ItemKind
from desk.care.surveys.figures import Respondent, figures_of
from desk.care.surveys.rules import (
    Question,
    draw,
    grade_of,
    is_complete,
    is_straight,
    low_marks,
    nps_tenths,
    recheck_size,
    respondent_index,
)

WEIGHTS = {"时效": 25, "货物安全": 25, "服务态度": 15, "信息反馈": 15, "价格": 10, "单据结算": 10}
QUESTIONS = (
    *(Question(n, name, ItemKind.FIVE) for n, name in enumerate(WEIGHTS, 1)),
    Question(7, "", ItemKind.FIVE),
    Question(8, "", ItemKind.TEN),
    Question(9, "", ItemKind.TEXT),
)
values = st.fixed_dictionaries(
    {},
    optional={
        **{n: st.integers(1, 5) for n in range(1, 8)},
        8: st.integers(0, 10),
    },
)
respondents = st.builds(
    Respondent,
    questions=st.just(QUESTIONS),
    weights=st.just(WEIGHTS),
    values=values,
    valid=st.booleans(),
    believed=st.booleans(),
)


@given(values)
def test_an_index_lies_between_20_and_100(given_: dict[int, int]) -> None:
    index = respondent_index(QUESTIONS, WEIGHTS, given_)
    answered = any(n in given_ for n in range(1, 7))
    assert (index is not None) == answered
    assert index is None or 20 <= index <= 100


@given(st.lists(st.integers(1, 5), min_size=6, max_size=6))
def test_a_whole_answer_is_the_weighted_sum(marks: list[int]) -> None:
    given_ = dict(enumerate(marks, 1))
    wanted = Fraction(sum(m * 20 * w for m, w in zip(marks, WEIGHTS.values(), strict=True)), 100)
    assert respondent_index(QUESTIONS, WEIGHTS, given_) == wanted


@given(st.integers(1, 5), st.sets(st.integers(1, 6), min_size=1))
def test_dimensions_left_out_do_not_move_the_index(mark: int, answered: set[int]) -> None:
    assert respondent_index(QUESTIONS, WEIGHTS, dict.fromkeys(answered, mark)) == mark * 20


@given(st.lists(st.integers(0, 10)))
def test_the_recommendation_lies_between_minus_and_plus_100(answers: list[int]) -> None:
    found = nps_tenths(answers)
    assert (found is None) == (not answers)
    assert found is None or -1000 <= found <= 1000


@given(st.lists(respondents, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(found: list[Respondent], chance: object) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, two = figures_of(12, found), figures_of(12, mixed)
    assert one == two
    assert one.few == (one.valid < 5)
    assert one.index_hundredths is None or 2000 <= one.index_hundredths <= 10000
    assert one.csat_bp is None or 0 <= one.csat_bp <= 10000


def test_nothing_sent_has_no_figures() -> None:
    found = figures_of(0, [])
    assert (found.response_bp, found.index_hundredths, found.csat_bp, found.nps_tenths) == (
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        (Fraction(95), Grade.EXCELLENT),
        (Fraction(94999, 1000), Grade.EXCELLENT),
        (Fraction(9499, 100), Grade.GOOD),
        (Fraction(85), Grade.GOOD),
        (Fraction(75), Grade.FAIR),
        (Fraction(7499, 100), Grade.POOR),
    ],
)
def test_grades_follow_the_index_as_shown(index: Fraction, grade: Grade) -> None:
    assert grade_of(index) is grade


def test_eighty_per_cent_of_the_items_without_the_open_ones() -> None:
    seven = dict.fromkeys((1, 2, 3, 4, 5, 6, 7), 4)
    assert is_complete(QUESTIONS, seven)
    assert not is_complete(QUESTIONS, dict.fromkeys((1, 2, 3, 4, 5, 6), 4))


def test_a_straight_line_is_the_same_answer_everywhere() -> None:
    same = dict.fromkeys(range(1, 8), 5)
    assert is_straight(QUESTIONS, {**same, 8: 10})
    assert not is_straight(QUESTIONS, {**same, 7: 4})
    assert not is_straight(QUESTIONS, {1: 5, 2: 5})


def test_one_and_two_are_low_but_a_low_recommendation_is_not() -> None:
    assert low_marks(QUESTIONS, {1: 3, 2: 2, 7: 1, 8: 0}) == (2, 7)


@given(st.sets(st.integers(1, 500)), st.integers(1, 50), st.integers(0, 2**31 - 1))
def test_a_sample_is_repeatable_and_without_repetition(ids: set[int], size: int, seed: int) -> None:
    found = draw(ids, size, seed)
    assert found == draw(sorted(ids, reverse=True), size, seed)
    assert len(set(found)) == len(found) == min(size, len(ids))
    assert set(found) <= ids


@pytest.mark.parametrize(("answers", "size"), [(0, 0), (1, 1), (10, 1), (11, 2), (95, 10)])
def test_a_tenth_is_checked_again(answers: int, size: int) -> None:
    assert recheck_size(answers) == size
