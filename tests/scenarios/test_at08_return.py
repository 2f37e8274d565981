"""AT-08: refused goods go home, by the partner's and the tariff's own prices.

The public tariff begins after the tickets were accepted, as their charges come from their origin.
"""

from datetime import date
from typing import Any

import pytest

from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import ConsignmentState, MoneyKind, PayMethod
from desk.freight.consignments.commands import close_consignment
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import money_of, moves_of
from desk.freight.delivery.commands import add_run
from desk.freight.delivery.loading import promised_pieces
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import (
    close_exception,
    handle_exception,
    resolve_exception,
    tell_customer,
)
from desk.freight.exceptions.queries import exception_card
from desk.freight.returns.choices import ReturnState
from desk.freight.returns.commands import issue_return, settle_return, ship_return
from desk.freight.returns.ordering import open_return
from desk.freight.returns.queries import return_card
from desk.freight.tracking.choices import Channel, EventKind, PartyKind
from desk.freight.tracking.queries import events_of
from desk.freight.transit.choices import TransitState
from desk.freight.transit.following import report_transit_refusal, settle_transit
from desk.freight.warehouse.choices import InReason
from desk.freight.warehouse.commands import receive_goods, sign_remote
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.delivery.yard import PLAN, goods, stops, with_truck
from tests.freight.inbound.truck import N1, N4
from tests.freight.transit.partner_yard import card, handed, yard
from tests.pricing.tariffs.f0 import PUBLIC_LINES, approve, sheet_of

FH, ZZ = "FH2611250001", "ZZ261119-002"
QUANTITIES = ("received", "in_stock", "at_partner", "returned")


def test_refused_goods_go_home(office: Office) -> None:
    hand_to_the_partner(office)
    hear_of_the_refusal(office)
    take_the_order(office)
    make_the_return(office)
    keep_it_off_the_trucks(office)
    ship_it(office)
    settle_and_sign(office)
    settle_with_the_partner(office)
    close_both(office)


def hand_to_the_partner(office: Office) -> None:
    yard(office)
    desk = office.as_("boss")
    days = (date(2026, 11, 24), date(2026, 12, 31))
    approve(desk, sheet_of(desk, "公布价2026", PUBLIC_LINES, days=days))
    assert handed(office, "P001", N1) == "ZZ261119-001"
    assert handed(office, "P003", N4) == ZZ
    line = card(office, ZZ).lines[0]
    assert (line.pieces, line.weight_g, line.volume_cm3) == (29, 145_000, 1_740_000)
    assert (line.chargeable_kg, line.transit_fee_fen, line.door_fee_fen) == (579, 31_800, 6_000)
    assert line.collect_for_us_fen == 119_800


def hear_of_the_refusal(office: Office) -> None:
    office.at("2026-11-21 16:00")
    heard: dict[str, Any] = {"number": N4, "reason": "颜色不符,全部拒收"}
    case = office.as_("in").run(report_transit_refusal, **heard).value
    desk = office.as_("jia")
    found = desk.ask(exception_card, number=case)
    assert (found.kind, found.stage, found.pieces) == (
        ExceptionKind.REFUSED,
        Stage.TRANSIT,
        29,
    )
    assert found.tell_due_at == at("2026-11-21 18:00")
    desk.run(
        tell_customer,
        number=case,
        channel=Channel.PHONE,
        who="莲城发制品 周经理",
        party_kind=PartyKind.SHIPPER,
    )
    assert goods(office, N4).state is ConsignmentState.REFUSED


def take_the_order(office: Office) -> None:
    office.at("2026-11-24 11:00")
    words: dict[str, Any] = {
        "number": N4,
        "who": "莲城发制品 周经理",
        "content": "同意将 29 件假发退回许昌,费用由我方承担",
        "reason": "收货人以颜色不符为由全部拒收",
    }
    desk = office.as_("jia")
    with pytest.raises(Refused) as spoken:
        desk.run(open_return, channel=Channel.PHONE, **words)
    assert spoken.value.codes == ("E019",)
    desk.run(open_return, channel=Channel.WECHAT, **words)
    card = desk.ask(return_card, number=N4)
    assert (card.state, card.pieces, card.ordered_at) == (
        ReturnState.OPEN,
        29,
        at("2026-11-24 11:00"),
    )
    assert desk.ask(events_of, number=N4)[-1].kind is EventKind.RETURN_STARTED


