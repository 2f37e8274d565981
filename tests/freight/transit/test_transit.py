"""A manifest from the draft to the account with the partner, and everything it refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desk.archive.customers.choices import PayTerms
from desk.freight.cod.choices import CodState
from desk.freight.cod.ledger import account_of
from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, MoneyKind, PayMethod
from desk.freight.consignments.commands import release_goods
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import load, money_of
from desk.freight.day_close.choices import ItemState
from desk.freight.day_close.commands import open_day_close, refresh_day_close
from desk.freight.day_close.queries import my_day_close
from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.commands import explain_price, submit_price
from desk.freight.price_checks.queries import price_check_counts, price_checks_of
from desk.freight.returns.commands import issue_return, settle_return, ship_return
from desk.freight.returns.ordering import open_return
from desk.freight.returns.queries import return_card
from desk.freight.tracking.choices import Channel
from desk.freight.transit.choices import TransitState
from desk.freight.transit.commands import (
    add_to_transit,
    add_transit,
    reprice_transit,
    take_off_transit,
    update_transit,
    void_transit,
)
from desk.freight.transit.drafts import Counted, TransitGoods, TransitPlan
from desk.freight.transit.following import (
    report_transit_arrival,
    report_transit_refusal,
    settle_transit,
)
from desk.freight.transit.handing import hand_over_transit, recall_transit
from desk.freight.transit.queries import open_transits, transit_stock
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import (
    issue_goods,
    receive_goods,
    reverse_slip,
    sign_remote,
    withdraw_remote_signature,
)
from desk.kernel.errors import Refused
from desk.office.approvals.commands import grant_approval, refuse_approval
from desk.partners.carriers.commands import update_partner
from desk.partners.carriers.standing import suspend_partner
from desk.partners.rates.choices import RateSource
from desk.partners.rates.commands import change_rate
from tests.conftest import Office, at
from tests.freight.delivery.yard import goods
from tests.freight.inbound.truck import N1, N2, N3, N4
from tests.freight.permissions import assert_matrix
from tests.freight.transit.partner_yard import (
    DEAR,
    HAND,
    ZZ,
    alter,
    card,
    drafted,
    hand,
    handed,
    yard,
)
from tests.partners.firms import KASHI

PLAN = TransitPlan(partner="P001", dest="喀什")


@pytest.fixture
def ready(office: Office) -> Office:
    return yard(office)


def goes(*waybills: str, **more: Any) -> tuple[TransitGoods, ...]:
    return tuple(TransitGoods(waybill=waybill, **more) for waybill in waybills)


def refused(office: Office, command: Any, **arguments: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        office.as_("in").run(command, **arguments)
    return caught.value.codes


def put(office: Office, number: str, **fields: Any) -> None:
    for field, value in fields.items():
        office.as_("in").run(alter, number=number, field=field, value=value)


def sign(office: Office, number: str, pieces: int, when: str = "2026-11-22 11:20") -> None:
    office.at("2026-11-23 10:10")
    office.as_("in").run(
        sign_remote, number=number, pieces=pieces, signer="王建新", signed_at=at(when), by="电话"
    )


def sound(office: Office) -> None:
    with office.desk.reading() as read:
        assert ledger_faults(read.session) == []


# -- the draft ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "listed", "code"),
    [
        (PLAN, goes("YD2611169999"), "E006"),
        (replace(PLAN, partner="P009"), goes(N1), "E006"),
        (PLAN, (), "E001"),
        (replace(PLAN, dest=" "), goes(N1), "E001"),
        (replace(PLAN, remark="长" * 201), goes(N1), "E004"),
        (replace(PLAN, dest="喀什\x07"), goes(N1), "E012"),
        (PLAN, goes(N1, N1), "E017"),
        (PLAN, goes(N2), "E019"),
        (PLAN, goes(N3), "E019"),
        (PLAN, goes(N1, pieces=0), "E003"),
        (PLAN, goes(N1, pieces=13), "E142"),
        (PLAN, goes(N1, price=replace(DEAR, price_kg_mill=0)), "E003"),
        (PLAN, goes(N1, price=replace(DEAR, door_fee_fen=-1)), "E003"),
        (PLAN, goes(N1, price=replace(DEAR, transit_days=0)), "E003"),
        (PLAN, goes(N1, note="长" * 121), "E004"),
        (PLAN, goes(N1, reason="长" * 201), "E004"),
        (replace(PLAN, partner="P004"), goes(N1), "E160"),
        (replace(PLAN, partner="P003"), goes(N1), "E162"),
    ],
)
def test_what_no_manifest_may_hold(
    ready: Office, plan: TransitPlan, listed: tuple[TransitGoods, ...], code: str
) -> None:
    assert code in refused(ready, add_transit, plan=plan, goods=listed)
    assert ready.as_("in").ask(open_transits) == []


def test_everything_wrong_is_said_at_once(ready: Office) -> None:
    listed = (*goes(N2), *goes(N1, pieces=99))
    codes = refused(ready, add_transit, plan=replace(PLAN, partner="P004"), goods=listed)
    assert codes == ("E160", "E019", "E142")


def test_a_partner_whose_licence_ended_gets_nothing(ready: Office) -> None:
    changed = KASHI | {"licence_valid_to": date(2026, 11, 18)}
    ready.as_("in").run(update_partner, partner_id=1, **changed)
    with pytest.raises(Refused) as caught:
        drafted(ready)
    assert str(caught.value) == "E161 合作商「喀什鸿运」经营许可证已于 2026-11-18 到期,请更新证照。"


def test_without_a_rate_to_the_town_nothing_is_listed(ready: Office) -> None:
    with pytest.raises(Refused) as caught:
        drafted(ready, "P003", N1)
    assert str(caught.value) == (
        "E162 合作商「库尔勒捷运」无 喀什 的有效运价,请先登记运价或申请一次性价格。"
    )


def test_pieces_of_another_manifest_are_spoken_for(ready: Office) -> None:
    drafted(ready, pieces=10)
    assert refused(ready, add_transit, plan=PLAN, goods=goes(N1, pieces=3)) == ("E143",)
    assert drafted(ready) == "ZZ261119-002"
    assert card(ready, "ZZ261119-002").pieces == 2
    (row,) = [r for r in ready.desk.ask(transit_stock) if r.number == N1]
    assert (row.in_stock, row.free, row.manifest) == (12, 0, "ZZ261119-002")


def test_many_waiting_tickets_are_read_as_quickly_as_one(ready: Office) -> None:
    drafted(ready)
    statements: list[str] = []

    def count(*spoken: Any) -> None:
        statements.append(spoken[2])

    def asked() -> tuple[int, int]:
        statements.clear()
        return len(ready.as_("in").ask(transit_stock)), len(statements)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        two = asked()
        put(ready, N4, delivery_mode=DeliveryMode.DOOR)
        assert (two, asked()) == ((2, two[1]), (1, two[1]))
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def test_goods_that_wait_for_a_word_stay(ready: Office) -> None:
    put(ready, N1, hold_release=True)
    assert refused(ready, add_transit, plan=PLAN, goods=goes(N1)) == ("E144",)
    ready.as_("jia").run(release_goods, number=N1, channel="微信", who="李工")
    drafted(ready)


def test_goods_ordered_back_go_to_no_partner(ready: Office) -> None:
    number = drafted(ready)
    ready.as_("jia").run(
        open_return,
        number=N1,
        channel=Channel.WECHAT,
        who="河南宏达 李工",
        content="请退回",
        reason="错发",
    )
    assert refused(ready, hand_over_transit, number=number, hand=HAND) == ("E143",)
    assert refused(ready, add_transit, plan=PLAN, goods=goes(N1)) == ("E143",)


def test_refused_goods_go_to_no_partner(ready: Office) -> None:
    put(ready, N1, refusal_open=True)
    assert "E008" in refused(ready, add_transit, plan=PLAN, goods=goes(N1))


def test_a_draft_is_changed_and_given_up(ready: Office) -> None:
    number = drafted(ready)
    desk = ready.as_("in")
    assert refused(ready, update_transit, number=number, version=99, plan=PLAN, goods=goes(N1)) == (
        "E211",
    )
    plan = replace(PLAN, partner="P002", remark="急")
    desk.run(update_transit, number=number, version=None, plan=plan, goods=goes(N1, pieces=6))
    found = card(ready)
    assert (found.partner_code, found.pieces, found.remark) == ("P002", 6, "急")
    assert found.lines[0].chargeable_kg == 316
    assert refused(ready, take_off_transit, number=number, waybills=(N1,)) == ("E001",)
    assert refused(ready, void_transit, number=number, reason="") == ("E009",)
    assert refused(ready, void_transit, number=number, reason="长" * 201) == ("E004",)
    desk.run(void_transit, number=number, reason="改派")
    assert card(ready).state is TransitState.VOID
    assert desk.ask(price_checks_of, doc_no=number) == []
    assert refused(ready, hand_over_transit, number=number, hand=HAND) == ("E008",)
    assert refused(ready, add_to_transit, number=number, goods=goes(N1)) == ("E008",)
    assert drafted(ready) == "ZZ261119-002"


def test_tickets_join_and_leave_a_draft(ready: Office) -> None:
    put(ready, N3, delivery_mode=DeliveryMode.TRANSIT, destination="喀什")
    number = drafted(ready)
    desk = ready.as_("in")
    desk.run(add_to_transit, number=number, goods=goes(N3))
    assert [(n.seq, n.waybill) for n in card(ready).lines] == [(1, N1), (2, N3)]
    assert refused(ready, add_to_transit, number=number, goods=goes(N3)) == ("E017",)
    desk.run(take_off_transit, number=number, waybills=(N1,))
    assert [(n.seq, n.waybill) for n in card(ready).lines] == [(1, N3)]
    assert [c.waybill for c in desk.ask(price_checks_of, doc_no=number)] == [N3]
    assert refused(ready, take_off_transit, number=number, waybills=(N1,)) == ("E006",)


# -- the price ------------------------------------------------------------------------------------


def test_a_dear_one_off_price_needs_the_manager(ready: Office) -> None:
    number = drafted(ready, price=DEAR)
    line = card(ready).lines[0]
    assert (line.transit_fee_fen, line.door_fee_fen, line.one_off) == (67_000, 10_000, True)
    assert card(ready).price_open
    with pytest.raises(Refused) as caught:
        hand(ready, number)
    assert caught.value.codes == ("E035", "E163")
    assert "770.00 元,高于同线路最低有效报价 690.00 元的 111.59%" in str(caught.value)
    (check,) = ready.desk.ask(price_checks_of, doc_no=number)
    assert [f.measured_bp for f in check.findings] == [1_137, 11_159]
    asked = ready.desk.run(submit_price, check_id=check.id, reason="顺达今日停运").value
    assert "E163" in refused(ready, hand_over_transit, number=number, hand=HAND)
    ready.as_("boss").run(grant_approval, approval_id=asked)
    assert (card(ready).state, card(ready).price_open) == (TransitState.APPROVED, False)
    hand(ready, number)
    assert card(ready).state is TransitState.HANDED


def test_a_price_turned_down_stays_a_draft(ready: Office) -> None:
    number = drafted(ready, price=DEAR)
    (check,) = ready.as_("in").ask(price_checks_of, doc_no=number)
    asked = ready.desk.run(submit_price, check_id=check.id, reason="赶时效").value
    ready.as_("boss").run(refuse_approval, approval_id=asked, reason="改走顺达")
    assert card(ready).state is TransitState.DRAFT
    assert "E163" in refused(ready, hand_over_transit, number=number, hand=HAND)


def test_an_approved_price_changed_is_a_draft_again(ready: Office) -> None:
    number = drafted(ready, price=DEAR)
    (check,) = ready.as_("in").ask(price_checks_of, doc_no=number)
    asked = ready.desk.run(submit_price, check_id=check.id, reason="赶时效").value
    ready.as_("boss").run(grant_approval, approval_id=asked)
    dearer = goes(N1, price=replace(DEAR, price_kg_mill=1_100))
    ready.as_("in").run(update_transit, number=number, version=None, plan=PLAN, goods=dearer)
    assert card(ready).state is TransitState.DRAFT
    assert "E163" in refused(ready, hand_over_transit, number=number, hand=HAND)


def test_a_town_without_a_rate_goes_at_an_approved_price(ready: Office) -> None:
    number = drafted(ready, "P003", N1, price=DEAR)
    codes = refused(ready, hand_over_transit, number=number, hand=HAND)
    assert codes == ("E037", "E163")
    (check,) = ready.desk.ask(price_checks_of, doc_no=number)
    asked = ready.desk.run(submit_price, check_id=check.id, reason="两家均停运").value
    ready.as_("boss").run(grant_approval, approval_id=asked)
    hand(ready, number)
    assert card(ready).lines[0].due_on == date(2026, 11, 22)


def test_a_town_without_a_rate_keeps_to_the_approved_price(ready: Office) -> None:
    put(ready, N1, destination="和田")
    number = drafted(ready, "P003", N1, price=DEAR)
    (check,) = ready.as_("in").ask(price_checks_of, doc_no=number)
    asked = ready.desk.run(submit_price, check_id=check.id, reason="只有一家").value
    ready.as_("boss").run(grant_approval, approval_id=asked)
    assert not card(ready, number).price_open
    dearer = goes(N1, price=replace(DEAR, price_kg_mill=1_500))
    plan = replace(PLAN, partner="P003")
    ready.as_("in").run(update_transit, number=number, version=None, plan=plan, goods=dearer)
    assert refused(ready, hand_over_transit, number=number, hand=HAND) == ("E037",)


def test_a_loss_needs_the_manager(ready: Office) -> None:
    put(ready, N1, total_fen=60_000)
    number = drafted(ready)
    with pytest.raises(Refused) as caught:
        hand(ready, number)
    assert str(caught.value) == "E164 预计毛利 -449.00 元(毛利率 -74.83%),低于 0,须经理批准。"


def test_a_new_rate_counts_from_its_day(ready: Office) -> None:
    number = drafted(ready)
    ready.at("2026-11-24 11:00")
    ready.as_("in").run(
        change_rate,
        rate_id=1,
        effective_on=date(2026, 12, 1),
        source=RateSource.WECHAT,
        price_kg_mill=1_020,
    )
    ready.at("2026-12-01 10:30")
    ready.as_("in").run(reprice_transit, number=number)
    found = card(ready)
    assert (found.lines[0].transit_fee_fen, found.lines[0].margin_fen) == (64_600, 88_200)
    assert found.lines[0].margin_bp == 4_464
    (check,) = ready.desk.ask(price_checks_of, doc_no=number)
    assert (check.verdict, check.findings[0].measured_bp) == (Verdict.EXPLAIN, 10_812)
    late = replace(HAND, at=at("2026-12-01 10:30"))
    assert refused(ready, hand_over_transit, number=number, hand=late) == ("E036",)
    before = replace(HAND, at=at("2026-11-30 10:30"))
    ready.as_("in").run(hand_over_transit, number=number, hand=before)
    assert goods(ready, N1).state is ConsignmentState.AT_PARTNER
    assert card(ready).lines[0].transit_fee_fen == 60_100


def test_a_price_to_explain_goes_with_a_word(ready: Office) -> None:
    put(ready, N1, total_fen=116_000)
    first = drafted(ready)
    assert refused(ready, hand_over_transit, number=first, hand=HAND) == ("E036",)
    hand(ready, first, reason="老客户,按月补价")
    (check,) = ready.desk.ask(price_checks_of, doc_no=first)
    assert (check.verdict, check.explanation) == (Verdict.EXPLAIN, "老客户,按月补价")
    (count,) = ready.desk.ask(price_check_counts, month=date(2026, 11, 1))
    assert (count.reasonable, count.explain, count.approve) == (0, 1, 0)


def test_a_price_is_explained_beforehand(ready: Office) -> None:
    put(ready, N1, total_fen=116_000)
    number = drafted(ready)
    (check,) = ready.as_("in").ask(price_checks_of, doc_no=number)
    ready.desk.run(explain_price, check_id=check.id, reason="按月补价")
    hand(ready, number)


# -- the hand-over --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"handed_by": " "}, "E001"),
        ({"received_by": ""}, "E001"),
        ({"received_by": "长" * 61}, "E004"),
        ({"partner_bill_no": "8" * 41}, "E004"),
        ({"handed_by": "马\x07"}, "E012"),
        ({"plate_no": "新I12345"}, "E106"),
        ({"at": at("2026-11-19 11:00")}, "E171"),
        ({"at": at("2026-11-18 17:00")}, "E170"),
    ],
)
def test_what_the_hand_over_refuses(ready: Office, change: dict[str, Any], code: str) -> None:
    number = drafted(ready)
    assert code in refused(ready, hand_over_transit, number=number, hand=replace(HAND, **change))
    assert card(ready).state is TransitState.DRAFT
    assert goods(ready, N1).quantities["at_partner"] == 0


def test_a_partner_suspended_meanwhile_gets_nothing(ready: Office) -> None:
    number = drafted(ready)
    ready.as_("boss").with_(reason="扣压货款").run(suspend_partner, partner_id=1)
    assert refused(ready, hand_over_transit, number=number, hand=HAND) == ("E160",)


def test_goods_gone_meanwhile_are_missed(ready: Office) -> None:
    number = drafted(ready)
    ready.as_("in").run(
        issue_goods, number=N1, pieces=5, reason=OutReason.TRANSIT_OUT, handed_to="个体车"
    )
    assert refused(ready, hand_over_transit, number=number, hand=HAND) == ("E142",)


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        (Counted(waybill=N1, handed=13, received=12, note="x"), "E003"),
        (Counted(waybill=N1, handed=11, received=12, note="x"), "E003"),
        (Counted(waybill=N1, handed=0, received=0, note="x"), "E003"),
        (Counted(waybill=N1, handed=12, received=11), "E009"),
        (Counted(waybill=N4, handed=1, received=1), "E006"),
        (Counted(waybill=N1, handed=12, received=11, note="长" * 201), "E004"),
    ],
)
def test_a_count_that_cannot_be(ready: Office, seen: Counted, code: str) -> None:
    number = drafted(ready)
    assert code in refused(ready, hand_over_transit, number=number, hand=HAND, counted=(seen,))


def test_what_the_partner_did_not_get_stays_in_stock(ready: Office) -> None:
    number = drafted(ready)
    hand(ready, number, Counted(waybill=N1, handed=12, received=11, note="1 件外箱找不到"))
    line = card(ready).lines[0]
    assert (line.listed, line.pieces, line.weight_g, line.chargeable_kg) == (12, 11, 440_000, 580)
    quantities = goods(ready, N1).quantities
    assert (quantities["at_partner"], quantities["in_stock"]) == (11, 1)
    ids = ready.desk.list_ids("exceptions", (), N1)
    (row,) = ready.desk.list_rows("exceptions", ids).values()
    assert ExceptionKind.SHORTAGE in row
    assert "交合作商时少 1 件:1 件外箱找不到" in row
    sound(ready)


def test_a_promise_earlier_than_the_partner_counts(ready: Office) -> None:
    put(ready, N1, promised_on=date(2026, 11, 21))
    handed(ready)
    assert card(ready).lines[0].due_on == date(2026, 11, 21)
    assert goods(ready, N1).due_on == date(2026, 11, 21)


def test_the_slip_is_not_undone_behind_the_manifest(ready: Office) -> None:
    handed(ready)
    slip = card(ready).slip_no
    assert slip == "CK261119-001"
    assert refused(ready, reverse_slip, slip_no=slip, reason="错") == ("E019",)


def test_a_registered_partner_gets_no_bare_slip(ready: Office) -> None:
    to: dict[str, Any] = {"number": N1, "pieces": 1, "reason": OutReason.TRANSIT_OUT}
    with pytest.raises(Refused) as caught:
        ready.as_("in").run(issue_goods, handed_to="喀什鸿运 艾力", **to)
    assert str(caught.value) == "E019 接货人不合规则:「喀什鸿运」是合作商,请开中转单交接。"


# -- afterwards -----------------------------------------------------------------------------------


def test_a_manifest_is_done_when_all_is_signed(ready: Office) -> None:
    handed(ready)
    sign(ready, N1, 5)
    found = card(ready)
    assert (found.state, found.lines[0].pieces_signed) == (TransitState.HANDED, 5)
    sign(ready, N1, 7)
    assert card(ready).state is TransitState.DELIVERED
    assert refused(ready, report_transit_arrival, number=ZZ) == ("E008",)
    sound(ready)


def test_an_arrival_is_told_once_and_in_order(ready: Office) -> None:
    handed(ready)
    ready.at("2026-11-21 15:10")
    early = at("2026-11-19 10:00")
    assert refused(ready, report_transit_arrival, number=ZZ, at=early) == ("E170",)
    later = at("2026-11-21 16:00")
    assert refused(ready, report_transit_arrival, number=ZZ, at=later) == ("E171",)
    long = "8" * 41
    assert refused(ready, report_transit_arrival, number=ZZ, partner_bill_no=long) == ("E004",)
    ready.desk.run(report_transit_arrival, number=ZZ, partner_bill_no="HY9000")
    assert (card(ready).state, card(ready).partner_bill_no) == (TransitState.ARRIVED, "HY9000")
    assert refused(ready, report_transit_arrival, number=ZZ) == ("E008",)
    assert refused(ready, report_transit_arrival, number="ZZ261119-009") == ("E006",)


def test_goods_are_fetched_back(ready: Office) -> None:
    handed(ready)
    back: dict[str, Any] = {"number": ZZ, "returned_by": "艾力"}
    assert refused(ready, recall_transit, reason="", **back) == ("E009",)
    assert refused(ready, recall_transit, reason="长" * 121, **back) == ("E004",)
    assert refused(ready, recall_transit, reason="改址", number=ZZ, returned_by="") == ("E001",)
    ready.at("2026-11-19 18:00")
    slip = ready.as_("in").run(recall_transit, reason="客户改址", bin_code="T-02", **back).value
    found = card(ready)
    assert (found.state, found.lines[0].pieces_back, found.net_fen) == (
        TransitState.RECALLED,
        12,
        0,
    )
    ticket = goods(ready, N1)
    assert (ticket.state, ticket.due_on, slip) == (
        ConsignmentState.IN_STOCK,
        None,
        "RK261119-001",
    )
    with ready.desk.reading() as read:
        assert load(read, N1).transit_cost_fen == 0
    assert refused(ready, recall_transit, reason="改址", **back) == ("E008",)
    assert drafted(ready, "P002") == "ZZ261119-002"
    sound(ready)


def test_a_partner_may_be_paid_for_goods_fetched_back(ready: Office) -> None:
    handed(ready)
    ready.as_("in").run(
        recall_transit, number=ZZ, reason="改址", returned_by="艾力", keep_cost=True
    )
    nothing: dict[str, Any] = {"collect_received_fen": 0, "cod_received_fen": 0}
    assert ready.desk.run(settle_transit, number=ZZ, **nothing).value == 70_100


def test_a_slip_that_took_goods_back_can_be_undone(ready: Office) -> None:
    handed(ready)
    back: dict[str, Any] = {"number": N1, "pieces": 12, "reason": InReason.TRANSIT_BACK}
    slip = ready.as_("in").run(receive_goods, **back).value
    assert card(ready).state is TransitState.RECALLED
    ready.desk.run(reverse_slip, slip_no=slip, reason="点错票")
    found = card(ready)
    assert (found.state, found.lines[0].pieces_back) == (TransitState.HANDED, 0)
    sound(ready)


def test_a_signature_on_the_wrong_ticket_is_taken_back(ready: Office) -> None:
    handed(ready)
    again: dict[str, Any] = {"number": N1, "reason": "登记错运单"}
    assert refused(ready, withdraw_remote_signature, **again) == ("E008",)
    sign(ready, N1, 12)
    assert refused(ready, withdraw_remote_signature, number=N1, reason=" ") == ("E009",)
    ready.as_("in").run(withdraw_remote_signature, **again)
    line = card(ready).lines[0]
    assert (card(ready).state, line.pieces_signed, line.signer) == (TransitState.HANDED, 0, "")
    assert goods(ready, N1).state is ConsignmentState.AT_PARTNER
    sign(ready, N1, 12, "2026-11-22 09:00")
    assert card(ready).state is TransitState.DELIVERED
    settle(ready, ZZ, 0, 0)
    assert refused(ready, withdraw_remote_signature, **again) == ("E008",)
    sound(ready)


def test_a_refusal_afar_opens_its_exception(ready: Office) -> None:
    handed(ready)
    case: dict[str, Any] = {"number": N1}
    assert refused(ready, report_transit_refusal, reason=" ", **case) == ("E009",)
    assert refused(ready, report_transit_refusal, reason="长" * 121, **case) == ("E004",)
    ready.desk.run(report_transit_refusal, reason="型号不符", **case)
    assert goods(ready, N1).state is ConsignmentState.REFUSED
    assert refused(ready, report_transit_refusal, reason="型号不符", **case) == ("E008",)
    assert refused(ready, report_transit_refusal, number=N4, reason="x") == ("E008",)
    assert refused(ready, report_transit_refusal, number="YD1", reason="x") == ("E006",)


def test_what_the_partner_collected_is_taken_at_the_settlement(ready: Office) -> None:
    put(
        ready,
        N1,
        pay_terms=PayTerms.COLLECT,
        cod_amount_fen=500_000,
        cod_payee="宏达",
        cod_fee_fen=1_500,
    )
    number = drafted(ready)
    assert card(ready).lines[0].collect_for_us_fen == 197_600
    hand(ready, number)
    line = card(ready).lines[0]
    assert (line.collect_for_us_fen, line.cod_for_us_fen) == (197_600, 500_000)
    received: dict[str, Any] = {"collect_received_fen": 197_600, "cod_received_fen": 500_000}
    assert refused(ready, settle_transit, number=ZZ, **received) == ("E008",)
    sign(ready, N1, 12)
    short = received | {"cod_received_fen": 499_000}
    with pytest.raises(Refused) as caught:
        ready.as_("in").run(settle_transit, number=ZZ, **short)
    assert "应收 5,000.00 元,实收 4,990.00 元" in str(caught.value)
    paid = ready.desk.run(settle_transit, number=ZZ, **received).value
    assert paid == 70_100 - 197_600 - 500_000
    rows = ready.desk.ask(money_of, number=N1)
    assert [(r.kind, r.amount_fen, r.doc_no) for r in rows] == [
        (MoneyKind.FREIGHT, 197_600, ZZ),
        (MoneyKind.COD, 500_000, ZZ),
    ]
    with ready.desk.reading() as read:
        account = account_of(read.session, load(read, N1).id)
        assert account
        assert account.state is CodState.BANKED
    assert refused(ready, settle_transit, number=ZZ, **received) == ("E008",)


def test_of_a_split_ticket_the_first_manifest_collects(ready: Office) -> None:
    put(ready, N1, pay_terms=PayTerms.COLLECT, total_fen=500_000)
    hand(ready, drafted(ready, pieces=5))
    second = drafted(ready, pieces=7)
    assert card(ready, second).lines[0].collect_for_us_fen == 0
    hand(ready, second)
    assert [card(ready, n).lines[0].collect_for_us_fen for n in (ZZ, second)] == [500_000, 0]
    sign(ready, N1, 7)
    assert [card(ready, n).lines[0].pieces_signed for n in (ZZ, second)] == [5, 2]
    assert card(ready).state is TransitState.DELIVERED


def test_what_one_partner_took_in_is_not_asked_for_again(ready: Office) -> None:
    put(ready, N1, pay_terms=PayTerms.COLLECT, total_fen=500_000, cod_amount_fen=80_000)
    hand(ready, drafted(ready, pieces=5))
    sign(ready, N1, 5)
    later = drafted(ready, pieces=7)
    assert card(ready, later).lines[0].collect_for_us_fen == 0
    ready.desk.run(hand_over_transit, number=later, hand=replace(HAND, at=None))
    late = card(ready, later).lines[0]
    assert (late.collect_for_us_fen, late.cod_for_us_fen) == (0, 0)
    sign(ready, N1, 7, "2026-11-23 10:10")
    settle(ready, ZZ, 500_000, 80_000)
    settle(ready, later, 0, 0)
    assert sum(row.amount_fen for row in ready.desk.ask(money_of, number=N1)) == 580_000


def test_goods_fetched_back_whole_are_collected_for_by_the_next_partner(ready: Office) -> None:
    put(ready, N1, pay_terms=PayTerms.COLLECT, total_fen=500_000)
    hand(ready, drafted(ready, pieces=5))
    hand(ready, drafted(ready, pieces=4))
    ready.desk.run(recall_transit, number=ZZ, reason="车坏了", returned_by="艾力")
    third = drafted(ready)
    hand(ready, third)
    assert card(ready, third).lines[0].collect_for_us_fen == 500_000


def test_a_partner_owes_no_more_than_the_ticket_does(ready: Office) -> None:
    put(ready, N1, pay_terms=PayTerms.COLLECT, cod_amount_fen=500_000)
    handed(ready)
    sign(ready, N1, 12)
    put(ready, N1, cod_amount_fen=460_000)
    assert (card(ready).collect_fen, card(ready).cod_fen) == (197_600, 460_000)
    settle(ready, ZZ, 197_600, 460_000)
    assert (card(ready).collect_fen, card(ready).cod_fen) == (197_600, 460_000)
    assert sum(row.amount_fen for row in ready.desk.ask(money_of, number=N1)) == 657_600


def test_what_the_partner_collected_is_not_asked_of_the_shipper_of_the_rest(ready: Office) -> None:
    put(ready, N4, cod_amount_fen=500_000, cod_payee="莲城")
    handed(ready, "P003", N4)
    sign(ready, N4, 20)
    desk = ready.as_("in")
    desk.run(receive_goods, number=N4, pieces=9, reason=InReason.TRANSIT_BACK)
    ordered: dict[str, Any] = {"who": "周经理", "content": "退回", "reason": "颜色不符"}
    ready.as_("jia").run(open_return, number=N4, channel=Channel.WECHAT, **ordered)
    back = ready.desk.run(issue_return, number=N4, freight_fen=10_000).value
    collect_fen = card(ready).collect_fen
    assert collect_fen == goods(ready, N4).total_fen
    assert ready.desk.ask(return_card, number=back).collect_fen == 0
    ready.as_("out").run(ship_return, number=back, handed_to="返程车")
    assert goods(ready, N4).cod_amount_fen == 500_000
    settle(ready, ZZ, collect_fen, 500_000)
    due = ready.as_("jia").ask(return_card, number=back).due_fen
    ready.desk.run(settle_return, number=back, paid_fen=due, method=PayMethod.TRANSFER)
    taken = [row.amount_fen for row in ready.desk.ask(money_of, number=N4)]
    assert taken == [collect_fen, 500_000]


def settle(office: Office, number: str, collect_fen: int, cod_fen: int) -> None:
    """The partner hands over exactly this."""
    office.as_("in").run(
        settle_transit, number=number, collect_received_fen=collect_fen, cod_received_fen=cod_fen
    )


def test_the_board_leads_the_goods_to_the_door(ready: Office) -> None:
    def kinds(day: str) -> list[str]:
        ready.at(day)
        with ready.as_("in").reading() as read:
            from desk.freight.transit.today import SOURCES

            return [row.kind for source in SOURCES for row in source.rows(read)]

    assert kinds("2026-11-19 13:29") == []
    assert kinds("2026-11-19 13:31") == ["中转交接"] * 2
    ready.at("2026-11-19 13:31")
    number = drafted(ready)
    ready.as_("in").run(hand_over_transit, number=number, hand=replace(HAND, at=None))
    assert kinds("2026-11-20 09:00") == ["中转交接"]
    assert kinds("2026-11-21 09:00") == ["中转交接", "问中转到达"]
    ready.desk.run(report_transit_arrival, number=ZZ)
    assert kinds("2026-11-22 09:00") == ["中转交接", "催中转签收"]


def test_the_day_is_not_closed_over_them(ready: Office) -> None:
    def duties() -> dict[str, str]:
        ready.as_("in").run(open_day_close)
        ready.desk.run(refresh_day_close)
        close = ready.desk.ask(my_day_close)
        assert close
        waiting = [i for i in close.items if i.state is ItemState.WAITING]
        return {i.duty: i.number for i in waiting if i.number in (ZZ, N1)}

    drafted(ready)
    assert duties()["中转单未交接"] == ZZ
    hand(ready, ZZ)
    assert "中转单未交接" not in duties()
    ready.at("2026-11-22 19:30")
    assert duties()["中转到期未签收"] == N1


def test_costs_are_not_for_clerks(ready: Office) -> None:
    handed(ready)
    found = ready.as_("jia").ask(open_transits)[0]
    line = found.lines[0]
    assert (found.net_fen, line.transit_fee_fen, line.door_fee_fen, line.margin_fen) == (
        None,
        None,
        None,
        None,
    )
    with pytest.raises(Refused) as caught:
        ready.desk.paper("P-05", ZZ)
    assert caught.value.codes == ("E210",)


def test_the_lists_lead_to_the_tickets(ready: Office) -> None:
    handed(ready)
    desk = ready.as_("jia")
    (row,) = desk.list_rows("transit_manifests", desk.list_ids("transit_manifests", (), "鸿运"))
    (line,) = desk.list_rows("transit_lines", desk.list_ids("transit_lines", (), N1)).values()
    assert row
    assert "139****0001" in line


def test_a_return_takes_the_partners_price_and_notes_another(ready: Office) -> None:
    handed(ready, "P003", N4)
    desk = ready.as_("in")
    desk.run(receive_goods, number=N4, pieces=29, reason=InReason.TRANSIT_BACK)
    order: dict[str, Any] = {"who": "周经理", "content": "请退回", "reason": "错发"}
    ready.as_("jia").run(open_return, number=N4, channel=Channel.WECHAT, **order)
    typed: dict[str, Any] = {"partner_cost_fen": 35_000, "freight_fen": 34_700}
    number = ready.as_("out").run(issue_return, number=N4, destination="许昌", **typed).value
    with ready.desk.reading() as read:
        back = load(read, number)
        assert (back.transit_fee_fen, back.transit_cost_fen) == (35_000, 35_000)
        assert "返程中转 350.00 元为手工填写,合作商返程价 290.00 元" in back.remark


def test_who_may_do_what(office: Office) -> None:
    own = (
        add_transit,
        update_transit,
        add_to_transit,
        take_off_transit,
        reprice_transit,
        void_transit,
        hand_over_transit,
        recall_transit,
        report_transit_arrival,
        report_transit_refusal,
        settle_transit,
    )
    assert_matrix(office, dict.fromkeys(own, "IN"))
