"""AT-04: a ticket goes to a partner at his rate, is followed to its signature and settled.

The monthly list of receipts and its filing are the receipts' own scenario.
"""

from datetime import date

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.filing.receipts.commands import file_receipt_scan, receive_receipts
from desk.filing.receipts.queries import receipt_card
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import close_consignment
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.queries import price_checks_of, ticket_margin
from desk.freight.tracking.choices import EventKind, EventSource
from desk.freight.tracking.queries import events_of
from desk.freight.transit.choices import TransitState
from desk.freight.transit.commands import add_transit
from desk.freight.transit.drafts import TransitGoods, TransitPlan
from desk.freight.transit.following import report_transit_arrival, settle_transit
from desk.freight.transit.queries import transit_offers, transit_stock
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.delivery.yard import goods
from tests.freight.inbound.truck import N1, PHOTO
from tests.freight.transit.partner_yard import ZZ, alter, card, drafted, hand, yard


@pytest.fixture
def ready(office: Office) -> Office:
    return yard(office)


def signed(office: Office, when: str, known: str) -> None:
    office.at(known)
    office.as_("in").run(
        sign_remote,
        number=N1,
        pieces=12,
        signer="王建新",
        signed_at=at(when),
        by="喀什鸿运 电话",
    )


def test_the_partners_are_compared(ready: Office) -> None:
    kashi, hongyun = ready.as_("in").ask(transit_offers, waybill=N1)
    assert [(o.offer.code, o.offer.total_fen, o.offer.transit_days) for o in (kashi, hongyun)] == [
        ("P002", 69_000, 4),
        ("P001", 70_100, 3),
    ]
    assert hongyun.offer.ratio_bp == 10_159
    assert (hongyun.margin_fen, hongyun.margin_bp, hongyun.findings) == (92_700, 4_691, ())
    for_clerk = ready.as_("jia").ask(transit_offers, waybill=N1)
    assert {(o.margin_fen, o.margin_bp) for o in for_clerk} == {(None, None)}


def test_a_suspended_partner_is_not_chosen(ready: Office) -> None:
    with pytest.raises(Refused) as caught:
        ready.as_("in").run(
            add_transit,
            plan=TransitPlan(partner="P004", dest="喀什"),
            goods=(TransitGoods(waybill=N1),),
        )
    assert "E160 合作商「巴州众联」状态为暂停,不能新增中转。" in str(caught.value)


def test_from_the_hand_over_to_the_last_fen(ready: Office) -> None:
    office = ready
    (waiting,) = [r for r in office.as_("in").ask(transit_stock) if r.number == N1]
    assert (waiting.due_at, waiting.free) == (at("2026-11-18 17:30").replace(day=19), 12)
    assert drafted(office) == ZZ
    hand(office, ZZ)
    line = card(office).lines[0]
    assert (line.chargeable_kg, line.unit, line.transit_fee_fen, line.door_fee_fen) == (
        633,
        "0.95元/kg",
        60_100,
        10_000,
    )
    assert (line.handed_in_time, line.due_on, line.margin_fen, line.margin_bp) == (
        True,
        date(2026, 11, 22),
        92_700,
        4_691,
    )
    (check,) = office.desk.ask(price_checks_of, doc_no=ZZ)
    assert (check.verdict, check.findings) == (Verdict.REASONABLE, ())
    margin = office.desk.ask(ticket_margin, number=N1).margin
    assert (margin.revenue_fen, margin.pickup_fen, margin.linehaul_fen, margin.transit_fen) == (
        197_600,
        6_000,
        28_800,
        70_100,
    )
    assert goods(office, N1).state is ConsignmentState.AT_PARTNER
    assert goods(office, N1).due_on == date(2026, 11, 22)
    event = office.desk.ask(events_of, number=N1)[-1]
    assert (event.kind, event.text) == (
        EventKind.HANDED_TO_PARTNER,
        "12 件 喀什鸿运 单号HY8861",
    )
    arrive(office)
    sign_and_settle(office)


def arrive(office: Office) -> None:
    office.at("2026-11-21 15:10")
    desk = office.as_("in")
    desk.run(report_transit_arrival, number=ZZ, at=at("2026-11-21 15:00"))
    event = desk.ask(events_of, number=N1)[-1]
    assert (event.kind, event.source, event.place, event.text) == (
        EventKind.PARTNER_ARRIVED,
        EventSource.PARTNER,
        "喀什",
        "喀什鸿运 单号HY8861",
    )
    assert card(office).state is TransitState.ARRIVED


def sign_and_settle(office: Office) -> None:
    signed(office, "2026-11-22 11:20", "2026-11-23 10:05")
    found = card(office)
    line = found.lines[0]
    assert (found.state, line.pieces_signed, line.signer, line.late_days) == (
        TransitState.DELIVERED,
        12,
        "王建新",
        0,
    )
    paper = office.desk.ask(receipt_card, number=N1).row
    assert (paper.due_on, paper.holder_name) == (date(2026, 12, 7), "喀什鸿运")
    assert goods(office, N1).state is ConsignmentState.SIGNED
    desk = office.as_("in")
    assert found.net_fen == 70_100
    paid = desk.run(settle_transit, number=ZZ, collect_received_fen=0, cod_received_fen=0).value
    assert (paid, card(office).state) == (70_100, TransitState.SETTLED)
    office.at("2026-12-03 11:00")
    with pytest.raises(Refused) as papers:
        office.as_("boss").run(close_consignment, number=N1)
    assert str(papers.value) == f"E032 运单 {N1} 还不能完结:还有 2 份回单未收回。"
    office.as_("jia").run(receive_receipts, numbers=(N1,))
    office.desk.run(file_receipt_scan, number=N1, files=(PHOTO,))
    assert office.desk.ask(receipt_card, number=N1).row.late_days == 0
    office.as_("boss").run(close_consignment, number=N1)
    assert goods(office, N1).state is ConsignmentState.CLOSED
    with office.desk.reading() as read:
        assert ledger_faults(read.session) == []


def test_a_day_late_is_counted(ready: Office) -> None:
    drafted(ready)
    hand(ready, ZZ)
    signed(ready, "2026-11-23 09:00", "2026-11-23 10:05")
    assert card(ready).lines[0].late_days == 1


def test_urgent_goods_have_six_hours(ready: Office) -> None:
    ready.as_("in").run(alter, number=N1, field="urgent", value=True)
    drafted(ready)
    hand(ready, ZZ)
    line = card(ready).lines[0]
    assert (line.handover_due_at, line.handed_in_time) == (at("2026-11-18 23:30"), False)


def test_the_manifest_on_paper(ready: Office) -> None:
    drafted(ready)
    (draft,) = ready.as_("in").paper("P-05", ZZ)
    assert draft.watermark is None  # the partner signs it at the hand-over
    hand(ready, ZZ)
    (paper,) = ready.as_("in").paper("P-05", ZZ, print_no=1)
    snapshots.check_snapshot("at04-p05", snapshot_text(paper))
    printed = render_pdf(paper)
    assert printed.missing == frozenset()
