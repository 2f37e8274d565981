"""What is pasted into one line is one line, however long it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.editors.line import OneLine

LONGEST = 32_767
"""More signs than these no line takes."""
HELD_S = 1.0
"""It took eight seconds, and as long again at every key."""
BLANKS = st.text(st.sampled_from("甲 \t\r\n\v\u2028\u3000"))


@given(before=BLANKS, behind=BLANKS)
def test_no_break_stays_and_no_sign_is_lost(before: str, behind: str) -> None:
    text = before + behind
    _, whole, cursor = OneLine().validate(text, len(before))
    assert not set(whole) & set("\t\r\n\v\u2028")
    assert whole.count("甲") == text.count("甲")
    assert whole[:cursor].count("甲") == before.count("甲")
    assert OneLine().validate(whole, cursor)[1:] == (whole, cursor)


@pytest.mark.parametrize("ending", ["", "甲", "甲\n乙"])
def test_a_line_full_of_blanks_holds_nobody_up(ending: str) -> None:
    text = " " * (LONGEST - len(ending)) + ending
    began = time.process_time()
    _, whole, _ = OneLine().validate(text, len(text))
    assert time.process_time() - began < HELD_S
    assert whole.split() == ending.split()
