"""AT-05: a delivery run with cash on delivery and a partial delivery, with every number."""

import pytest

from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import ConsignmentState, MoneyKind
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import money_of, moves_of
from desk.freight.delivery.cash import cash_sheet
from desk.freight.delivery.choices import RunState, SignResult
from desk.freight.delivery.commands import add_run, depart_run, print_run
from desk.freight.delivery.queries import open_runs, receipts_to_enter
from desk.freight.delivery.settling import return_run, settle_run
from desk.freight.delivery.signing import enter_receipt
from desk.freight.delivery.stock import deliverable_stock
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted, arrive
from tests.freight.delivery.yard import (
    CLOTH,
    PLAN,
    card,
    entry,
    goods,
    shipper_agrees,
    stops,
    with_truck,
)
from tests.freight.inbound.truck import N2, stocked

RUN, N6 = "PS261119-001", "YD2611170006"
R1, R2 = f"{RUN}/01", f"{RUN}/02"
AT_THE_DOOR = entry(
    SignResult.PARTIAL,
    pieces_signed=19,
    pieces_refused=1,
    cash_freight_fen=98_400,
    cash_cod_fen=760_000,
    condition_note="1 件受潮",
    reason="1 件受潮拒收",
)


def test_a_run_with_a_partial_delivery(office: Office) -> None:
    fill_the_warehouse(office)
    plan_the_run(office)
    print_its_papers(office)
    send_it_out(office)
    enter_the_receipts(office)
    settle_it(office)
    look_at_the_books(office)


def fill_the_warehouse(office: Office) -> None:
    office.at("2026-11-17 11:00")
    for n in range(1, 6):
        accepted(office.as_("jia"), CLOTH, paper_no=f"T-{n}")
    assert accepted(office.as_("jia"), CLOTH) == N6
    stocked(office)
    office.as_("in").run(arrive, number=N6, pieces=15)


def plan_the_run(office: Office) -> None:
    office.at("2026-11-19 10:00")
    with_truck(office)
    desk = office.as_("in")
    assert [(row.number, row.free) for row in desk.ask(deliverable_stock)] == [(N2, 20), (N6, 15)]
    assert desk.run(add_run, plan=PLAN, stops=stops(N2, N6)).value == RUN
    run = card(office, RUN)
    assert (run.state, run.plate_no, run.driver_name) == (RunState.DRAFT, "新A3D852", "刘洋")
    assert [(s.seq, s.number, s.receipt_no, s.pieces) for s in run.stops] == [
        (1, N2, R1, 20),
        (2, N6, R2, 15),
    ]
    assert [(s.freight_due_fen, s.cod_due_fen, s.receipts_out) for s in run.stops] == [
        (98_400, 800_000, 0),
        (0, 0, 1),
    ]
    assert (run.pieces, run.load_g, run.payload_g) == (35, 900_000, 1_495_000)
    assert run.expected_fen == 898_400
    sheet = desk.ask(cash_sheet, number=RUN)
    assert sheet.expected_in_words == "人民币捌仟玖佰捌拾肆元整"


def print_its_papers(office: Office) -> None:
    desk = office.as_("in")
    desk.run(print_run, number=RUN)
    (sheet,) = desk.paper("P-02", RUN, print_no=1)
    snapshots.check_snapshot("at05-p02-printed", snapshot_text(sheet))
    receipts = desk.paper("P-03", RUN, print_no=1)
    assert [paper.number for paper in receipts] == [R1, R2]
    snapshots.check_snapshot("at05-p03", "\n".join(map(snapshot_text, receipts)))
    assert desk.paper("P-03", R2, print_no=1) == receipts[1:]


def send_it_out(office: Office) -> None:
    office.at("2026-11-19 10:40")
    assert office.as_("in").run(depart_run, number=RUN).value == "CK261119-001"
    run = card(office, RUN)
    assert (run.state, run.slip_no, run.depart_at) == (
        RunState.OUT,
        "CK261119-001",
        at("2026-11-19 10:40"),
    )
    assert [s.cost_fen for s in run.stops] == [12_000, 6_000]
    assert goods(office, N2).costs["delivery_cost_fen"] == 12_000
    assert goods(office, N6).costs["delivery_cost_fen"] == 6_000
    assert {goods(office, n).state for n in (N2, N6)} == {ConsignmentState.ON_RUN}


