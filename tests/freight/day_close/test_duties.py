"""Every room tells what of it lies open, each to those whose duty it is."""

import importlib
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desk.freight.consignments.drafting import save_draft
from desk.freight.day_close.choices import ItemState
from desk.freight.day_close.commands import open_day_close, refresh_day_close
from desk.freight.day_close.queries import CloseItemRow, my_day_close
from desk.freight.outbound.choices import SendChannel
from desk.freight.outbound.commands import confirm_preadvice, send_preadvice
from desk.freight.tracking.model import WatchEntry
from desk.freight.tracking.watching import draw_watch_list, note_watch
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.closing import DayClosing, Duty
from desk.kernel.commands import command
from desk.kernel.roles import DESK
from desk.pricing.quotes.choices import Channel
from desk.pricing.quotes.commands import send_quote
from desk.registry import ROOMS
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import paper, signed_at_partner
from tests.freight.cod.till import at_the_counter, hand_in
from tests.freight.consignments.tickets import OUTBOUND, accepted, ticket
from tests.freight.delivery.yard import TROLLEYS, in_stock, planned, ready, with_truck
from tests.freight.inbound.truck import unloading
from tests.freight.outbound.yard import gone as gone_truck
from tests.freight.outbound.yard import planned as planned_truck
from tests.freight.outbound.yard import ready as outbound_goods
from tests.freight.returns.test_returns import issued, ordered, shipped
from tests.freight.transit.partner_yard import drafted, hand, yard
from tests.pricing.quotes.calls import quoted, take, with_prices

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


def test_a_truck_whose_station_was_not_told_is_the_outbound_dispatchers(office: Office) -> None:
    tickets = outbound_goods(office)
    truck = planned_truck(office, *tickets)
    label = "出港预报未发送"
    assert (label, truck) in duties(office, "out")
    assert label not in [duty for duty, _ in duties(office, "in")]
    office.as_("out").run(confirm_preadvice, number=truck)
    assert (label, truck) in duties(office, "out")
    office.as_("out").run(send_preadvice, number=truck, channel=SendChannel.WECHAT)
    assert (label, truck) not in duties(office, "out")


def test_a_truck_planned_for_another_day_may_wait(office: Office) -> None:
    tickets = outbound_goods(office)
    planned_truck(office, *tickets, depart_plan_at=at("2026-11-20 00:00"))
    assert duties(office, "out") == []


def test_a_call_is_on_the_list_once_its_clock_is_yellow(office: Office) -> None:
    """An hour after the call it is green; the next noon the 8 hours are over or nearly so."""
    call = take(with_prices(office).as_("jia")).number
    office.at("2026-11-16 12:00")
    assert duties(office, "jia") == []
    office.at("2026-11-17 12:30")
    (row,) = items(office, "jia")
    assert (row.duty, row.number, row.page) == ("询价临近或超过答复时限", call, "inquiries")
    assert row.title == "河南宏达机械 郑州→喀什 水泵配件"
    desk = office.as_("jia")
    quote = quoted(desk, call)
    desk.run(send_quote, number=quote, channel=Channel.WECHAT)
    assert duties(office, "jia") == []


def test_a_manifest_nobody_heard_of_and_its_paper_are_the_inbound_dispatchers(
    office: Office,
) -> None:
    yard(office)
    manifest = drafted(office)
    hand(office, manifest)
    label = "中转到达未报"
    office.at("2026-11-20 19:00")
    assert (label, manifest) not in duties(office, "in")
    office.at("2026-11-21 19:00")
    assert (label, manifest) in duties(office, "in")
    assert label not in [duty for duty, _ in duties(office, "out")]


def test_papers_due_are_of_who_asks_for_them(office: Office) -> None:
    number = signed_at_partner(office)
    due_on = paper(office, number).row.due_on
    label = "回单到期未收回"
    office.at(f"{due_on - timedelta(days=2)} 19:00")
    assert (label, number) not in duties(office, "in")
    office.at(f"{due_on - timedelta(days=1)} 19:00")
    assert (label, number) in duties(office, "in")
    assert duties(office, "out") == []


def test_papers_of_an_inland_station_are_the_outbound_dispatchers(office: Office) -> None:
    _, cloth, _ = outbound_goods(office)
    gone_truck(office, cloth, truck_cost_fen=50_000)
    office.at("2026-11-24 18:00")
    office.as_("out").run(
        sign_remote,
        number=cloth,
        pieces=40,
        signer="布行",
        signed_at=at("2026-11-24 17:00"),
        by="郑州分部 电话",
    )
    office.at(f"{paper(office, cloth).row.due_on} 19:00")
    assert ("内地到站回单到期未收回", cloth) in duties(office, "out")
    assert "回单到期未收回" not in [duty for duty, _ in duties(office, "in")]
