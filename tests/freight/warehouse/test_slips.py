"""Goods come to the warehouse and leave it by slips."""

from typing import Any

import pytest

from desk.freight.consignments.choices import Condition, ConsignmentState, Direction, MoveReason
from desk.freight.consignments.commands import (
    close_consignment,
    reopen_consignment,
    void_consignment,
)
from desk.freight.consignments.queries import ConsignmentCard, consignment_card, moves_of
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import (
    issue_goods,
    move_bin,
    receive_goods,
    reverse_slip,
    reverse_write_off,
    sign_remote,
    write_off,
)
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import (
    OUTBOUND,
    accepted,
    arrive,
    expect,
    move,
    refuse_goods,
)
from tests.freight.permissions import assert_matrix

IN, OUT = InReason, OutReason


def card(office: Office, number: str) -> ConsignmentCard:
    return office.desk.ask(consignment_card, number=number)


def test_who_may_move_goods(office: Office) -> None:
    assert_matrix(
        office,
        {
            receive_goods: "IN OUT",
            issue_goods: "IN OUT",
            move_bin: "IN OUT",
            reverse_slip: "IN OUT",
            sign_remote: "CS IN OUT MGR",
            write_off: "MGR",
            reverse_write_off: "MGR",
        },
    )


def test_outbound_goods_come_in_and_are_shipped(office: Office) -> None:
    number = accepted(office.as_("jia"), OUTBOUND)
    desk = office.as_("out")
    first = desk.run(
        receive_goods,
        number=number,
        pieces=100,
        reason=IN.PICKUP,
        bin_code=" B-02 ",
        condition=Condition.WET,
        handed_by="刘洋",
        note="下雨",
    )
    second = desk.run(receive_goods, number=number, pieces=50, reason=IN.PICKUP)
    assert (first.value, second.value) == ("RK261116-001", "RK261116-002")
    now = card(office, number)
    assert (now.state, now.bin_code, now.stocked_at) == (
        ConsignmentState.IN_STOCK,
        "B-02",
        desk.now,
    )
    slip = desk.run(
        issue_goods, number=number, pieces=150, reason=OUT.SHIP_OUT, handed_to="新A6F128 马强"
    )
    assert slip.value == "CK261116-001"
    assert card(office, number).state is ConsignmentState.SHIPPED
    rows = desk.ask(moves_of, number=number)
    assert [(m.slip_no, m.doc_no, m.pieces, m.balance_after, m.handed_by) for m in rows] == [
        ("RK261116-001", "RK261116-001", 100, 100, "刘洋"),
        ("RK261116-002", "RK261116-002", 50, 150, ""),
        ("CK261116-001", "CK261116-001", 150, 0, "新A6F128 马强"),
    ]
    assert (rows[0].condition, rows[0].note) == (Condition.WET, "下雨")


def test_refused_goods_go_back_to_the_shipper(office: Office) -> None:
    """AT-08: at the partner 29, refused, back in stock, returned; the missing piece stays missing."""
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=7)
    desk.run(issue_goods, number=number, pieces=7, reason=OUT.TRANSIT_OUT, handed_to="库尔勒捷运")
    desk.run(refuse_goods, number=number, is_open=True)
    assert card(office, number).state is ConsignmentState.REFUSED
    desk.run(receive_goods, number=number, pieces=7, reason=IN.TRANSIT_BACK, bin_code="T-01")
    for reason in (OUT.TRANSIT_OUT, OUT.SHIP_OUT):
        codes = refused(
            desk,
            lambda r=reason: desk.run(  # type: ignore[misc]
                issue_goods, number=number, pieces=7, reason=r, handed_to="x"
            ),
        )
        assert codes == ("E008",)
    desk.run(issue_goods, number=number, pieces=7, reason=OUT.RETURN_OUT, handed_to="FH2611250001")
    now = card(office, number)
    assert (now.state, now.quantities["received"], now.quantities["returned"]) == (
        ConsignmentState.RETURNED,
        7,
        7,
    )


def test_return_goods_come_in_by_their_own_reason(office: Office) -> None:
    accepted(office.as_("jia"))
    returned = accepted(office.as_("out"), OUTBOUND, direction=Direction.RETURN, original_id=1)
    assert returned.startswith("FH")
    ordinary = accepted(office.desk, OUTBOUND)
    desk = office.desk
    desk.run(receive_goods, number=returned, pieces=150, reason=IN.RETURN_IN)
    assert refused(
        desk, lambda: desk.run(receive_goods, number=ordinary, pieces=1, reason=IN.RETURN_IN)
    ) == ("E019",)


