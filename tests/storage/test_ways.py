"""The way to a page: few rows are sorted, many are met along the order; the rows are always the same."""

from datetime import UTC, datetime

import pytest

from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.screens import CONSIGNMENTS
from desk.screens.lists import Filter, Sort
from desk.storage import listing, ways
from desk.storage.plain_lists import plain_reading
from desk.storage.ways import FREE, Way, way
from tests.conftest import Office
from tests.freight.consignments.tickets import CUTLERY, accepted

INDEXES = {"state": frozenset({"accept_at"}), "accept_at": frozenset[str](), "due_on": frozenset()}
CLOSED = Filter("state", "is", ConsignmentState.CLOSED)
BOTH = Filter("state", "in", (ConsignmentState.CLOSED, ConsignmentState.ACCEPTED))
SINCE = Filter("accept_at", "from", datetime(2020, 1, 1, tzinfo=UTC))
NAMED = Filter("goods_summary", "contains", "轴承")


@pytest.mark.parametrize(
    ("filters", "sort", "many", "wanted"),
    [
        ((), "due_on", True, FREE),
        ((NAMED,), "due_on", True, FREE),
        ((CLOSED,), "due_on", True, Way(frozenset({"state"}))),
        ((CLOSED,), "due_on", False, Way(sorts=True)),
        ((CLOSED,), "accept_at", False, Way()),
        ((BOTH,), "accept_at", False, Way(sorts=True)),
        ((SINCE,), "accept_at", False, Way()),
        ((SINCE, CLOSED), "due_on", True, Way(frozenset({"state", "accept_at"}))),
    ],
)
def test_the_way_follows_from_how_many_rows_meet_a_condition(
    filters: tuple[Filter, ...], sort: str, many: bool, wanted: Way
) -> None:
    assert way(filters, Sort(sort), INDEXES, lambda _: many) == wanted


@pytest.mark.parametrize("many", [0, 20_000])
@pytest.mark.parametrize("sort", ["due_on", "accept_at", "number", "goods_summary"])
def test_every_way_leads_to_the_same_rows(
    office: Office, monkeypatch: pytest.MonkeyPatch, many: int, sort: str
) -> None:
    desk = office.as_("jia")
    accepted(desk)
    accepted(desk, CUTLERY)
    with desk.reading() as read:
        all_of_them = listing.searched_ids(read.session, CONSIGNMENTS, (), "", Sort(sort))
    monkeypatch.setattr(ways, "MANY", many)
    monkeypatch.setattr(listing, "MANY", many)
    listing._count.cache_clear()
    filters = (Filter("state", "is", ConsignmentState.ACCEPTED), SINCE)
    with plain_reading(desk.engine) as reading:
        found = listing.list_page(reading, CONSIGNMENTS, filters, Sort(sort), 50)
        assert set(reading.counted.values()) == {many == 0}
    listing._count.cache_clear()
    assert len(all_of_them) == 2
    assert found.ids == all_of_them


def test_the_plus_sign_keeps_an_index_out_of_reach(office: Office) -> None:
    source = listing.source_of(CONSIGNMENTS.source)
    part = (Filter("direction", "is", Direction.INBOUND),)
    hindered = Way(frozenset({"direction"}))
    plans = []
    with plain_reading(office.as_("jia").engine) as reading:
        for chosen in (FREE, hindered):
            asked = listing._shape(
                CONSIGNMENTS.source, (), part, CONSIGNMENTS.sort, False, chosen
            ).sql
            plans.append(str(reading.connection.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall()))
    assert "ix_consignment_direction" in plans[0]
    assert "ix_consignment_accept" in plans[1]
    assert listing._indexes(CONSIGNMENTS.source)["direction"] == {"accept_at"}
    assert source.id.key == "id"
