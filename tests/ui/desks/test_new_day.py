"""A page left open overnight: what nobody has typed in offers the new day; what is typed stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.conftest import Office, at
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import Clerk
from ui.desks.complaint_desk.page import ComplaintDesk
from ui.desks.pickup_board.page import PickupBoard
from ui.desks.preadvice_board.page import PreadviceBoard
from ui.desks.run_board.page import RunBoard
from ui.desks.voucher_filing.page import VoucherFiling
from ui.editors import FieldSet
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.pages.page import Page
from ui.registry import Context

EVENING, MORNING = "2026-11-30 17:50", "2026-12-01 08:10"
Show = Callable[[Page], Page]


@dataclass(frozen=True)
class Board:
    """One page, its fields, what they offer in the evening and in the morning, one field to type in."""

    build: Callable[[Context], Any]
    fields: Callable[[Any], FieldSet]
    evening: dict[str, Any]
    morning: dict[str, Any]
    typed: tuple[str, str]
    tells: bool = True


BOARDS = {
    "run": Board(
        RunBoard,
        lambda page: page.form.fields,
        {
            "run_on": date(2026, 11, 30),
            "planned_out_at": at("2026-11-30 18:00"),
            "planned_back_at": at("2026-11-30 22:00"),
        },
        {
            "run_on": date(2026, 12, 1),
            "planned_out_at": at("2026-12-01 08:30"),
            "planned_back_at": at("2026-12-01 12:30"),
        },
        ("helper", "小李"),
    ),
    "pickup": Board(
        PickupBoard,
        lambda page: page.form.fields,
        {
            "planned_out_at": at("2026-11-30 18:00"),
            "planned_back_at": at("2026-11-30 20:00"),
        },
        {
            "planned_out_at": at("2026-12-01 08:30"),
            "planned_back_at": at("2026-12-01 10:30"),
        },
        ("remark", "带叉车"),
    ),
    "preadvice": Board(
        PreadviceBoard,
        lambda page: page.form.fields,
        {"depart_plan_at": at("2026-11-30 18:00"), "eta_at": at("2026-12-05 18:00")},
        {"depart_plan_at": at("2026-12-01 09:00"), "eta_at": at("2026-12-06 09:00")},
        ("remark", "走北线"),
    ),
    "vouchers": Board(
        VoucherFiling,
        lambda page: page.boxes.fields,
        {"month": "2026-11"},
        {"month": "2026-12"},
        ("location", "A-3"),
    ),
    "complaints": Board(
        ComplaintDesk,
        lambda page: page.analysis.fields,
        {"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 30)},
        {"from_on": date(2026, 12, 1), "to_on": date(2026, 12, 1)},
        ("from_on", "2026-11-02"),
        tells=False,
    ),
}


def offered(board: Board, page: Page) -> dict[str, Any]:
    fields = board.fields(page)
    return {name: fields[name].value() for name in board.evening}


@pytest.mark.parametrize("back", [Page.shown, Page.renew])
@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS.keys())
def test_an_untouched_form_offers_the_new_day(
    board: Board,
    back: Callable[[Page], None],
    context: Context,
    office: Office,
    frame: FrameSpy,
    clerk: Clerk,
) -> None:
    office.at(EVENING)
    page = board.build(context)
    clerk.qtbot.addWidget(page)
    assert offered(board, page) == board.evening
    office.at(MORNING)
    back(page)
    assert offered(board, page) == board.morning
    assert frame.said == []
    clerk.waits_for(lambda: not context.bridge.busy)


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS.keys())
def test_what_is_typed_keeps_its_dates_and_the_clerk_is_told_once(
    board: Board, context: Context, office: Office, frame: FrameSpy, clerk: Clerk, show: Show
) -> None:
    office.at(EVENING)
    page = show(board.build(context))
    name, text = board.typed
    editor = board.fields(page)[name]
    editor.line.setText(text)  # type: ignore[attr-defined]
    editor.touch()
    before = offered(board, page)
    frame.said.clear()
    office.at(MORNING)
    page.shown()
    page.renew()
    assert offered(board, page) == before
    assert editor.line.text() == text  # type: ignore[attr-defined]
    assert len([said for said in frame.said if "请核对日期" in said]) == board.tells
    clerk.waits_for(lambda: not context.bridge.busy)


def test_a_truck_begun_for_a_station_keeps_it(
    context: Context, office: Office, clerk: Clerk
) -> None:
    office.at(EVENING)
    page = PreadviceBoard(context)
    clerk.qtbot.addWidget(page)
    page.open_with(dest_station="喀什")
    office.at(MORNING)
    page.renew()
    assert page.form.typed("dest_station") == "喀什"
    assert page.form.typed("depart_plan_at") == at("2026-12-01 09:00")
    clerk.waits_for(lambda: not context.bridge.busy)


def test_a_window_worked_in_again_sees_the_new_day(office: Office, clerk: Clerk) -> None:
    office.at(EVENING)
    window = MainWindow(office.as_("boss"), LocalSettings())
    clerk.qtbot.addWidget(window)
    with clerk.qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_page("run_board")
    page = window.page("run_board")
    assert isinstance(page, RunBoard)
    office.at(MORNING)
    other = MainWindow(office.desk, LocalSettings())
    clerk.qtbot.addWidget(other)
    with clerk.qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    with clerk.qtbot.waitActive(window):
        window.activateWindow()
    clerk.waits_for(lambda: page.form.fields["run_on"].value() == date(2026, 12, 1))
    other.close()
    window.close()
