"""Consignments are corrected, voided, closed and opened again."""

from collections.abc import Callable
from typing import Any

import pytest

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import (
    ConsignmentState,
    Direction,
    MoneyKind,
    MoveReason,
    PayMethod,
)
from desk.freight.consignments.commands import (
    by_number,
    close_consignment,
    release_goods,
    reopen_consignment,
    send_notice,
    update_consignment,
    void_consignment,
)
from desk.freight.consignments.drafts import Charges, ConsignmentDraft
from desk.freight.consignments.money import take_money
from desk.freight.consignments.queries import ConsignmentCard, consignment_card, money_of
from desk.freight.consignments.voiding import VoidingRow, voiding_of
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.freight.cod.till import hand_in, remit
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import (
    CUTLERY,
    OUTBOUND,
    TICKET,
    accepted,
    arrive,
    line,
    move,
    ticket,
)


@command("office.read", "收款(仅测试)")
def take(work: Work, *, number: str, kind: MoneyKind, amount_fen: int) -> None:
    take_money(work, by_number(work, number), kind, amount_fen, PayMethod.CASH, "PS261119-001")


@command("office.read", "回单收回(仅测试)")
def bring_receipts(work: Work, *, number: str, copies: int) -> None:
    by_number(work, number).receipts_back = copies


def card(office: Office, number: str) -> ConsignmentCard:
    return office.as_("in").ask(consignment_card, number=number)


def change(office: Office, who: str, number: str, draft: ConsignmentDraft, **extra: str) -> None:
    desk = office.as_(who)
    desk.with_(**extra).run(update_consignment, number=number, version=None, draft=draft)  # type: ignore[arg-type]


def test_a_clerk_corrects_before_receipt(office: Office) -> None:
    number = accepted(office.as_("jia"))
    change(office, "yi", number, ticket(consignee_name="兴疆机电(二店)", lines=(line(pieces=9),)))
    now = card(office, number)
    assert (now.consignee.name, now.declared, now.number) == ("兴疆机电(二店)", 9, number)
    assert now.state is ConsignmentState.ACCEPTED