def make_the_return(office: Office) -> None:
    office.at("2026-11-25 10:30")
    desk = office.as_("out")
    assert desk.run(issue_return, number=N4, destination="许昌").value == FH
    home = goods(office, FH)
    assert (home.declared, home.weight_g, home.volume_cm3) == (
        29,
        145_000,
        1_740_000,
    )
    assert home.chargeable_kg == 579
    assert (home.origin_station, home.destination) == ("库尔勒", "许昌")
    assert (home.shipper.name, home.consignee.name) == ("美丽屋", "莲城发制品")
    card = desk.ask(return_card, number=FH)
    assert (card.collect_fen, card.partner_cost_fen, card.freight_fen) == (119_800, 29_000, 34_700)
    assert (card.due_fen, card.due_in_words) == (183_500, "人民币壹仟捌佰叁拾伍元整")
    (paper,) = desk.paper("P-34", FH, print_no=1)
    snapshots.check_snapshot("at08-p34", snapshot_text(paper))


def keep_it_off_the_trucks(office: Office) -> None:
    desk = office.as_("in")
    with pytest.raises(Refused) as still_away:
        desk.run(ship_return, number=FH, handed_to="中州专线")
    assert still_away.value.codes == ("E142",)
    back: dict[str, Any] = {
        "pieces": 29,
        "reason": InReason.TRANSIT_BACK,
        "handed_by": "库尔勒捷运",
    }
    desk.run(receive_goods, number=N4, **back)
    assert figures(office) == [29, 29, 0, 0]
    assert card(office, ZZ).state is TransitState.RECALLED
    with_truck(office)
    with pytest.raises(Refused) as promised:
        desk.run(add_run, plan=PLAN, stops=stops(N4))
    assert "E143" in promised.value.codes
    with desk.reading() as read:
        from desk.freight.consignments.queries import load

        assert promised_pieces(read.session, load(read, N4)).pieces == 29


def figures(office: Office) -> list[int]:
    quantities = goods(office, N4).quantities
    return [quantities[name] for name in QUANTITIES]


def ship_it(office: Office) -> None:
    office.at("2026-11-25 18:30")
    slip = office.as_("out").run(ship_return, number=FH, handed_to="中州专线 返程车").value
    assert slip == "CK261125-001"
    assert figures(office) == [29, 0, 0, 29]
    original = goods(office, N4)
    assert original.state is ConsignmentState.RETURNED
    assert original.declared - original.quantities["received"] == 1
    assert goods(office, FH).state is ConsignmentState.SHIPPED
    desk = office.as_("out")
    assert [(m.pieces, m.slip_no) for m in desk.ask(moves_of, number=N4)][-1] == (29, slip)
    assert [m.pieces for m in desk.ask(moves_of, number=FH)] == [29, 29]
    with pytest.raises(Refused) as too_early:
        desk.run(close_consignment, number=N4)
    assert f"返货单 {FH} 尚未签收" in str(too_early.value)
    assert "返货费用 1,835.00 元未结" in str(too_early.value)


def settle_and_sign(office: Office) -> None:
    office.at("2026-11-30 11:00")
    desk = office.as_("out")
    with pytest.raises(Refused) as short:
        desk.run(settle_return, number=FH, paid_fen=119_800, method=PayMethod.TRANSFER)
    assert short.value.codes == ("E019",)
    desk.run(settle_return, number=FH, paid_fen=183_500, method=PayMethod.TRANSFER)
    for number, amount in ((N4, 119_800), (FH, 63_700)):
        rows = [(m.kind, m.amount_fen, m.doc_no) for m in desk.ask(money_of, number=number)]
        assert rows == [(MoneyKind.FREIGHT, amount, FH)]
    with pytest.raises(Refused) as unsigned:
        desk.run(close_consignment, number=N4)
    assert "返货费用" not in str(unsigned.value)
    desk.run(
        sign_remote,
        number=FH,
        pieces=29,
        signer="周经理",
        signed_at=at("2026-11-30 10:20"),
        by="许昌站 微信",
    )


def settle_with_the_partner(office: Office) -> None:
    desk = office.as_("in")
    nothing: dict[str, Any] = {"collect_received_fen": 0, "cod_received_fen": 0}
    assert desk.run(settle_transit, number=ZZ, **nothing).value == 37_800
    assert card(office, ZZ).state is TransitState.SETTLED


def close_both(office: Office) -> None:
    desk = office.as_("boss")
    with pytest.raises(Refused) as claims:
        desk.run(close_consignment, number=N4)
    assert "异常" in str(claims.value)
    for n in (1, 2, 3):
        number = ("YC261118-001", "YC261118-002", "YC261121-001")[n - 1]
        desk.run(handle_exception, number=number, measures="已与发货人商定")
        desk.run(resolve_exception, number=number, result="已处理")
        desk.run(close_exception, number=number)
    desk.run(close_consignment, number=N4)
    desk.run(close_consignment, number=FH)
    assert {goods(office, n).state for n in (N4, FH)} == {ConsignmentState.CLOSED}
    with desk.reading() as read:
        assert ledger_faults(read.session) == []
