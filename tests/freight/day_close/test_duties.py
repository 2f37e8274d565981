"""Every room tells what of it lies open, each to those whose duty it is."""

import importlib
from datetime import date

import pytest
from sqlalchemy import select

from desk.freight.consignments.drafting import save_draft
from desk.freight.day_close.choices import ItemState
from desk.freight.day_close.commands import open_day_close, refresh_day_close
from desk.freight.day_close.queries import CloseItemRow, my_day_close
from desk.freight.tracking.model import WatchEntry
from desk.freight.tracking.watching import draw_watch_list, note_watch
from desk.kernel.closing import DayClosing, Duty
from desk.kernel.commands import command
from desk.kernel.roles import DESK
from desk.registry import ROOMS
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.freight.cod.till import at_the_counter, hand_in
from tests.freight.consignments.tickets import OUTBOUND, accepted, ticket
from tests.freight.delivery.yard import TROLLEYS, in_stock, planned, ready, with_truck
from tests.freight.inbound.truck import unloading
from tests.freight.returns.test_returns import issued, ordered, shipped

DUTIES = [
    value
    for room in ROOMS
    for handler in room.handlers
    if handler.event is DayClosing
    for value in vars(importlib.import_module(handler.function.__module__)).values()
    if isinstance(value, Duty)
]


@command("office.read", "撤回处理(仅测试)")
def forget_notes(work: Work) -> None:
    for entry in work.session.scalars(select(WatchEntry)):
        entry.note = ""


def items(office: Office, login: str) -> list[CloseItemRow]:
    """What stands on somebody's list now."""
    desk = office.as_(login)
    if desk.ask(my_day_close) is None:
        desk.run(open_day_close)
    desk.run(refresh_day_close)
    card = desk.ask(my_day_close)
    assert card is not None
    return [row for row in card.items if row.state is not ItemState.DONE]


def duties(office: Office, login: str) -> list[tuple[str, str]]:
    return [(row.duty, row.number) for row in items(office, login)]


def test_a_duty_has_words_and_belongs_to_somebody_of_the_desk() -> None:
    assert DUTIES
    for duty in DUTIES:
        assert duty.label
        assert duty.roles
        assert duty.roles <= DESK
    assert len({duty.name for duty in DUTIES}) == len(set(DUTIES))


def test_a_truck_in_the_yard_is_the_inbound_dispatchers(office: Office) -> None:
    manifest = unloading(office)
    assert duties(office, "in") == [("到车未点收入库", manifest)]
    assert duties(office, "out") == duties(office, "jia") == []


def test_counter_cash_is_handed_in(office: Office) -> None:
    number = at_the_counter(office)
    assert ("代收货款未缴存", number) in duties(office, "in")
    hand_in(office, "in", 800_000, number)
    assert ("代收货款未缴存", number) not in duties(office, "in")


def test_a_return_is_the_outbound_dispatchers_until_it_leaves(office: Office) -> None:
    office.at("2026-11-18 17:30")
    with_truck(office)
    number = in_stock(office, TROLLEYS)
    ordered(office, number)
    (row,) = items(office, "out")
    assert (row.duty, row.number) == ("返货未发运", number)
    assert row.title.startswith("开返货单")
    made = issued(office, number)
    assert duties(office, "out") == [("返货未发运", made)]
    shipped(office, made)
    assert duties(office, "out") == []


def test_a_draft_is_his_who_began_it(office: Office) -> None:
    office.as_("jia").run(save_draft, draft=ticket())
    assert [duty for duty, _ in duties(office, "jia")] == ["草稿未受理"]
    assert duties(office, "yi") == []


def test_watched_outbound_goods_are_noted(office: Office) -> None:
    number = accepted(office.as_("out"), OUTBOUND, urgent=True)
    office.as_("out").run(draw_watch_list)
    assert duties(office, "out") == [("关注货物未处理", number)]
    office.desk.run(note_watch, number=number, note="已订明早车")
    assert duties(office, "out") == []


def test_a_run_of_tomorrow_does_not_stop_today(office: Office) -> None:
    cloth = ready(office)[1]
    tomorrow = {
        "run_on": date(2026, 11, 20),
        "planned_out_at": at("2026-11-20 10:30"),
        "planned_back_at": at("2026-11-20 14:00"),
    }
    run = planned(office, cloth, **tomorrow)
    assert ("派送单未结单", run) not in duties(office, "in")
    office.at("2026-11-20 19:00")
    assert ("派送单未结单", run) in duties(office, "in")


def test_what_was_done_and_comes_back_waits_again(office: Office) -> None:
    number = accepted(office.as_("out"), OUTBOUND, urgent=True)
    office.as_("out").run(draw_watch_list)
    assert duties(office, "out") == [("关注货物未处理", number)]
    office.desk.run(note_watch, number=number, note="已订车")
    assert duties(office, "out") == []
    office.at("2026-11-16 18:00")
    office.desk.run(forget_notes)
    (row,) = items(office, "out")
    assert (row.state, row.done_at) == (ItemState.WAITING, None)


@pytest.mark.parametrize("login", ["jia", "in", "out", "boss"])
def test_an_empty_office_closes_with_nothing(office: Office, login: str) -> None:
    assert duties(office, login) == []
