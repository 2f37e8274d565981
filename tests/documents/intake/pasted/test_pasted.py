"""Pasted messages: every field of a table of examples, and what holds for any text at all."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.documents.intake.pasted import Certainty, PastedOrder, read_pasted
from tests.documents.intake.pasted.flat import every_field, flat
from tests.documents.intake.pasted.messages import MESSAGES

SLOWEST_S = 0.05
SHARED = ("category",)  # computed from the name of the goods, whose words it shares

_SNIPPETS = st.sampled_from(
    [word for text, _ in MESSAGES for word in text.replace("\n", " \n ").split(" ")]
    + [
        "138",
        "0000",
        "喀什",
        "县",
        "万",
        "*",
        "·",
        "收",
        "寄",
        "(",
        ")",
        "共",
        "方",
        "号",
        "\0",
        "１",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(_SNIPPETS, max_size=40).map(" ".join),
                  st.lists(_SNIPPETS, max_size=40).map("".join))  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MESSAGES, ids=range(len(MESSAGES)))
def test_reads_every_field_of_a_message(text: str, expected: str) -> None:
    assert flat(read_pasted(text)) == expected.strip("\n").split("\n" if expected.strip() else None)


def test_the_table_is_long_enough() -> None:
    assert len(MESSAGES) >= 60


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_value_comes_from_words_of_the_text(text: str) -> None:
    order = read_pasted(text)
    for name, found in every_field(order):
        assert 0 <= found.start < found.end <= len(text), name
        assert text[found.start : found.end] == found.words, name
        assert found.certainty is not Certainty.ABSENT
        if isinstance(found.value, str) and name.endswith(("name", "company", "address")):
            assert found.value == found.words, name
        if found.value is None:
            assert found.unsure, name
        assert bool(found.why) is found.unsure, name


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_two_fields_share_words(text: str) -> None:
    spans = sorted(
        {
            (f.start, f.end)
            for name, f in every_field(read_pasted(text))
            if not name.endswith(SHARED)
        }
    )
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_rest_is_words_of_the_text_that_no_field_has(text: str) -> None:
    order = read_pasted(text)
    for word in order.rest:
        assert word in text.replace("\0", " ") or word in text


def test_what_is_beyond_the_limit_is_not_dropped() -> None:
    order = read_pasted("配件5件 " + "甲" * 1600)
    assert sum(len(word) for word in order.rest) == 1600


@pytest.mark.parametrize(
    "text",
    ["喀什" * 750, "喀什地区莎车县" * 200, "1" * 1500, "12件" * 500, "收货人" * 500, "·甲" * 700,
     "一" * 1500, "13800000001 " * 120, "到付" * 700, "120*80*60 " * 150, "路1号" * 500, "( " * 700],
    ids=range(12),
)  # fmt: skip
def test_a_long_text_of_one_kind_is_read_at_once(text: str) -> None:
    read_pasted("喀什")  # the table of divisions is read once
    began = time.process_time()
    order = read_pasted(text)
    assert isinstance(order, PastedOrder)
    assert time.process_time() - began < SLOWEST_S
