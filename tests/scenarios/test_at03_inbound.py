"""AT-03: an inbound truck with one piece missing and one carton damaged, with every number."""

from typing import Any

import pytest

from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import Condition, ConsignmentState
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import consignment_card, moves_of
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import tell_customer
from desk.freight.exceptions.queries import ExceptionRow, exception_card, exceptions_of
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.commands import add_manifest, close_manifest
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.drafts import ManifestDraft
from desk.freight.inbound.queries import manifest_card, manifests_to_count
from desk.freight.tracking.choices import Channel, EventKind, PartyKind, Topic
from desk.freight.tracking.queries import contacts_of, events_of
from desk.kernel.errors import Refused
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.inbound.truck import (
    BEARINGS,
    HEAD,
    MANIFEST,
    N1,
    N2,
    N3,
    N4,
    PHOTO,
    PUMPS,
    TROLLEYS,
    WIGS,
)


def test_a_truck_with_a_shortage_and_damage(office: Office) -> None:
    announce(office)
    look_at_the_announced_list(office)
    count_the_truck(office)
    look_at_the_goods(office)
    tell_both_customers(office)
    finish_the_papers(office)
    with office.desk.reading() as read:
        assert ledger_faults(read.session) == []


def announce(office: Office) -> None:
    office.at("2026-11-16 16:40")
    assert office.as_("jia").run(accept_consignment, draft=PUMPS).value == N1
    office.at("2026-11-18 10:00")
    draft = ManifestDraft(head=HEAD, waybills=(N1,), drafts=(TROLLEYS, BEARINGS, WIGS))
    assert office.as_("in").run(add_manifest, draft=draft).value == MANIFEST


def look_at_the_announced_list(office: Office) -> None:
    desk = office.as_("in")
    card = desk.ask(manifest_card, number=MANIFEST)
    assert card.state is ManifestState.EXPECTED
    assert (card.sums.tickets, card.sums.pieces_declared) == (4, 70)
    assert (card.sums.weight_g, card.sums.volume_cm3) == (1_550_000, 5_600_000)
    assert (card.sums.collect_fen, card.sums.cod_fen) == (218_200, 800_000)
    assert [line.number for line in card.lines] == [N2, N3, N4, N1]
    cards = [desk.ask(consignment_card, number=number) for number in (N1, N2, N3, N4)]
    assert [c.chargeable_kg for c in cards] == [633, 600, 320, 599]
    assert card.sums.chargeable_kg == 2_152
    assert [c.total_fen for c in cards] == [197_600, 98_400, 48_000, 119_800]
    assert {c.state for c in cards} == {ConsignmentState.EXPECTED}
    assert [row.number for row in desk.ask(manifests_to_count)] == [MANIFEST]
    (paper,) = desk.paper("P-01", MANIFEST)
    snapshots.check_snapshot("at03-p01-announced", snapshot_text(paper))


def count_the_truck(office: Office) -> None:
    desk = office.as_("in")
    office.at("2026-11-18 16:20")
    desk.run(arrive_truck, number=MANIFEST)
    office.at("2026-11-18 16:30")
    desk.run(start_unloading, number=MANIFEST)
    desk.run(count_line, number=MANIFEST, waybill=N1, pieces=12, bin_code="K-01")
    desk.run(count_line, number=MANIFEST, waybill=N3, pieces=8, bin_code="A-03")

    with pytest.raises(Refused) as too_many:
        desk.run(count_line, number=MANIFEST, waybill=N4, pieces=31)
    assert str(too_many.value) == (
        f"E140 {N4} 实收 31 件,大于开单 30 件,请登记「多货」异常后再入库。"
    )
    desk.run(count_line, number=MANIFEST, waybill=N4, pieces=29)

    office.at("2026-11-18 17:25")
    for refused in (finish_unloading, close_manifest):
        with pytest.raises(Refused) as left:
            desk.run(refused, number=MANIFEST)
        assert str(left.value) == "E141 还有 1 票未点收,不能完成入库。"

    damaged: dict[str, Any] = {
        "condition": Condition.DAMAGED,
        "damaged_pieces": 1,
        "note": "1 箱受潮破损",
    }
    with pytest.raises(Refused) as unseen:
        desk.run(count_line, number=MANIFEST, waybill=N2, pieces=20, **damaged)
    assert str(unseen.value) == "E180 破损/受潮异常须上传至少 1 张照片。"
    desk.run(count_line, number=MANIFEST, waybill=N2, pieces=20, photos=(PHOTO,), **damaged)

    office.at("2026-11-18 17:30")
    assert desk.run(finish_unloading, number=MANIFEST).value == "RK261118-001"


