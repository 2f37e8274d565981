"""A pasted column becomes exactly these rows, and what is unknown is named."""

import pytest

from desk.kernel.errors import Refused
from desk.kernel.pasted import pasted_cells
from desk.pasting import PastedSet, find_pasted, only_these
from desk.screens.lists import Sort
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("YD2611160001\r\nYD2611160002\r\n", ["YD2611160001", "YD2611160002"]),
        ("ＹＤ２６１１１６０００１，0049999；0049999", ["YD2611160001", "0049999"]),
        ("YD2611160001 YD2611160002", ["YD2611160001", "YD2611160002"]),
        ("运单号\t收货人\n'0049999\t王伟\n新A-0012\t李明", ["0049999", "新A-0012"]),
        ("YD2611160001\u2029AB 12345", ["YD2611160001", "AB 12345"]),
        ("yd2611160001\tYD2611160001", ["yd2611160001"]),
    ],
)
def test_a_column_is_taken_apart(text: str, numbers: list[str]) -> None:
    assert [cell.text for cell in pasted_cells(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "YD2611160001",
        "0991 5550456",
        "中山路,88",
        "中山路 288 号 13800000123",
        "138,139",
        "王伟\n李",
    ],
)
def test_what_is_no_column_is_searched_as_words(text: str) -> None:
    assert pasted_cells(text) == ()


@pytest.fixture
def tickets(office: Office) -> list[str]:
    desk = office.as_("jia")
    papers = ("0049999", "0050000", "AB-7/001", "0049999")
    return [accepted(desk, paper_no=paper) for paper in papers]


def pasted(office: Office, text: str, name: str = "consignments") -> PastedSet:
    return find_pasted(office.desk, name, text)


def test_numbers_of_any_kind_lead_to_the_ticket(office: Office, tickets: list[str]) -> None:
    a, b, c, d = range(1, 5)
    assert len(tickets) == 4
    found = pasted(office, f"{tickets[1]}\n0049999\nab7001\nYD2601010001\n{tickets[1]}")
    assert found == PastedSet((b, a, d, c), 3, ("YD2601010001",), ("0049999",), 0)
    assert pasted(office, "YD-261116-0003, yd2611160001").ids == (c, a)


def test_a_number_spelt_in_two_ways_is_known_both_times(office: Office, tickets: list[str]) -> None:
    found = pasted(office, f"YD-261116-0002\n{tickets[1]}\nAB7001\nab-7/001")
    assert found == PastedSet((2, 3), 4, (), (), 0)


def test_of_a_table_only_the_columns_with_numbers_count(office: Office, tickets: list[str]) -> None:
    rows = [f"{number}\t1380000{i:04}\t2026-11-1{i}" for i, number in enumerate(tickets)]
    found = pasted(office, "\n".join([*rows, "YD2601010001\t13899999999\t2026-11-16"]))
    assert (found.known, found.unknown) == (4, ("YD2601010001",))


def test_two_hundred_numbers_and_more_than_fit_are_taken_in_blocks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(office.as_("jia"))
    text = "\n".join(f"YD26111600{n:02}" for n in range(100))
    assert (pasted(office, text).known, len(pasted(office, text).unknown)) == (1, 99)
    monkeypatch.setattr("desk.pasting.MOST", 40)
    assert pasted(office, text).left_out == 60


def test_the_list_shows_just_these(office: Office, tickets: list[str]) -> None:
    desk = office.desk
    spec = desk.list_spec("consignments")
    these = only_these(spec, pasted(office, "\n".join((tickets[3], tickets[0]))).ids)
    shown = desk.list_ids("consignments", (these,), sort=Sort("number"))
    assert list(shown) == [1, 4]
    assert desk.list_totals("consignments", (these,))["count"] == 2
    assert list(desk.list_ids("consignments", (these,), search="0050000")) == []


def test_a_list_keeps_its_right(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        find_pasted(office.as_("jia"), "rate_notices", "YB261116-001\nYB261116-002")
    assert caught.value.codes == ("E210",)
