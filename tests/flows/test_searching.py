"""One box over everything: by kind, newest first, masked, and only what one may see."""

from desk.app import list_table
from desk.searching import FoundGroup, search, searched_lists
from desk.storage.listing import source_of
from tests.archive.customers.makers import AYGUL, LIU, added
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted


def told(groups: list[FoundGroup]) -> list[tuple[str, int, bool]]:
    return [(group.spec.name, len(group.rows), group.more) for group in groups]


def test_consignments_come_first_and_more_is_said(office: Office) -> None:
    desk = office.as_("jia")
    added(desk, contacts=(LIU, AYGUL))
    numbers = [accepted(desk, consignee_phone="13800000001") for _ in range(3)]
    found = search(desk, "13800000001", most=2)
    assert told(found) == [("consignments", 2, True), ("customers", 1, False)]
    named = [field.name for field in found[0].spec.fields]
    rows = [dict(zip(named, row.values, strict=True)) for row in found[0].rows]
    assert [row["number"] for row in rows] == numbers[:0:-1]
    assert {row["consignee_phone"] for row in rows} == {"138****0001"}


def test_nothing_to_look_for_finds_nothing(office: Office) -> None:
    desk = office.as_("jia")
    accepted(desk)
    assert [search(desk, text) for text in ("", "  ", "·-", "没有的")] == [[], [], [], []]


def test_a_search_nobody_waits_for_ends(office: Office) -> None:
    desk = office.as_("jia")
    accepted(desk)
    assert search(desk, "轴承", wanted=lambda: False) == []


def test_what_one_may_not_see_is_not_found(office: Office) -> None:
    accepted(office.as_("jia"))
    assert all(spec.right for spec in searched_lists(office.desk))
    seen = {spec.name for spec in searched_lists(office.as_("boss"))}
    assert {"consignments", "customers", "vehicles", "complaints"} <= seen
    assert seen == {name for name, spec in list_table().items() if spec.found}


def test_every_list_in_the_box_can_be_searched() -> None:
    for spec in list_table().values():
        if spec.found:
            assert source_of(spec.source).id.class_.searched, spec.name
            assert {spec.field(name).personal for name in spec.found} == {False}, spec.name