def look_at_the_goods(office: Office) -> None:
    desk = office.as_("in")
    cards = [desk.ask(consignment_card, number=number) for number in (N1, N2, N3, N4)]
    assert [c.quantities["in_stock"] for c in cards] == [12, 20, 8, 29]
    assert {c.state for c in cards} == {ConsignmentState.IN_STOCK}
    assert [c.costs["linehaul_cost_fen"] for c in cards] == [28_800, 36_000, 19_200, 9_000]
    assert [c.due_on and str(c.due_on) for c in cards] == [None, "2026-11-19", "2026-11-19", None]

    moves = [move for c in cards for move in desk.ask(moves_of, number=c.number)]
    assert sum(move.pieces for move in moves) == 69
    assert {(m.slip_no, m.doc_no) for m in moves} == {("RK261118-001", MANIFEST)}
    assert {m.at for m in moves} == {at("2026-11-18 17:30")}

    ways = [e.kind for e in desk.ask(events_of, number=N1)]
    assert ways == [EventKind.ACCEPTED, EventKind.ARRIVED, EventKind.STOCKED_IN]


def tell_both_customers(office: Office) -> None:
    desk = office.as_("jia")
    short, broken = _exceptions(office)
    assert (short.number, short.kind, short.pieces) == (
        "YC261118-001",
        ExceptionKind.SHORTAGE,
        1,
    )
    assert (broken.number, broken.kind, broken.pieces) == (
        "YC261118-002",
        ExceptionKind.DAMAGE,
        1,
    )
    assert [(short.consignment_no, short.photos), broken.consignment_no] == [(N4, ()), N2]
    assert [photo.label for photo in broken.photos] == [PHOTO.label]
    for case in (short, broken):
        assert (case.stage, case.found_at) == (Stage.UNLOADING, at("2026-11-18 17:30"))
        assert case.tell_due_at == at("2026-11-18 19:30")

    office.at("2026-11-18 18:10")
    desk.run(tell_customer, number=short.number, channel=Channel.PHONE, who="美丽屋 陈姐")
    office.at("2026-11-18 19:30")
    desk.run(tell_customer, number=broken.number, channel=Channel.WECHAT, who="天悦酒店 马经理")
    assert [case.told_in_time for case in _exceptions(office)] == [True, True]
    (talk,) = desk.ask(contacts_of, number=N4)
    assert (talk.topic, talk.party_kind, talk.who) == (
        Topic.EXCEPTION,
        PartyKind.CONSIGNEE,
        "美丽屋 陈姐",
    )


def _exceptions(office: Office) -> list[ExceptionRow]:
    desk = office.as_("jia")
    assert [len(desk.ask(exceptions_of, number=n)) for n in (N1, N2, N3, N4)] == [0, 1, 0, 1]
    return [desk.ask(exception_card, number=f"YC261118-00{i}") for i in (1, 2)]


def finish_the_papers(office: Office) -> None:
    desk = office.as_("in")
    (paper,) = desk.paper("P-01", MANIFEST, print_no=1)
    snapshots.check_snapshot("at03-p01-counted", snapshot_text(paper))
    desk.run(close_manifest, number=MANIFEST)
    assert desk.ask(manifest_card, number=MANIFEST).state is ManifestState.CLOSED
    assert desk.ask(manifests_to_count) == []
