"""A frequent word is looked for along the list's order, and finds what the index would."""

import itertools
from array import array

import pytest

from desk.app import Desk
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.screens import CONSIGNMENTS
from desk.screens.lists import Filter, Sort
from desk.storage import listing, walking
from desk.storage.plain_lists import plain_reading
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted

NAMES = ("阿不都·热合曼", "海燕商行", "海燕", "刘伟", "艾力", "海 燕")
PHONES = ("13800000001", "13899000002")
WORDS = ("海燕", "刘伟", "138", "138 海燕", "阿不都热合曼", "13800000001 刘", "没有的")
FILTERS: tuple[tuple[Filter, ...], ...] = (
    (),
    (Filter("state", "is", ConsignmentState.ACCEPTED), Filter("consignee_name", "contains", "燕")),
)


@pytest.fixture
def desk(office: Office) -> Desk:
    found = office.as_("jia")
    for name, phone in itertools.product(NAMES, PHONES):
        accepted(found, consignee_name=name, consignee_phone=phone)
    return found


def walk(desk: Desk, word: str, filters: tuple[Filter, ...], sort: Sort) -> "array[int] | None":
    with plain_reading(desk.engine) as reading:
        return walking.first_walked(reading, CONSIGNMENTS, filters, word, sort, 5)


@pytest.mark.parametrize("apart", [0, 8])
def test_it_finds_the_same_in_the_same_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, apart: int
) -> None:
    for name, value in (("MANY", 0), ("STEP", 3), ("APART", apart)):
        monkeypatch.setattr(walking, name, value)
    walked = 0
    for word, filters, field in itertools.product(
        WORDS, FILTERS, ("accept_at", "consignee_name", "goods_summary")
    ):
        sort = Sort(field, descending=True)
        found = walk(desk, word, filters, sort)
        with desk.reading() as read:
            slow = listing.searched_ids(read.session, CONSIGNMENTS, filters, word, sort, 5)
        assert found in (None, slow), (word, filters, field)
        walked += found is not None
        assert desk.list_ids("consignments", filters, word, sort, 5) == slow
    assert walked >= 12


def test_rare_words_and_those_the_index_does_not_know_go_another_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "STEP", 2)
    newest = Sort("accept_at", descending=True)
    assert walk(desk, "刘伟", (), newest) is not None
    monkeypatch.setattr(walking, "TRIED", 2)
    assert [walk(desk, word, (), newest) for word in ("刘伟", "燕", "lw", "")] == [None] * 4


def test_it_gives_up_where_the_filters_leave_out_what_has_the_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("MANY", 0), ("MOST_WALKED", 1), ("STEP", 2)):
        monkeypatch.setattr(walking, name, most)
    assert walk(desk, "刘伟", FILTERS[1], Sort("accept_at")) is None
