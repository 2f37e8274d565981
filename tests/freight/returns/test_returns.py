"""Goods go home by the shipper's written word, and only there."""

from typing import Any

import pytest

from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import ConsignmentState, MoveReason, PayMethod
from desk.freight.consignments.commands import close_consignment, void_consignment
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.commands import add_run
from desk.freight.delivery.drafts import PickupEntry, StopDraft
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.freight.delivery.stock import deliverable_stock
from desk.freight.returns.choices import ReturnState
from desk.freight.returns.commands import (
    issue_return,
    recall_return,
    settle_return,
    ship_return,
)
from desk.freight.returns.ordering import cancel_return, open_return, open_return_by_letter
from desk.freight.returns.queries import ReturnCard, return_card
from desk.freight.returns.rules import goods_going_back
from desk.freight.tracking.choices import Channel
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import issue_goods, receive_goods, reverse_slip, sign_remote
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import TICKET, accepted, arrive, line, move
from tests.freight.delivery.yard import (
    PLAN,
    TROLLEYS,
    enter,
    entry,
    gone,
    goods,
    in_stock,
    planned,
    ready,
    with_truck,
)
from tests.freight.permissions import assert_matrix

LETTER = Upload("返货函.pdf", b"%PDF-1.4 letter")
WORDS: dict[str, Any] = {"who": "中原厨具 李工", "content": "同意退回", "reason": "颜色不符"}
COUNTER = "由发货人指示返货"


def ordered(office: Office, number: str, **fields: Any) -> int:
    words = {"channel": Channel.WECHAT, **WORDS, **fields}
    return office.as_("jia").run(open_return, number=number, **words).value


def issued(office: Office, number: str, **fields: Any) -> str:
    fees = {"partner_cost_fen": 0, "freight_fen": 30_000, **fields}
    return office.as_("jia").run(issue_return, number=number, **fees).value


def shipped(office: Office, number: str) -> str:
    return office.as_("out").run(ship_return, number=number, handed_to="中州专线").value


def back(office: Office, number: str) -> ReturnCard:
    return office.as_("jia").ask(return_card, number=number)


@pytest.fixture
def trolleys(office: Office) -> str:
    """Twenty trolleys in stock, freight and cash on delivery due, nobody took them."""
    office.at("2026-11-18 17:30")
    with_truck(office)
    number = in_stock(office, TROLLEYS)
    office.at("2026-11-19 10:00")
    return number


def test_who_may_send_goods_back(office: Office) -> None:
    assert_matrix(
        office,
        {
            open_return: "CS OUT MGR",
            open_return_by_letter: "CS OUT MGR",
            issue_return: "CS OUT MGR",
            ship_return: "IN OUT",
            recall_return: "IN OUT",
            settle_return: "CS OUT MGR",
            cancel_return: "CS OUT MGR",
        },
    )


def test_a_call_is_not_an_order_in_writing(office: Office, trolleys: str) -> None:
    desk = office.as_("jia")
    for spoken in (Channel.PHONE, Channel.IN_PERSON):
        call = lambda by=spoken: ordered(office, trolleys, channel=by)  # noqa: E731
        assert refused(desk, call) == ("E019",)
    for missing in ("reason", "who", "content"):
        call = lambda name=missing: ordered(office, trolleys, **{name: " "})  # noqa: E731
        assert refused(desk, call) == ("E001",)
    desk.run(open_return_by_letter, number=trolleys, letter=LETTER, **WORDS)
    assert back(office, trolleys).letters == ("返货函.pdf",)
    assert refused(desk, lambda: ordered(office, trolleys)) == ("E008",)


def test_goods_that_go_back_go_nowhere_else(office: Office, trolleys: str) -> None:
    ordered(office, trolleys, pieces=15)
    desk = office.as_("in")
    assert [row.free for row in desk.ask(deliverable_stock)] == [5]
    stops = (StopDraft(waybill=trolleys, pieces=6),)
    with pytest.raises(Refused) as busy:
        desk.run(add_run, plan=PLAN, stops=stops)
    assert str(busy.value) == f"E143 {trolleys} 的 15 件已{COUNTER}。"
    entry = PickupEntry(picker="张店长", pieces=6, freight_paid_fen=98_400, cod_paid_fen=800_000)
    call = lambda: desk.run(sign_self_pickup, number=trolleys, entry=entry)  # noqa: E731
    assert refused(desk, call) == ("E143",)
    for way in (OutReason.TRANSIT_OUT, OutReason.RETURN_OUT):
        fields: dict[str, Any] = {"pieces": 6, "reason": way, "handed_to": "喀什鸿运"}
        with pytest.raises(Refused) as kept:
            desk.run(issue_goods, number=trolleys, **fields)
        assert kept.value.codes == ("E143",)
    desk.run(add_run, plan=PLAN, stops=(StopDraft(waybill=trolleys, pieces=5),))


