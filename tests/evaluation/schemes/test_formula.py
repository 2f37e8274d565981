"""Formulas are read by us, reckoned exactly, and refuse whatever they do not know."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.evaluation.schemes.formula import MOST, is_measure, read_formula
from desk.kernel.errors import Refused

VALUES = {
    "H1": Fraction(9625, 100),
    "H2": Fraction(188, 100),
    "H3": None,
    "N4": Fraction(3),
    "D5": Fraction(0),
    "T": Fraction(240),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("H1", 9625),
        ("h1 + H2", 9813),
        ("N4/T*1000", 1250),
        ("(H1*2+H2)/3", 6479),
        ("-H2+2*3", 412),
        ("min(H1, 90) - max(0, H2-2)", 9000),
        ("2-1-1", 0),
        ("8÷2×2", 800),
        ("H3", None),
        ("N4/D5", None),
        ("N4/(T-240)", None),
        ("999999999*999999999*999999999*H1", MOST),
        ("-999999999*999999999*999999999", -MOST),
    ],
)
def test_what_a_formula_comes_to(text: str, found: int | None) -> None:
    assert read_formula(text).value(VALUES) == found


@pytest.mark.parametrize(
    "text",
    ["", "H9", "H1 H2", "H1+", "(H1", "H1)", "min(H1)", "__import__('os')", "H1**2", "X", "1e9", "H1.n", "H1+²", "①"],
)  # fmt: skip
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_formula(text)
    assert refused.value.codes == ("E019",)


def test_a_formula_has_its_bounds_and_names() -> None:
    with pytest.raises(Refused) as refused:
        read_formula("(" * 121)
    assert refused.value.codes == ("E004",)
    assert read_formula("H1+N4/T").names == {"H1", "N4", "T"}
    assert is_measure(" h3 ")
    assert not is_measure("H3+0")
    assert read_formula("(" * 59 + "1" + ")" * 59).value({}) == 100


@given(st.text(alphabet="H12N+-*/(),. minaxT²①٣", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        formula = read_formula(text)
    except Refused:
        return
    formula.value(dict.fromkeys(formula.names, Fraction(1)))
