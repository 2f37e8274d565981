"""The tickets a closed road holds up."""

import pytest

from desk.freight.tracking.on_lane import closed_lanes, names_place, tickets_on_lane
from tests.conftest import Office
from tests.freight.pickup.road import fetched_for_kashgar, road_is_closed


@pytest.mark.parametrize(
    ("lane", "place", "on_it"),
    [
        ("G3012 吐鲁番-喀什", "喀什", True),
        ("G3012 吐鲁番-喀什", "喀什市", True),
        ("G3012 吐鲁番-喀什", "喀什地区", True),
        ("G3012 吐鲁番-喀什", "伊宁市", False),
        ("G3012 吐鲁番-喀什", "", False),
        ("市区道路", "市", False),
    ],
)
def test_a_lane_names_its_places(lane: str, place: str, on_it: bool) -> None:
    assert names_place(lane, place) is on_it


def test_tickets_on_the_lane_come_first(office: Office) -> None:
    waybills = fetched_for_kashgar(office)
    lane = road_is_closed(office)
    (closed,) = office.as_("boss").ask(closed_lanes)
    assert (closed.id, closed.lane) == (lane, "G3012 吐鲁番-喀什")
    rows = office.desk.ask(tickets_on_lane, lane_note_id=lane)
    assert [row.number for row in rows if row.on_lane] == waybills
    assert all(row.due_on.isoformat() == "2026-11-22" for row in rows if row.on_lane)