def enter_the_receipts(office: Office) -> None:
    office.at("2026-11-19 13:30")
    with pytest.raises(Refused) as not_agreed:
        office.as_("in").run(enter_receipt, number=RUN, waybill=N2, entry=AT_THE_DOOR)
    assert not_agreed.value.codes == ("E022",)
    assert goods(office, N2).cod_amount_fen == 800_000

    shipper_agrees(office, N2)
    desk = office.as_("in")
    assert desk.run(enter_receipt, number=RUN, waybill=N2, entry=AT_THE_DOOR).value == R1
    assert card(office, RUN).expected_fen == 858_400
    assert [s.number for s in desk.ask(receipts_to_enter, number=RUN)] == [N6]
    full = entry(signer="陈会计", signed_at=at("2026-11-19 12:55"))
    assert desk.run(enter_receipt, number=RUN, waybill=N6, entry=full).value == R2

    trolleys = goods(office, N2)
    assert trolleys.state is ConsignmentState.PART_SIGNED
    shown = ("received", "in_stock", "on_run", "signed")
    assert [trolleys.quantities[name] for name in shown] == [20, 1, 0, 19]
    assert (trolleys.cod_amount_fen, trolleys.cod_fee_fen) == (760_000, 2_300)
    assert goods(office, N6).state is ConsignmentState.SIGNED


def settle_it(office: Office) -> None:
    office.at("2026-11-19 14:05")
    desk = office.as_("in")
    desk.run(return_run, number=RUN, return_at=at("2026-11-19 13:50"))
    sheet = desk.ask(cash_sheet, number=RUN)
    assert (sheet.freight_fen, sheet.cod_fen, sheet.expected_fen) == (98_400, 760_000, 858_400)
    assert sheet.expected_in_words == "人民币捌仟伍佰捌拾肆元整"
    (paper,) = desk.paper("P-02", RUN, print_no=2)
    snapshots.check_snapshot("at05-p02-back", snapshot_text(paper))

    with pytest.raises(Refused) as short:
        desk.run(settle_run, number=RUN, cash_handed_in_fen=850_000, receipts_handed_in=(R1, R2))
    assert str(short.value) == (
        "E147 应缴 8,584.00 元,实缴 8,500.00 元,差额 84.00 元,须登记差异原因并由经理确认后方可结单。"
    )
    with pytest.raises(Refused) as missing:
        desk.run(settle_run, number=RUN, cash_handed_in_fen=858_400, receipts_handed_in=(R1,))
    assert str(missing.value) == "E148 还有 1 份签收单未交回,派送单不能结单。"

    desk.run(settle_run, number=RUN, cash_handed_in_fen=858_400, receipts_handed_in=(R1, R2))
    run = card(office, RUN)
    assert (run.state, run.cash_handed_in_fen) == (RunState.SETTLED, 858_400)
    assert goods(office, N6).receipts_back == 1
    assert desk.ask(open_runs) == []


def look_at_the_books(office: Office) -> None:
    desk = office.as_("in")
    taken = [(row.kind, row.amount_fen, row.doc_no) for row in desk.ask(money_of, number=N2)]
    assert taken == [(MoneyKind.FREIGHT, 98_400, R1), (MoneyKind.COD, 760_000, R1)]
    moves = [
        (m.pieces, m.balance_after, m.doc_no, m.slip_no) for m in desk.ask(moves_of, number=N2)
    ]
    assert moves[1:] == [(20, 0, RUN, "CK261119-001"), (19, 0, R1, ""), (1, 1, R1, "")]
    kinds = [event.kind for event in desk.ask(events_of, number=N2)]
    assert kinds[-3:] == [EventKind.OUT_FOR_DELIVERY, EventKind.PART_SIGNED, EventKind.STOCKED_IN]
    assert [(row.number, row.free) for row in desk.ask(deliverable_stock)] == [(N2, 1)]
    (left,) = desk.ask(deliverable_stock)
    assert (left.freight_due_fen, left.cod_due_fen, left.weight_g) == (0, 0, 30_000)
    with desk.reading() as read:
        assert ledger_faults(read.session) == []
