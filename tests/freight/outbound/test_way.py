"""A truck is loaded, announced, leaves and arrives; each step in its order, and back where allowed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.freight.consignments.choices import ConsignmentState, MoveKind
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import moves_of
from desk.freight.outbound.choices import PreadviceState, SendChannel
from desk.freight.outbound.commands import (
    acknowledge_preadvice,
    arrive_preadvice,
    close_preadvice,
    confirm_preadvice,
    depart_preadvice,
    reopen_preadvice,
    send_preadvice,
    void_preadvice,
)
from desk.freight.outbound.drafts import LoadDraft
from desk.freight.outbound.planning import load_preadvice, unload_preadvice
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.freight.warehouse.choices import OutReason
from desk.freight.warehouse.commands import issue_goods, reverse_slip, sign_remote
from desk.screens.lists import Filter
from tests.conftest import Office, at
from tests.freight.consignments.conftest import refused
from tests.freight.outbound.yard import (
    CLOTH,
    NUMBER,
    card,
    confirmed,
    gone,
    goods,
    in_stock,
    planned,
    ready,
    sent,
)
from tests.freight.permissions import assert_matrix


def sound(office: Office) -> bool:
    with office.as_("out").reading() as read:
        return ledger_faults(read.session) == []


def test_an_empty_truck_is_not_confirmed(office: Office) -> None:
    ready(office)
    number = planned(office)
    desk = office.as_("out")
    assert refused(desk, lambda: desk.run(confirm_preadvice, number=number)) == ("E001",)


def test_goods_that_went_meanwhile(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = planned(office, raisins)
    desk = office.as_("out")
    desk.run(issue_goods, number=raisins, pieces=1, reason=OutReason.SHIP_OUT, handed_to="别的车")
    assert refused(desk, lambda: desk.run(confirm_preadvice, number=number)) == ("E142",)


def test_loading_has_its_time(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = planned(office, raisins)
    desk = office.as_("out")
    for moment, code in (("2026-11-19 15:00", "E170"), ("2026-11-19 18:06", "E171")):
        call = lambda m=moment: desk.run(confirm_preadvice, number=number, loaded_at=at(m))  # noqa: E731
        assert refused(desk, call) == (code,)
    desk.run(confirm_preadvice, number=number, loaded_at=at("2026-11-19 17:30"))
    (_, out) = desk.ask(moves_of, number=raisins)
    assert (out.at, out.kind, out.doc_no) == (at("2026-11-19 17:30"), MoveKind.OUT, number)
    assert (out.slip_no, out.handed_by) == ("CK261119-001", "新A6F128 马强")


def test_steps_out_of_order(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = planned(office, raisins)
    desk = office.as_("out")
    late: tuple[Callable[[], object], ...] = (
        lambda: desk.run(send_preadvice, number=number, channel=SendChannel.FAX),
        lambda: desk.run(acknowledge_preadvice, number=number, by="小赵"),
        lambda: desk.run(depart_preadvice, number=number),
        lambda: desk.run(arrive_preadvice, number=number),
        lambda: desk.run(close_preadvice, number=number),
        lambda: desk.run(reopen_preadvice, number=number, reason="x"),
    )
    for call in late:
        assert refused(desk, call) == ("E008",)
    desk.run(confirm_preadvice, number=number)
    assert refused(desk, lambda: desk.run(depart_preadvice, number=number)) == ("E008",)
    assert refused(desk, lambda: desk.run(confirm_preadvice, number="CG1")) == ("E006",)


def test_a_truck_taken_back_leaves_stock_as_it_was(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    number = confirmed(office, raisins, cloth)
    desk = office.as_("out")
    assert goods(office, raisins).costs["linehaul_cost_fen"] > 0
    for call, code in (
        (lambda: desk.run(reopen_preadvice, number=number, reason=" "), "E009"),
        (lambda: desk.run(reopen_preadvice, number=number, reason="长" * 101), "E004"),
        (lambda: desk.run(void_preadvice, number=number, reason=""), "E009"),
    ):
        assert refused(desk, call) == (code,)
    desk.run(reopen_preadvice, number=number, reason="少装一票")
    for waybill, pieces in ((raisins, 150), (cloth, 40)):
        ticket = goods(office, waybill)
        assert (ticket.state, ticket.quantities["in_stock"]) == (ConsignmentState.IN_STOCK, pieces)
        assert ticket.costs["linehaul_cost_fen"] == 0
    assert card(office).state is PreadviceState.DRAFT
    desk.run(unload_preadvice, number=number, waybill=cloth)
    assert desk.run(confirm_preadvice, number=number).value == "CK261119-002"
    desk.run(void_preadvice, number=number, reason="车坏了")
    truck = card(office)
    assert (truck.state, truck.void_reason) == (PreadviceState.VOID, "车坏了")
    rows = desk.ask(moves_of, number=raisins)
    assert [(m.pieces, m.balance_after, m.note) for m in rows[1:]] == [
        (150, 0, ""),
        (150, 150, "退回修改:少装一票"),
        (150, 0, ""),
        (150, 150, "作废:车坏了"),
    ]
    assert sound(office)


def test_a_draft_is_voided_without_any_move(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = planned(office, raisins)
    desk = office.as_("out")
    desk.run(void_preadvice, number=number, reason="客户改期")
    assert card(office).state is PreadviceState.VOID
    assert len(desk.ask(moves_of, number=raisins)) == 1


def test_what_was_announced_is_not_taken_back(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = sent(office, raisins)
    desk = office.as_("out")
    for command in (void_preadvice, reopen_preadvice):
        call = lambda c=command: desk.run(c, number=number, reason="x")  # noqa: E731
        assert refused(desk, call) == ("E008",)


def test_signed_goods_cannot_be_put_back(office: Office) -> None:
    _, cloth, _ = ready(office)
    number = confirmed(office, cloth, truck_cost_fen=50_000)
    desk = office.as_("out")
    signed: dict[str, Any] = {"signer": "甲", "signed_at": at("2026-11-19 18:00"), "by": "电话"}
    desk.run(sign_remote, number=cloth, pieces=1, **signed)
    call = lambda: desk.run(void_preadvice, number=number, reason="x")  # noqa: E731
    assert refused(desk, call) == ("E026",)


def test_the_slip_of_a_truck_is_not_reversed_by_hand(office: Office) -> None:
    raisins, _, _ = ready(office)
    confirmed(office, raisins)
    desk = office.as_("out")
    call = lambda: desk.run(reverse_slip, slip_no="CK261119-001", reason="错")  # noqa: E731
    assert refused(desk, call) == ("E019",)


@pytest.mark.parametrize(
    ("left", "late"),
    [("2026-11-19 18:30", False), ("2026-11-19 17:10", False), ("2026-11-19 17:09", True)],
)
def test_a_list_sent_more_than_two_hours_after_departure_is_late(
    office: Office, left: str, late: bool
) -> None:
    raisins, _, _ = ready(office)
    number = planned(office, raisins)
    desk = office.as_("out")
    desk.run(confirm_preadvice, number=number, loaded_at=at("2026-11-19 17:00"))
    office.at("2026-11-19 19:10")
    desk.run(send_preadvice, number=number, channel=SendChannel.EMAIL)
    desk.run(depart_preadvice, number=number, depart_at=at(left))
    assert card(office).late is late
    shown = desk.list_ids("outbound_preadvices", [Filter("late", "is", True)])
    assert bool(shown) is late


def test_moments_follow_each_other(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = confirmed(office, raisins)
    desk = office.as_("out")
    early, ahead = at("2026-11-19 17:59"), at("2026-11-19 23:00")

    def codes(command: Callable[..., object], field: str, **typed: object) -> list[str]:
        found: list[str] = []
        for moment in (early, ahead):
            call = lambda m=moment: desk.run(command, number=number, **typed, **{field: m})  # noqa: E731
            found += refused(desk, call)
        return found

    assert codes(send_preadvice, "sent_at", channel=SendChannel.FAX) == ["E170", "E171"]
    desk.run(send_preadvice, number=number, channel=SendChannel.FAX)
    assert codes(acknowledge_preadvice, "ack_at", by="小赵") == ["E170", "E171"]
    assert codes(depart_preadvice, "depart_at") == ["E170", "E171"]
    desk.run(depart_preadvice, number=number)
    assert codes(arrive_preadvice, "arrive_at") == ["E170", "E171"]


def test_the_receipt_of_the_list(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = gone(office, raisins)
    desk = office.as_("out")
    for by, code in ((" ", "E001"), ("长" * 61, "E004"), ("a\x01", "E012")):
        call = lambda b=by: desk.run(acknowledge_preadvice, number=number, by=b)  # noqa: E731
        assert refused(desk, call) == (code,)
    office.at("2026-11-24 12:00")
    desk.run(arrive_preadvice, number=number, note="少 1 件纸箱,压损 2 件")
    assert refused(desk, lambda: desk.run(close_preadvice, number=number)) == ("E001",)
    desk.run(acknowledge_preadvice, number=number, by="小赵")
    again = refused(desk, lambda: desk.run(acknowledge_preadvice, number=number, by="小钱"))
    assert again == ("E008",)
    desk.run(close_preadvice, number=number)
    assert (card(office).state, card(office).arrival_note) == (
        PreadviceState.CLOSED,
        "少 1 件纸箱,压损 2 件",
    )


def test_due_dates_are_set_when_the_truck_leaves(office: Office) -> None:
    ready(office)
    lane = in_stock(office, CLOTH)
    promised = in_stock(office, CLOTH, promised_on=date(2026, 11, 22))
    generous = in_stock(office, CLOTH, promised_on=date(2026, 11, 30))
    unpriced = in_stock(office, CLOTH, transit_days=None)
    number = sent(office, lane, promised, generous, unpriced)
    assert {goods(office, n).due_on for n in (lane, promised)} == {None}
    office.as_("out").run(depart_preadvice, number=number)
    dues = [goods(office, n).due_on for n in (lane, promised, generous, unpriced)]
    assert dues == [
        date(2026, 11, 24),
        date(2026, 11, 22),
        date(2026, 11, 24),
        date(2026, 11, 24),
    ]


def test_part_loads_travel_on_two_trucks(office: Office) -> None:
    raisins, _, _ = ready(office)
    desk = office.as_("out")
    first = planned(office, truck_cost_fen=100_000)
    desk.run(load_preadvice, number=first, loads=(LoadDraft(waybill=raisins, pieces=100),))
    desk.run(confirm_preadvice, number=first)
    ticket = goods(office, raisins)
    assert (ticket.state, ticket.quantities["in_stock"]) == (ConsignmentState.SHIPPED, 50)
    later: dict[str, Any] = {
        "depart_plan_at": at("2026-11-24 19:00"),
        "eta_at": at("2026-11-29 10:00"),
    }
    second = confirmed(office, raisins, truck_cost_fen=52_000, **later)
    ticket = goods(office, raisins)
    assert [ticket.quantities[name] for name in ("in_stock", "shipped_out")] == [0, 150]
    assert ticket.costs["linehaul_cost_fen"] == 152_000
    assert card(office, second).margin_fen == 105_000 - 52_000
    desk.run(void_preadvice, number=second, reason="并车")
    assert goods(office, raisins).costs["linehaul_cost_fen"] == 100_000
    assert sound(office)


def test_the_way_can_be_read(office: Office) -> None:
    raisins, _, _ = ready(office)
    number = gone(office, raisins)
    office.at("2026-11-24 12:00")
    desk = office.as_("out")
    desk.run(arrive_preadvice, number=number)
    events = desk.ask(events_of, number=raisins)
    assert [(e.kind, e.place, e.doc_no, e.text) for e in events[-3:]] == [
        (EventKind.LOADED, "乌鲁木齐", "CK261119-001", "150 件"),
        (EventKind.DEPARTED, "乌鲁木齐", NUMBER, "150 件"),
        (EventKind.ARRIVED, "郑州", NUMBER, "150 件"),
    ]


def test_goods_signed_before_the_truck_is_reported_in(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    number = gone(office, raisins, cloth)
    office.at("2026-11-24 12:00")
    desk = office.as_("out")
    signed: dict[str, Any] = {"signer": "甲", "signed_at": at("2026-11-24 11:00"), "by": "电话"}
    desk.run(sign_remote, number=cloth, pieces=40, **signed)
    desk.run(sign_remote, number=raisins, pieces=1, **signed)
    desk.run(arrive_preadvice, number=number, arrive_at=at("2026-11-24 10:30"))
    kinds = [e.kind for e in desk.ask(events_of, number=cloth)]
    assert kinds[-1] is EventKind.SIGNED
    assert [e.kind for e in desk.ask(events_of, number=raisins)][-1] is EventKind.PART_SIGNED


def test_who_may_do_what(office: Office) -> None:
    """Row 「outbound pre-advice, truck price」 of spec 3.26: C R U D for OUT only."""
    commands = (
        confirm_preadvice,
        reopen_preadvice,
        send_preadvice,
        acknowledge_preadvice,
        depart_preadvice,
        arrive_preadvice,
        close_preadvice,
        void_preadvice,
    )
    assert_matrix(office, dict.fromkeys(commands, "OUT"))
