"""A wrong slip is undone by mirror rows, or refused as a whole."""

from desk.freight.consignments.choices import ConsignmentState, MoveReason
from desk.freight.consignments.queries import consignment_card, moves_of
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import issue_goods, receive_goods, reverse_slip
from tests.conftest import Office
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import OUTBOUND, accepted, arrive, move


def test_a_wrong_slip_is_undone_once(office: Office) -> None:
    number = accepted(office.as_("out"), OUTBOUND)
    desk = office.desk
    slip = desk.run(receive_goods, number=number, pieces=150, reason=InReason.PICKUP).value
    desk.run(reverse_slip, slip_no=f" {slip} ", reason="点错票")
    card = desk.ask(consignment_card, number=number)
    assert (card.state, card.quantities["received"]) == (ConsignmentState.ACCEPTED, 0)
    rows = desk.ask(moves_of, number=number)
    assert [(m.slip_no, m.pieces, m.balance_after, m.note) for m in rows] == [
        (slip, 150, 150, ""),
        (slip, 150, 0, "冲销:点错票"),
    ]
    assert refused(desk, lambda: desk.run(reverse_slip, slip_no=slip, reason="再来")) == ("E008",)
    again = desk.run(receive_goods, number=number, pieces=150, reason=InReason.PICKUP).value
    assert again == "RK261116-002"


def test_goods_that_moved_on_keep_their_slip(office: Office) -> None:
    number = accepted(office.as_("out"), OUTBOUND)
    desk = office.desk
    came = desk.run(receive_goods, number=number, pieces=150, reason=InReason.PICKUP).value
    went = desk.run(
        issue_goods, number=number, pieces=100, reason=OutReason.SHIP_OUT, handed_to="x"
    ).value
    desk.run(move, number=number, reason=MoveReason.SHIP_SIGNED, pieces=1)
    assert refused(desk, lambda: desk.run(reverse_slip, slip_no=came, reason="错")) == ("E142",)
    assert refused(desk, lambda: desk.run(reverse_slip, slip_no=went, reason="错")) == ("E026",)


def test_a_handover_taken_back_restores_stock_and_bin(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    slip = desk.run(
        issue_goods, number=number, pieces=8, reason=OutReason.TRANSIT_OUT, handed_to="喀什鸿运"
    ).value
    desk.run(reverse_slip, slip_no=slip, reason="交错合作商")
    card = desk.ask(consignment_card, number=number)
    assert (card.state, card.quantities["in_stock"], card.bin_code) == (
        ConsignmentState.IN_STOCK,
        8,
        "A-01",
    )


def test_slips_of_other_documents_are_mended_there(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    for slip, reason, code in (
        ("RK261118-001", "错", "E019"),
        ("RK261118-001", " ", "E009"),
        ("RK261118-999", "错", "E006"),
        ("", "错", "E006"),
        ("RK261118-001", "长" * 118, "E004"),
    ):
        assert refused(
            desk,
            lambda s=slip, r=reason: desk.run(reverse_slip, slip_no=s, reason=r),  # type: ignore[misc]
        ) == (code,)