def test_what_a_run_has_is_not_ordered_back(office: Office, trolleys: str) -> None:
    run = planned(office, trolleys)
    with pytest.raises(Refused) as busy:
        ordered(office, trolleys)
    assert busy.value.codes == ("E143",)
    assert run in str(busy.value)
    desk = office.as_("jia")
    assert refused(desk, lambda: ordered(office, trolleys, pieces=21)) == ("E142",)
    assert refused(desk, lambda: ordered(office, trolleys, pieces=0)) == ("E003",)


def test_a_cancelled_order_frees_the_goods(office: Office, trolleys: str) -> None:
    ordered(office, trolleys)
    desk = office.as_("jia")

    def cancel(why: str) -> None:
        desk.run(cancel_return, number=trolleys, reason=why)

    assert refused(desk, lambda: cancel(" ")) == ("E009",)
    cancel("收货人改主意")
    assert back(office, trolleys).state is ReturnState.VOID
    assert [row.free for row in office.as_("in").ask(deliverable_stock)] == [20]
    ordered(office, trolleys)
    issued(office, trolleys)
    assert refused(office.as_("jia"), lambda: cancel("晚了")) == ("E008",)


def test_a_void_return_consignment_leaves_the_order_standing(office: Office, trolleys: str) -> None:
    ordered(office, trolleys)
    number = issued(office, trolleys)
    office.as_("jia").run(void_consignment, number=number, reason="目的地错")
    card = back(office, trolleys)
    assert (card.state, card.return_no, card.due_fen) == (ReturnState.OPEN, "", 0)
    assert issued(office, trolleys) != number


def test_goods_travel_as_the_return_consignment(office: Office, trolleys: str) -> None:
    ordered(office, trolleys)
    desk = office.as_("in")
    ship = lambda: desk.run(ship_return, number=trolleys, handed_to="专线")  # noqa: E731
    assert refused(desk, ship) == ("E008",)
    number = issued(office, trolleys)
    receive: dict[str, Any] = {"pieces": 20, "reason": InReason.RETURN_IN}
    take = lambda: desk.run(receive_goods, number=number, **receive)  # noqa: E731
    assert refused(office.as_("in"), take) == ("E008",)
    slip = shipped(office, number)
    home, original = goods(office, number), goods(office, trolleys)
    assert (home.state, original.state) == (ConsignmentState.SHIPPED, ConsignmentState.RETURNED)
    assert (original.cod_amount_fen, back(office, number).cod_cancelled_fen) == (0, 800_000)
    undo = lambda: desk.run(reverse_slip, slip_no=slip, reason="错")  # noqa: E731
    assert refused(office.as_("in"), undo) == ("E019",)
    with desk.reading() as read:
        assert ledger_faults(read.session) == []


def test_a_recalled_shipment_stands_as_before(office: Office, trolleys: str) -> None:
    ordered(office, trolleys)
    number = issued(office, trolleys)
    shipped(office, number)
    office.as_("in").run(recall_return, number=number, reason="车未走")
    original = goods(office, trolleys)
    assert (original.state, original.cod_amount_fen) == (ConsignmentState.IN_STOCK, 800_000)
    assert goods(office, number).quantities["received"] == 0
    assert office.as_("in").ask(deliverable_stock)[0].free == 0
    shipped(office, number)
    assert goods(office, number).quantities["shipped_out"] == 20
    with office.as_("in").reading() as read:
        assert ledger_faults(read.session) == []


def test_a_refused_original_is_refused_again_after_a_recall(office: Office) -> None:
    number, _ = ready(office)
    enter(office, gone(office, number), number, entry(SignResult.REFUSED))
    assert goods(office, number).state is ConsignmentState.REFUSED
    ordered(office, number)
    home = issued(office, number)
    shipped(office, home)
    office.as_("in").run(recall_return, number=home, reason="车未走")
    assert goods(office, number).state is ConsignmentState.REFUSED
    shipped(office, home)
    assert goods(office, number).state is ConsignmentState.RETURNED


def test_two_orders_keep_their_own_pieces(office: Office, trolleys: str) -> None:
    ordered(office, trolleys, pieces=4)
    first = issued(office, trolleys)
    shipped(office, first)
    ordered(office, trolleys, pieces=3)
    office.as_("in").run(recall_return, number=first, reason="车未走")
    assert office.as_("in").ask(deliverable_stock)[0].free == 20 - 4 - 3
    shipped(office, first)
    assert office.as_("in").ask(deliverable_stock)[0].free == 16 - 3


