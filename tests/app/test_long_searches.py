"""A page pasted into a search box is a search that finds nothing, in every list."""

import pytest

from desk.app import list_table
from desk.care.knowledge.queries import find_knowledge
from tests.conftest import Office

PASTED = ("x" * 20_000, "长" * 30_000, "%" * 40_000, "a b " * 2_000)


@pytest.mark.parametrize("pasted", PASTED, ids=["letters", "signs", "wildcards", "words"])
def test_a_pasted_page_finds_nothing_and_breaks_nothing(office: Office, pasted: str) -> None:
    desk = office.as_("boss")
    for name in list_table():
        assert list(desk.list_ids(name, search=pasted)) == [], name
    assert desk.ask(find_knowledge, text=pasted) == []