def test_two_clerks_do_not_overwrite_each_other(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    seen = card(office, number).version
    change(office, "yi", number, ticket(remark="送后门"))
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(update_consignment, number=number, version=seen, draft=TICKET)
    assert caught.value.codes == ("E211",)
    assert "客服员乙" in str(caught.value)
    assert card(office, number).remark == "送后门"


def test_a_clerk_leaves_received_inbound_goods_to_the_dispatcher(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    assert refused(desk, lambda: change(office, "jia", number, TICKET)) == ("E210",)
    change(office, "in", number, ticket(remark="轻放"))
    assert refused(office.desk, lambda: change(office, "out", number, TICKET)) == ("E210",)


def test_a_clerk_corrects_outbound_goods_until_they_are_dispatched(office: Office) -> None:
    """Spec 3.26: inbound before receipt, outbound before dispatch."""
    desk = office.as_("jia")
    number = accepted(desk, OUTBOUND)
    desk.run(move, number=number, reason=MoveReason.PICKUP, pieces=150)
    change(office, "jia", number, ticket(OUTBOUND, remark="怕压"))
    office.desk.run(move, number=number, reason=MoveReason.SHIP_OUT, pieces=1)
    assert refused(office.desk, lambda: change(office, "jia", number, OUTBOUND)) == ("E210",)
    change(office, "out", number, ticket(OUTBOUND, remark="怕压怕潮"))


def test_after_dispatch_the_consignee_needs_a_written_request(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    desk.run(move, number=number, reason=MoveReason.RUN_OUT, pieces=3)
    for other in (
        ticket(consignee_name="别人"),
        ticket(destination="喀什"),
        ticket(consignee_address="别处"),
    ):
        assert refused(desk, lambda o=other: change(office, "in", number, o)) == ("E136",)  # type: ignore[misc]
    change(office, "in", number, ticket(consignee_name=" 兴疆机电 ", remark="改备注"))
    assert card(office, number).remark == "改备注"


def test_after_dispatch_money_is_the_managers_with_a_reason(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    desk.run(move, number=number, reason=MoveReason.RUN_OUT, pieces=8)
    dearer = ticket(charges=Charges(base_freight_fen=50_000))
    assert refused(desk, lambda: change(office, "in", number, dearer)) == ("E210",)
    assert refused(desk, lambda: change(office, "boss", number, dearer)) == ("E009",)
    change(office, "boss", number, dearer, reason="漏计上楼费")
    assert card(office, number).total_fen == 50_000
    terms = ticket(charges=dearer.charges, pay_terms=PayTerms.COLLECT)
    assert refused(desk, lambda: change(office, "in", number, terms)) == ("E210",)


def test_goods_cannot_become_less_than_were_counted_in(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    fewer = ticket(lines=(line(pieces=7),))
    assert refused(desk, lambda: change(office, "in", number, fewer)) == ("E140",)
    change(office, "in", number, ticket(lines=(line(pieces=9),)))
    assert card(office, number).quantities["received"] == 8


def test_void_and_closed_tickets_stay_as_they_are(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    desk.run(void_consignment, number=number, reason="客户取消")
    assert refused(desk, lambda: change(office, "jia", number, TICKET)) == ("E008",)
    assert refused(desk, lambda: desk.run(arrive, number=number, pieces=1)) == ("E008",)


def test_a_clerk_voids_his_own_ticket_of_the_day(office: Office) -> None:
    desk = office.as_("jia")
    number = accepted(desk)
    for reason in ("", "  "):
        assert refused(
            desk,
            lambda r=reason: desk.run(void_consignment, number=number, reason=r),  # type: ignore[misc]
        ) == ("E009",)
    desk.run(void_consignment, number=number, reason=" 客户取消 ")
    now = card(office, number)
    assert (now.state, now.void_reason, now.number) == (ConsignmentState.VOID, "客户取消", number)
    again = office.as_("jia")
    assert refused(again, lambda: again.run(void_consignment, number=number, reason="x")) == (
        "E008",
    )
    assert accepted(again) == "YD2611160002"


def test_others_and_yesterdays_tickets_are_the_managers_to_void(office: Office) -> None:
    number, late = accepted(office.as_("jia")), accepted(office.as_("jia"))
    yi = office.as_("yi")
    assert refused(yi, lambda: yi.run(void_consignment, number=number, reason="重单")) == ("E210",)
    office.at("2026-11-17 00:00")
    jia = office.as_("jia")
    assert refused(jia, lambda: jia.run(void_consignment, number=late, reason="重单")) == ("E210",)
    boss = office.as_("boss")
    assert boss.ask(voiding_of, number=number) is None
    boss.run(void_consignment, number=number, reason="重单")
    assert card(office, number).state is ConsignmentState.VOID
    row = office.as_("yi").ask(voiding_of, number=number)
    assert row == VoidingRow(at("2026-11-17 00:00"), "经理", "重单")


def test_after_stock_in_or_payment_nothing_is_voided(office: Office) -> None:
    """AT-20 E135."""
    desk = office.as_("boss")
    stocked, paid = accepted(desk), accepted(desk, CUTLERY)
    desk.run(arrive, number=stocked, pieces=1)
    desk.run(take, number=paid, kind=MoneyKind.FREIGHT, amount_fen=100)
    for number in (stocked, paid):
        assert refused(
            desk,
            lambda n=number: desk.run(void_consignment, number=n, reason="重单"),  # type: ignore[misc]
        ) == ("E135",)


def test_closing_names_everything_that_is_missing(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk, CUTLERY, receipt_required=True, receipt_copies=2)
    desk.run(arrive, number=number, pieces=20)
    assert refused(desk, lambda: desk.run(close_consignment, number=number)) == ("E008",)
    desk.run(move, number=number, reason=MoveReason.RUN_OUT, pieces=20)
    desk.run(move, number=number, reason=MoveReason.RUN_SIGNED, pieces=20)
    with pytest.raises(Refused) as caught:
        desk.run(close_consignment, number=number)
    assert caught.value.codes == ("E032", "E032")
    assert "8,984.00" in str(caught.value)
    assert "2 份回单" in str(caught.value)
    desk.run(take, number=number, kind=MoneyKind.FREIGHT, amount_fen=98_400)
    desk.run(take, number=number, kind=MoneyKind.COD, amount_fen=800_000)
    assert [row.amount_fen for row in desk.ask(money_of, number=number)] == [98_400, 800_000]
    assert refused(desk, lambda: desk.run(close_consignment, number=number)) == ("E032",) * 2
    desk.run(bring_receipts, number=number, copies=2)
    hand_in(office, "in", 800_000, number)
    remit(office, "boss", number)
    desk = office.as_("in")
    desk.run(close_consignment, number=number)
    assert card(office, number).state is ConsignmentState.CLOSED
    assert refused(desk, lambda: change(office, "in", number, CUTLERY)) == ("E008",)


def test_the_part_paid_on_receipt_keeps_a_ticket_open(office: Office) -> None:
    desk = office.as_("in")
    parts: dict[str, Any] = {"prepaid_part_fen": 10_000, "collect_part_fen": 8_000}
    number = accepted(desk, pay_terms=PayTerms.SPLIT, receipt_part_fen=30_000, **parts)
    desk.run(arrive, number=number, pieces=8)
    desk.run(move, number=number, reason=MoveReason.SELF_PICKUP, pieces=8)
    desk.run(take, number=number, kind=MoneyKind.FREIGHT, amount_fen=8_000)
    with pytest.raises(Refused, match=r"尚有 300\.00 元"):
        desk.run(close_consignment, number=number)


def test_a_partly_signed_ticket_is_not_closed(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    desk.run(move, number=number, reason=MoveReason.SELF_PICKUP, pieces=7)
    assert card(office, number).state is ConsignmentState.PART_SIGNED
    assert refused(desk, lambda: desk.run(close_consignment, number=number)) == ("E008",)


def test_only_the_manager_opens_a_closed_ticket_again(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    desk.run(move, number=number, reason=MoveReason.SELF_PICKUP, pieces=8)
    desk.run(close_consignment, number=number)

    def reopen(who: str, reason: str) -> Callable[[], object]:
        return lambda: office.as_(who).run(reopen_consignment, number=number, reason=reason)

    assert refused(desk, reopen("in", "漏记")) == ("E210",)
    assert refused(desk, reopen("boss", " ")) == ("E009",)
    reopen("boss", "漏记费用")()
    assert card(office, number).state is ConsignmentState.SIGNED
    assert refused(desk, reopen("boss", "再来")) == ("E008",)


def test_a_notice_needs_goods_and_keeps_its_first_hour(office: Office) -> None:
    """The storage clock of AT-06 starts at the first notice."""
    desk = office.as_("jia")
    number = accepted(desk)

    def tell(told: str = "王经理", channel: str = "电话") -> None:
        office.as_("jia").run(send_notice, number=number, channel=channel, told=told)

    assert refused(desk, tell) == ("E008",)
    desk.run(arrive, number=number, pieces=8)
    assert refused(desk, lambda: tell(told=" ")) == ("E001",)
    assert refused(desk, lambda: tell(channel="飞鸽")) == ("E005",)
    office.at("2026-11-18 18:00")
    tell()
    first = card(office, number).notice_at
    office.at("2026-11-19 09:00")
    tell()
    assert card(office, number).notice_at == first


def test_held_goods_are_released_once(office: Office) -> None:
    desk = office.as_("jia")
    free, held = accepted(desk), accepted(desk, hold_release=True)

    def release(number: str, who: str = "刘工") -> Callable[[], object]:
        return lambda: desk.run(release_goods, number=number, channel="微信", who=who)

    assert refused(desk, release(free)) == ("E008",)
    assert refused(desk, release(held, "")) == ("E001",)
    release(held)()
    assert card(office, held).released_at is not None
    desk = office.as_("jia")
    assert refused(desk, release(held)) == ("E008",)


def test_unknown_numbers_are_refused(office: Office) -> None:
    desk = office.as_("boss")
    for call in (
        lambda: desk.run(void_consignment, number="YD2611169999", reason="x"),
        lambda: desk.run(close_consignment, number=""),
        lambda: desk.run(reopen_consignment, number="'; drop table consignment", reason="x"),
        lambda: desk.run(update_consignment, number="%", version=None, draft=TICKET),
        lambda: desk.ask(consignment_card, number="YD"),
    ):
        assert refused(desk, call) == ("E006",)
    assert Role.MGR.label == "客服部经理"
    assert Direction.RETURN.label == "返货"