def test_the_original_waits_for_signature_and_money(office: Office, trolleys: str) -> None:
    ordered(office, trolleys)
    number = issued(office, trolleys)
    desk = office.as_("jia")

    def pay(fen: int) -> None:
        desk.run(settle_return, number=number, paid_fen=fen, method=PayMethod.TRANSFER)

    assert refused(desk, lambda: pay(100)) == ("E019",)
    shipped(office, number)
    office.as_("boss")
    with pytest.raises(Refused) as early:
        desk.run(close_consignment, number=trolleys)
    assert f"返货单 {number} 尚未签收" in str(early.value)
    assert "返货费用 1,284.00 元未结" in str(early.value)
    office.as_("jia")
    pay(128_400)
    assert refused(desk, lambda: pay(128_400)) == ("E008",)
    office.clock.pass_(minutes=60)
    now, by = office.clock.now(), "微信"
    signed: dict[str, Any] = {"pieces": 20, "signer": "李工", "signed_at": now, "by": by}
    desk.run(sign_remote, number=number, **signed)
    desk.run(close_consignment, number=trolleys)
    desk.run(close_consignment, number=number)
    assert goods(office, trolleys).state is ConsignmentState.CLOSED


def test_the_rest_of_a_partly_signed_ticket_goes_back(office: Office, trolleys: str) -> None:
    office.as_("in").run(move, number=trolleys, reason=MoveReason.SELF_PICKUP, pieces=19)
    ordered(office, trolleys)
    number = issued(office, trolleys)
    shipped(office, number)
    assert goods(office, trolleys).state is ConsignmentState.SIGNED
    home = goods(office, number)
    assert (home.declared, home.weight_g, home.volume_cm3) == (1, 30_000, 75_000)


def test_delivered_and_outbound_goods_are_not_ordered_back(office: Office, trolleys: str) -> None:
    office.as_("in").run(move, number=trolleys, reason=MoveReason.SELF_PICKUP, pieces=20)
    assert refused(office.as_("jia"), lambda: ordered(office, trolleys)) == ("E008",)
    from tests.freight.consignments.tickets import OUTBOUND

    out = accepted(office.as_("out"), OUTBOUND)
    assert refused(office.as_("jia"), lambda: ordered(office, out)) == ("E019",)
    assert refused(office.as_("jia"), lambda: back(office, out)) == ("E006",)


def test_a_return_consignment_needs_its_original(office: Office) -> None:
    from desk.freight.consignments.choices import Direction

    desk = office.as_("jia")

    def accept(of: int | None) -> None:
        accepted(desk, direction=Direction.RETURN, original_id=of)

    with pytest.raises(Refused) as none:
        accept(None)
    assert [(p.code, p.field) for p in none.value.problems] == [("E001", "original_id")]
    assert refused(desk, lambda: accept(999)) == ("E006",)


def test_pieces_of_several_lines_go_back_pro_rata(office: Office) -> None:
    lines = (line(pieces=6), line(goods_name="轴承座", pieces=2, weight_g=80_000))
    number = accepted(office.as_("jia"), TICKET, lines=lines)
    office.as_("in").run(arrive, number=number, pieces=8)
    with office.as_("jia").reading() as read:
        from desk.freight.consignments.queries import load

        drafts = goods_going_back(load(read, number).lines, 4)
        assert [(d.goods_name, d.pieces, d.weight_g) for d in drafts] == [
            ("轴承", 3, 160_000),
            ("轴承座", 1, 40_000),
        ]


def test_today_and_list_lead_a_return_to_its_end(office: Office, trolleys: str) -> None:
    def kinds(who: str) -> set[str]:
        return {row.kind for row in office.as_(who).today()}

    ordered(office, trolleys)
    assert "开返货单" in kinds("jia")
    number = issued(office, trolleys)
    assert "返货发运" in kinds("in")
    shipped(office, number)
    assert "结返货费用" in kinds("jia")
    desk = office.as_("jia")
    assert desk.list_totals("returns") == {
        "count": 1,
        "pieces": 20,
        "collect_fen": 98_400,
        "partner_cost_fen": 0,
        "freight_fen": 30_000,
        "due_fen": 128_400,
    }
    fields = {"paid_fen": 128_400, "method": PayMethod.CASH}
    desk.run(settle_return, number=number, **fields)  # type: ignore[arg-type]
    assert len(desk.list_ids("returns")) == 0
    assert len(desk.list_ids("returns", ())) == 1


def test_an_order_without_its_consignment_prints_as_a_draft(office: Office, trolleys: str) -> None:
    ordered(office, trolleys)
    (paper,) = office.as_("jia").paper("P-34", trolleys)
    assert (paper.number, paper.watermark) == (None, "草稿")
    assert "颜色不符" in snapshot_text(paper)
