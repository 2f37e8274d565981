"""Whoever pastes a page into a field is told what is wrong with it, not the page."""

import pytest

from desk.kernel.errors import problem
from desk.kernel.messages import MESSAGES
from desk.kernel.quoting import MOST_QUOTED, quoted, quoted_apart

PAGE = "粘贴了整整一页的说明" * 500


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("喀什", "喀什"),
        ("喀" * MOST_QUOTED, "喀" * MOST_QUOTED),
        ("喀" * (MOST_QUOTED + 1), "喀" * MOST_QUOTED + "…"),
        ("一行\n\n两行\t三", "一行 两行 三"),
        ("\n" * 200 + "喀什" + " " * 200, "喀什"),
    ],
)
def test_a_text_is_quoted_by_its_beginning_on_one_line(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize("code", [c for c, words in MESSAGES.items() if "「{v}」" in words])
def test_what_was_typed_stands_in_a_message_by_its_beginning(code: str) -> None:
    message = problem(code, None, v=PAGE, label="目的地", choices="甲、乙").message
    assert f"「{PAGE[:MOST_QUOTED]}…」" in message
    assert len(message) < 140


def test_a_list_of_reasons_is_told_whole() -> None:
    why = "收货人不符;件数不符;" * 20
    assert why in problem("E019", None, label="公式", why=why).message


def test_a_name_of_the_archive_is_told_whole() -> None:
    name = "乌鲁木齐高新技术产业开发区天山通达现代物流有限责任公司喀什分公司"
    assert f"「{name}」" in problem("E103", None, name=name, code="K00001").message
    for code in ("E160", "E161", "E162"):
        assert f"「{name}」" in problem(code, None, p=name, status="", d="", to="喀什").message


def test_a_file_is_told_by_its_whole_name() -> None:
    """Of many files chosen together the clerk must know which; scans begin alike and differ at their end."""
    name = "2026年11月乌鲁木齐至喀什干线运输合同补充协议扫描件第12页.pdf"
    assert f"「{name}」" in problem("E025", None, name=name, why="文件是空的").message


ROAD = "乌鲁木齐市高新技术产业开发区北区工业园冬融街"


@pytest.mark.parametrize(
    ("text", "other", "shown"),
    [
        ("喀什", "和田", "喀什"),
        ("", "喀什", ""),
        (ROAD + "88号3栋", ROAD + "89号3栋", "…" + (ROAD + "88号3栋")[-MOST_QUOTED:]),
        (ROAD * 2, "和田", ROAD + ROAD[: MOST_QUOTED - len(ROAD)] + "…"),
        (ROAD + ROAD[::-1] * 2, ROAD, "…" + ROAD[-4:] + (ROAD[::-1])[: MOST_QUOTED - 4] + "…"),
    ],
)
def test_of_two_versions_is_told_where_they_differ(text: str, other: str, shown: str) -> None:
    """Of two addresses that differ in the house's number both were cut before it."""
    assert quoted_apart(text, other) == shown