REFUSED_IN: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"pieces": 0}, ("E003",)),
    ({"pieces": -3}, ("E003",)),
    ({"pieces": 151}, ("E140",)),
    ({"reason": IN.TRANSIT_BACK}, ("E026",)),
    ({"number": "YD2611169999"}, ("E006",)),
    ({"bin_code": "B" * 21, "note": "长" * 121}, ("E004", "E004")),
    ({"handed_by": "刘\x00洋"}, ("E012",)),
]


@pytest.mark.parametrize(("changes", "codes"), REFUSED_IN)
def test_what_does_not_come_in(
    office: Office, changes: dict[str, Any], codes: tuple[str, ...]
) -> None:
    number = accepted(office.as_("out"), OUTBOUND)
    typed = {"number": number, "pieces": 1, "reason": IN.PICKUP, **changes}
    desk = office.desk
    assert refused(desk, lambda: desk.run(receive_goods, **typed)) == codes


REFUSED_OUT: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"pieces": 9}, ("E142",)),
    ({"pieces": 0}, ("E003",)),
    ({"handed_to": " "}, ("E001",)),
    ({"handed_to": "长" * 61}, ("E004",)),
    ({"reason": OUT.SHIP_OUT}, ("E019",)),
    ({"number": ""}, ("E006",)),
]


@pytest.mark.parametrize(("changes", "codes"), REFUSED_OUT)
def test_what_does_not_go_out(
    office: Office, changes: dict[str, Any], codes: tuple[str, ...]
) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    typed = {
        "number": number,
        "pieces": 1,
        "reason": OUT.TRANSIT_OUT,
        "handed_to": "喀什鸿运",
        **changes,
    }
    assert refused(desk, lambda: desk.run(issue_goods, **typed)) == codes


def test_the_message_of_missing_stock_names_the_figures(office: Office) -> None:
    """AT-20 E142."""
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    with pytest.raises(Refused) as caught:
        desk.run(issue_goods, number=number, pieces=9, reason=OUT.TRANSIT_OUT, handed_to="x")
    assert str(caught.value) == f"E142 {number} 在库 8 件,不能出库 9 件。"


