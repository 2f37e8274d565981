"""A closed road: ticked tickets are put off together, old and new date side by side."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desk.freight.consignments.queries import consignment_card
from desk.freight.tracking.on_lane import tickets_on_lane
from tests.conftest import Office
from tests.freight.pickup.road import fetched_for_kashgar, road_is_closed
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import Clerk
from ui.desks.due_extension import DueExtension
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[DueExtension], DueExtension]


@pytest.fixture
def held_up(office: Office) -> list[str]:
    waybills = fetched_for_kashgar(office)
    road_is_closed(office)
    office.as_("boss")
    return waybills


@pytest.fixture
def page(context: Context, held_up: list[str], show: Show, clerk: Clerk) -> DueExtension:
    page = show(DueExtension(context))
    page.open_with(id=1, number="")
    clerk.waits_for(lambda: len(page.table.rows) == 2)
    return page


def new_dates(page: DueExtension) -> list[str]:
    return [page._new_due(row) for row in page.table.rows]


def test_ticked_tickets_are_put_off(
    page: DueExtension, clerk: Clerk, office: Office, held_up: list[str], frame: FrameSpy
) -> None:
    assert page.ticked == set(held_up)
    assert page.fields["reason"].value() == "G3012 封路 21–23 Nov"
    page.fields.focus_first()
    clerk.types("1125")
    assert new_dates(page) == ["2026-11-25", "2026-11-25"]
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F6)
    clerk.press(Key.Key_Space)
    assert page.ticked == {held_up[1]}
    assert new_dates(page) == ["", "2026-11-25"]
    page.fields["force_majeure"].take_focus()
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_F9)
    rows = {r.number: r for r in office.desk.ask(tickets_on_lane, lane_note_id=1)}
    put_off = rows[held_up[1]]
    assert (put_off.due_on.day, put_off.force_majeure) == (25, True)
    assert put_off.due_before_on is not None
    assert put_off.due_before_on.day == 22
    assert rows[held_up[0]].due_on.day == 22
    assert frame.said == ["1 票的应到日期已延长。"]
    clerk.waits_for(lambda: [r.due_on.day for r in page.table.rows] == [22, 25])
    assert page.ticked == set()


def test_an_earlier_date_and_no_ticket_are_refused_in_place(
    page: DueExtension, clerk: Clerk, office: Office, held_up: list[str]
) -> None:
    page.fields.focus_first()
    clerk.types("1121")
    clerk.press(Key.Key_F9)
    assert "只能往后延" in page.fields["due_on"].problem_text
    clerk.press(Key.Key_A, Held.ControlModifier | Held.ShiftModifier)
    assert page.ticked == set()
    clerk.press(Key.Key_F9)
    assert "运单" in page.fields["numbers"].problem_text
    due = office.desk.ask(consignment_card, number=held_up[0]).due_on
    assert due is not None
    assert due.day == 22


def test_without_a_closed_road_it_says_what_to_do(
    context: Context, show: Show, clerk: Clerk
) -> None:
    page = show(DueExtension(context))
    clerk.waits_for(lambda: "先在「途径信息」" in page.what.text())
