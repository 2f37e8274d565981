"""What the list and the daily record say on paper, and what stands on the board of the day."""

from datetime import date
from typing import Any

from desk.archive.customers.choices import PayTerms
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import Category, DeliveryMode
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.outbound.choices import LineOrder
from desk.freight.outbound.commands import confirm_preadvice, void_preadvice
from desk.freight.outbound.dispatches import dispatches_of_day
from desk.freight.outbound.drafts import LoadDraft
from desk.freight.outbound.planning import load_preadvice
from desk.freight.outbound.today import FIGURES, SOURCES
from desk.freight.warehouse.choices import OutReason
from desk.freight.warehouse.commands import issue_goods, reverse_slip
from tests import snapshots
from tests.conftest import Office, at
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import accepted, arrive
from tests.freight.outbound.yard import (
    NUMBER,
    PARTS,
    confirmed,
    gone,
    in_stock,
    planned,
    ready,
)


def text_of(office: Office, code: str, what: str) -> str:
    (paper,) = office.as_("out").paper(code, what, print_no=1)
    return snapshot_text(paper)


def test_what_the_station_must_mind(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    glass = CargoDraft(
        goods_name="玻璃", pieces=4, weight_g=80_000, volume_cm3=300_000, category=Category.FRAGILE
    )
    tender = in_stock(
        office, PARTS, lines=(glass,), urgent=True, hold_release=True, destination="洛阳"
    )
    desk = office.as_("out")
    number = planned(office, tender, cloth, line_order=LineOrder.DESTINATION)
    desk.run(load_preadvice, number=number, loads=(LoadDraft(waybill=raisins, pieces=100),))
    snapshots.check_snapshot("p04-draft", text_of(office, "P-04", number))


def test_a_second_truck_does_not_collect_again(office: Office) -> None:
    _, cloth, _ = ready(office)
    desk = office.as_("out")
    first = planned(office, truck_cost_fen=20_000)
    desk.run(load_preadvice, number=first, loads=(LoadDraft(waybill=cloth, pieces=10),))
    desk.run(confirm_preadvice, number=first, price_reason="专车")
    later: dict[str, Any] = {
        "depart_plan_at": at("2026-11-25 10:00"),
        "eta_at": at("2026-11-30 10:00"),
    }
    second = planned(office, cloth, **later)
    assert "839.00" in text_of(office, "P-04", first)
    assert "839.00" not in text_of(office, "P-04", second)
    assert "分批 30/40 件" in text_of(office, "P-04", second)
    desk.run(void_preadvice, number=first, reason="并车")
    assert "839.00" in text_of(office, "P-04", second)
    assert "作废" in text_of(office, "P-04", first)


def test_the_record_of_a_day(office: Office) -> None:
    raisins, cloth, parts = ready(office)
    transit = in_transit(office)
    office.as_("in").run(
        issue_goods, number=transit, pieces=8, reason=OutReason.TRANSIT_OUT, handed_to="喀什鸿运"
    )
    desk = office.as_("out")
    ship: dict[str, Any] = {"reason": OutReason.SHIP_OUT, "handed_to": "快运专线"}
    wrong = desk.run(issue_goods, number=parts, pieces=5, **ship).value
    desk.run(reverse_slip, slip_no=wrong, reason="错发")
    office.at("2026-11-19 18:20")
    desk.run(issue_goods, number=parts, pieces=5, **ship)
    gone(office, raisins)
    later: dict[str, Any] = {
        "depart_plan_at": at("2026-11-24 19:00"),
        "eta_at": at("2026-11-29 10:00"),
    }
    confirmed(office, cloth, truck_cost_fen=50_000, **later)
    rows = desk.ask(dispatches_of_day)
    assert [(r.doc_no, r.tickets, r.pieces, r.price_fen) for r in rows] == [
        ("CK261119-001", 1, 8, None),
        ("CK261119-003", 1, 5, None),
        (NUMBER, 1, 150, 260_000),
    ]
    assert rows[0].care == f"紧急中转 {transit}"
    snapshots.check_snapshot("p24-day", text_of(office, "P-24", "2026-11-19"))
    (planned_one,) = desk.ask(dispatches_of_day, on=date(2026, 11, 24))
    assert (planned_one.departed, planned_one.care) == (False, "未发车")
    assert office.as_("jia").ask(dispatches_of_day)[-1].price_fen is None


def in_transit(office: Office) -> str:
    number = accepted(
        office.as_("in"),
        destination="喀什",
        delivery_mode=DeliveryMode.TRANSIT,
        consignee_address="喀什市 1 号",
        urgent=True,
        pay_terms=PayTerms.PREPAID,
    )
    office.as_("in").run(arrive, number=number, pieces=8)
    return number


def test_an_empty_day_and_an_unreadable_one(office: Office) -> None:
    assert "合计 0 车次" in text_of(office, "P-24", "2026-11-10")
    desk = office.as_("out")
    assert refused(desk, lambda: desk.paper("P-24", "某天")) == ("E002",)


def test_the_board_of_the_day(office: Office) -> None:
    raisins, cloth, _ = ready(office)
    goods, trucks = SOURCES
    with office.as_("out").reading() as read:
        (row,) = goods.rows(read)
        assert (row.kind, row.title) == ("安排发运", "郑州 3票 195件 3530.0kg")
        assert trucks.rows(read) == []
    number = gone(office, raisins, cloth)
    with office.as_("out").reading() as read:
        (row,) = trucks.rows(read)
        assert (row.kind, row.number) == ("催到达方回执", number)
        (figure,) = FIGURES[0](read)
        assert (figure.label, figure.value) == ("出港在途车辆", 1)