def test_awaited_goods_are_counted_on_their_manifest(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(expect, number=number)
    assert refused(
        desk, lambda: desk.run(receive_goods, number=number, pieces=8, reason=IN.PICKUP)
    ) == ("E008",)


def test_nothing_moves_on_a_void_ticket(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(void_consignment, number=number, reason="重单")
    assert refused(
        desk, lambda: desk.run(receive_goods, number=number, pieces=8, reason=IN.PICKUP)
    ) == ("E008",)


def test_goods_are_put_into_another_bin(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    assert refused(desk, lambda: desk.run(move_bin, number=number, bin_code="A-03")) == ("E008",)
    desk.run(arrive, number=number, pieces=8)
    assert refused(desk, lambda: desk.run(move_bin, number=number, bin_code="")) == ("E001",)
    desk.run(move_bin, number=number, bin_code="A-03 ")
    assert card(office, number).bin_code == "A-03"
    assert len(desk.ask(moves_of, number=number)) == 1


def test_lost_goods_are_written_off_by_the_manager_and_found_again(office: Office) -> None:
    number = accepted(office.as_("in"))
    desk = office.desk
    desk.run(arrive, number=number, pieces=8)
    desk.run(move, number=number, reason=MoveReason.SELF_PICKUP, pieces=7)
    boss = office.as_("boss")
    assert refused(boss, lambda: boss.run(write_off, number=number, pieces=1, reason="")) == (
        "E009",
    )
    assert refused(boss, lambda: boss.run(write_off, number=number, pieces=2, reason="丢失")) == (
        "E142",
    )
    slip = boss.run(write_off, number=number, pieces=1, reason="丢失").value
    assert slip == "CK261116-001"
    assert card(office, number).state is ConsignmentState.SIGNED
    assert refused(
        boss, lambda: boss.run(reverse_write_off, slip_no="RK261118-001", reason="x")
    ) == ("E019",)
    boss.run(reverse_write_off, slip_no=slip, reason="找到了")
    now = card(office, number)
    assert (now.state, now.quantities["in_stock"]) == (ConsignmentState.PART_SIGNED, 1)
    clerk = office.as_("in")
    assert refused(clerk, lambda: clerk.run(reverse_slip, slip_no=slip, reason="x")) == ("E019",)


def test_goods_at_a_partner_are_signed_for(office: Office) -> None:
    """AT-04: handed over 19 Nov 10:30, signed 22 Nov 11:20."""
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)

    def sign(pieces: int = 8, when: str = "2026-11-22 11:20", **more: str) -> None:
        typed = {"signer": "王建新", "by": "喀什鸿运 电话", **more}
        office.as_("jia").run(
            sign_remote, number=number, pieces=pieces, signed_at=at(when), **typed
        )

    assert refused(desk, sign) == ("E008",)
    office.at("2026-11-19 10:30")
    office.as_("in").run(
        issue_goods, number=number, pieces=8, reason=OUT.TRANSIT_OUT, handed_to="喀什鸿运"
    )
    office.at("2026-11-22 12:00")
    for call, codes in (
        (lambda: sign(signer="", by=" "), ("E001", "E001")),
        (lambda: sign(pieces=9), ("E026",)),
        (lambda: sign(pieces=0), ("E003",)),
        (lambda: sign(when="2026-11-22 12:06"), ("E171",)),
        (lambda: sign(when="2026-11-19 10:29"), ("E170",)),
    ):
        assert refused(desk, call) == codes
    sign(pieces=5)
    assert card(office, number).state is ConsignmentState.AT_PARTNER
    sign(pieces=3)
    now = card(office, number)
    assert (now.state, now.signed_at) == (ConsignmentState.SIGNED, at("2026-11-22 11:20"))
    last = desk.ask(moves_of, number=number)[-1]
    assert (last.reason, last.handed_by, last.note) == (
        MoveReason.TRANSIT_SIGNED,
        "王建新",
        "告知:喀什鸿运 电话",
    )


def test_shipped_goods_are_signed_for_at_their_station(office: Office) -> None:
    number = accepted(office.as_("out"), OUTBOUND)
    desk = office.desk
    desk.run(receive_goods, number=number, pieces=150, reason=IN.PICKUP)
    desk.run(issue_goods, number=number, pieces=140, reason=OUT.SHIP_OUT, handed_to="新A6F128")
    desk.run(issue_goods, number=number, pieces=10, reason=OUT.TRANSIT_OUT, handed_to="合作商")
    office.at("2026-11-18 10:00")
    for pieces, reason in (
        (140, MoveReason.SHIP_SIGNED),
        (10, MoveReason.TRANSIT_SIGNED),
    ):
        office.as_("jia").run(
            sign_remote,
            number=number,
            pieces=pieces,
            signer="李",
            signed_at=at("2026-11-18 09:00"),
            by="电话",
        )
        assert desk.ask(moves_of, number=number)[-1].reason is reason
    assert card(office, number).state is ConsignmentState.SIGNED


def test_a_moment_without_zone_is_asked_back(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    desk.run(issue_goods, number=number, pieces=8, reason=OUT.TRANSIT_OUT, handed_to="x")
    bare = at("2026-11-16 10:00").replace(tzinfo=None)
    assert refused(
        desk,
        lambda: desk.run(
            sign_remote, number=number, pieces=8, signer="王", signed_at=bare, by="电话"
        ),
    ) == ("E002",)


def test_a_ticket_lost_whole_is_written_off_and_closed_like_any_other(office: Office) -> None:
    number = accepted(office.as_("in"))
    office.desk.run(arrive, number=number, pieces=8)
    boss = office.as_("boss")
    slip = boss.run(write_off, number=number, pieces=8, reason="仓库失窃").value
    assert card(office, number).state is ConsignmentState.WRITTEN_OFF
    boss = office.as_("boss")
    boss.run(close_consignment, number=number)
    assert card(office, number).state is ConsignmentState.CLOSED
    boss = office.as_("boss")
    assert refused(boss, lambda: boss.run(reverse_write_off, slip_no=slip, reason="找到了")) == (
        "E008",
    )
    boss.run(reopen_consignment, number=number, reason="货物找到")
    boss.run(reverse_write_off, slip_no=slip, reason="找到了")
    assert card(office, number).state is ConsignmentState.IN_STOCK
